import type { Definition } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, type Decoding } from "@posthog-definitions/core/kind";
import { createWorkbench, fc } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { propertyGroup, type PropertyMap } from "../src/index.js";
import { propertyGroup as kind } from "../src/kind.js";
import type { PropertyGroupRow } from "../src/row.js";

const bench = createWorkbench({ kinds: [kind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const registry = registryOf(kind);
const validate = (definition: Definition) => resolve({ definitions: [{ definition }], registry });
const group = (properties: unknown, key = "a") => propertyGroup({ key, properties: properties as PropertyMap });
const sent = async (work: () => Promise<unknown>) => {
  const before = bench.emulator.log.writes.length;
  await work();
  return bench.emulator.log.writes.slice(before).map(({ method, body }) => ({ method, body }));
};

/** As the alpha has them; these files load unchanged. */
const identity = propertyGroup({
  key: "identity",
  description: "User / org identity properties shared across events",
  properties: {
    user_id: { type: "String", required: true, description: "Stable user id" },
    source: { type: "String", required: false },
    trial: { type: "Boolean", required: true, is_optional_in_types: true },
    at: { type: "DateTime" },
    context: { type: "Object" },
  },
});

describe("a file of the alpha", () => {
  it("means what it says", () => {
    expect(validate(identity).definitions[0]!.spec).toEqual({
      description: "User / org identity properties shared across events",
      properties: {
        user_id: { type: "String", required: true, description: "Stable user id", is_optional_in_types: false },
        source: { type: "String", required: false, description: "", is_optional_in_types: false },
        trial: { type: "Boolean", required: true, description: "", is_optional_in_types: true },
        at: { type: "DateTime", required: false, description: "", is_optional_in_types: false },
        context: { type: "Object", required: false, description: "", is_optional_in_types: false },
      },
    });
  });

  it("pairs with the row that the alpha made of it, which is as it should be", async () => {
    const property = (name: string, property_type: string, more: object = {}) => ({
      name,
      property_type,
      is_required: false,
      is_optional_in_types: false,
      description: "",
      ...more,
    });
    await bench.hand.send("POST", "schema_property_groups/", {
      name: "identity",
      description:
        "User / org identity properties shared across events\n\n<!-- iac:property-groups:identity iac:hash:0123456789abcdef -->",
      properties: [
        property("at", "DateTime"),
        property("context", "Object"),
        property("source", "String"),
        property("trial", "Boolean", { is_required: true, is_optional_in_types: true }),
        property("user_id", "String", { is_required: true, description: "Stable user id" }),
      ],
    });
    const { changes, requests } = await bench.plan([identity]);
    expect([changes, requests]).toEqual([[], []]);
  });
});

describe("what is sent", () => {
  it("is the whole group for a new one, under its key as a name", async () => {
    const [post] = await sent(() => bench.apply([group({ b: { type: "Numeric" }, a: { type: "String" } }, "g")]));
    const usual = { is_required: false, is_optional_in_types: false, description: "", validation_rules: null };
    expect(post).toMatchObject({
      method: "POST",
      body: {
        name: "g",
        description: expect.stringMatching(/^<!-- iac:property-groups:g iac:hash:[0-9a-f]{16} -->$/),
        properties: [
          { name: "a", property_type: "String", ...usual },
          { name: "b", property_type: "Numeric", ...usual },
        ],
      },
    });
  });

  it("is all properties when one of them changes, and none when none does", async () => {
    const one = { a: { type: "String" }, b: { type: "Numeric" } };
    await bench.apply([group(one)]);
    const [patch] = await sent(() => bench.apply([group({ ...one, b: { type: "Boolean" } })]));
    expect((patch!.body as { properties: object[] }).properties).toMatchObject([{ name: "a" }, { name: "b" }]);
    const described = propertyGroup({
      key: "a",
      description: "x",
      properties: { a: { type: "String" }, b: { type: "Boolean" } },
    });
    const [next] = await sent(() => bench.apply([described]));
    expect(Object.keys(next!.body as object)).toEqual(["description"]);
  });

  it("keeps what a property has besides", () => {
    const { spec } = validate(group({ a: { type: "String" }, b: { type: "String" } })).definitions[0]!;
    const row = { id: "1", properties: [{ id: "7", name: "a", order: 3, created_at: "x" }, "?"] } as PropertyGroupRow;
    const { properties } = kind.encode(spec as never, { key: "a", row }) as { properties: object[] };
    expect(properties[0]).toMatchObject({ name: "a", order: 3 });
    expect(properties[0]).not.toHaveProperty("id");
    expect(properties[1]).not.toHaveProperty("order");
  });
});

describe("no rules", () => {
  it("are none, however they are written, in files and in rows", () => {
    const written = (rules: object) => validate(group({ a: { type: "Numeric", ...rules } })).definitions[0]!.spec;
    expect(written({ validation_rules: {} })).toEqual(written({}));
    expect(written({ validation_rules: null })).toEqual(written({}));
    const read = (validation_rules: unknown) =>
      kind.decode({ id: "1", properties: [{ name: "a", property_type: "Numeric", validation_rules }] }, {} as Decoding);
    expect(read({})).toEqual(read(null));
  });
});

describe("the order of properties", () => {
  it("means nothing", async () => {
    await bench.apply([group({ b: { type: "String" }, a: { type: "String" } })]);
    expect((await bench.plan([group({ a: { type: "String" }, b: { type: "String" } })])).changes).toEqual([]);
  });
});

describe("the plan", () => {
  it("names the part of a property that differs", async () => {
    await bench.apply([group({ plan: { type: "String", validation_rules: { enum: ["a"] } } })]);
    const { changes } = await bench.plan([group({ plan: { type: "String", validation_rules: { enum: ["b"] } } })]);
    expect(changes[0]!.fields).toEqual([
      { path: ["properties", "plan", "validation_rules", "enum", 0], before: "a", after: "b" },
    ]);
  });

  it("says how to take over a group that has the name", async () => {
    const theirs = await bench.hand.send("POST", "schema_property_groups/", { name: "a" });
    const { plan } = await bench.run([group({})], { dry: true });
    expect(plan!.diagnostics[0]).toMatchObject({
      code: "unique-held",
      hint: expect.stringContaining(`adopt("property-group.a", "${String(theirs["id"])}")`),
    });
  });
});

describe("mistakes", () => {
  const told = (properties: unknown) =>
    validate(group(properties)).diagnostics.map(({ path, message }) => `${(path ?? []).join(".")}: ${message}`);

  it.each<[string, unknown, string]>([
    ["no type", { a: {} }, "properties.a.type: "],
    ["another type", { a: { type: "Duration" } }, "properties.a.type: "],
    ["a misspelt field", { a: { type: "String", requird: true } }, "properties.a.requird: "],
    ["both names", { a: { type: "String", property_type: "String" } }, "properties.a.property_type: "],
    ["a name of spaces", { " ": { type: "String" } }, "properties. : A property needs a name."],
    ["spaces around a name", { " a": { type: "String" } }, "properties. a: PostHog takes the spaces"],
    ["a long name", { ["x".repeat(201)]: { type: "String" } }, `properties.${"x".repeat(201)}: The name has more than`],
    [
      "rules of another type",
      { a: { type: "Boolean", validation_rules: { enum: ["a"] } } },
      "properties.a.validation_rules: PostHog has no rules for properties of the type Boolean.",
    ],
    [
      "a misspelt rule",
      { a: { type: "Numeric", validation_rules: { min: 1 } } },
      "properties.a.validation_rules.min: There is no such rule",
    ],
    [
      "a value that is no text",
      { a: { type: "String", validation_rules: { not: { enum: ["a", 1] } } } },
      "properties.a.validation_rules.not.enum.1: It is a list of texts.",
    ],
    [
      "bounds the wrong way round",
      { a: { type: "Numeric", validation_rules: { minimum: 5, maximum: 5 } } },
      "properties.a.validation_rules.maximum: It has to be above `minimum`.",
    ],
  ])("%s", (_, properties, message) => {
    expect(told(properties)).toContainEqual(expect.stringContaining(message));
  });

  it("in rules are those that PostHog finds: what passes here passes there, and the other way round", async () => {
    const value = fc.constantFrom<unknown>(
      "a",
      1,
      0,
      -1.5,
      true,
      null,
      [],
      {},
      ["a"],
      ["a", 2],
      { enum: ["a"] },
      { enum: [] },
      {
        enum: ["a"],
        x: 1,
      },
    );
    const names = ["enum", "not", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "other"];
    const range = names.slice(2, 6);
    const rules = fc.oneof(
      fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3, noNullPrototype: true }),
      fc.dictionary(fc.constantFrom(...range), fc.constantFrom(0, 1, 2), { maxKeys: 3, noNullPrototype: true }),
    );
    const type = fc.constantFrom("String", "Numeric", "Numeric", "Boolean", "Object");
    let [n, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(type, rules, async (type, validation_rules) => {
        // Python takes a boolean for a number; there is no use in saying one.
        fc.pre(type !== "Numeric" || !Object.values(validation_rules).includes(true));
        const here = told({ a: { type, validation_rules } });
        const properties = [{ name: "a", property_type: type, validation_rules }];
        const { status } = await bench.emulator.ui("POST", "schema_property_groups/", {
          name: `g${n++}`,
          properties: properties as never,
        });
        if (status !== 201) refused++;
        expect([here.length > 0, JSON.stringify(validation_rules)]).toEqual([
          status !== 201,
          JSON.stringify(validation_rules),
        ]);
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(refused).toBeGreaterThan(50);
    expect(n - refused).toBeGreaterThan(20);
  });

  it("that PostHog tells are told at the user's field", () => {
    expect(kind.attr?.(["name"])).toEqual(["key"]);
    expect(kind.attr?.(["validation_rules"])).toEqual(["properties"]);
    expect(kind.attr?.(["properties", "non_field_errors"])).toEqual(["properties", "non_field_errors"]);
  });
});

describe("a row of any shape", () => {
  it("is read without a throw", () => {
    const at = { side: () => [], managed: () => false, ref: ($ref: string) => ({ $ref }) } as unknown as Decoding;
    const junk = fc.anything({ maxDepth: 3, maxKeys: 4 });
    const fields = fc.constantFrom("name", "property_type", "is_required", "description", "validation_rules");
    const properties = fc.oneof(junk, fc.array(fc.oneof(junk, fc.dictionary(fields, junk))));
    fc.assert(
      fc.property(properties, (properties) => {
        const row = { id: "1", properties } as PropertyGroupRow;
        const spec = normalised(kind, kind.decode(row, at) as never);
        kind.encode(spec, { key: "a", row });
        expect(normalised(kind, spec)).toEqual(spec);
      }),
      { numRuns: 300 },
    );
  });
});
