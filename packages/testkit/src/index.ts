/** The conformance suite that every plugin passes, and the workbench for a plugin's own tests. */
export { checkConformance, conformance, type ConformanceOptions } from "./conformance.js";
export { lawNames, type LawName, type Untested } from "./laws/law.js";
export { LawBroken } from "./report/broken.js";
export {
  createWorkbench,
  type Exports,
  type Run,
  type RunOptions,
  type Workbench,
  type WorkbenchOptions,
} from "./workbench/workbench.js";
export { printPulled, runPulled } from "./workbench/print-pulled.js";
export { Unfinished } from "./workbench/unfinished.js";
export { Refused, type Hand, type Stranger } from "./workbench/hand.js";
export type { Live, Row } from "./workbench/live.js";
export type { VirtualClock } from "./workbench/clock.js";
export { fromSchema, type Material } from "./generate/from-schema.js";
export type { Writable } from "./writable.js";
export { default as fc } from "fast-check";
