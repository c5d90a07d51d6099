import { keyed, member, refTo, unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";
import { detector } from "./detector.js";
import { isAlways, isWindow, length, TIME } from "./schedule.js";

/** As PostHog has it. */
const SHORTEST = 30;

const time = z.string().regex(TIME, 'is no time of the day: "22:00"');
const window = z
  .strictObject({ start: time, end: time })
  .refine((one) => length(one) >= SHORTEST, `is shorter than ${SHORTEST} minutes`);
const config = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("TrendsAlertConfig"),
    series_index: z.number().int().min(0),
    check_ongoing_interval: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal("HogQLAlertConfig"),
    evaluation: z.enum(["last_row", "first_row", "any_row"]),
    column: z.string().min(1).optional(),
    label_column: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("FunnelsAlertConfig"),
    metric: z.enum(["conversion_from_start", "conversion_from_previous"]),
    funnel_step: z.number().int().min(0).optional(),
    check_ongoing_interval: z.boolean().optional(),
  }),
]);

export const spec = z.strictObject({
  name: z.string().trim().max(255).default(""),
  insight: refTo("insight"),
  subscribed_users: keyed(z.array(member()), (one) => String(one.lookup?.["email"] ?? one.id)).default([]),
  threshold: z
    .strictObject({
      type: z.enum(["absolute", "percentage"]).default("absolute"),
      bounds: z.strictObject({ lower: z.number().optional(), upper: z.number().optional() }).default({}),
    })
    .default({ type: "absolute", bounds: {} }),
  condition: z
    .strictObject({ type: z.enum(["absolute_value", "relative_increase", "relative_decrease"]) })
    .default({ type: "absolute_value" }),
  config: config.default({ type: "TrendsAlertConfig", series_index: 0 }),
  detector_config: detector.optional(),
  calculation_interval: z
    .enum(["real_time", "every_15_minutes", "hourly", "daily", "weekly", "monthly"])
    .default("daily"),
  enabled: unmanaged(z.boolean()),
  skip_weekend: z.boolean().default(false),
  schedule_restriction: z
    .strictObject({
      blocked_windows: z
        .array(window)
        .min(1)
        .max(5)
        .refine(
          (all) => !all.every(isWindow) || !isAlways(all),
          "leave no time of the day at which it could be checked",
        ),
    })
    .optional(),
  investigation_agent_enabled: z.boolean().default(false),
  investigation_gates_notifications: z.boolean().default(false),
  investigation_inconclusive_action: z.enum(["notify", "suppress"]).default("notify"),
});
