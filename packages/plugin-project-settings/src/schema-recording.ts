import { isPlain, isRef, type Reference } from "@posthog-definitions/core";
import { refTo, unmanaged } from "@posthog-definitions/core/kind";
import { choice, strict, type Schema } from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { TriggerConditions, TriggerFlag } from "./input-recording.js";

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

/** The key is all that PostHog keeps, and all that it needs: the flag itself is not looked for. */
const flagKey = refTo("feature-flag").transform((ref, context): string => {
  const key = ref.key ?? ref.lookup?.["key"];
  if (typeof key === "string") return key;
  context.issues.push({ code: "custom", message: "expected a flag by its key", input: ref });
  return z.NEVER;
}) as unknown as Schema<Reference<"feature-flag">, string>;

const triggerFlag = choice<NonNullable<TriggerConditions["flag"]>>()(
  {
    key: z.string(),
    reference: flagKey,
    raw: strict<TriggerFlag>()({ id: z.int().optional(), key: z.string(), variant: z.string().optional() }),
  },
  (value) => {
    if (typeof value === "string") return "key";
    return isRef(value) || (isPlain(value) && "kind" in value) ? "reference" : "raw";
  },
);

const conditions = z.strictObject({
  matchType: z.enum(["any", "all"]).optional(),
  events: z
    .array(z.union([z.string(), z.strictObject({ name: z.string(), properties: z.array(property).optional() })]))
    .optional(),
  urls: z.array(trigger).optional(),
  flag: triggerFlag.nullable().optional(),
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
