import { factory, isDefinition, isRef, isSecret, type DefinitionOptions } from "@posthog-definitions/core";
import { aliased, envSecret, keyed, refTo } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fc, fromSchema, type Material } from "../src/index.js";

const friend = factory<"note", DefinitionOptions>("note")({ key: "friend" });
const material: Material = { friends: [friend], kinds: ["note", "board"], secrets: ["A_SECRET"], arbitraries: {} };

const sample = (schema: z.ZodType, more: Partial<Material> = {}): unknown[] =>
  fc.sample(fromSchema(schema, { ...material, ...more }), { numRuns: 300, seed: 7 });

type Tree = { name: string; children?: Tree[] };
const tree: z.ZodType<Tree> = z.lazy(() => z.strictObject({ name: z.string(), children: z.array(tree).optional() }));

const schemas: Record<string, z.ZodType> = {
  text: z.string().min(3).max(9),
  "exact length": z.string().length(4),
  pattern: z.string().regex(/^[A-Z]{2}-\d+$/),
  email: z.email(),
  url: z.url(),
  uuid: z.uuid(),
  date: z.iso.date(),
  "date and time": z.iso.datetime(),
  "trimmed text": z.string().trim().min(1),
  integer: z.int().min(-3).max(4),
  fraction: z.number().gt(0).lt(1),
  step: z.number().min(0).max(1).multipleOf(0.05),
  percentage: z.number().min(0).max(100),
  boolean: z.boolean(),
  literal: z.literal(["a", 1, true]),
  enum: z.enum(["x", "y"]),
  nullable: z.string().nullable(),
  default: z.string().default("d"),
  prefault: z.strictObject({ a: z.boolean().default(false) }).prefault({}),
  list: z.array(z.boolean()).min(1).max(2),
  "list of the named": keyed(z.array(z.enum(["a", "b", "c"])), String),
  tuple: z.tuple([z.string(), z.number()]),
  record: z.record(z.string(), z.boolean()),
  "record of an enum": z.record(z.enum(["a", "b"]), z.boolean()),
  "record of some of an enum": z.partialRecord(z.enum(["a", "b"]), z.boolean()),
  object: z.strictObject({ a: z.string(), b: z.int().optional(), c: z.boolean().nullish() }),
  union: z.union([z.string(), z.int(), z.null()]),
  "union told apart": z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("a"), a: z.string() }),
    z.strictObject({ kind: z.literal("b"), b: z.int() }),
  ]),
  intersection: z.intersection(z.object({ a: z.string() }), z.object({ b: z.boolean() })),
  refinement: z.array(z.int().min(0).max(9)).refine((list) => list.length % 2 === 0),
  "preprocessed object": aliased({ name: z.string() }, { title: "name" }),
  transform: z.string().transform((value) => value.length),
  lazy: tree,
  unknown: z.unknown(),
  reference: refTo("note"),
  secret: envSecret(),
};

describe("values made from a schema", () => {
  for (const [name, schema] of Object.entries(schemas))
    it(`are taken by it: ${name}`, () => {
      const refused = sample(schema).filter((value) => !schema.safeParse(value).success);
      expect(refused).toEqual([]);
    });

  it("leave an optional field out, and set it", () => {
    const values = sample(z.strictObject({ a: z.string().optional() })) as { a?: string }[];
    expect(values.some((value) => !("a" in value))).toBe(true);
    expect(values.some((value) => typeof value.a === "string")).toBe(true);
    expect(values.some((value) => "a" in value && value.a === undefined)).toBe(false);
  });

  it("reach the ends of a range, and nothing at all", () => {
    expect(new Set(sample(z.int().min(1).max(3)))).toEqual(new Set([1, 2, 3]));
    expect(sample(z.string().max(5))).toContain("");
    expect(sample(z.string().max(50)).some((value) => [...String(value)].length === 50)).toBe(true);
  });

  it("point at friends, as definitions and by key", () => {
    const values = sample(refTo("note"));
    expect(values.some((value) => isDefinition(value))).toBe(true);
    expect(values.some((value) => isRef(value) && value.key === "friend")).toBe(true);
    expect(sample(envSecret()).every((value) => isSecret(value))).toBe(true);
  });

  it("leave out a reference to a kind that has no friend", () => {
    expect(new Set(sample(z.strictObject({ to: refTo("board").optional() })).map((v) => JSON.stringify(v)))).toEqual(
      new Set(["{}"]),
    );
    expect(() => sample(refTo("board"))).toThrow("there is no friend of the kind board");
  });

  it("come from `arbitraries` where a path is named", () => {
    const schema = z.strictObject({
      tiles: z.array(z.strictObject({ x: z.int() })).min(1),
      by: z.record(z.string(), z.string()),
    });
    const values = sample(schema, { arbitraries: { "tiles[].x": fc.constant(42), "by.*": fc.constant("me") } }) as {
      tiles: { x: number }[];
      by: Record<string, string>;
    }[];
    expect(new Set(values.flatMap((value) => value.tiles.map(({ x }) => x)))).toEqual(new Set([42]));
    expect(new Set(values.flatMap((value) => Object.values(value.by)))).toEqual(new Set(["me"]));
  });
});

describe("a schema that cannot be read", () => {
  it("is named by its path, also where the field is optional", () => {
    const schema = z.strictObject({ query: z.strictObject({ source: z.custom<object>(() => true) }).optional() });
    expect(() => sample(schema)).toThrow(
      'No value can be made up for `query.source`: its check is a function, which cannot be read. (Where it holds references: give `friends`, and their `kinds`.) Give `arbitraries: { "query.source": … }`.',
    );
  });

  it("is named when its own checks refuse nearly everything", () => {
    const schema = z.strictObject({ name: z.string().refine((value) => value === "xyzzy", "say the word") });
    expect(() => sample(schema)).toThrow(/`name`: the schema refuses nearly everything: say the word \(100 of 100\)/);
  });
});
