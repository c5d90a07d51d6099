import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll } from "vitest";
import { placeText, type Diagnostic } from "@posthog-definitions/core";
import { load } from "../src/index.js";
import type { Loaded, LoadOptions } from "../src/index.js";

/** Texts by path relative to the project. */
export type Files = Readonly<Record<string, string>>;

export interface FixtureProject {
  readonly root: string;
  load(options?: Partial<LoadOptions>): Promise<Loaded>;
  /** Everything below a folder, to see that nothing is left behind. */
  list(folder: string): string[];
}

const core = buildSync({
  entryPoints: [fileURLToPath(import.meta.resolve("../../core/src/index.ts"))],
  bundle: true,
  format: "esm",
  platform: "node",
  write: false,
}).outputFiles[0]!.text;

/** The real model under its name, and a small `@posthog/definitions` of two kinds and one query on top of it. */
export const SDK: Files = {
  "node_modules/@posthog-definitions/core/package.json": manifest("@posthog-definitions/core"),
  "node_modules/@posthog-definitions/core/index.js": core,
  "node_modules/@posthog/definitions/package.json": manifest("@posthog/definitions"),
  "node_modules/@posthog/definitions/index.js": `
    import { factory } from "@posthog-definitions/core";
    export { adopt, moved } from "@posthog-definitions/core";
    export const dashboard = factory("dashboard");
    export const insight = factory("insight");
    export const trends = (query) => ({ kind: "TrendsQuery", ...query });
  `,
};

export function manifest(name: string, more: object = {}): string {
  return JSON.stringify({ name, version: "1.2.3", type: "module", exports: "./index.js", ...more });
}

const folders: string[] = [];

/** Takes away, after the tests of a file, what {@link project} made for them. */
export function tidy(): void {
  afterAll(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}

/** A project in a folder of its own, with {@link SDK} installed unless `files` is all there is to be. */
export function project(files: Files, { bare = false, links = {} as Files } = {}): FixtureProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "loader (test) ")));
  folders.push(root);
  for (const [path, text] of Object.entries({ "package.json": "{}", ...(bare ? {} : SDK), ...files })) {
    write(join(root, path), text);
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(join(root, target), join(root, path));
  }
  return {
    root,
    load: (options) => load({ root, dir: "posthog", ...options }),
    list: (folder) => readdirSync(join(root, folder), { recursive: true }).map(String).sort(),
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** `dashboard.growth posthog/growth.ts:3:16 default`, one line for each definition. */
export const summary = (loaded: Loaded): string[] =>
  loaded.definitions.map(({ definition, place, exportName }) =>
    [`${definition.kind}.${definition.key}`, placeText(place), exportName].filter(Boolean).join(" "),
  );

/** The diagnostics as one text, each with its place, code, message and indented hint. */
export const told = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({ place, code, severity, message, hint }) =>
      [
        `${place ? placeText(place) : "-"} ${severity} ${code}`,
        `  ${message}`,
        ...(hint?.split("\n") ?? []).map((line) => (line === "" ? "" : `    ${line}`)),
      ].join("\n"),
    )
    .join("\n");
