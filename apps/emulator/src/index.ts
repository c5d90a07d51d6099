export type { Emulator, Listening, ListenOptions, UiAnswer } from "./emulator.js";
export { createEmulator } from "./local-emulator.js";
export type { EmulatorOptions, KeyOptions } from "./options.js";
export type { Switches } from "./switches.js";
export type { Clock } from "./clock.js";
export type { ArmedFault, Fault, FaultEffect, Faults } from "./control/faults.js";
export { cloudLimits, type RateLimits, type Window } from "./control/limits.js";
export type { LoggedRequest, RequestCounts, RequestLog } from "./control/log.js";
export { DatabaseInUseError } from "./store/lock.js";

// For resources of third parties, which import it from `./resource`.
export * from "./resource.js";
