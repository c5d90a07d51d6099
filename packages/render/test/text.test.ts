import { describe, expect, it } from "vitest";
import { env, error, withValue, type Change, type Plan } from "@posthog-definitions/core";
import { linesText, paintFor, renderComparison, renderDiagnostics, renderPlan, renderReport } from "../src/index.js";
import { duration } from "../src/words.js";
import { nothing, plan } from "./sample.js";

const planOf = (...changes: Partial<Change>[]): Plan => ({
  ...nothing,
  changes: changes.map((change) => ({
    address: "insight.a",
    kind: "insight",
    key: "a",
    action: "update",
    origin: "file",
    fields: [],
    notes: [],
    ...change,
  })),
});
const moves = (n: number): Change["fields"] =>
  Array.from({ length: n }, (_, i) => ({ path: ["tiles", `t${i}`, "layout", "y"], before: i, after: i + 1 }));

describe("a plan as text", () => {
  it("does not depend on the order of changes", () => {
    const turned = { ...plan, changes: [...plan.changes].reverse(), orphans: [...plan.orphans].reverse() };
    expect(renderPlan(turned)).toBe(renderPlan(plan));
  });

  it("keeps to the width, whatever that is", () => {
    for (const width of [60, 80, 120, 200]) {
      const tooWide = renderPlan(plan, { width })
        .split("\n")
        .filter((line) => line.length > width && /^ {4,}(?!.*https:)/.test(line));
      expect(tooWide).toEqual([]);
    }
  });

  it("is in colour when told, and only then", () => {
    // eslint-disable-next-line no-control-regex -- colours are control characters
    const escapes = /\u001b\[\d+m/g;
    expect(renderPlan(plan)).not.toMatch(escapes);
    expect(renderPlan(plan, { color: true }).replace(escapes, "")).toBe(renderPlan(plan));
    expect(renderPlan(plan, { color: true })).toMatch(escapes);
  });

  it("folds tiles that only move, but not a few of them, and none in a verbose plan", () => {
    expect(renderPlan(planOf({ fields: moves(12) }))).toContain("12 tiles move");
    expect(renderPlan(planOf({ fields: moves(3) }))).not.toContain("move");
    expect(renderPlan(planOf({ fields: moves(12) }), { verbose: true })).toContain("tiles.t11.layout.y");
  });

  it("shows a moved tile that also changes otherwise", () => {
    const fields = [...moves(5), { path: ["tiles", "t0", "color"], before: "blue", after: "red" }];
    const text = renderPlan(planOf({ fields }));
    expect(text).toContain("4 tiles move");
    expect(text).toContain("tiles.t0.layout.y");
    expect(text).toContain('"blue" → "red"');
  });

  it("shows no secret, also where it is deep in a value", () => {
    const secret = withValue(env("TOKEN"), "hunter2");
    const fields = [
      { path: ["token"], before: withValue(env("TOKEN"), "hunter1"), after: secret },
      { path: ["headers"], before: { a: withValue(env("TOKEN"), "hunter1") }, after: { a: secret } },
      { path: ["payload"], before: undefined, after: { deep: [secret] } },
    ];
    for (const format of ["text", "markdown", "json"] as const) {
      expect(renderPlan(planOf({ fields }), { format, verbose: true })).not.toContain("hunter");
    }
    expect(renderPlan(planOf({ fields }))).toContain("a secret in it has another value");
    expect(renderPlan(planOf({ fields }))).toContain("{ deep: [(secret)] }");
  });

  it("says that a plan with errors cannot be applied, and forecasts nothing", () => {
    const text = renderPlan(
      { ...planOf({ action: "create" }), diagnostics: [error("twin", "Two rows.")] },
      { forecast: { requests: 3, seconds: 0 } },
    );
    expect(text).toContain("1 error: it cannot be applied.");
    expect(text).not.toContain("3 requests");
  });

  it("leaves names no way into the terminal or into Markdown", () => {
    const bad = planOf({
      address: "insight.<img>\u001b[2J",
      fields: [{ path: ["a"], before: "```\n", after: "````\nx" }],
    });
    expect(renderPlan(bad)).not.toContain("\u001b");
    const markdown = renderPlan(bad, { format: "markdown" });
    expect(markdown).not.toContain("<img>");
    expect(markdown).toContain("`````diff");
  });
});

describe("who changed it", () => {
  const by = (name: string, others?: number) =>
    planOf({ origin: "drift", fields: moves(1), changedBy: { by: name, at: "2026-11-24T23:59:59.9Z", others } });

  it("is said with the moment, in UTC, and how many others there were", () => {
    expect(renderPlan(by("Ada"))).toContain("changed in PostHog by Ada, 2026-11-24 23:59 UTC\n");
    expect(renderPlan(by("Ada", 1))).toContain("by Ada and 1 other, last 2026-11-24 23:59 UTC\n");
    expect(renderPlan(by("Ada", 2), { format: "markdown" })).toContain(
      "by Ada and 2 others, last 2026-11-24 23:59 UTC<",
    );
  });

  it("stands on a line of its own where there is no room, in colour too", () => {
    expect(renderPlan(by("A".repeat(60)))).toMatch(/changed in PostHog\n {4}by A{60}, 2026/);
    expect(renderPlan(by("Ada"), { color: true })).toContain("by Ada, 2026-11-24 23:59 UTC");
  });

  it("is not said of a row that is taken over", () => {
    const change: Partial<Change> = { action: "adopt", changedBy: { by: "Ada", at: "2026-11-24T09:12:00Z" } };
    for (const format of ["text", "markdown"] as const)
      expect(renderPlan(planOf({ ...change, fields: moves(1) }), { format })).not.toContain("Ada");
  });

  it("leaves a name no way into the terminal or into Markdown", () => {
    const bad = by("<b>\u001b[2J\nEve");
    expect(renderPlan(bad)).toContain("by <b>\\u001b[2J Eve,");
    expect(renderPlan(bad, { format: "markdown" })).toContain("by &lt;b&gt;\\u001b[2J Eve,");
  });
});

describe("diagnostics as text", () => {
  it("keep to the width with their code, and never break a line to paste", () => {
    const line = 'export default adopt("dashboard.growth", 4218);';
    const found = error("same-name", "x ".repeat(24).trim(), { hint: `Somebody else has it: ${line}` });
    expect(renderDiagnostics([found], { width: 60 })).toBe(
      `error: ${found.message}\n  [same-name]\n  → Somebody else has it:\n    ${line}\n`,
    );
    expect(renderDiagnostics([found], { width: 80 })).toContain("x  [same-name]\n");
  });

  const wrong = error("syntax-error", "Expected } but found ;", { place: { file: "a.ts", line: 2, column: 4 } });

  it("shows the line and the place in it", () => {
    const text = renderDiagnostics([wrong], { source: () => "one\n\tx = ;\nthree" });
    expect(text).toContain("2 │  x = ;\n    │    ^");
  });

  it("shows a long line from where the place can be seen", () => {
    const line = `const x = [${"1, ".repeat(60)}wrong];`;
    const place = { file: "a.ts", line: 1, column: line.indexOf("wrong") + 1 };
    const [, , code, caret] = renderDiagnostics([{ ...wrong, place }], { source: () => line, width: 60 }).split("\n");
    expect(code!.length).toBeLessThanOrEqual(60);
    expect(code!.slice(caret!.indexOf("^"))).toMatch(/^wrong/);
  });

  it("does without lines where the file cannot be read or is shorter", () => {
    for (const source of [() => undefined, () => "one"]) {
      expect(renderDiagnostics([wrong], { source })).toBe(
        "error: Expected } but found ;  [syntax-error]\n  at a.ts:2:4\n",
      );
    }
  });

  it("puts warnings first and sorts by place", () => {
    const at = (file: string, line: number): ReturnType<typeof error> =>
      error("invalid-field", `${file}${line}`, { place: { file, line, column: 1 } });
    const text = renderDiagnostics([
      at("b.ts", 1),
      at("a.ts", 10),
      at("a.ts", 9),
      { ...at("z.ts", 1), severity: "warning" },
    ]);
    expect(text.match(/(?<=: )\w\.ts\d+/g)).toEqual(["z.ts1", "a.ts9", "a.ts10", "b.ts1"]);
  });

  it("is nothing where nothing is wrong", () => {
    expect(renderDiagnostics([])).toBe("");
    expect(renderDiagnostics([], { format: "markdown" })).toBe("");
  });
});

describe("durations", () => {
  it.each([
    [0.2, undefined],
    [3, "3 s"],
    [90, "2 min"],
    [740, "13 min"],
    [3600, "60 min"],
    [7200, "2 h"],
    [8100, "2 h 15 min"],
  ])("%d seconds", (seconds, words) => expect(duration(seconds)).toBe(words));
});

describe("a plan for a comment on a pull request", () => {
  const many = (n: number): Plan => ({
    ...nothing,
    changes: Array.from({ length: n }, (_, i) => ({
      ...plan.changes.find(({ action }) => action === "create")!,
      address: `insight.number-${String(i).padStart(5, "0")}`,
    })),
  });

  it.each([10, 200, 2_000])(
    "fits into one, with %i changes, its summary first and every change at least by name",
    (n) => {
      const text = renderPlan(many(n), { format: "markdown" });
      expect(text.length).toBeLessThanOrEqual(65_536);
      expect(text).toMatch(new RegExp(`^### PostHog: ${n} to create`));
      expect(text.match(/insight\.number-/g)).toHaveLength(n);
    },
  );

  it("calls nobody, whatever a row is called", () => {
    const orphans = [{ address: "insight.a", kind: "insight", id: 1, title: "@everybody look" }];
    expect(renderPlan({ ...nothing, orphans }, { format: "markdown" })).toContain(" @<!-- -->everybody look row 1");
  });

  it("fits with any number of errors, and leaves warnings out first", () => {
    const found = Array.from({ length: 2_000 }, (_, i) => {
      const severity = i % 2 === 0 ? "warning" : "error";
      return { ...error("same-name", `Number ${i} is wrong.`), severity } as const;
    });
    for (const text of [
      renderDiagnostics(found, { format: "markdown" }),
      renderPlan({ ...many(500), diagnostics: found }, { format: "markdown" }),
      renderReport(
        {
          outcomes: found.map((each, i) => ({
            address: `insight.number-${i}`,
            action: "create",
            status: i % 2 === 0 ? "done" : "failed",
            diagnostics: [each],
          })),
          requests: { reads: 1, writes: 1 },
          cancelled: false,
        },
        { format: "markdown" },
      ),
    ]) {
      expect(text.length).toBeLessThanOrEqual(65_536);
      expect(text).toMatch(/^### PostHog: 1,?000 /);
      expect(text).toContain("- ❌ Number 1 is wrong.");
      expect(text).toMatch(/\d more warnings than a comment has room for/);
    }
  });

  it("fits where two projects differ in everything, each difference at least by name", () => {
    const { fields } = plan.changes.find(({ action }) => action === "create")!;
    const different = Array.from({ length: 1_000 }, (_, i) => ({
      address: `insight.number-${i}`,
      kind: "insight",
      fields,
    }));
    const comparison = { here: "staging", there: "production", onlyHere: [], onlyThere: [], different, same: [] };
    const text = renderComparison(comparison as never, { format: "markdown" });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.match(/insight\.number-/g)).toHaveLength(1_000);
  });

  it("fits even where the names alone would not, and says so", () => {
    const text = renderPlan(many(20_000), { format: "markdown" });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.trimEnd().endsWith("… and more than fits here.")).toBe(true);
  });
});

describe("how two texts differ", () => {
  const text = Array.from({ length: 12 }, (_, i) => `line ${i}`);
  const lines = (change: (line: string, i: number) => string): string[] =>
    linesText(text.join("\r\n"), text.map(change).join("\n"), paintFor(false));

  it("shows what is around each difference, and no more", () =>
    expect(lines((line, i) => (i === 2 || i === 9 ? `${line}\u202e!` : line))).toEqual([
      "  line 0",
      "  line 1",
      "- line 2",
      "+ line 2\\u202e!",
      "  line 3",
      "  line 4",
      "  …",
      "  line 7",
      "  line 8",
      "- line 9",
      "+ line 9\\u202e!",
      "  line 10",
      "  line 11",
    ]));

  it("is nothing where only line ends do", () => expect(lines((line) => line)).toEqual([]));
});
