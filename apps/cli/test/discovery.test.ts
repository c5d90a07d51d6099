import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exportedFile } from "../src/project/exports.js";
import { loadKinds } from "../src/project/kinds.js";
import { emulatedByPlugins } from "../src/project/emulated.js";
import { isImportable } from "../src/project/packages.js";
import { discoverPlugins } from "../src/project/plugins.js";
import { kindText, link, pluginFiles, tree } from "./tree.js";

const names = (root: string): string[] => discoverPlugins(root).plugins.map((plugin) => plugin.name);
const codes = (root: string): string[] => discoverPlugins(root).diagnostics.map((diagnostic) => diagnostic.code);
const own = (at: string, name = at): Record<string, string | object> => pluginFiles(`node_modules/${at}`, { name });

describe("finding plugins", () => {
  it("takes dependencies and devDependencies that say so, and nothing else", () => {
    const root = tree({
      "package.json": {
        dependencies: { a: "1", lodash: "4" },
        devDependencies: { b: "1" },
        peerDependencies: { c: "1" },
        optionalDependencies: { d: "1" },
      },
      ...own("a"),
      ...own("b"),
      ...own("c"),
      ...own("d"),
      ...own("posthog-definitions-plugin-stray"),
      "node_modules/lodash/package.json": { name: "lodash", keywords: ["posthog-definitions-plugin"] },
    });
    expect(names(root)).toEqual(["a", "b"]);
    expect(codes(root)).toEqual([]);
  });

  it("takes what such a package lists, from where that package finds it", () => {
    const root = tree({
      "package.json": { devDependencies: { all: "1" } },
      "node_modules/all/package.json": {
        name: "all",
        posthogDefinitions: { contract: 1 },
        oclif: { plugins: ["inner"] },
      },
      ...own("all/node_modules/inner", "inner"),
    });
    expect(names(root)).toEqual(["all", "inner"]);
  });

  it("does not go further than one list, nor follow one of a package that is no plugin", () => {
    const root = tree({
      "package.json": { dependencies: { all: "1", stranger: "1" } },
      ...pluginFiles("node_modules/all", { name: "all", more: { oclif: { plugins: ["inner"] } } }),
      ...pluginFiles("node_modules/inner", { name: "inner", more: { oclif: { plugins: ["deep"] } } }),
      ...own("deep"),
      "node_modules/stranger/package.json": { name: "stranger", oclif: { plugins: ["deep"] } },
    });
    expect(names(root)).toEqual(["all", "inner"]);
  });

  it("finds what is hoisted above the project", () => {
    const root = tree({ "packages/app/package.json": { dependencies: { a: "1" } }, ...own("a") });
    expect(names(`${root}/packages/app`)).toEqual(["a"]);
  });

  it("takes the project itself, where it is one, and says how to build it", async () => {
    const name = "posthog-definitions-plugin-own";
    const root = tree({ ...pluginFiles(".", { name, more: { devDependencies: { a: "1" } } }), ...own("a") });
    expect(names(root)).toEqual([name, "a"]);
    const { registry } = await loadKinds(discoverPlugins(root).plugins.slice(0, 1));
    expect([...registry.kinds.keys()]).toEqual(["thing"]);

    rmSync(`${root}/kind.js`);
    const { diagnostics } = await loadKinds(discoverPlugins(root).plugins.slice(0, 1));
    expect(diagnostics).toMatchObject([{ code: "plugin-broken", hint: "Build it: npm run build" }]);
  });

  it("follows links as pnpm makes them, and takes a package once", () => {
    const root = tree({
      "package.json": { dependencies: { all: "1", a: "1" } },
      "node_modules/.pnpm/all@1/node_modules/all/package.json": {
        name: "all",
        posthogDefinitions: { contract: 1 },
        oclif: { plugins: ["a"] },
      },
      ...own(".pnpm/a@1/node_modules/a", "a"),
    });
    link(root, "node_modules/all", "node_modules/.pnpm/all@1/node_modules/all");
    link(root, "node_modules/.pnpm/all@1/node_modules/a", "node_modules/.pnpm/a@1/node_modules/a");
    link(root, "node_modules/a", "node_modules/.pnpm/a@1/node_modules/a");
    const { plugins } = discoverPlugins(root);
    expect(plugins.map((plugin) => plugin.root)).toEqual([
      `${root}/node_modules/.pnpm/all@1/node_modules/all`,
      `${root}/node_modules/.pnpm/a@1/node_modules/a`,
    ]);
  });

  it("says which plugin is not installed, and leaves other packages alone", () => {
    const root = tree({
      "package.json": { dependencies: { "@acme/posthog-definitions-plugin-x": "1", gone: "1" } },
      "pnpm-lock.yaml": "",
    });
    const { diagnostics } = discoverPlugins(root);
    expect(diagnostics).toMatchObject([{ code: "plugin-missing", hint: "Run: pnpm install" }]);
    expect(diagnostics[0]!.message).toContain("@acme/posthog-definitions-plugin-x");
  });

  it("says so of a folder with a plugin that the project names, and of no other folder", () => {
    const root = tree({
      "package.json": {
        devDependencies: {
          kinds: "file:tools/kinds",
          linked: "link:./tools/kinds",
          other: "file:tools/other",
          no: "file:no",
        },
      },
      ...pluginFiles("tools/kinds", { name: "kinds" }),
      "tools/other/package.json": { name: "other" },
    });
    const { plugins, diagnostics } = discoverPlugins(root);
    expect(plugins).toEqual([]);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["plugin-missing", "kinds is in package.json, but not installed."],
      ["plugin-missing", "linked is in package.json, but not installed."],
    ]);
  });

  it("says once what is wrong with a listed plugin", () => {
    const root = tree({
      "package.json": { dependencies: { all: "1" } },
      ...pluginFiles("node_modules/all", {
        name: "all",
        more: { oclif: { plugins: ["@posthog-definitions/plugin-x"] } },
      }),
      ...own("@posthog-definitions/plugin-x"),
      "node_modules/@posthog-definitions/plugin-x/package.json": { posthogDefinitions: { contract: 99 } },
    });
    expect(codes(root)).toEqual(["plugin-contract"]);
    expect(names(root)).toEqual(["all"]);
  });

  it("says that a listed plugin is not installed", () => {
    const root = tree({
      "package.json": { dependencies: { all: "1" } },
      ...pluginFiles("node_modules/all", { name: "all", more: { oclif: { plugins: ["gone"] } } }),
    });
    expect(codes(root)).toEqual(["plugin-broken"]);
  });

  it.each([
    ["no object", 7],
    ["no contract", {}],
    ["a contract that is no whole number", { contract: 1.5 }],
    ["kinds that are no names", { contract: 1, kinds: [1], entry: "./kind" }],
    ["kinds without an entry", { contract: 1, kinds: ["a"] }],
    ["an entry that is no text", { contract: 1, entry: 1 }],
    ["an emulator that is no text", { contract: 1, emulator: 1 }],
    ["an entry without kinds", { contract: 1, entry: "./kind" }],
    ["a kind twice", { contract: 1, kinds: ["a", "a"], entry: "./kind" }],
  ])("refuses a declaration with %s", (_, posthogDefinitions) => {
    const root = tree({
      "package.json": { dependencies: { a: "1" } },
      "node_modules/a/package.json": { name: "a", posthogDefinitions },
    });
    expect(codes(root)).toEqual(["plugin-broken"]);
    expect(names(root)).toEqual([]);
  });

  it.each([
    ["is no object", "yes"],
    ["has no list `plugins`", { plugins: "inner" }],
    ["has `hooks` that are no object", { hooks: null }],
  ])("refuses a plugin whose `oclif` %s", (what, oclif) => {
    const root = tree({
      "package.json": { dependencies: { a: "1" } },
      "node_modules/a/package.json": { name: "a", posthogDefinitions: { contract: 1 }, oclif },
    });
    const { plugins, diagnostics } = discoverPlugins(root);
    expect(plugins).toEqual([]);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["plugin-broken", `The plugin a cannot be used: \`oclif\` in its package.json ${what}.`],
    ]);
  });

  it("tells the project's own package.json from a plugin's when one is no JSON", () => {
    expect(codes(tree({ "package.json": "{" }))).toEqual(["config-invalid"]);
    const root = tree({ "package.json": { dependencies: { a: "1" } }, "node_modules/a/package.json": "{" });
    expect(codes(root)).toEqual(["plugin-broken"]);
  });

  it("finds nothing where there is no project", () => {
    expect(discoverPlugins(tree())).toEqual({ plugins: [], diagnostics: [] });
  });
});

