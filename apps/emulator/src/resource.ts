/**
 * What a resource is written with: all that a third party needs for the routes of a kind of its own. It neither opens a
 * database nor serves anything, and is small, so a plugin's build may well copy it in: nothing here is known by which copy
 * it comes from.
 */
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
export { nextTags, showTags, tagsField } from "./resources/tags.js";
export { defineTable, type Document, type Table, type TableDefinition } from "./store/table.js";
export { jsonb } from "./store/jsonb.js";
export type { Call } from "./server/call.js";
export { created, noContent, ok, type Answer } from "./server/answer.js";
export { numberedPage, page } from "./server/paging.js";
export { ApiError, forbidden, invalid, notFound, RawError } from "./server/errors.js";
export * as fields from "./server/fields.js";
export { datetime } from "./server/dates.js";
export type { Json, JsonObject } from "./json.js";
