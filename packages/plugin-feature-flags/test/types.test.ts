import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { brand, type Definition, type DefinitionOptions } from "@posthog-definitions/core";
import type { Writable } from "@posthog-definitions/testkit";
import { featureFlag, flagIs, group, inCohort, person } from "../src/index.js";
import type { FeatureFlagInput, FlagFilters, FlagGroup, FlagProperty, FlagVariant } from "../src/index.js";
import type * as schema from "../src/schema.js";

type Input<S extends z.ZodType> = Writable<z.input<S>>;

it("is one: what the schema takes and what the exported interfaces say", () => {
  expectTypeOf<Input<typeof schema.group>>().toEqualTypeOf<Writable<FlagGroup>>();
  expectTypeOf<Input<typeof schema.variant>>().toEqualTypeOf<Writable<FlagVariant>>();
  expectTypeOf<Input<typeof schema.filters>>().toEqualTypeOf<Writable<FlagFilters>>();
  expectTypeOf<Input<typeof schema.spec>>().toEqualTypeOf<Writable<Omit<FeatureFlagInput, keyof DefinitionOptions>>>();
});

it("takes the conditions that PostHog takes", () => {
  expectTypeOf(person("email").icontains("@x.com")).toExtend<FlagProperty>();
  expectTypeOf(group(0, "plan").exact(["pro", "scale"])).toExtend<FlagProperty>();
  expectTypeOf<{ type: "cohort"; value: Definition<"cohort"> }>().toExtend<FlagProperty>();
  expectTypeOf<{ type: "flag"; key: Definition<"feature-flag">; value: "blue" }>().toExtend<FlagProperty>();
  expectTypeOf<{ key: "age"; operator: "gte"; value: 18 }>().toExtend<FlagProperty>();
  expectTypeOf<{ key: "email"; operator: "is_set" }>().toExtend<FlagProperty>();
});

it("does not compile what cannot be", () => {
  const beta = brand<Definition<"cohort">>({ kind: "cohort", key: "beta", spec: {} }, undefined);
  const parent = featureFlag({ key: "parent" });
  const given = (..._conditions: FlagProperty[]): void => undefined;
  // @ts-expect-error a cohort where a flag belongs
  given({ type: "flag", key: beta });
  // @ts-expect-error a flag where a cohort belongs
  given({ type: "cohort", value: parent });
  // @ts-expect-error a flag by its key
  given({ type: "flag", key: "new-onboarding" });
  // @ts-expect-error an operator of another type
  given({ type: "person", key: "email", operator: "in", value: "x" });
  // @ts-expect-error no such operator
  given({ key: "email", operator: "contains", value: "x" });
  // @ts-expect-error a list where a text belongs
  given({ key: "email", operator: "icontains", value: ["a", "b"] });
  // @ts-expect-error a misspelt field
  given({ key: "email", opreator: "icontains", value: "a" });
  // @ts-expect-error a list where a text belongs
  person("email").regex(["a"]);
  // @ts-expect-error a flag where a cohort belongs
  inCohort(parent);
  // @ts-expect-error a cohort where a flag belongs
  flagIs(beta);
  // @ts-expect-error a misspelt field
  featureFlag({ key: "f", rollout_percent: 5 });
  // @ts-expect-error no such runtime
  featureFlag({ key: "f", evaluation_runtime: "edge" });
  // @ts-expect-error the key is missing
  featureFlag({ rollout: 5 });
});
