import { printValue } from "@posthog-definitions/printer";
import { call, callMethod } from "@posthog-definitions/core/kind";
import { ref } from "@posthog-definitions/core";
import { describe, expect, it } from "vitest";
import { FileEditor, type DefinitionName, type Obstacle, type Way } from "../src/index.js";

const builder = (name: string) => ({ name, from: "@posthog-definitions/queries", make: () => ({}) });
const trends = (query: object) => call(builder("trends"), query);
const person = (key: string, method: string, value: unknown) => callMethod(call(builder("person"), key), method, value);

type Input = Readonly<Record<string, unknown>>;
interface Edited {
  readonly text: string;
  readonly obstacles: readonly Obstacle[];
}

/** The call of `insight(` in the text, whose input is to change. */
function reworded(
  text: string,
  file: Input,
  live: Input,
  more: Partial<Way> & { definitions?: DefinitionName[] } = {},
) {
  const before = text.slice(0, text.indexOf("insight(")).split("\n");
  const place = { file: "posthog/a.ts", line: before.length, column: before.at(-1)!.length + 1 };
  const editor = new FileEditor({
    path: "/project/posthog/a.ts",
    file: "posthog/a.ts",
    text,
    definitions: more.definitions ?? [],
    print: printValue,
    moduleOf: () => "@posthog/definitions",
  });
  const obstacles = editor.reword(place, [{ file, live, items: more.items ?? {} }]);
  return { text: editor.text, obstacles } satisfies Edited;
}

const IMPORTS = `import { insight, trends } from "@posthog/definitions";\n`;
/** What stands in `insight({ … })` afterwards. */
function inside(input: string, file: Input, live: Input, more = {}): string {
  const { text, obstacles } = reworded(`${IMPORTS}export default insight(${input});\n`, file, live, more);
  expect(obstacles).toEqual([]);
  return text.slice(text.indexOf("insight({") + "insight(".length, text.lastIndexOf(");"));
}
/** Why nothing of it is written. */
function why(text: string, file: Input, live: Input): string {
  const { text: after, obstacles } = reworded(text, file, live);
  expect(after).toBe(text);
  return obstacles
    .map((one) => `${one.path.join(".")} at ${one.place.line}:${one.place.column}: ${one.why}`)
    .join("; ");
}

describe("a value", () => {
  it.each<[string, string, Input, Input, string]>([
    [
      "of any plain type",
      `{ a: 1, b: "x", c: true, d: null }`,
      { a: 1, b: "x", c: true, d: null },
      { a: -2.5, b: "y", c: false, d: 3 },
      `{ a: -2.5, b: "y", c: false, d: 3 }`,
    ],
    ["in its quotes", `{ a: 'x', b: 'x' }`, { a: "x", b: "x" }, { a: "y", b: "it's" }, `{ a: 'y', b: "it's" }`],
    ["in a template", "{ a: `x` }", { a: "x" }, { a: "y" }, `{ a: "y" }`],
    [
      "behind a cast and in brackets",
      `{ a: ("x" as const), b: [1] satisfies number[] }`,
      { a: "x", b: [1] },
      { a: "y", b: [2] },
      `{ a: ("y" as const), b: [2] satisfies number[] }`,
    ],
    [
      "deep down",
      `{ a: { b: [{ c: 1 /* c */, d: 2 }] } }`,
      { a: { b: [{ c: 1, d: 2 }] } },
      { a: { b: [{ c: 5, d: 2 }] } },
      `{ a: { b: [{ c: 5 /* c */, d: 2 }] } }`,
    ],
    [
      "that the file says although it is usual",
      `{ a: 1, b: "day" }`,
      { a: 1 },
      { a: 1, b: "week" },
      `{ a: 1, b: "week" }`,
    ],
    ["in other words", `{ a: [{ event: "x" }] }`, { a: ["x"] }, { a: ["y"] }, `{ a: ["y"] }`],
    [
      "in other words, with other members",
      `{ a: { x: 1 } }`,
      { a: { long: 1 } },
      { a: { long: 2 } },
      `{ a: { long: 2 } }`,
    ],
    [
      "in other words, with more items",
      `{ a: [{ b: 1 }, { b: 2 }] }`,
      { a: [{ c: 3 }] },
      { a: [{ c: 4 }] },
      `{ a: [{ c: 4 }] }`,
    ],
    [
      "under a quoted or computed name",
      `{ "a b": 1, ["c"]: 2 }`,
      { "a b": 1, c: 2 },
      { "a b": 2, c: 3 },
      `{ "a b": 2, ["c"]: 3 }`,
    ],
  ])("%s", (_, input, file, live, after) => expect(inside(input, file, live)).toBe(after));

  it("in a call of a builder", () =>
    expect(
      inside(
        `{ query: trends({ series: ["a"], interval: "day" }) }`,
        { query: trends({ series: ["a"], interval: "day" }) },
        { query: trends({ series: ["a"], interval: "week" }) },
      ),
    ).toBe(`{ query: trends({ series: ["a"], interval: "week" }) }`));

  it("in what a builder makes", () =>
    expect(
      inside(
        `{ query: trends({ series: ["a"], interval: "day" }) }`,
        { query: { kind: "x", series: ["a"], interval: "day" } },
        { query: { kind: "x", series: ["a"], interval: "week" } },
      ),
    ).toBe(`{ query: trends({ series: ["a"], interval: "week" }) }`));

  it("in a method's arguments", () => {
    const text = `import { insight, person } from "@posthog/definitions";\ninsight({ a: person("email").icontains("x") });`;
    const change = (value: ReturnType<typeof person>): string =>
      reworded(text, { a: person("email", "icontains", "x") }, { a: value }).text.split("\n")[1]!;
    expect(change(person("email", "icontains", "y"))).toBe(`insight({ a: person("email").icontains("y") });`);
    expect(change(person("plan", "exact", "y"))).toBe(`insight({ a: person("plan").exact("y") });`);
  });
});

