import type { NormalStep } from "./steps.js";

/** An action in its normal form. */
export interface ActionSpec {
  readonly name: string;
  readonly description: string;
  readonly steps: readonly NormalStep[];
  readonly post_to_slack: boolean;
  readonly slack_message_format: string;
  readonly pinned_at?: boolean;
  readonly tags?: readonly string[];
}
