import { factory, type Factory } from "@posthog-definitions/core";
import type { ExperimentHoldoutInput } from "./input.js";

/**
 * A holdout: people who are kept out of every experiment that says so.
 *
 * ```ts
 * export const tenPercent = experimentHoldout({
 *   key: "ten-percent",
 *   name: "Ten percent",
 *   filters: [{ rollout_percentage: 10 }],
 * });
 * ```
 */
export const experimentHoldout: Factory<"experiment-holdout", ExperimentHoldoutInput> = factory<
  "experiment-holdout",
  ExperimentHoldoutInput
>("experiment-holdout");

export type { ExperimentHoldoutInput, HoldoutCondition, HoldoutGroup } from "./input.js";
