import { describe, expect, it } from "vitest";
import { type Files, manifest, project, summary, tidy, told } from "./fixture.js";

tidy();

const USE = `import { dashboard, insight } from "@posthog/definitions";\n`;
const one = (key: string): string => `${USE}export default dashboard({ key: "${key}" });\n`;

/** The files beside one that is right, which must be loaded whatever is wrong with the others. */
async function tell(files: Files): Promise<string> {
  const { load, list, root } = project({ "posthog/right.ts": one("right"), ...files });
  const loaded = await load();
  expect(summary(loaded)).toEqual(["dashboard.right posthog/right.ts:2:16 default"]);
  expect(list("node_modules/.cache/posthog-definitions")).toEqual([]);
  return told(loaded.diagnostics).replaceAll(root, "<root>");
}

describe("mistakes in the text", () => {
  it.each([`{}`, `{ "type": "module" }`])("are all told, importers of broken files stay silent: %s", async (own) => {
    const text = await tell({
      "package.json": own,
      "posthog/a.ts": `${USE}\n\texport default dashboard({ key: "ü" name: "x" });`,
      "posthog/b.tsx": `${USE}export default dashboard({ key: "b", \n`,
      "posthog/c.ts": `${USE}import { x } from "./a"; export default dashboard({ key: "c", x });`,
      "posthog/d.ts": `import "./c";`,
      "src/data.json": `{ "a": }`,
      "posthog/e.ts": `import data from "../src/data.json"; export const e = data;`,
    });
    expect(text).toMatchInlineSnapshot(`
      "posthog/a.ts:3:38 error syntax-error
        Expected "}" but found "name".
      posthog/b.tsx:3:1 error syntax-error
        Expected identifier but found end of file.
      src/data.json:1:8 error syntax-error
        Unexpected "}" in JSON."
    `);
  });

  it("do not hide mistakes that show only later", async () => {
    const text = await tell({
      "posthog/a.ts": `export default {`,
      "posthog/b.ts": `import { nope } from "./right"; import { gone } from "@posthog/definitions"; export const b = [nope, gone];`,
      "posthog/c.ts": `import { lost } from "@posthog/definitions"; export const c = lost({});`,
      "posthog/d.ts": `export const d = missing.name;`,
    });
    expect(text).toMatchInlineSnapshot(`
      "posthog/a.ts:1:17 error syntax-error
        Expected identifier but found end of file.
      posthog/b.ts:1:10 error import-not-found
        "posthog/right.ts" does not export "nope".
      posthog/c.ts:1:10 error import-not-found
        "@posthog/definitions" 1.2.3 does not export "lost".
          Update @posthog/definitions, or import it from the plugin that brings it.
      posthog/d.ts:1:14 error load-failed
        This file threw while it was loaded: ReferenceError: missing is not defined"
    `);
  });

  it("may be in every file", async () => {
    const { load } = project({ "posthog/a.ts": "export default", "posthog/b.ts": "}" });
    const loaded = await load();
    expect(loaded.definitions).toEqual([]);
    expect(told(loaded.diagnostics)).toMatchInlineSnapshot(`
      "posthog/a.ts:1:15 error syntax-error
        Unexpected end of file.
      posthog/b.ts:1:1 error syntax-error
        Unexpected "}"."
    `);
  });
});

