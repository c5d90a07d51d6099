/** Definitions and live rows in, plan out. Pure: data in, data out. */
export { liveRow, type LiveRow, type Row, type World } from "./world.js";
export { ownerKey, pair, type PairInput, type Pairing } from "./pair.js";
export { inScope, plan, type Planned, type PlanInput } from "./plan.js";
export { asIf, type AsIf } from "./as-if.js";
export type { Comparison } from "./changes.js";
export { compareProjects, type ProjectComparison } from "./against.js";
export type { Prune } from "./removals.js";
export { movedSince, refusals, savedPlan, SAVED_PLAN_VERSION, type SavedPlan } from "./saved.js";
export { decoding, meaning } from "./view.js";
