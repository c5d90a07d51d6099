/** Reads the live state and applies a plan: the only writer. */
export { planProject, type Forecast, type ProjectOptions, type ProjectPlan } from "./project.js";
export { compareWith, type ProjectSide } from "./against.js";
export type { ApplyEvent, ApplyOptions } from "./apply.js";
export { readState, type ReadInput } from "./read.js";
export { SAVED_PLAN_VERSION, type ProjectComparison, type SavedPlan } from "@posthog-definitions/planner";
export type { State } from "./state.js";
export { pullProject, type Pulled, type PulledDefinition, type PullOptions } from "./pull/pull.js";
export type { Drift, Drifted, Said } from "./pull/drift.js";
export type { Choice, Offer } from "./pull/choice.js";
export type { LeftOut } from "./pull/gather.js";