describe("imports of what is not there", () => {
  it("names the file, the package or the plugin", async () => {
    const text = await tell({
      "posthog/a.ts": `import { x } from "./nowhere";\nimport "left-pad/lib";\nimport "#internal";\nexport const y = x;`,
      "posthog/b.ts": `import { experiment } from "@posthog-definitions/plugin-experiments";\nexport default experiment({});`,
      "posthog/c.ts": `import { x } from "@acme/posthog-definitions-plugin-x/kind";\nexport default x({});`,
      "posthog/d.ts": `import "@acme/one";\nimport logo from "./logo.xyz";\nexport const l = logo;`,
      "posthog/logo.xyz": "?",
    });
    expect(text).toMatchInlineSnapshot(`
      "posthog/a.ts:1:19 error import-not-found
        Cannot find "./nowhere", which this file imports.
      posthog/a.ts:2:8 error import-not-found
        Cannot find the package "left-pad/lib", which this file imports.
          Install it: npm install --save-dev left-pad
      posthog/a.ts:3:8 error import-not-found
        Cannot find "#internal", which this file imports.
      posthog/b.ts:1:28 error plugin-missing
        "@posthog-definitions/plugin-experiments" is not installed.
          Install it: npm install --save-dev @posthog-definitions/plugin-experiments
      posthog/c.ts:1:19 error plugin-missing
        "@acme/posthog-definitions-plugin-x" is not installed.
          Install it: npm install --save-dev @acme/posthog-definitions-plugin-x
      posthog/d.ts:1:8 error import-not-found
        Cannot find the package "@acme/one", which this file imports.
          Install it: npm install --save-dev @acme/one
      posthog/d.ts:2:18 error load-failed
        This file imports a \`.xyz\` file, which cannot be loaded."
    `);
  });

  it("tells of one missing plugin once, however many files import it", async () => {
    const files = [..."abcdef"].map((name) => [`posthog/${name}.ts`, `import "@posthog-definitions/plugin-surveys";`]);
    expect(await tell(Object.fromEntries(files) as Files)).toMatchInlineSnapshot(`
      "posthog/a.ts:1:8 error plugin-missing
        "@posthog-definitions/plugin-surveys" is not installed.
          Install it: npm install --save-dev @posthog-definitions/plugin-surveys

          Also at posthog/b.ts:1:8, posthog/c.ts:1:8, posthog/d.ts:1:8 and 2 more."
    `);
  });

  it.each([
    ["pnpm-lock.yaml", "pnpm add --save-dev"],
    ["yarn.lock", "yarn add --dev"],
    ["bun.lock", "bun add --dev"],
    ["bun.lockb", "bun add --dev"],
    ["package-lock.json", "npm install --save-dev"],
  ])("prints the install command for %s", async (lock, command) => {
    const text = await tell({ [lock]: "", "posthog/a.ts": `import "@posthog-definitions/plugin-surveys";` });
    expect(text).toContain(`Install it: ${command} @posthog-definitions/plugin-surveys`);
  });

  it("reads the package manager from package.json where there is no lock file yet", async () => {
    const text = await tell({
      "package.json": `{ "packageManager": "pnpm@10.34.8" }`,
      "posthog/a.ts": `import "posthog-definitions-plugin-x";`,
    });
    expect(text).toContain("Install it: pnpm add --save-dev posthog-definitions-plugin-x");
  });

  it("names a package that is only asked for while a file runs", async () => {
    const text = await tell({
      "posthog/a.cjs": `exports.a = require("@posthog-definitions/plugin-cohorts").cohort({});`,
      "posthog/b.ts": `const { b } = await import("@posthog-definitions/plugin-surveys");\nexport { b };`,
    });
    expect(text).toMatchInlineSnapshot(`
      "posthog/a.cjs:1:13 error plugin-missing
        "@posthog-definitions/plugin-cohorts" is not installed.
          Install it: npm install --save-dev @posthog-definitions/plugin-cohorts
      posthog/b.ts:1:1 error plugin-missing
        "@posthog-definitions/plugin-surveys" is not installed.
          Install it: npm install --save-dev @posthog-definitions/plugin-surveys"
    `);
  });

  it("names the JSX runtime that a component of the application needs", async () => {
    const text = await tell({
      "src/view.tsx": `export const view = <b>hi</b>;`,
      "posthog/a.ts": `import { view } from "../src/view"; export const a = view;`,
    });
    expect(text).toMatchInlineSnapshot(`
      "src/view.tsx:1:21 error import-not-found
        Cannot find the package "react/jsx-runtime", which this file imports.
          Install it: npm install --save-dev react"
    `);
  });

  it("names what an installed package does not export, and what was meant", async () => {
    const text = await tell({
      "node_modules/old/package.json": manifest("old", { type: "commonjs" }),
      "node_modules/old/index.js": `exports.present = 1;`,
      "posthog/a.ts": `import {\n  annotation,\n  type Annotation,\n} from "@posthog/definitions";\nexport const a = annotation({}) as Annotation;`,
      "posthog/b.ts": `import { dashbord as d } from "@posthog/definitions";\nexport default d({ key: "b" });`,
      "posthog/c.ts": `export { presents } from "old"; import nothing from "@posthog/definitions"; export const c = nothing;`,
      "posthog/types.ts": `import { Dashboard } from "@posthog/definitions"; export type T = Dashboard;`,
    });
    expect(text).toMatchInlineSnapshot(`
      "posthog/a.ts:2:3 error import-not-found
        "@posthog/definitions" 1.2.3 does not export "annotation".
          Update @posthog/definitions, or import it from the plugin that brings it.
      posthog/b.ts:1:10 error import-not-found
        "@posthog/definitions" 1.2.3 does not export "dashbord".
          Did you mean \`dashboard\`?
      posthog/c.ts:1:10 error import-not-found
        "old" 1.2.3 does not export "presents".
          Did you mean \`present\`?
      posthog/c.ts:1:40 error import-not-found
        "@posthog/definitions" 1.2.3 does not export "default".
          Update @posthog/definitions, or import it from the plugin that brings it."
    `);
  });

  it("tells of packages that cannot be loaded", async () => {
    const text = await tell({
      "node_modules/posthog-definitions-plugin-bad/package.json": manifest("posthog-definitions-plugin-bad"),
      "node_modules/posthog-definitions-plugin-bad/index.js": `throw new TypeError("it is broken"); export const bad = 1;`,
      "node_modules/sub/package.json": manifest("sub"),
      "node_modules/sub/index.js": `import "not-installed";`,
      "posthog/a.ts": `import { bad } from "posthog-definitions-plugin-bad";\nexport const a = bad;`,
      "posthog/b.ts": `import { bad } from "posthog-definitions-plugin-bad";\nexport const b = bad;`,
      "posthog/c.ts": `import "@posthog/definitions/inner";\nimport "sub";`,
    });
    expect(text).toMatchInlineSnapshot(`
      "posthog/a.ts:1:21 error plugin-broken
        "posthog-definitions-plugin-bad" could not be loaded: TypeError: it is broken
          Also at posthog/b.ts:1:21.
      posthog/c.ts:1:8 error import-not-found
        Cannot import "@posthog/definitions/inner": Package subpath './inner' is not defined by "exports" in <root>/node_modules/@posthog/definitions/package.json.
      posthog/c.ts:2:8 error load-failed
        "sub" could not be loaded: Cannot find package 'not-installed' imported from <root>/node_modules/sub/index.js"
    `);
  });
});

