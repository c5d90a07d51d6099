import { isPlain, type Body, type Path } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  marker,
  memberOf,
  organizationMember,
  type Kind,
} from "@posthog-definitions/core/kind";
import { check } from "./check.js";
import { normalise, withoutNulls } from "./normal.js";
import type { InsightAlertRow as Row } from "./row.js";
import { spec } from "./schema.js";
import { shorten } from "./shorten.js";
import type { InsightAlertSpec } from "./spec.js";

export type { InsightAlertSpec };
type Spec = InsightAlertSpec;

export const insightAlert: Kind<"insight-alert", Spec, Row> = defineKind<"insight-alert", Spec, Row>({
  name: "insight-alert",
  plural: "insight-alerts",
  summary: "Insight alerts: mails when a value of an insight is out of bounds.",
  spec,
  // An alert has neither tags nor a description, and its name stands in mails. But its threshold has a name of its own, which
  // PostHog shows nowhere.
  identity: marker("threshold.name", { max: 255 }),
  api: collection<Row>({ path: "alerts/", scope: "alert", remove: "hard" }),
  targets: [organizationMember],

  encode: (spec, { row }): Body => ({
    name: spec.name,
    insight: spec.insight,
    subscribed_users: spec.subscribed_users,
    // A name that somebody gave to the threshold stays.
    threshold: { name: part(row?.threshold)["name"] ?? "", configuration: spec.threshold },
    condition: spec.condition,
    config: spec.config,
    detector_config: spec.detector_config ?? null,
    calculation_interval: spec.calculation_interval,
    enabled: spec.enabled,
    skip_weekend: spec.skip_weekend,
    schedule_restriction: spec.schedule_restriction ?? null,
    investigation_agent_enabled: spec.investigation_agent_enabled,
    investigation_gates_notifications: spec.investigation_gates_notifications,
    investigation_inconclusive_action: spec.investigation_inconclusive_action,
  }),

  decode: (row, at) => ({
    name: row.name ?? "",
    insight: row.insight?.id === undefined ? undefined : at.ref("insight", row.insight.id),
    subscribed_users: (Array.isArray(row.subscribed_users) ? row.subscribed_users : [])
      .filter((user) => isPlain(user) && user.id !== undefined)
      .map((user) => memberOf(user, at)),
    threshold: withoutNulls(row.threshold?.configuration),
    condition: row.condition ?? undefined,
    config: row.config ?? undefined,
    detector_config: row.detector_config ?? undefined,
    calculation_interval: row.calculation_interval ?? "daily",
    enabled: row.enabled,
    skip_weekend: row.skip_weekend ?? false,
    schedule_restriction: row.schedule_restriction ?? undefined,
    investigation_agent_enabled: row.investigation_agent_enabled ?? false,
    investigation_gates_notifications: row.investigation_gates_notifications ?? false,
    investigation_inconclusive_action: row.investigation_inconclusive_action ?? "notify",
  }),

  normalise,

  check,
  shorten,
  title: (row) => row.name ?? undefined,
  url: (row) => `insights/${row.insight?.short_id}/alerts?alert_id=${row.id}`,
  // Our `threshold` is what stands in its `configuration`.
  attr: ([field, second, ...rest]) =>
    field === "threshold" ? (second === "configuration" ? [field, ...rest] : [field]) : whole(field, second, rest),
  afterRemoval:
    "What it found is gone, and so are its notifications in Slack and elsewhere, which are set up in PostHog.",
});

const whole = (field: Step, second: Step, rest: Path): Path =>
  [field, second, ...rest].filter((step) => step !== undefined);
type Step = Path[number] | undefined;

const part = (value: unknown): Record<string, unknown> => (isPlain(value) ? value : {});

export default [insightAlert];
