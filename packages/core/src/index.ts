/**
 * The light half of the model: definitions, references, secrets, diagnostics. It has no dependency, and is what
 * definition files and application code import. The other half, for plugins and the tool itself, is `./kind`.
 */
export { byCodeUnits, isPlain, pathText, type Body, type Id, type Path, type Spec } from "./values.js";
export { frozenCopy } from "./freeze.js";
export { hasSite, siteOf, stampSite } from "./site.js";
export { brand, factory, isDefinition, type Definition, type DefinitionOptions, type Factory } from "./definition.js";
export {
  addressOf,
  isRef,
  lookup,
  parseAddress,
  ref,
  refLabel,
  refText,
  type Ref,
  type Reference,
} from "./reference.js";
export {
  asJson,
  env,
  isKnown,
  isSecret,
  liveSecret,
  reveal,
  sameSecret,
  withValue,
  type EnvSecret,
  type LiveSecret,
  type Secret,
} from "./secret.js";
export { isPerEnvironment, perEnvironment, type PerEnvironment } from "./environment.js";
export { adopt, forget, isStatement, moved, type Adopt, type Forget, type Moved, type Statement } from "./statement.js";
export { error, isError, placeText, stopsRun, warning, type Diagnostic, type Place } from "./diagnostic.js";
export { CONTRACT, contractProblem, OLDEST_CONTRACT, type Contracts } from "./contract.js";
export { catalogue, exitPrecedence, type CatalogueCode, type CatalogueEntry } from "./catalogue.js";
export type {
  Action,
  Author,
  Change,
  FieldChange,
  Origin,
  Orphan,
  Outcome,
  Plan,
  PlannedRequest,
  Report,
} from "./plan.js";
