import { aliased } from "@posthog-definitions/core/kind";
import { z } from "zod";

/** Without these a property is as it is with them. The rules are checked with the type: see `rules.ts`. */
export const property = aliased(
  {
    type: z.enum(["String", "Numeric", "Boolean", "DateTime", "Object"]),
    required: z.boolean().default(false),
    description: z.string().trim().default(""),
    is_optional_in_types: z.boolean().default(false),
    validation_rules: z.record(z.string(), z.unknown()).nullable().optional(),
  },
  { property_type: "type", is_required: "required" },
);

/** As every property is after parsing. */
export type ParsedProperty = z.output<typeof property>;

export const spec = z.strictObject({
  description: z.string().trim().default(""),
  properties: z.record(z.string(), property),
});
