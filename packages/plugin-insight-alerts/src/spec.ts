import type { Ref } from "@posthog-definitions/core";
import type { Member } from "@posthog-definitions/core/kind";
import type { InsightAlertConfig, InsightAlertDetector } from "./input.js";

/** An insight alert in its normal form. */
export interface InsightAlertSpec {
  readonly name: string;
  readonly insight: Ref<"insight">;
  readonly subscribed_users: readonly Member[];
  readonly threshold: {
    readonly type: "absolute" | "percentage";
    readonly bounds: { readonly lower?: number; readonly upper?: number };
  };
  readonly condition: { readonly type: string };
  readonly config: InsightAlertConfig;
  readonly detector_config?: InsightAlertDetector;
  readonly calculation_interval: string;
  readonly enabled?: boolean;
  readonly skip_weekend: boolean;
  readonly schedule_restriction?: {
    readonly blocked_windows: readonly { readonly start: string; readonly end: string }[];
  };
  readonly investigation_agent_enabled: boolean;
  readonly investigation_gates_notifications: boolean;
  readonly investigation_inconclusive_action: string;
}
