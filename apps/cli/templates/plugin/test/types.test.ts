import type { DefinitionOptions } from "@posthog-definitions/core";
import type { Writable } from "@posthog-definitions/testkit";
import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { __type__Input } from "../src/index.js";
import type { spec } from "../src/schema.js";

// Checked by `tsc`. Comments of an exported interface are seen in editors, those of a schema are not: hence the two.
it("is one: what the schema takes and what the exported interface says", () => {
  expectTypeOf<Writable<z.input<typeof spec>>>().toEqualTypeOf<
    Writable<Omit<__type__Input, keyof DefinitionOptions>>
  >();
});
