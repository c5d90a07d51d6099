import { z } from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const spec = z.strictObject({
  name: z.string().trim().min(1, "PostHog wants a name").max(400),
  type: z.enum(["String", "Number", "Boolean", "List", "Date"]),
  default_value: z.union([scalar, z.array(scalar)]).optional(),
  values: z.array(scalar).default([]),
  is_multi: z.boolean().default(false),
  values_query: z.string().trim().min(1).optional(),
  values_query_connection_id: z.string().trim().min(1).optional(),
});
