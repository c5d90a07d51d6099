import { factory, type Factory } from "@posthog-definitions/core";
import type { ExperimentHoldoutInput } from "./input.js";

/** A holdout: persons who are kept out of experiments. `experimentHoldout({ key: "q3", name: "Third quarter", exclusion_percentage: 10 })`. */
export const experimentHoldout: Factory<"experiment-holdout", ExperimentHoldoutInput> = factory<
  "experiment-holdout",
  ExperimentHoldoutInput
>("experiment-holdout");

export type { ExperimentHoldoutInput, HoldoutCondition, HoldoutGroup, HoldoutWhere } from "./input.js";
