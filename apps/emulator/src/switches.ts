/**
 * Where PostHog's behaviour differs between builds, plans or settings. They can be changed while the emulator runs.
 * Defaults are the strictest reading.
 */
export interface Switches {
  /**
   * Whether an insight's `query` is checked on write: `strict` (default) parses it against the query schema and
   * refuses unknown kinds, unknown keys and missing keys with 400 `parse_error`; `object` takes any JSON object.
   */
  queryValidation: "strict" | "object";
  /**
   * Where reads stamp a query with its newest schema `version`: on `basic=true` responses (default), on every response
   * of the insights API (`always`), or nowhere (`never`).
   */
  queryUpgrade: "basic" | "always" | "never";
  /** Whether an insight may still be written with legacy `filters` instead of a `query`. */
  legacyFilters: "refused" | "accepted";
  /** `dropped`: what self-hosted servers without the tagging feature do: writes are ignored, reads give `[]`. */
  tags: "kept" | "dropped";
  /** Whether a dashboard's `filters` are normalised and checked on write (late 2026) or stored as sent (earlier). */
  dashboardFilters: "normalised" | "verbatim";
  /** Whether `filters: {}` and `variables: {}` in a dashboard PATCH clear (the newest servers may) or are ignored. */
  emptyDashboardFilters: "ignored" | "clear";
  /** Whether a dashboard made with `use_dashboard` gets the tags of its source. */
  duplicateCopiesTags: boolean;
  /** Structural and cross-field rules of a flag's `filters`: `enforced` (PostHog's tests) or `logged` (production). */
  flagRules: "enforced" | "logged";
  /** How many feature flags a project may have. */
  flagLimit: number;
  /** A project setting: new flags need a tag, and flags keep at least one. */
  requireFlagTags: boolean;
  /** A project setting: new flags need an evaluation context. */
  requireEvaluationContexts: boolean;
  /** An approval policy on flags: creating one, or changing `active` or `filters`, answers 409 `approval_required`. */
  flagApprovals: boolean;
  /**
   * An approval policy on experiment holdouts: deleting one, or changing the share that reaches flags, answers 409
   * `approval_required`. `flagApprovals` stands in for it: PostHog falls back to that policy.
   */
  holdoutApprovals: boolean;
  /** Paid features of the organisation; without one, its fields are ignored, blanked or refused as PostHog does. */
  organizationFeatures: { evaluationContexts: boolean; earlyExit: boolean };
  /** Whether the plan has the activity log of the whole project; without it that is 402, and those of single models stay. */
  auditLogs: boolean;
  /**
   * What the build knows of events beyond name and tags: `kept` (PostHog Cloud); `unsupported`: no enterprise package,
   * so `description`, `verified` and `hidden` are refused and not shown; `unlicensed`: builds up to 2025 without the
   * feature refuse every PATCH with 402.
   */
  eventTaxonomy: "kept" | "unsupported" | "unlicensed";
  /** A flag of PostHog's own: whether an event's `enforcement_mode` may be `reject`. */
  schemaEnforcement: boolean;
  /**
   * `open` (2026): property groups and event schemas with a key, of properties with any name and with rules; `internal`
   * (2025): for the UI alone, names are identifiers, and rules and `is_optional_in_types` are not known.
   */
  propertyGroups: "open" | "internal";
  /**
   * Which queries an endpoint takes: `few` (default): SQL, trends, retention, lifecycle and the two of web analytics, as
   * in the newest API types; `all`: also funnels, paths and stickiness, as servers up to the middle of 2026.
   */
  endpointQueries: "few" | "all";
  /** Whether creating an endpoint looks at `is_materialized` and `bucket_overrides`, as the newest servers do. */
  endpointMaterializedOnCreate: boolean;
  /**
   * Which annotations go out of sight while the insight or dashboard that they were made on is deleted: `any` (default,
   * the middle of 2026), or only those whose scope says that they are for it (`scope`, later).
   */
  annotationParents: "any" | "scope";
  /** How many alerts a project may have: as many as it likes (default), five without the feature (`free`), or a plan's number. */
  alertLimit: number | "free" | undefined;
  /** The shortest time between two checks of an alert that the plan allows. */
  alertIntervals: "real_time" | "every_15_minutes" | "hourly";
  /** Whether alerts may be on SQL insights and on funnels: flags of PostHog's own. */
  alertInsights: { sql: boolean; funnels: boolean };
  /** What the owner of the keys is in the organisation: 1 a member, 8 an admin, 15 its owner. Members may change few settings. */
  membershipLevel: 1 | 8 | 15;
  /** Settings that access control by field closes to the caller, and the resource that PostHog names: `{ app_urls: "web analytics" }`. */
  closedSettings: Readonly<Record<string, string>>;
  /** Whether the plan has colour themes; without them `default_data_theme` always reads as the built-in one. */
  dataColorThemes: boolean;
  /** The longest time for which the plan keeps recordings. */
  replayRetention: "30d" | "90d" | "1y" | "5y";
  /** How many projects the plan allows. */
  projectLimit: number;
  /** A date in the `Sunset` header of `/api/environments/` responses; absent: no such header. */
  sunset: Date | undefined;
}

export const defaultSwitches = (): Switches => ({
  queryValidation: "strict",
  queryUpgrade: "basic",
  legacyFilters: "refused",
  tags: "kept",
  dashboardFilters: "normalised",
  emptyDashboardFilters: "ignored",
  duplicateCopiesTags: true,
  flagRules: "enforced",
  flagLimit: 2000,
  requireFlagTags: false,
  requireEvaluationContexts: false,
  flagApprovals: false,
  holdoutApprovals: false,
  organizationFeatures: { evaluationContexts: true, earlyExit: true },
  auditLogs: true,
  eventTaxonomy: "kept",
  schemaEnforcement: false,
  propertyGroups: "open",
  endpointQueries: "few",
  endpointMaterializedOnCreate: false,
  annotationParents: "any",
  alertLimit: undefined,
  alertIntervals: "real_time",
  alertInsights: { sql: true, funnels: true },
  membershipLevel: 15,
  closedSettings: {},
  dataColorThemes: true,
  replayRetention: "5y",
  projectLimit: 2000,
  sunset: undefined,
});
