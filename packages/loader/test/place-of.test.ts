import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeText, type Path } from "@posthog-definitions/core";
import { project, tidy } from "./fixture.js";

tidy();

const FILE = `import { dashboard, insight, trends, adopt } from "@posthog/definitions";
import { imported } from "./imported";
const layout = { x: 0, y: 0 };
const common = { description: "shared", tags: ["a", "b"] } as const;
const name = "Growth";
function computed(): object { return { pinned: true }; }

export default dashboard({
  key: "growth",
  name,
  "quoted key": 1,
  ["computed"]: 2,
  ...common,
  tiles: [
    { insight: insight({ key: "signups", query: trends({ series: [{ event: "up" }], interval: "week" }) }), layout },
    ({ text: { body: "x" } } satisfies object)!,
    ...[{ layout }],
    { layout },
  ],
  filters: imported,
});

export const opaque = insight({ key: "opaque", name: "before", ...computed(), description: "after" });
const spec = { key: "indirect", query: { kind: "x" } };
export const indirect = insight(spec);
export const [first, second] = ["one", "two"].map((key) => insight({ key, name: key }));
export const statement = adopt("dashboard.growth", 1);
`;

const files = {
  "posthog/a.ts": FILE,
  "posthog/imported.ts": `export const imported = { date_from: "-7d" };`,
};

async function opened() {
  const { load, root } = project(files);
  const loaded = await load();
  expect(loaded.diagnostics).toEqual([]);
  const of = (key: string, path: Path): string => {
    const found = loaded.definitions.find(({ definition }) => definition.key === key);
    return placeText(loaded.placeOf(found!.definition, path));
  };
  return { loaded, of, root };
}

/** `line:column` of the n-th `text` in the file. */
function at(text: string, nth = 1): string {
  let offset = -1;
  for (let count = 0; count < nth; count += 1) offset = FILE.indexOf(text, offset + 1);
  const before = FILE.slice(0, offset).split("\n");
  return `posthog/a.ts:${before.length}:${before.at(-1)!.length + 1}`;
}

describe("placeOf", () => {
  it("points at the name of a property, however it is written", async () => {
    const { of } = await opened();
    expect(of("growth", [])).toBe(at("dashboard({"));
    expect(of("growth", ["key"])).toBe(at("key:"));
    expect(of("growth", ["name"])).toBe(at("name,\n"));
    expect(of("growth", ["quoted key"])).toBe(at('"quoted key"'));
    expect(of("growth", ["computed"])).toBe(at('["computed"]'));
    expect(of("growth", ["filters"])).toBe(at("filters:"));
  });

  it("goes into lists, casts, constants, spreads of constants, and calls", async () => {
    const { of } = await opened();
    expect(of("growth", ["tiles", 0])).toBe(at("{ insight: insight"));
    expect(of("growth", ["tiles", 0, "insight"])).toBe(at("insight: insight"));
    expect(of("growth", ["tiles", 0, "insight", "query", "series", 0, "event"])).toBe(at("event:"));
    expect(of("growth", ["tiles", 0, "layout"])).toBe(at("layout },\n    ("));
    expect(of("growth", ["tiles", 0, "layout", "y"])).toBe(at("y: 0"));
    expect(of("growth", ["tiles", 1, "text", "body"])).toBe(at("body:"));
    expect(of("growth", ["description"])).toBe(at("description:"));
    expect(of("growth", ["tags", 1])).toBe(at('"b"'));
    expect(of("signups", ["query", "interval"])).toBe(at("interval:"));
    expect(of("indirect", ["query", "kind"])).toBe(at("kind:"));
    expect(of("two", ["name"])).toBe(at("name: key"));
  });

  it("stops at the closest thing that it can tell", async () => {
    const { of } = await opened();
    expect(of("growth", ["nothing", "here"])).toBe(at("dashboard({"));
    expect(of("growth", ["tiles", 0, "nothing"])).toBe(at("{ insight: insight"));
    expect(of("growth", ["filters", "date_from"])).toBe(at("filters:"));
    expect(of("growth", ["tiles", 3, "layout"])).toBe(at("tiles:"));
    expect(of("growth", ["tiles", "0"])).toBe(at("tiles:"));
    expect(of("opaque", ["description"])).toBe(at("description:", 2));
    expect(of("opaque", ["name"])).toBe(at('insight({ key: "opaque"'));
    expect(of("opaque", ["pinned"])).toBe(at('insight({ key: "opaque"'));
  });

  it("answers for statements and strangers", async () => {
    const { loaded } = await opened();
    const [{ statement }] = loaded.statements as [(typeof loaded.statements)[number]];
    expect(placeText(loaded.placeOf(statement, ["id"]))).toBe(at("adopt(", 1));
    expect(loaded.placeOf({ kind: "x", key: "x", spec: {} }, ["a"])).toEqual({ file: "posthog", line: 1, column: 1 });
  });

  it("survives a file that changed in the meantime", async () => {
    const { of, root } = await opened();
    writeFileSync(join(root, "posthog/a.ts"), "");
    expect(of("growth", ["tiles", 0])).toBe(at("dashboard({"));
  });
});
