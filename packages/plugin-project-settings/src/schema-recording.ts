import { unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";

const share = z.number().min(0).max(1);
const milliseconds = z.int().min(0).max(30000);
const names = z.array(z.string());

export const minimumDuration = milliseconds;
export const trigger = z.strictObject({ url: z.string().min(1), matching: z.literal("regex") });

export const networkPayloads = z.strictObject({
  recordHeaders: z.boolean().nullable().optional(),
  recordBody: z.boolean().nullable().optional(),
});

export const masking = z.strictObject({
  maskAllInputs: z.boolean().optional(),
  maskTextSelector: z.string().optional(),
  blockSelector: z.string().optional(),
});

const summaries = z.strictObject({
  opt_in: unmanaged(z.boolean().nullable()),
  preferred_events: unmanaged(names.nullable()),
  excluded_events: unmanaged(names.nullable()),
  included_event_properties: unmanaged(names.nullable()),
  important_user_properties: unmanaged(names.nullable()),
});

export const replayConfig = z.strictObject({
  record_canvas: unmanaged(z.boolean().nullable()),
  ai_config: unmanaged(summaries.nullable()),
});

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const property = z.strictObject({
  key: z.string(),
  type: z.enum(["event", "person"]),
  operator: z.enum(["exact", "is_not", "icontains", "not_icontains", "regex", "not_regex", "gt", "lt"]).optional(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(scalar)]),
});

const conditions = z.strictObject({
  matchType: z.enum(["any", "all"]).optional(),
  events: z
    .array(z.union([z.string(), z.strictObject({ name: z.string(), properties: z.array(property).optional() })]))
    .optional(),
  urls: z.array(trigger).optional(),
  flag: z
    .union([
      z.string(),
      z.strictObject({ id: z.int().optional(), key: z.string(), variant: z.string().optional() }),
      z.null(),
    ])
    .optional(),
  properties: z.array(property).optional(),
});

export const triggerGroups = z.strictObject({
  version: z.literal(2),
  groups: z.array(
    z.strictObject({
      id: z.string().min(1),
      name: z.string().optional(),
      sampleRate: share,
      minDurationMs: milliseconds.optional(),
      conditions,
    }),
  ),
  fallbackSampleRate: share.optional(),
});
