import type { DefinitionOptions } from "@posthog-definitions/core";
import { propertyGroup } from "@posthog-definitions/plugin-property-groups";
import type { Writable } from "@posthog-definitions/testkit";
import { describe, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { eventDefinition, type EventDefinition, type EventDefinitionInput } from "../src/index.js";
import type { aliases, spec } from "../src/schema.js";

it("is one: what the schema takes and what the exported interface says", () => {
  expectTypeOf<Writable<z.input<typeof spec>>>().toEqualTypeOf<
    Writable<Omit<EventDefinitionInput, keyof DefinitionOptions | keyof typeof aliases>>
  >();
});

describe("an event", () => {
  const billing = propertyGroup({ key: "billing", properties: {} });

  it("keeps its name and its groups", () => {
    const upgraded = eventDefinition({ key: "a", name: "user upgraded", propertyGroups: [billing] });
    expectTypeOf(upgraded.spec.name).toEqualTypeOf<"user upgraded">();
    expectTypeOf<NonNullable<typeof upgraded.spec.propertyGroups>>().toEqualTypeOf<readonly [typeof billing]>();
    expectTypeOf(upgraded).toExtend<EventDefinition>();
    expectTypeOf(upgraded.kind).toEqualTypeOf<"event-definition">();
  });

  it("takes what is put together elsewhere", () => {
    const input: EventDefinitionInput = { key: "a", name: "a", propertyGroups: [billing] };
    expectTypeOf(eventDefinition(input)).toExtend<EventDefinition>();
  });

  it("that is wrong does not compile", () => {
    // @ts-expect-error the name is missing
    eventDefinition({ key: "a" });
    // @ts-expect-error a misspelt field
    eventDefinition({ key: "a", name: "a", descripton: "x" });
    // @ts-expect-error no such mode
    eventDefinition({ key: "a", name: "a", enforcementMode: "deny" });
    // @ts-expect-error an event is no group of properties
    eventDefinition({ key: "a", name: "a", propertyGroups: [eventDefinition({ key: "b", name: "b" })] });
  });
});
