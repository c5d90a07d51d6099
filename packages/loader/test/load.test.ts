import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manifest, project, SDK, summary, tidy, told } from "./fixture.js";

tidy();

const USE = `import { dashboard, insight, trends, adopt } from "@posthog/definitions";\n`;
const one = (key: string): string => `${USE}export default dashboard({ key: "${key}", name: "N" });\n`;

describe("exports", () => {
  it("finds definitions under any export, in lists and objects, and inline in others", async () => {
    const { load } = project({
      "posthog/all.ts": `${USE}
        export default dashboard({
          key: "d",
          tiles: [{ insight: insight({ key: "inline", query: trends({ series: [] }) }) }],
        });
        export const named = insight({ key: "named" });
        export const list = [insight({ key: "in-list" }), [insight({ key: "deeper" })]];
        export const byName = { a: { b: insight({ key: "in-object" }) } };
        const hidden = insight({ key: "not-exported" });
        export const helper = () => hidden;
        export const nothing = null;
      `,
    });
    const loaded = await load();
    expect(loaded.diagnostics).toEqual([]);
    expect(summary(loaded).sort()).toEqual([
      "dashboard.d posthog/all.ts:3:24 default",
      "insight.deeper posthog/all.ts:8:60 list",
      "insight.in-list posthog/all.ts:8:30 list",
      "insight.in-object posthog/all.ts:9:41 byName",
      "insight.inline posthog/all.ts:5:30",
      "insight.named posthog/all.ts:7:30 named",
    ]);
  });

  it("takes one object for one definition, however often it is used and exported", async () => {
    const { load } = project({
      "posthog/a.ts": `export { shared as again } from "./shared"; ${USE}
        import { shared } from "./shared";
        export const a = dashboard({ key: "a", tiles: [{ insight: shared }, { insight: shared }] });`,
      "posthog/shared.ts": `${USE}export const shared = insight({ key: "shared" });`,
    });
    const loaded = await load();
    expect(summary(loaded).sort()).toEqual([
      "dashboard.a posthog/a.ts:4:26 a",
      "insight.shared posthog/shared.ts:2:23 shared",
    ]);
    const [dashboard, insight] = ["dashboard", "insight"].map(
      (kind) => loaded.definitions.find(({ definition }) => definition.kind === kind)!.definition,
    );
    expect((dashboard!.spec as { tiles: { insight: unknown }[] }).tiles[1]!.insight).toBe(insight);
    expect(loaded.definitions.find(({ definition }) => definition === insight)!.file).toBe("posthog/shared.ts");
  });

  it("is not led astray by circles, depth, getters and class instances", async () => {
    const { load } = project({
      "posthog/odd.ts": `${USE}
        const circle: Record<string, unknown> = { d: dashboard({ key: "d" }) };
        circle.self = circle;
        export { circle };
        export const trap = { get bad() { throw new Error("no"); } };
        export const client = new (class Client { connection = dashboard({ key: "not-ours" }); })();
        let deep: unknown = dashboard({ key: "deep" });
        for (let i = 0; i < 20_000; i++) deep = [deep];
        export const all = deep;`,
    });
    const loaded = await load();
    expect(loaded.diagnostics).toEqual([]);
    expect(summary(loaded).sort()).toEqual([
      "dashboard.d posthog/odd.ts:3:54 circle",
      "dashboard.deep posthog/odd.ts:8:29 all",
    ]);
  });

  it("hands on statements with their places", async () => {
    const { load } = project({ "posthog/moves.ts": `${USE}export default adopt("dashboard.growth", 4218);` });
    const loaded = await load();
    expect(loaded.definitions).toEqual([]);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.statements).toEqual([
      {
        statement: { statement: "adopt", address: "dashboard.growth", id: 4218 },
        place: { file: "posthog/moves.ts", line: 2, column: 16 },
        file: "posthog/moves.ts",
        exportName: "default",
      },
    ]);
  });
});

