import { describe, expect, it } from "vitest";
import { z } from "zod";
import { factory, type DefinitionOptions } from "../src/index.js";
import { collection, defineKind, definitionsIn, registryOf, resolve, tag } from "../src/kind.js";

const box = defineKind({
  name: "box",
  plural: "boxes",
  summary: "A box.",
  spec: z.object({
    inside: z.record(z.string(), z.unknown()),
    made: z
      .date()
      .transform((date) => date.toISOString())
      .optional(),
  }),
  shorthands: { thing: ["inside", "thing"] },
  aliases: { within: "inside" },
  identity: tag(),
  api: collection({ path: "boxes/", scope: "box", remove: "soft" }),
  encode: (spec) => ({ ...spec }),
  decode: (row) => row,
});
const make = factory<"box", DefinitionOptions & Record<string, unknown>>("box");
const told = (input: Record<string, unknown>) => {
  const definition = make({ key: "a", ...input });
  expect(definitionsIn({ default: definition })).toEqual(new Set([definition]));
  return resolve({ definitions: [{ definition }], registry: registryOf(box) }).diagnostics.map(
    ({ code, path, message }) => `${code} ${path?.join(".")}: ${message}`,
  );
};
const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
};

describe("a definition is data", () => {
  it.each([
    ["a bigint", 1n, "is a bigint, which is no JSON."],
    ["not a number", Number.NaN, "is NaN, which is no JSON."],
    ["a function", () => 1, "is a function, which is no JSON."],
    ["a date", new Date(0), "is an object of a class, which is no JSON: say it as plain data."],
    ["NUL", "a\0b", "has the character NUL, which PostHog cannot keep."],
    ["a lone surrogate", "\ud83d", "has half of a character (a lone surrogate), which PostHog cannot keep."],
    ["a name with NUL", { "a\0": 1 }, "has a name with the character NUL, which PostHog cannot keep."],
  ])("which %s is not", (_, value, message) => {
    expect(told({ inside: { x: value } })).toEqual([`invalid-field inside.x: \`inside.x\` ${message}`]);
    expect(told({ within: { x: value } })).toEqual([`invalid-field within.x: \`within.x\` ${message}`]);
  });

  it("without holes", () => {
    const list = [1];
    list[2] = 3;
    expect(told({ inside: { list } })).toEqual([
      "invalid-field inside.list.1: `inside.list.1` is undefined, which is no JSON.",
    ]);
  });

  it("of any text and number that JSON and PostHog have", () => {
    const fine = [
      "👋\u2028<!-- -->",
      -0,
      1e21,
      5e-324,
      2 ** 53 + 1,
      null,
      { constructor: 1, toJSON: 2, length: undefined },
    ];
    expect(told({ inside: { fine, $ref: "#/x" } })).toEqual([]);
  });

  it("once its schema has made it that", () => {
    expect(told({ inside: {}, made: new Date(0) })).toEqual([]);
  });
});

describe("a definition has an end", () => {
  it("unlike what holds itself", () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle["b"] = [circle];
    expect(told({ inside: { circle } })).toEqual([
      "invalid-field inside.circle.b.0: `inside.circle.b.0` holds itself, and so has no end.",
    ]);
    const twice = { a: 1 };
    expect(told({ inside: { twice, again: [twice, twice] } })).toEqual([]);
  });

  it("within as many levels as somebody could mean", () => {
    expect(told({ inside: { deep: nested(150) } })).toEqual([]);
    expect(told({ inside: { deep: nested(20_000) } })).toEqual([
      "invalid-field inside.deep.0.0.0.0: `inside.deep.0.0.0.0` has more than 200 levels.",
    ]);
  });
});