describe("loading kinds", () => {
  const load = async (
    plugin: Partial<Parameters<typeof pluginFiles>[1]>,
  ): Promise<{ kinds: string[]; told: string[] }> => {
    const root = tree({
      "package.json": { dependencies: { a: "1" } },
      ...pluginFiles("node_modules/a", { name: "a", ...plugin }),
    });
    const { registry, diagnostics } = await loadKinds(discoverPlugins(root).plugins);
    return { kinds: [...registry.kinds.keys()], told: diagnostics.map(({ code, message }) => `${code}: ${message}`) };
  };

  it("names the plugin whose kind throws", async () => {
    const module = `export default [${kindText("thing", "decode() { throw new Error('boom'); }")}];`;
    const root = tree({
      "package.json": { dependencies: { a: "1" } },
      ...pluginFiles("node_modules/a", { name: "a", module }),
    });
    const { registry } = await loadKinds(discoverPlugins(root).plugins);
    expect(() => registry.kinds.get("thing")!.decode({}, {} as never)).toThrow(
      '`decode` of the kind "thing" (a 1.2.3) threw: boom',
    );
  });

  it("imports the declared entry, as Node's import would", async () => {
    expect(await load({ kinds: ["one", "two"] })).toEqual({ kinds: ["one", "two"], told: [] });
  });

  it.each([
    ["throws", { module: "throw new Error('boom');" }, /plugin-broken.*boom/],
    ["exports no list", { module: "export default {};" }, /plugin-broken.*list of kinds/],
    ["exports something else", { module: "export default [7];" }, /plugin-broken.*item 0 of the list.* is no kind/],
    [
      "has a kind that was not defined as one",
      { module: "export default [{ name: 'thing' }];" },
      /plugin-broken.*the kind "thing" that its entry exports is not made by `defineKind`/,
    ],
    [
      "has half a kind",
      { module: `export default [${kindText("thing", "identity: undefined")}];` },
      /plugin-broken.*the kind "thing" that its entry exports has no `identity`/,
    ],
    [
      "ends the process",
      { module: "process.exit(0);" },
      /plugin-broken.*it calls `process.exit\(0\)` while it is loaded/,
    ],
    [
      "ends the process, and catches that",
      { module: `try { process.exit(0); } catch {} export default [${kindText("thing")}];` },
      /plugin-broken.*it calls `process.exit\(0\)` while it is loaded/,
    ],
    ["has no such entry", { more: { exports: {} } }, /plugin-broken.*no file/],
    [
      "leads out of the package",
      { more: { exports: { "./kind": "../../../package.json" } } },
      /plugin-broken.*no file/,
    ],
    ["exports another kind", { module: `export default [${kindText("x")}];` }, /"thing"/],
    [
      "has kinds of a newer contract",
      { module: "export default [{ name: 'thing', contract: 99, encode() {}, decode() {} }];" },
      /plugin-contract/,
    ],
  ])("says that a plugin %s", async (_, plugin, message) => {
    const { kinds, told } = await load(plugin);
    expect(kinds).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(message);
  });

  it("says that two plugins bring one kind", async () => {
    const root = tree({ "package.json": { dependencies: { a: "1", b: "1" } }, ...own("a"), ...own("b") });
    const { diagnostics } = await loadKinds(discoverPlugins(root).plugins);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["plugin-conflict"]);
  });
});