describe("files", () => {
  it("reads every kind of source, and no declarations, tests or compiled copies", async () => {
    const cjs = (key: string) => `exports.d = require("@posthog/definitions").dashboard({ key: "${key}" });`;
    const { load } = project({
      "posthog/a.ts": one("a"),
      "posthog/a.js": one("a-compiled"),
      "posthog/b.mts": one("b"),
      "posthog/b.mjs": one("b-compiled"),
      "posthog/c.tsx": `${one("c")}export const view = <T,>(props: T) => <div {...props} />;`,
      "posthog/d.js": one("d"),
      "posthog/e.mjs": one("e"),
      "posthog/f.cjs": cjs("f"),
      "posthog/deep/er/g.ts": one("g"),
      "posthog/h.d.ts": "export declare const x: number;",
      "posthog/i.test.ts": `throw new Error("a test");`,
      "posthog/j.spec.tsx": `throw new Error("a test");`,
      "posthog/scratch/k.ts": one("k"),
      "tsconfig.json": `{ "compilerOptions": { "jsx": "preserve" } }`,
      "node_modules/react/package.json": `{ "name": "react", "exports": { "./jsx-runtime": "./runtime.js" } }`,
      "node_modules/react/runtime.js": `exports.jsx = () => null;`,
    });
    const loaded = await load({ ignore: ["scratch/**"] });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.definitions.map(({ definition }) => definition.key).sort()).toEqual([..."abcdefg"]);
    expect(loaded.files).toEqual([
      "posthog/a.ts",
      "posthog/b.mts",
      "posthog/c.tsx",
      "posthog/d.js",
      "posthog/deep/er/g.ts",
      "posthog/e.mjs",
      "posthog/f.cjs",
    ]);
  });

  it.each([`{}`, `{ "type": "module" }`, `{ "type": "commonjs" }`])("loads in a project that says %s", async (text) => {
    const { load } = project({
      "package.json": text,
      "posthog/a.ts": `${one("a")}const late = await Promise.resolve("late"); export const l = insight({ key: late });`,
      "posthog/b.cts": `import sdk = require("@posthog/definitions"); export = sdk.dashboard({ key: "b" });`,
    });
    const loaded = await load();
    expect(loaded.diagnostics).toEqual([]);
    expect(summary(loaded).sort()).toEqual([
      "dashboard.a posthog/a.ts:2:16 default",
      "dashboard.b posthog/b.cts:1:60 default",
      "insight.late posthog/a.ts:3:62 l",
    ]);
  });

  it("leaves nothing behind", async () => {
    const { load, list } = project({ "posthog/a.ts": one("a") });
    await load();
    expect(list("node_modules/.cache/posthog-definitions")).toEqual([]);
  });

  it("writes where it is told to", async () => {
    const { load, list } = project({ "posthog/a.ts": one("a"), "node_modules/kept/.gitkeep": "" });
    expect(summary(await load({ cacheDir: "node_modules/kept" }))).toEqual(["dashboard.a posthog/a.ts:2:16 default"]);
    expect(list("node_modules")).not.toContain(".cache");
    expect(list("node_modules/kept")).toEqual([".gitkeep"]);
  });

  it("sees what changed since the last time, also with several loads at once", async () => {
    const [a, b] = [project({ "posthog/a.ts": one("a") }), project({ "posthog/b.ts": one("b") })];
    const loaded = await Promise.all([a.load(), b.load(), a.load()]);
    expect(loaded.map((each) => each.definitions.map(({ definition }) => definition.key))).toEqual([
      ["a"],
      ["b"],
      ["a"],
    ]);
    expect(loaded[0].definitions[0]!.definition).not.toBe(loaded[2].definitions[0]!.definition);
  });
});

