import type { DefinitionOptions } from "@posthog-definitions/core";
import type { Writable } from "@posthog-definitions/testkit";
import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { InsightVariableInput } from "../src/index.js";
import type { spec } from "../src/schema.js";

it("is one: what the schema takes and what the exported interface says", () => {
  expectTypeOf<Writable<z.input<typeof spec>>>().toEqualTypeOf<
    Writable<Omit<InsightVariableInput, keyof DefinitionOptions>>
  >();
});
