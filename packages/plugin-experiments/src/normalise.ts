import { normaliseExposureCriteria, normaliseMetric } from "@posthog-definitions/queries/schema";
import type { ExperimentParameters, RunningTimeCalculation } from "./input.js";
import type { ExperimentSpec, FlagParameters } from "./spec.js";

/** What a file may say besides. */
export interface WrittenSpec extends Omit<ExperimentSpec, "parameters" | "running_time_calculation"> {
  readonly parameters?: ExperimentParameters | FlagParameters;
  readonly running_time_calculation?: RunningTimeCalculation;
}

export function normalise({ parameters, running_time_calculation, ...s }: WrittenSpec): ExperimentSpec {
  const effect =
    parameters && "minimum_detectable_effect" in parameters ? parameters.minimum_detectable_effect : undefined;
  const time = present({ minimum_detectable_effect: effect, ...running_time_calculation });
  return present({
    ...s,
    conclusionComment: s.conclusionComment === "" ? null : s.conclusionComment,
    metrics: s.metrics.map(normaliseMetric),
    metrics_secondary: s.metrics_secondary.map(normaliseMetric),
    exposure_criteria: s.exposure_criteria && normaliseExposureCriteria(s.exposure_criteria),
    running_time_calculation: running_time_calculation || effect !== undefined ? time : undefined,
    // PostHog drops blank tags here.
    tags: s.tags?.filter((tag) => tag !== ""),
    parameters: parameters && ofFlag(parameters),
  });
}

function ofFlag({
  feature_flag_variants: variants,
  rollout_percentage,
}: ExperimentParameters): FlagParameters | undefined {
  if (!variants && rollout_percentage === undefined) return undefined;
  return present({
    feature_flag_variants: variants?.map(({ key, rollout_percentage: share, split_percent }) =>
      present({ key, rollout_percentage: split_percent ?? share }),
    ),
    rollout_percentage,
  });
}

/** Without the members that are undefined. */
function present<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