describe("imports", () => {
  it("takes application code along, with its aliases, data, assets and the files beside it", async () => {
    const { load } = project({
      "tsconfig.json": `{
        // comments are fine
        "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } },
      }`,
      "src/events.ts": `
        import "./style.css"; import logo from "./logo.svg"; import photo from "../photo.png?url";
        export enum Event { Paid = "paid" }
        export const assets = [logo, photo];`,
      "src/style.css": "a {",
      "src/logo.svg": "<svg/>",
      "photo.png": "PNG",
      "src/data.json": `{ "name": "from json" }`,
      "posthog/query.sql": "select 1",
      "posthog/a.ts": `${USE}
        import { readFileSync } from "node:fs";
        import { basename, join } from "path";
        import { Event, assets } from "@/events";
        import data from "@/data.json";
        import sql from "./query.sql";
        export default dashboard({
          key: Event.Paid,
          name: data.name,
          description: [
            sql,
            readFileSync(new URL("./query.sql", import.meta.url), "utf8"),
            readFileSync(join(__dirname, "query.sql"), "utf8"),
            basename(__filename), basename(import.meta.filename), basename(import.meta.dirname),
          ].join(),
        });`,
    });
    const loaded = await load();
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.definitions[0]!.definition.spec).toEqual({
      key: "paid",
      name: "from json",
      description: "select 1,select 1,select 1,a.ts,a.ts,posthog",
    });
    expect(loaded.definitions[0]!.place).toEqual({ file: "posthog/a.ts", line: 8, column: 24 });
  });

  it("has one instance of every package, and does not bundle them", async () => {
    const count = "globalThis.loaderTestCount = (globalThis.loaderTestCount ?? 0) + 1;";
    const { load } = project({
      "tsconfig.json": `{ "compilerOptions": { "paths": { "@posthog/definitions": ["./sdk-source.ts"] } } }`,
      "sdk-source.ts": `throw new Error("the source of the SDK, not its package");`,
      "node_modules/posthog-definitions-plugin-own/package.json": manifest("posthog-definitions-plugin-own"),
      "node_modules/posthog-definitions-plugin-own/index.js": `${count}
        import { factory } from "@posthog-definitions/core"; export const own = factory("own");`,
      "posthog/a.ts": `import { own } from "posthog-definitions-plugin-own"; export default own({ key: "a" });`,
      "posthog/b.ts": `import * as p from "posthog-definitions-plugin-own"; export default p.own({ key: "b" });`,
      "posthog/c.ts": one("c"),
    });
    const loaded = await load();
    expect(loaded.diagnostics).toEqual([]);
    expect(summary(loaded)).toEqual([
      "own.a posthog/a.ts:1:70 default",
      "own.b posthog/b.ts:1:71 default",
      "dashboard.c posthog/c.ts:2:16 default",
    ]);
    expect((globalThis as { loaderTestCount?: number }).loaderTestCount).toBe(1);
  });

  it("finds the project itself by its name, as a plugin with definitions beside it does", async () => {
    const name = "@acme/posthog-definitions-plugin-own";
    const more = {
      exports: { ".": { types: "./dist/own.d.ts", default: "./dist/own.js" }, "./two": "./dist/two.cjs" },
    };
    const files = (extra: object) => ({
      "package.json": manifest(name, extra),
      "dist/own.js": `globalThis.loaderTestOwn = (globalThis.loaderTestOwn ?? 0) + 1;
        import { factory } from "@posthog-definitions/core"; export const own = factory("own");`,
      "dist/two.cjs": `exports.two = "two";`,
      "posthog/a.ts": `import { own } from "${name}"; import { two } from "${name}/two";
        export default own({ key: "a", name: two });`,
      "posthog/b.ts": `import * as p from "${name}"; export default p.own({ key: "b" });`,
    });
    const loaded = await project(files(more)).load();
    expect(told(loaded.diagnostics)).toBe("");
    expect(summary(loaded)).toEqual(["own.a posthog/a.ts:2:24 default", "own.b posthog/b.ts:1:77 default"]);
    expect(loaded.definitions[0]!.definition.spec).toMatchObject({ name: "two" });
    expect((globalThis as { loaderTestOwn?: number }).loaderTestOwn).toBe(1);

    const unbuilt = await project({
      ...files(more),
      "dist/own.js": "",
      "posthog/a.ts": "",
      "package.json": manifest(name, { exports: "./gone.js" }),
    }).load();
    expect(told(unbuilt.diagnostics)).toBe(
      [
        "posthog/b.ts:1:20 error plugin-broken",
        `  "${name}" is of this package itself, whose \`exports\` lead to no file.`,
        "    Is it built?",
      ].join("\n"),
    );
  });

  it("bundles workspace packages that are sources, with what only they have installed", async () => {
    const { load, root } = project(
      {
        ...Object.fromEntries(Object.entries(SDK).map(([path, text]) => [`app/${path}`, text])),
        "app/package.json": "{}",
        "app/posthog/a.ts": `${USE}
          import { key } from "@acme/source"; import { name } from "@acme/built"; import fp from "lodash/fp";
          export default dashboard({ key, name, description: fp });`,
        "app/node_modules/lodash/package.json": `{ "name": "lodash", "main": "lodash.js" }`,
        "app/node_modules/lodash/fp.js": `module.exports = "no extension";`,
        "libs/source/package.json": `{ "name": "@acme/source", "exports": "./src/index.ts" }`,
        "libs/source/src/index.ts": `import { key as inner } from "only-there"; export const key: string = inner;`,
        "libs/source/node_modules/only-there/package.json": manifest("only-there"),
        "libs/source/node_modules/only-there/index.js": `export const key = "there";`,
        "libs/built/package.json": `{ "name": "@acme/built", "main": "dist/index.js" }`,
        "libs/built/dist/index.js": `exports.name = __filename.split(/[\\\\/]/).slice(-3).join("/");`,
      },
      {
        bare: true,
        links: { "app/node_modules/@acme/source": "libs/source", "app/node_modules/@acme/built": "libs/built" },
      },
    );
    const loaded = await load({ root: join(root, "app") });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.definitions[0]!.definition.spec).toEqual({
      key: "there",
      name: "built/dist/index.js",
      description: "no extension",
    });
  });
});

