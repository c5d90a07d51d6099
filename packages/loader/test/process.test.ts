import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { project, tidy, told } from "./fixture.js";
import type { Loaded } from "../src/index.js";

tidy();

// What concerns the whole process is tried in one of its own. The loader is put where its dependencies are found.
const loader = fileURLToPath(new URL(`../node_modules/.cache/loader-${process.pid}.mjs`, import.meta.url));
buildSync({
  entryPoints: [fileURLToPath(new URL("../src/index.ts", import.meta.url))],
  outfile: loader,
  bundle: true,
  format: "esm",
  platform: "node",
  external: ["esbuild", "typescript", "tinyglobby", "@jridgewell/trace-mapping"],
  alias: {
    "@posthog-definitions/core": fileURLToPath(new URL("../../core/src/index.ts", import.meta.url)),
    "@posthog-definitions/core/kind": fileURLToPath(new URL("../../core/src/kind.ts", import.meta.url)),
  },
});
afterAll(() => rmSync(loader));

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
  readonly loaded: Loaded;
}

function loadInProcess(root: string): Promise<Ended> {
  const script = `
    const { load } = await import(${JSON.stringify(pathToFileURL(loader).href)});
    console.log(JSON.stringify(await load({ root: ${JSON.stringify(root)}, dir: "posthog" })));`;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["--input-type=module", "-e", script], (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stderr, loaded: JSON.parse(stdout) as Loaded }),
    );
  });
}

const DASHBOARD = `import { dashboard } from "@posthog/definitions"; export default dashboard({ key: "d" });`;

describe("in a process of its own", () => {
  it("keeps standard output free of what the files print, and the exit code of what they set", async () => {
    const { root } = project({
      "posthog/a.ts": `console.log("logged"); process.stdout.write("written\\n"); process.exitCode = 9; ${DASHBOARD}`,
    });
    const { code, stderr, loaded } = await loadInProcess(root);
    expect(loaded.definitions).toHaveLength(1);
    expect(stderr).toBe("logged\nwritten\n");
    expect(code).toBe(0);
  });

  it("tells of a file that waits for ever, which Node would end without a word", async () => {
    const { root } = project({
      "posthog/a.ts": `await new Promise(() => {}); ${DASHBOARD}`,
      "posthog/b.ts": DASHBOARD,
    });
    const { code, loaded } = await loadInProcess(root);
    expect(told(loaded.diagnostics)).toMatchInlineSnapshot(`
      "posthog/a.ts:1:1 error load-failed
        This file waits for ever: its top-level \`await\` can no longer end."
    `);
    expect(loaded.definitions.map(({ file }) => file)).toEqual(["posthog/b.ts"]);
    expect(code).toBe(0);
  });

  it("writes into .posthog where there is no node_modules", async () => {
    const { root, list } = project({ "app/package.json": "{}", "app/posthog/a.ts": DASHBOARD });
    const { loaded } = await loadInProcess(join(root, "app"));
    expect(loaded.definitions.map(({ file }) => file)).toEqual(["posthog/a.ts"]);
    expect(list("app/.posthog/cache")).toEqual([]);
    expect(existsSync(join(root, "app/node_modules"))).toBe(false);
  });
});