describe("what files of a project can import", () => {
  it.each([
    ["what is installed, named or not", { name: "x" }, "a", true],
    ["what is not", { name: "x" }, "b", false],
    ["itself, by what it exports", { name: "x", exports: { ".": "./index.js" } }, "x", true],
    ["not itself, where it exports nothing", { name: "x" }, "x", false],
  ])("%s", (_, manifest, name, can) => {
    expect(isImportable(name, tree({ "package.json": manifest, ...own("a") }))).toBe(can);
  });
});

describe("what a package exports", () => {
  it.each<[unknown, string, string | undefined]>([
    ["./index.js", ".", "./index.js"],
    ["./index.js", "./kind", undefined],
    [{ import: "./a.js", default: "./b.js" }, ".", "./a.js"],
    [{ "./kind": { types: "./k.d.ts", require: "./k.cjs", default: "./k.js" } }, "./kind", "./k.js"],
    [{ "./kind": { import: { types: "./k.d.ts", default: "./k.js" } } }, "./kind", "./k.js"],
    [{ "./kind": { browser: "./b.js", node: { import: "./n.js" } } }, "./kind", "./n.js"],
    [{ "./kind": [{ require: "./k.cjs" }, "./k.js"] }, "./kind", "./k.js"],
    [{ "./*": "./dist/*.js" }, "./kind", "./dist/kind.js"],
    [{ "./kind": null }, "./kind", undefined],
    [undefined, "./kind", undefined],
  ])("%j, %s", (exports, name, file) => expect(exportedFile(exports, name)).toBe(file));
});

describe("what plugins bring for the local project", () => {
  const emulated = (module: string | undefined, more: object = {}): Promise<string[]> => {
    const root = tree({
      "package.json": { dependencies: { a: "1", b: "1" } },
      ...pluginFiles("node_modules/a", {
        name: "a",
        more: {
          exports: { "./kind": "./kind.js", "./emulator": "./emulator.js" },
          posthogDefinitions: { contract: 1, kinds: ["thing"], entry: "./kind", emulator: "./emulator" },
          ...more,
        },
      }),
      ...(module === undefined ? {} : { "node_modules/a/emulator.js": module }),
      ...pluginFiles("node_modules/b", { name: "b", kinds: ["other"], module: "throw new Error('not to be loaded');" }),
    });
    return emulatedByPlugins(root).then((resources) => resources.map(({ name }) => name));
  };

  it("is the default export of the entry that they declare; no kind is loaded for it", async () => {
    const things = `{ name: "things", routes: [], tables: [] }`;
    expect(await emulated(`export default [${things}, { ...${things}, name: "more" }, ${things}];`)).toEqual([
      "things",
      "more",
    ]);
  });

  it.each([
    ["throws", "throw new Error('boom');", /boom/],
    ["exports no list", "export default {};", /list of resources/],
    ["exports something else", "export default [{ name: 'things' }];", /list of resources/],
    ["is not there", undefined, /no file/],
  ])("is an error where the entry %s", async (_, module, message) => {
    await expect(emulated(module)).rejects.toMatchObject({ diagnostics: [{ code: "plugin-broken" }] });
    await expect(emulated(module)).rejects.toThrow(message);
  });
});
