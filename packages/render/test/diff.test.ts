import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff, type DiffLine } from "../src/diff.js";
import { align } from "../src/sequence.js";

const options = { width: 80, context: 1, arrows: true };
const shown = (lines: readonly DiffLine[]): string[] =>
  lines.map(({ sign, depth, text }) => `${sign} ${"  ".repeat(depth)}${text}`);

describe("a structural diff", () => {
  it("names the member that differs, and its neighbours", () => {
    const before = { a: 1, b: 2, c: { d: "x", e: [1, 2, 3] }, f: 4, g: 5, h: 6 };
    expect(shown(diff(before, { ...before, c: { d: "y", e: [1, 2, 3] } }, options))).toEqual([
      "  {",
      "    a: 1,",
      "    b: 2,",
      "    c: {",
      '~     d: "x" → "y"',
      "      e: [1, 2, 3],",
      "    },",
      "    f: 4,",
      "…   2 unchanged",
      "  }",
    ]);
  });

  it("sees an item put in the middle as one item more", () => {
    const item = (event: string): object => ({
      kind: "EventsNode",
      event,
      properties: [1],
    });
    const lines = shown(diff([item("a"), item("b")], [item("a"), item("new"), item("b")], options));
    expect(lines.filter((line) => !line.startsWith(" "))).toEqual([
      '+   { kind: "EventsNode", event: "new", properties: [1] },',
    ]);
  });

  it("goes through text line by line", () => {
    const lines = diff("SELECT 1\nFROM a\nWHERE x\nLIMIT 1", "SELECT 1\nFROM a\nWHERE y\nLIMIT 1", options);
    expect(shown(lines)).toEqual([
      "  `",
      "    SELECT 1",
      "    FROM a",
      "-   WHERE x",
      "+   WHERE y",
      "    LIMIT 1",
      "  `",
    ]);
  });

  it("cuts a long line down to where it differs", () => {
    const long = "lorem ipsum dolor sit amet ".repeat(6);
    const lines = shown(diff(`${long}ONE ${long}`, `${long}TWO ${long}`, options));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^- "….*ONE.*…"$/);
    expect(lines[1]).toMatch(/^\+ "….*TWO.*…"$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
  });

  it("shows what changes its form as going and coming", () => {
    expect(shown(diff("text", { a: 1 }, options))).toEqual(['- "text"', "+ { a: 1 }"]);
  });

  it("does not let a value steer the terminal", () => {
    const text = shown(diff("a\u001b[2Jb\nc", "a\u001b[31mb\nc\u202e", options)).join("\n");
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u202e");
    expect(text).toContain("\\u001b[31m");
  });
});

describe("lining sequences up", () => {
  const list = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });

  it("gives both sides back, whatever they are", () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        const steps = align(before, after, (a, b) => a === b);
        expect(steps.flatMap((step) => ("before" in step ? [step.before] : []))).toEqual(before);
        expect(steps.flatMap((step) => ("after" in step ? [step.after] : []))).toEqual(after);
      }),
    );
  });

  it("finds as much in common as there is", () => {
    const kept = (before: string, after: string): string =>
      align([...before], [...after], (a, b) => a === b)
        .flatMap((step) => (step.in === "both" ? [step.after] : []))
        .join("");
    expect(kept("abcdef", "axcdyf")).toBe("acdf");
    expect(kept("xaby", "abxy")).toHaveLength(3);
  });
});