describe("mistakes while running", () => {
  it("are told once, where they were thrown", async () => {
    const text = await tell({
      "src/env.ts": `export function need(name: string): string {\n  throw new Error(\`\${name} is not set\`);\n}`,
      "posthog/a.ts": `import { need } from "../src/env";\nexport const a = need("A");`,
      "posthog/b.ts": `import { a } from "./a";\nexport const b = a;`,
      "posthog/c.ts": `export const c = (undefined as any).length;`,
      "posthog/d.ts": `await Promise.resolve();\nthrow "a text";`,
    });
    expect(text).toMatchInlineSnapshot(`
      "posthog/c.ts:1:37 error load-failed
        This file threw while it was loaded: TypeError: Cannot read properties of undefined (reading 'length')
      posthog/d.ts:1:1 error load-failed
        This file threw while it was loaded: a text
      src/env.ts:2:9 error load-failed
        This file threw while it was loaded: A is not set"
    `);
  });

  it("run each file once, whatever the others do", async () => {
    const counted = globalThis as { loaderTestRuns?: number };
    counted.loaderTestRuns = 0;
    await tell({
      "posthog/a.ts": `globalThis.loaderTestRuns += 1;`,
      "posthog/b.ts": `import "./a"; throw new Error("b");`,
      "posthog/c.ts": `import "./a"; export default {`,
      "posthog/d.ts": `import { gone } from "@posthog/definitions"; export const d = gone;`,
    });
    expect(counted.loaderTestRuns).toBe(1);
  });

  it("include process.exit, even a caught one, and leave the real one in place", async () => {
    const { exit } = process;
    const { load } = project({
      "posthog/a.ts": `if (!process.env.LOADER_TEST_NEVER_SET) {\n  process.exit(1);\n}`,
      "posthog/b.ts": `${USE}try { process.exit(); } catch {}\nexport const b = insight({ key: "b" });`,
      "posthog/c.ts": one("c"),
    });
    const loaded = await load();
    expect(process.exit).toBe(exit);
    expect(loaded.definitions.map(({ definition }) => definition.key)).toEqual(["b", "c"]);
    expect(told(loaded.diagnostics)).toMatchInlineSnapshot(`
      "posthog/a.ts:2:11 error load-failed
        This file calls \`process.exit(1)\` while it is loaded.
          Throw an error instead: definitions are loaded together, and one file must not end the run.
      posthog/b.ts:2:15 error load-failed
        This file calls \`process.exit()\` while it is loaded.
          Throw an error instead: definitions are loaded together, and one file must not end the run."
    `);
  });
});

describe("nothing to load", () => {
  it("is an error where the folder is missing, and a warning where it holds no definition", async () => {
    const empty = project({ "other/a.ts": "" });
    const missing = await empty.load();
    expect(told(missing.diagnostics).replaceAll(empty.root, "<root>")).toMatchInlineSnapshot(`
      "- error no-definitions
        There is no folder \`posthog\` in <root>.
          \`posthog-definitions init\` makes one; --dir names another."
    `);
    const { load } = project({ "posthog/helper.ts": "export const x = 1;" });
    expect(told((await load()).diagnostics)).toMatchInlineSnapshot(`
      "- warning no-definitions
        No file below \`posthog\` exports a definition.
          Export what the factories return: \`export default dashboard({ … })\`."
    `);
    expect(told((await load({ ignore: ["**"] })).diagnostics)).toBe(told((await load()).diagnostics));
  });
});
