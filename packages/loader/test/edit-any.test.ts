/** Whatever stands in a file and however it is laid out: it holds afterwards what it should, and still parses. */
import { printValue } from "@posthog-definitions/printer";
import { same } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { expect, it } from "vitest";
import { FileEditor } from "../src/index.js";

type Input = Readonly<Record<string, unknown>>;

const key = fc.constantFrom(
  "a",
  "b",
  "c",
  "d e",
  "1",
  "constructor",
  "toString",
  "a-b",
  "\u2028",
  "it's",
  "ü",
  "1e3",
  "valueOf",
);
const leaf = fc.constantFrom<unknown>(
  0,
  -1,
  2.5,
  "x",
  "it's",
  'say "x"',
  "two\nlines\nhere",
  "`${x}`",
  "*/",
  "//",
  "</script><!-- -->",
  "a\u2028b\u202ec\ufeff",
  "one\r\ntwo\rthree",
  "👋 e\u0301 日本",
  "\u0000\u001b[31m",
  "\\",
  "${",
  "'\"`",
  1e21,
  -1e-7,
  2 ** 53 + 1,
  0.1 + 0.2,
  5e-324,
  true,
  null,
);
const { value, object } = fc.letrec<{ value: unknown; object: Input; list: unknown[] }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie("object"), tie("list")),
  object: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie("value"), { maxLength: 4 }),
}));

/** Another value that has much of the first. */
const near = (of: unknown): fc.Arbitrary<unknown> => {
  if (Array.isArray(of))
    return fc
      .tuple(fc.constantFrom("keep", "edit", "drop", "add", "turn"), fc.nat(9), value, ...of.map(near))
      .map(([how, n, extra, ...items]) => {
        const at = of.length === 0 ? 0 : n % of.length;
        if (how === "edit") return of.map((item: unknown, i) => (i === at ? items[i] : item));
        if (how === "drop") return of.filter((_, i) => i !== at);
        if (how === "add") return of.toSpliced(at, 0, extra);
        return how === "turn" ? of.toReversed() : (of as unknown[]);
      });
  if (typeof of === "object" && of !== null) {
    const entries = Object.entries(of);
    return fc
      .tuple(
        fc.dictionary(key, value, { maxKeys: 1, noNullPrototype: true }),
        ...entries.map(([, item]) => fc.option(near(item), { freq: 4, nil: undefined })),
      )
      .map(([extra, ...items]) => ({
        ...Object.fromEntries(entries.flatMap(([name], i) => (items[i] === undefined ? [] : [[name, items[i]]]))),
        ...extra,
      }));
  }
  return fc.oneof({ weight: 3, arbitrary: fc.constant(of) }, { weight: 1, arbitrary: value });
};

/** Styles of people: brackets on lines of their own or not, commas at the end or not, comments. */
interface Style {
  readonly lines: boolean;
  readonly comma: boolean;
  readonly comments: boolean;
  readonly quote: string;
}
const style = fc.record({
  lines: fc.boolean(),
  comma: fc.boolean(),
  comments: fc.boolean(),
  quote: fc.constantFrom('"', "'"),
});

function written(of: unknown, how: Style, indent = 0): string {
  if (typeof of === "string" && how.quote === "'" && !/['\\\n"]/.test(of)) return `'${of}'`;
  if (typeof of !== "object" || of === null) return JSON.stringify(of);
  const isList = Array.isArray(of);
  const parts = isList
    ? of.map((item) => written(item, how, indent + 2))
    : Object.entries(of).map(([name, item]) => `${JSON.stringify(name)}: ${written(item, how, indent + 2)}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  const pad = " ".repeat(indent + 2);
  const note = (i: number): string => (how.comments && i % 2 === 0 ? ` /* ${i}, */` : "");
  const line = (i: number): string => (how.comments && i % 2 === 1 ? " // next, }" : "");
  const end = how.comma ? "," : "";
  if (!how.lines) return `${open} ${parts.map((part, i) => part + note(i)).join(", ")}${end} ${close}`;
  const rows = parts.map((part, i) => `${pad}${part}${note(i)}${i < parts.length - 1 ? "," : end}${line(i)}\n`);
  return `${open}\n${rows.join("")}${" ".repeat(indent)}${close}`;
}

const run = (text: string): unknown =>
  (new Function("insight", `${text.replace(/^import.*$/m, "")}; return made;`) as (f: unknown) => unknown)(
    (x: unknown) => x,
  );

it("any value becomes any other", () => {
  const pair = object.chain((file) => near(file).map((live) => ({ file, live: live as Input })));
  fc.assert(
    fc.property(pair, style, ({ file, live }, how) => {
      const text = `import { insight } from "@posthog/definitions";\nconst made = insight(${written(file, how)});\n`;
      const editor = new FileEditor({
        path: "/a.ts",
        file: "a.ts",
        text,
        definitions: [],
        print: printValue,
        moduleOf: (from) => from,
      });
      expect(editor.reword({ file: "a.ts", line: 2, column: 14 }, [{ file, live, items: {} }])).toEqual([]);
      expect(run(editor.text), editor.text).toEqual(live);
      if (same(file, live)) expect(editor.text).toBe(text);
    }),
    { numRuns: 2000, seed: 1 },
  );
});
