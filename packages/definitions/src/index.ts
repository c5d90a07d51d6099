/**
 * Everything that definition files import: the factories of all first-party kinds, the query builders, references.
 * Light: application code can import definitions from here without paying for the tool.
 */
export {
  adopt,
  env,
  forget,
  lookup,
  moved,
  perEnvironment,
  ref,
  type Adopt,
  type Definition,
  type DefinitionOptions,
  type EnvSecret,
  type Factory,
  type Forget,
  type Moved,
  type Ref,
  type Reference,
} from "@posthog-definitions/core";
export * from "@posthog-definitions/queries";
// Flags and queries take the same conditions on cohorts; the plugin has its own for those who install it alone.
export { inCohort, notInCohort, type Conditions } from "@posthog-definitions/queries";
export * from "@posthog-definitions/plugin-actions";
export * from "@posthog-definitions/plugin-annotations";
export * from "@posthog-definitions/plugin-cohorts";
export * from "@posthog-definitions/plugin-dashboards";
export * from "@posthog-definitions/plugin-endpoints";
export * from "@posthog-definitions/plugin-event-definitions";
export * from "@posthog-definitions/plugin-experiment-holdouts";
export * from "@posthog-definitions/plugin-experiment-saved-metrics";
export * from "@posthog-definitions/plugin-experiments";
export * from "@posthog-definitions/plugin-feature-flags";
export * from "@posthog-definitions/plugin-insight-alerts";
export * from "@posthog-definitions/plugin-insight-variables";
export * from "@posthog-definitions/plugin-insights";
export * from "@posthog-definitions/plugin-project-settings";
export * from "@posthog-definitions/plugin-property-groups";