describe("places", () => {
  it("are of the innermost call in a definition file, or else of the innermost call", async () => {
    const { load } = project({
      "src/helpers.ts": `${USE}export const make = (key: string) => insight({ key });\n\nexport const fixed = make("f");`,
      "posthog/helper.ts": `${USE}export const local = (key: string) =>\n  dashboard({ key });`,
      "posthog/a.ts": `
        import { make, fixed } from "../src/helpers"; import { local } from "./helper";
        export const a = make("through-app-code");
        export const b = local("through-definition-code");
        export { fixed };`,
    });
    expect(summary(await load())).toEqual([
      "insight.through-app-code posthog/a.ts:3:26 a",
      "dashboard.through-definition-code posthog/helper.ts:3:3 b",
      "insight.f src/helpers.ts:2:38 fixed",
    ]);
  });

  it("are the start of the exporting file where the call cannot be told", async () => {
    const { load } = project({
      "node_modules/ready/package.json": manifest("ready"),
      "node_modules/ready/index.js": `import { factory } from "@posthog-definitions/core"; export const made = factory("own")({ key: "made" });`,
      "posthog/a.ts": `export { made } from "ready";`,
    });
    expect(summary(await load())).toEqual(["own.made posthog/a.ts:1:1 made"]);
  });
});

describe("texts that stand in for files", () => {
  it("are read in their place, and nothing is written", async () => {
    const files = {
      "posthog/a.ts": one("a"),
      "posthog/b.ts": `import a from "./a";\nexport const held = { a };\n${one("b")}`,
    };
    const { load, root, list } = project(files);
    const before = list("posthog");
    const path = join(root, "posthog/a.ts");
    const there = await load({ texts: new Map([[path, `\n${one("a2").replace('"N"', '"M"')}`]]) });
    expect(there.diagnostics).toEqual([]);
    expect(summary(there).sort()).toEqual([
      "dashboard.a2 posthog/a.ts:3:16 default",
      "dashboard.b posthog/b.ts:4:16 default",
    ]);
    const found = there.definitions.find(({ definition }) => definition.key === "a2")!;
    expect(there.placeOf(found.definition, ["name"])).toMatchObject({ line: 3, column: 39 });
    expect(summary(await load()).sort()[0]).toBe("dashboard.a posthog/a.ts:2:16 default");
    expect(list("posthog")).toEqual(before);
  });

  it("are told of when they are wrong", async () => {
    const { load, root } = project({ "posthog/a.ts": one("a") });
    const { diagnostics } = await load({ texts: new Map([[join(root, "posthog/a.ts"), "export default {"]]) });
    expect(diagnostics.map(({ code }) => code)).toEqual(["syntax-error"]);
  });
});