describe("a member", () => {
  it.each<[string, string, Input, Input, string]>([
    ["comes in where it belongs", `{ a: 1, c: 3 }`, { a: 1, c: 3 }, { a: 1, b: 2, c: 3 }, `{ a: 1, b: 2, c: 3 }`],
    ["comes in at the end", `{ a: 1 }`, { a: 1 }, { a: 1, b: 2, c: [3] }, `{ a: 1, b: 2, c: [3] }`],
    ["comes into nothing", `{ a: {} }`, { a: {} }, { a: { b: 1 } }, `{ a: { b: 1 } }`],
    [
      "comes onto a line of its own",
      `{\n    a: 1, // one\n    c: 3\n  }`,
      { a: 1, c: 3 },
      { a: 1, b: 2, c: 3, d: { e: "x".repeat(120) } },
      `{\n    a: 1, // one\n    b: 2,\n    c: 3,\n    d: {\n      e: "${"x".repeat(120)}",\n    }\n  }`,
    ],
    [
      "goes with the comments about it",
      `{\n  a: 1, // one\n  // two\n  b: 2, // too\n  // three\n  c: 3,\n}`,
      { a: 1, b: 2, c: 3 },
      { a: 1, c: 3 },
      `{\n  a: 1, // one\n  // three\n  c: 3,\n}`,
    ],
    ["goes from a line", `{ a: 1, b: 2, c: 3 }`, { a: 1, b: 2, c: 3 }, { b: 2 }, `{ b: 2 }`],
    ["is an item", `{ a: [1, 2, 3] }`, { a: [1, 2, 3] }, { a: [1, 3, 4] }, `{ a: [1, 3, 4] }`],
    [
      "is an object in a list",
      `{ a: [\n  { b: 1 }, // one\n  { b: 2 },\n] }`,
      { a: [{ b: 1 }, { b: 2 }] },
      { a: [{ b: 0 }, { b: 1 }, { b: 3 }] },
      `{ a: [\n  { b: 0 },\n  { b: 1 }, // one\n  { b: 3 },\n] }`,
    ],
    ["is a word among sorted ones", `{ a: ["z", "b"] }`, { a: ["b", "z"] }, { a: ["b", "c"] }, `{ a: ["b", "c"] }`],
  ])("%s", (_, input, file, live, after) => expect(inside(input, file, live)).toBe(after));

  it("is known by its name, whatever its order", () => {
    const items = { tiles: { file: ["b", "a"], live: ["a", "c"] } };
    const at = (name: string, w: number) => ({ at: name, w });
    expect(
      inside(
        `{ tiles: [\n  { at: "b", w: 1 },\n  { at: "a", w: 2 }, // second\n] }`,
        { tiles: [at("b", 1), at("a", 2)] },
        { tiles: [at("a", 3), at("c", 4)] },
        { items },
      ),
    ).toBe(`{ tiles: [\n  { at: "a", w: 3 }, // second\n  { at: "c", w: 4 },\n] }`);
  });
});

