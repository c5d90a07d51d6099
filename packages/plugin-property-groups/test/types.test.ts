import { describe, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { DefinitionOptions } from "@posthog-definitions/core";
import type { Writable } from "@posthog-definitions/testkit";
import { propertyGroup, type PropertyGroup, type PropertyGroupInput, type TypedProperty } from "../src/index.js";
import type * as schema from "../src/schema.js";

describe("what the schema takes and what the exported interface says", () => {
  it("is one", () => {
    type Written = z.input<typeof schema.spec>;
    expectTypeOf<keyof Written>().toEqualTypeOf<Exclude<keyof PropertyGroupInput, keyof DefinitionOptions>>();
    expectTypeOf<Written["description"]>().toEqualTypeOf<PropertyGroupInput["description"]>();
    // Rules go with the type in the interface, and are checked beside the schema.
    type Rules = "validation_rules";
    expectTypeOf<Writable<Omit<z.input<typeof schema.property>, Rules>>>().toEqualTypeOf<
      Writable<Omit<TypedProperty, Rules | "is_required">>
    >();
    expectTypeOf<keyof z.input<typeof schema.property>>().toEqualTypeOf<Exclude<keyof TypedProperty, "is_required">>();
  });
});

describe("a group", () => {
  const billing = propertyGroup({
    key: "billing",
    properties: {
      plan: { type: "String", required: true, validation_rules: { enum: ["free", "pro"] } },
      seats: { type: "Numeric" },
    },
  });

  it("keeps the names and types of its properties", () => {
    type Properties = (typeof billing)["spec"]["properties"];
    expectTypeOf<keyof Properties>().toEqualTypeOf<"plan" | "seats">();
    expectTypeOf<Properties["plan"]["type"]>().toEqualTypeOf<"String">();
    expectTypeOf<Properties["plan"]["required"]>().toEqualTypeOf<true>();
    expectTypeOf<Properties["plan"]["validation_rules"]["enum"]>().toEqualTypeOf<readonly ["free", "pro"]>();
    expectTypeOf(billing).toExtend<PropertyGroup>();
  });

  it("takes PostHog's names too", () => {
    propertyGroup({ key: "a", properties: { a: { property_type: "Numeric", is_required: true } } });
  });

  it("takes what is put together elsewhere", () => {
    const properties: PropertyGroupInput["properties"] = { a: { type: "String" } };
    expectTypeOf(propertyGroup({ key: "a", properties })).toExtend<PropertyGroup>();
    const input: PropertyGroupInput = { key: "a", properties };
    expectTypeOf(propertyGroup(input)).toExtend<PropertyGroup>();
  });

  it("that is wrong does not compile", () => {
    // @ts-expect-error the properties are missing
    propertyGroup({ key: "a" });
    // @ts-expect-error a misspelt field of the group
    propertyGroup({ key: "a", properties: {}, descripton: "x" });
    // @ts-expect-error the type is missing
    propertyGroup({ key: "a", properties: { a: { required: true } } });
    // @ts-expect-error a type that there is for property definitions, not for groups
    propertyGroup({ key: "a", properties: { a: { type: "Duration" } } });
    // @ts-expect-error a misspelt field of a property
    propertyGroup({ key: "a", properties: { a: { type: "String", requird: true } } });
    // @ts-expect-error rules of numbers on a text
    propertyGroup({ key: "a", properties: { a: { type: "String", validation_rules: { minimum: 1 } } } });
    // @ts-expect-error a misspelt rule
    propertyGroup({ key: "a", properties: { a: { type: "Numeric", validation_rules: { min: 1 } } } });
    // @ts-expect-error rules on a boolean
    propertyGroup({ key: "a", properties: { a: { type: "Boolean", validation_rules: { enum: ["a"] } } } });
  });
});
