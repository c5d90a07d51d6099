import { ref } from "@posthog-definitions/core";
import { call, defineKind, collection, registryOf, tag } from "@posthog-definitions/core/kind";
import type { PulledDefinition } from "@posthog-definitions/executor";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { choiceOf } from "../src/run/pull/choice.js";
import { filesOf, type FilesInput } from "../src/run/pull/files.js";
import type { Standing } from "../src/run/pull/standing.js";
import type { Settings } from "../src/project/settings.js";
import { tree } from "./tree.js";

const kind = (name: string, factory?: string) =>
  defineKind<string, object, object>({
    name,
    plural: `${name}s`,
    summary: "",
    spec: z.object({}),
    identity: tag(),
    api: collection({ path: `${name}s/`, scope: name, remove: "soft" }),
    encode: () => ({}),
    decode: () => ({}),
    ...(factory === undefined ? {} : { factory }),
  });
const kinds = registryOf(kind("insight"), kind("saved-thing", "makeThing"));
const sources = new Map([
  ["insight", { package: "@posthog-definitions/plugin-insights", version: "1" }],
  ["saved-thing", { package: "posthog-definitions-plugin-things", version: "1" }],
]);
const registry = { ...kinds, sources };
const builder = { name: "trends", from: "@posthog-definitions/queries", make: () => ({}) };

const pulled = (address: string, input: object = {}): PulledDefinition => {
  const [kind = "", key = ""] = address.split(".");
  return {
    address,
    kind,
    key,
    id: 7,
    input: { key, ...input },
    adopts: true,
    secrets: [],
    ignored: [],
    shortest: true,
  };
};
interface Given {
  readonly files?: Readonly<Record<string, string | object>>;
  readonly standing?: readonly Standing[];
  readonly referredTo?: FilesInput["referredTo"];
}
const made = (
  definitions: readonly PulledDefinition[],
  { files = {}, standing = [], referredTo = new Map() }: Given = {},
) => {
  const root = tree({ "package.json": { devDependencies: { "@posthog/definitions": "1" } }, ...files });
  return filesOf(definitions, {
    settings: { root, dir: `${root}/posthog` } as Settings,
    registry,
    standing: new Map(standing.map((one) => [one.address, one])),
    referredTo,
  });
};
const importsOf = (text: string): string[] => text.split("\n").filter((line) => line.startsWith("import "));

describe("files of pulled definitions", () => {
  it("import each other, and everything of ours from the one package; other plugins by their own names", () => {
    const [first, second] = made([
      pulled("insight.a", { query: call(builder) }),
      pulled("saved-thing.b", { insight: ref("insight", "a"), other: ref("insight", "elsewhere") }),
    ]);
    expect(first!.file).toBe("posthog/insights/a.ts");
    expect(importsOf(first!.text)).toEqual([`import { adopt, insight, trends } from "@posthog/definitions";`]);
    expect(second!.file).toBe("posthog/saved-things/b.ts");
    expect(importsOf(second!.text)).toEqual([
      `import { adopt, ref } from "@posthog/definitions";`,
      `import { makeThing } from "posthog-definitions-plugin-things";`,
      `import { a } from "../insights/a";`,
    ]);
    expect(second!.text).toContain(`other: ref("insight", "elsewhere"),`);
  });

  it("import from each package where there is no umbrella", () => {
    const [file] = made([pulled("insight.a", { query: call(builder) })], { files: { "package.json": {} } });
    expect(importsOf(file!.text)).toEqual([
      `import { adopt } from "@posthog-definitions/core";`,
      `import { insight } from "@posthog-definitions/plugin-insights";`,
      `import { trends } from "@posthog-definitions/queries";`,
    ]);
  });

  it.each<[string, object | undefined, string]>([
    ["no tsconfig", undefined, "./a"],
    ["a bundler", { compilerOptions: { moduleResolution: "Bundler" } }, "./a"],
    ["Node", { compilerOptions: { module: "NodeNext" } }, "./a.js"],
    ["another tsconfig", { extends: "./base.json" }, "./a.js"],
  ])("end imports as the project does, with %s", (_, tsconfig, module) => {
    const [, second] = made([pulled("insight.a"), pulled("insight.b", { of: ref("insight", "a") })], {
      files: tsconfig ? { "tsconfig.json": tsconfig } : {},
    });
    expect(second!.text).toContain(`import { a } from "${module}";`);
  });

  it("import what stands in somebody's file, unless that leads back", () => {
    const standing: Standing[] = [
      { address: "insight.mine", file: "posthog/mine.ts", exportName: "default", state: "own" },
    ];
    const [there] = made([pulled("insight.a", { of: ref("insight", "mine") })], { standing });
    expect(there!.text).toContain(`import mineInsight from "../mine";`);
    expect(there!.text).toContain("of: mineInsight,");
    const [back] = made([pulled("insight.a", { of: ref("insight", "mine") })], {
      standing,
      referredTo: new Map([["posthog/mine.ts", new Set(["posthog/insights/a.ts"])]]),
    });
    expect(back!.text).toContain(`of: ref("insight", "mine"),`);
  });

  it("stay where they are, keep the name that others import, and go beside what is in their place", () => {
    const standing: Standing[] = [
      { address: "insight.a", file: "posthog/moved/here.ts", exportName: "oldName", state: "written" },
    ];
    const [moved, beside] = made([pulled("insight.a"), pulled("insight.b")], {
      standing,
      files: { "posthog/insights/B.tsx": "" },
    }).reverse();
    expect([moved!.file, moved!.action]).toEqual(["posthog/moved/here.ts", "created"]);
    expect(moved!.text).toContain("export const oldName = insight({");
    expect(beside!.file).toBe("posthog/insights/b-2.ts");
  });

  it("have names that shadow nothing", () => {
    const [file] = made([pulled("insight.trends", { query: call(builder) })]);
    expect(file!.text).toContain("export const trendsInsight = insight({");
  });
});

describe("what is chosen", () => {
  it.each([
    [{ all: true }, {}],
    [{ "all-rows": true }, {}],
    [{ kind: ["insights", "saved-thing"] }, { kinds: new Set(["insight", "saved-thing"]) }],
    [
      { kind: ["insight"], id: ["7"] },
      { kinds: new Set(["insight"]), ids: [{ kind: "insight", id: "7" }] },
    ],
    [
      { id: ["insight:7", "saved-things:a:b"] },
      {
        ids: [
          { kind: "insight", id: "7" },
          { kind: "saved-thing", id: "a:b" },
        ],
      },
    ],
    [{ search: " sign " }, { search: "sign" }],
    [{}, undefined],
  ])("%j", (flags, choice) => expect(choiceOf(flags, registry)).toEqual(choice));

  it.each([
    [{ search: " " }],
    [{ all: true, id: ["insight:7"] }],
    [{ id: ["7"] }],
    [{ id: ["insigt:7"] }],
    [{ kind: ["insight", "saved-thing"], id: ["7"] }],
    [{ kind: ["insight"], id: ["saved-thing:7"] }],
  ])("has to make sense: %j", (flags) => expect(() => choiceOf(flags, registry)).toThrow());
});
