import type { DefinitionOptions } from "@posthog-definitions/core";
import type { z } from "zod";
import { expectTypeOf, it } from "vitest";
import type { InsightInput } from "../src/index.js";
import type { spec } from "../src/schema.js";

type Written = Omit<InsightInput, keyof DefinitionOptions | "tags"> & { readonly tags?: string[] };

it("the schema takes what the interface says", () => {
  expectTypeOf<z.input<typeof spec>>().toExtend<Written>();
  expectTypeOf<Written>().toExtend<z.input<typeof spec>>();
});
