import { lookup, ref, env } from "@posthog-definitions/core";
import { call, callMethod, withComment } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { printFile, type Printable } from "../src/index.js";

const builder = (name: string) => ({ name, from: "@posthog-definitions/queries", make: (...args: unknown[]) => args });
const printed = (input: object, more: Partial<Printable> = {}): string =>
  printFile(
    {
      address: "insight.a",
      name: "a",
      factory: { name: "insight", from: "@posthog-definitions/plugin-insights" },
      input,
      ...more,
    },
    {
      moduleOf: () => "@posthog/definitions",
      definition: (to) => (to.$ref === "cohort" ? { module: "../cohorts/beta", name: "beta" } : undefined),
    },
  );
const asPrettier = (source: string): Promise<string> => format(source, { parser: "typescript", printWidth: 120 });

const word = fc.constantFrom(
  "a",
  "name",
  "value",
  "a b",
  'say "x"',
  "it's",
  "long ".repeat(24),
  "x".repeat(110),
  "one\ntwo\nthree",
  "日本語".repeat(19),
  "a\u2028b\u202ec\ufeff",
  "one\r\ntwo\r\nthree",
  "👩‍👩‍👧 e\u0301 ".repeat(14),
  "\u001b[31m",
  "one\n`two`\n${three}\\",
  "'\"`",
  "\\".repeat(60),
  "</script>",
);
const key = fc.constantFrom(
  "a",
  "key",
  "name",
  "value",
  "description",
  "$lib",
  "with space",
  "9",
  "1e3",
  "01",
  "constructor",
  "ü",
  "it's",
  "a-b",
  "",
  "aLongNameOfAProperty",
);
const leaf = fc.oneof(
  word,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const tree = fc.letrec<{ any: unknown; object: object }>((tie) => ({
  any: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    leaf,
    fc.array(fc.integer(), { maxLength: 60 }),
    fc.array(tie("any"), { maxLength: 4 }),
    tie("object"),
    fc.constantFrom(ref("cohort", "beta"), ref("insight", "b"), lookup("cohort", { name: "Beta" }), env("TOKEN")),
    fc.array(tie("any"), { maxLength: 3 }).map((args) => call(builder("trends"), ...args)),
    word.map((w) => callMethod(call(builder("person"), "email"), "icontains", w.slice(0, 20).replaceAll("\n", ""))),
    tie("object").map((arg) => withComment(call(builder("raw"), arg), "Not known here.")),
  ),
  object: fc.dictionary(key, tie("any"), { maxKeys: 4, noNullPrototype: true }),
}));

describe("what is printed", () => {
  it("is what prettier would make of it", async () => {
    await fc.assert(
      fc.asyncProperty(tree.object, async (input) => {
        const source = printed({ key: "a", ...input });
        expect(source).toBe(await asPrettier(source));
      }),
      { numRuns: 400 },
    );
  });
});
