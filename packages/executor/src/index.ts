/** Reads the live state and applies a plan: the only writer. */
export { planProject, type Forecast, type ProjectOptions, type ProjectPlan } from "./project.js";
export { compareWith, type ProjectSide } from "./against.js";
export type { ApplyEvent, ApplyOptions } from "./apply.js";
export { readState, type ReadInput } from "./read.js";
export { SAVED_PLAN_VERSION, type ProjectComparison, type SavedPlan } from "@posthog-definitions/planner";
export type { State } from "./state.js";
