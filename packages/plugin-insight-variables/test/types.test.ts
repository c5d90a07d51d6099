import type { Definition, DefinitionOptions } from "@posthog-definitions/core";
import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { InsightVariableInput } from "../src/index.js";
import type { spec } from "../src/schema.js";

type Writable<T> = T extends Definition | { readonly $ref: string }
  ? T
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

it("is one: what the schema takes and what the exported interface says", () => {
  expectTypeOf<Writable<z.input<typeof spec>>>().toEqualTypeOf<
    Writable<Omit<InsightVariableInput, keyof DefinitionOptions>>
  >();
});
