import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with these files, gone after the test. An object is written as JSON. */
export function tree(files: Readonly<Record<string, string | object>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "posthog-definitions-cli-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

/** A symbolic link below the folder, as pnpm makes them. */
export function link(root: string, from: string, to: string): void {
  mkdirSync(dirname(join(root, from)), { recursive: true });
  symlinkSync(join(root, to), join(root, from), "dir");
}

/** A kind that has what each has to have, as the text of a module. `more` stands in for some of that. */
export const kindText = (name: string, more = ""): string =>
  `{ name: "${name}", plural: "${name}s", contract: 1, spec: {}, identity: {}, api: {}, encode() {}, decode() {}, ${more} }`;

/** The `package.json` of a plugin, and a module with its kinds. */
export function pluginFiles(
  at: string,
  { name, kinds = ["thing"], more = {}, module }: { name: string; kinds?: string[]; more?: object; module?: string },
): Record<string, string | object> {
  const text = kinds.map((kind) => kindText(kind)).join(", ");
  return {
    [`${at}/package.json`]: {
      name,
      version: "1.2.3",
      type: "module",
      exports: { "./kind": { require: "./no.cjs", import: "./kind.js" } },
      posthogDefinitions: { contract: 1, kinds, entry: "./kind" },
      ...more,
    },
    [`${at}/kind.js`]: module ?? `export default [${text}];`,
  };
}
