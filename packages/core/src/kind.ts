/**
 * The other half of the model, for plugins and the tool: what a kind is, how its specs are written and compared, and
 * how files become resolved definitions. Needs zod.
 */
export type { Activity } from "./kind/activity.js";
export { collection, side, type Api, type Query, type Side } from "./kind/api.js";
export { excess, marker, naturalKey, singleton, tag, type Identity, type Mark } from "./kind/identity.js";
export {
  fields,
  isNamed,
  join,
  named,
  self,
  type Decoding,
  type Encoding,
  type Facet,
  type FacetChange,
  type Governed,
  type Hole,
  type Named,
  type Step,
} from "./kind/facet.js";
export { later, lifecycle, links, type Move } from "./kind/roads.js";
export { CONTRACT, OLDEST_CONTRACT } from "./contract.js";
export {
  DEFAULT_KEY_RULE,
  defineKind,
  type Checking,
  type Immutable,
  type KeyRule,
  type Kind,
  type Settling,
  type Target,
  type Unique,
} from "./kind/kind.js";
export {
  aliased,
  envSecret,
  fieldOf,
  foldTags,
  isUnmanaged,
  itemName,
  keyed,
  objectIn,
  refTo,
  tags,
  toRef,
  unmanaged,
} from "./kind/schema.js";
export {
  builderOf,
  call,
  callMethod,
  callsIn,
  evaluated,
  isCall,
  withComment,
  type Builder,
  type Call,
} from "./kind/call.js";
export { member, memberOf, organizationMember, type Member } from "./kind/member.js";
export { lean } from "./kind/lean.js";
export { moment } from "./kind/moment.js";
export { changedPart } from "./kind/merges.js";
export { differences, same, specDifferences, type Difference } from "./kind/compare.js";
export { decided, normalised, overlaid } from "./kind/normal.js";
export { specHash } from "./kind/hash.js";
export { definitionsIn, mapLeaves, pathOfRef, refsIn } from "./kind/walk.js";
export { blaming, isKindError, KindError } from "./kind/blame.js";
export { createRegistry, registryOf, type KindSource, type Registry } from "./kind/registry.js";
export { resolve } from "./kind/resolve.js";
export type {
  Located,
  LocatedStatement,
  Resolution,
  Resolved,
  ResolvedStatement,
  ResolveInput,
} from "./kind/resolved.js";
export type { Environments } from "./kind/environment.js";
export { writtenPath } from "./kind/shorthands.js";
export { suggest } from "./kind/suggest.js";
