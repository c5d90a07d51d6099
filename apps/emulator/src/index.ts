export { createEmulator, type Emulator, type UiAnswer } from "./emulator.js";
export type { EmulatorOptions, KeyOptions, Switches } from "./options.js";
export type { Clock } from "./clock.js";
export type { Json, JsonObject } from "./json.js";
export type { ListenOptions, Listening } from "./server/listen.js";
export type { ArmedFault, Fault, FaultEffect, Faults } from "./control/faults.js";
export { cloudLimits, type RateLimits, type Window } from "./control/limits.js";
export type { LoggedRequest, RequestCounts, RequestLog } from "./control/log.js";
export { DatabaseInUseError } from "./store/lock.js";

// For resources of third parties.
export {
  defineResource,
  type Handler,
  type LimitClass,
  type Method,
  type Parent,
  type Resource,
  type ResourceDefinition,
  type Route,
} from "./resources/define.js";
export {
  signedIn,
  signedInOrCreator,
  type Logged,
  type LoggedChange,
  type Saying,
  type Touched,
} from "./activity/logged.js";
export { defineTable, type Document, type Table, type TableDefinition } from "./store/table.js";
export { Call } from "./server/call.js";
export { created, noContent, ok, type Answer } from "./server/answer.js";
export { page } from "./server/paging.js";
export { ApiError, forbidden, invalid, notFound, RawError } from "./server/errors.js";
export * as fields from "./server/fields.js";
export { jsonb } from "./store/jsonb.js";