describe("imports", () => {
  it("are added to those of the module, once", () => {
    const filters = call(builder("where"), { a: 1 });
    const { text } = reworded(`${IMPORTS}\ninsight({ a: 1 });`, { a: 1 }, { a: 1, b: filters, c: filters });
    expect(text).toBe(
      `import { insight, trends, where } from "@posthog/definitions";\n\ninsight({ a: 1, b: where({ a: 1 }), c: where({ a: 1 }) });`,
    );
  });

  it("get a line, and another name where theirs is taken", () => {
    const source = `// About.\nimport * as all from "@posthog/definitions";\nconst where = 1;\nall.insight({ a: where ? 1 : 2, b: 1 });`;
    const { text } = reworded(source.replace("all.insight", "insight"), { b: 1 }, { b: call(builder("where"), 1) });
    expect(text).toContain(`// About.\nimport { where as where2 } from "@posthog/definitions";\nimport * as all`);
    expect(text).toContain("b: where2(1) });");
  });

  it("of files that lead to a definition are names of it, however they come", () => {
    const source = `import { a, all } from "./all";\ninsight({ tiles: [{ of: a! }, { of: all.b }, { of: all["c"] }] });`;
    const tiles = ["a", "b", "c"].map((key) => ({ of: ref("insight", key) }));
    const { text, obstacles } = reworded(source, { tiles }, { tiles: [{ of: ref("insight", "d") }, tiles[2]] });
    expect([text.split("\n").at(-1), obstacles]).toEqual([
      `insight({ tiles: [{ of: ref("insight", "d")! }, { of: all["c"] }] });`,
      [],
    ]);
    expect(why(source, { tiles: [{ of: 1 }, { of: 2 }, { of: 3 }] }, { tiles: [{ of: 1 }] })).toContain("computed");
  });

  it("are used for definitions that the file knows already, and not for those that come later", () => {
    const definitions: DefinitionName[] = [
      { address: "cohort.a", path: "/project/posthog/cohorts/a.ts", exportName: "default" },
      {
        address: "cohort.b",
        path: "/project/posthog/a.ts",
        exportName: "b",
        place: { file: "posthog/a.ts", line: 3, column: 18 },
      },
      { address: "cohort.c", path: "/project/posthog/c.ts", exportName: "c" },
    ];
    const source = `import a from "./cohorts/a.js";\ninsight({ cohorts: [a] });\nexport const b = cohort({ key: "b" });`;
    const [was, is] = [[ref("cohort", "a")], ["a", "b", "c"].map((key) => ref("cohort", key))];
    const { text } = reworded(source, { cohorts: was }, { cohorts: is }, { definitions });
    expect(text).toContain(`insight({ cohorts: [a, ref("cohort", "b"), ref("cohort", "c")] });`);
    const back = reworded(source, { cohorts: was }, { cohorts: [ref("cohort", "c")] }, { definitions });
    expect([back.text, back.obstacles]).toEqual([expect.stringContaining(`cohorts: [ref("cohort", "c")]`), []]);
  });
});

