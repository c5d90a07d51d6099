import { unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";
import { conversionGoal, customerEvent } from "./schema-events.js";
import { currency, json } from "./schema-values.js";

const event = z.strictObject({
  eventName: z.string().min(1),
  revenueProperty: z.string().min(1),
  revenueCurrencyProperty: z
    .strictObject({ property: z.string().nullable().optional(), static: currency.nullable().optional() })
    .nullable()
    .optional(),
  currencyAwareDecimal: z.boolean().optional(),
  productProperty: z.string().nullable().optional(),
  couponProperty: z.string().nullable().optional(),
  subscriptionProperty: z.string().nullable().optional(),
  subscriptionDropoffDays: z.number().optional(),
  subscriptionDropoffMode: z.enum(["last_event", "after_dropoff_period"]).optional(),
});

export const revenue = z.strictObject({
  base_currency: unmanaged(currency),
  events: unmanaged(z.array(event)),
  filter_test_accounts: unmanaged(z.boolean()),
});

export const marketing = z.strictObject({
  sources_map: unmanaged(z.record(z.string(), z.record(z.string(), z.string().nullable()).nullable())),
  conversion_goals: unmanaged(z.array(conversionGoal)),
  attribution_window_days: unmanaged(z.int().min(1).max(90)),
  attribution_mode: unmanaged(z.enum(["first_touch", "last_touch", "linear", "time_decay", "position_based"])),
  filter_test_accounts: unmanaged(z.boolean()),
  campaign_name_mappings: unmanaged(z.record(z.string(), z.record(z.string(), z.array(z.string())))),
  custom_source_mappings: unmanaged(z.record(z.string(), z.array(z.string()))),
  campaign_field_preferences: unmanaged(z.record(z.string(), json)),
});

export const customer = z.strictObject({
  activity_event: unmanaged(customerEvent),
  signup_pageview_event: unmanaged(customerEvent),
  signup_event: unmanaged(customerEvent),
  subscription_event: unmanaged(customerEvent),
  payment_event: unmanaged(customerEvent),
  account_group_type_index: unmanaged(z.int().min(0).max(4).nullable()),
});

export const workflows = z.strictObject({
  capture_workflows_engagement_events: unmanaged(z.boolean()),
  email_tracking_consent_mode: unmanaged(z.enum(["off", "opt_out", "opt_in"])),
  workflow_task_rate_limit_per_day: unmanaged(z.int().min(0).nullable()),
  workflow_task_team_rate_limit_per_day: unmanaged(z.int().min(0).nullable()),
});

export const flagPolicy = z.strictObject({ require_tags: unmanaged(z.boolean()) });
