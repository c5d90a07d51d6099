import type { Id } from "@posthog-definitions/core";

/** An alert as `GET /api/projects/{project}/alerts/` gives it, as far as it is read here. */
export interface InsightAlertRow {
  readonly id: Id;
  readonly name?: string | null;
  /** What went in as a number comes out as an object. */
  readonly insight?: { readonly id?: number; readonly short_id?: string } | null;
  readonly subscribed_users?: readonly { readonly id: number; readonly email?: string }[] | null;
  readonly threshold?: { readonly name?: string; readonly configuration?: unknown } | null;
  readonly condition?: unknown;
  readonly config?: unknown;
  readonly detector_config?: unknown;
  readonly calculation_interval?: string | null;
  readonly enabled?: boolean;
  readonly skip_weekend?: boolean | null;
  readonly schedule_restriction?: unknown;
  readonly investigation_agent_enabled?: boolean;
  readonly investigation_gates_notifications?: boolean;
  readonly investigation_inconclusive_action?: string;
}