describe("what is left alone, with its place and the reason", () => {
  const one = { a: 1, b: { c: 1 } };
  const two = { a: 2, b: { c: 1 } };
  it.each<[string, string, string]>([
    ["a constant", "const x = 1;\ninsight({ a: x });", "a at 2:14: it stands in `x`, which other code may use too"],
    [
      "a constant in short",
      "const a = 1;\ninsight({ a });",
      "a at 2:11: it stands in `a`, which other code may use too",
    ],
    ["a spread", "insight({ ...common });", "a at 1:9: it comes in by a spread"],
    ["a spread over it", "insight({ a: 1, ...common });", "a at 1:9: it comes in by a spread"],
    ["something computed", "insight({ a: 1 + 1 });", "a at 1:14: it is computed"],
    ["a template with parts", "insight({ a: `${x}` });", "a at 1:14: it is put together from parts"],
    ["a call of somebody's own", "insight({ a: one() });", "a at 1:14: it is made by `one(…)`"],
    [
      "a choice",
      `import { perEnvironment } from "@posthog/definitions";\ninsight({ a: perEnvironment({}, 1) });`,
      "a at 2:14: it is made by `perEnvironment(…)`",
    ],
    ["a method", "insight({ a() { return 1; } });", "a at 1:11: it is computed"],
    [
      "what stands in another place",
      "const spec = { a: 1 };\ninsight(spec);",
      "a at 2:1: what its factory is given stands elsewhere",
    ],
    [
      "what is made in a function",
      "const f = () => insight({ a: 1 });",
      "a at 1:17: its definition is made in a function or a loop",
    ],
    [
      "what is made in a loop",
      "for (const x of y) insight({ a: 1 });",
      "a at 1:20: its definition is made in a function or a loop",
    ],
    ["another name", "insight({ alpha: 1 });", "a at 1:9: it is said in other words"],
  ])("%s", (_, text, reason) => expect(why(text, one, two)).toBe(reason));

  it("is what goes, too", () => {
    expect(why("insight({ a: 1, b: { c: x } });", one, { a: 1 })).toBe(
      "b at 1:17: it stands in `x`, which other code may use too",
    );
    expect(why("insight({ a: [1, x] });", { a: [1, 2] }, { a: [1] })).toBe(
      "a.1 at 1:18: it stands in `x`, which other code may use too",
    );
  });

  it("is a secret, whose value is told to nobody", () => {
    const { text, obstacles } = reworded("insight({ a: 1 });", { a: 1 }, { a: { $secret: true } });
    expect([text, obstacles[0]!.why, obstacles[0]!.value]).toEqual([
      "insight({ a: 1 });",
      "it holds a secret",
      undefined,
    ]);
  });

  it("holds up the whole of a list whose items have no names, and its imports", () => {
    const filters = call(builder("where"), { a: 1 });
    const file = { a: [{ b: 1 }, { b: 2 }], c: 1 };
    const live = { a: [filters, { b: 3 }, { b: 2 }, { b: 4 }], c: 2 };
    const text = `${IMPORTS}insight({ a: [{ b: one }, { b: 2 }], c: 1 });`;
    const { text: after, obstacles } = reworded(text, file, live);
    expect([after, obstacles]).toEqual([text.replace("c: 1", "c: 2"), [expect.objectContaining({ path: ["a", 0] })]]);
    const items = { a: { file: ["one", "two"], live: ["where", "one", "two", "three"] } };
    expect(reworded(text, file, live, { items }).text).toContain("[where({ a: 1 }), { b: one }, { b: 2 }, { b: 4 }]");
  });

  it("does not hold up the rest", () => {
    const { text, obstacles } = reworded("insight({ a: x, b: { c: 1 } });", one, { a: 2, b: { c: 9 } });
    expect([text, obstacles.map(({ path, value }) => [path, value])]).toEqual([
      "insight({ a: x, b: { c: 9 } });",
      [[["a"], 2]],
    ]);
  });
});

it("keeps line ends", () => {
  const { text } = reworded("insight({\r\n  a: 1,\r\n});\r\n", { a: 1 }, { a: 1, b: 2 });
  expect(text).toBe("insight({\r\n  a: 1,\r\n  b: 2,\r\n});\r\n");
});

it("says it in the way that fits the file", () => {
  const editor = new FileEditor({
    path: "/a.ts",
    file: "a.ts",
    text: "insight({ filters: [{ share: 10 }] });",
    definitions: [],
    print: printValue,
    moduleOf: (from) => from,
  });
  const ways = [
    { file: { share: 10 }, live: { share: 20 }, items: {} },
    { file: { filters: [{ share: 10 }] }, live: { filters: [{ share: 20 }] }, items: {} },
  ];
  expect(editor.reword({ file: "a.ts", line: 1, column: 1 }, ways)).toEqual([]);
  expect(editor.text).toBe("insight({ filters: [{ share: 20 }] });");
});
