/**
 * Counting: `total` (events), `dau` (unique users), `weekly_active`, `monthly_active` (over a moving window),
 * `unique_session`, `first_time_for_user` (the user's first such event ever), `first_matching_event_for_user` (the
 * first one that fits the filters).
 */
export type BaseMath =
  | "total"
  | "dau"
  | "weekly_active"
  | "monthly_active"
  | "unique_session"
  | "first_time_for_user"
  | "first_matching_event_for_user";

/** Of a numeric property; `math_property` names it. */
export type PropertyMath = "avg" | "sum" | "min" | "max" | "median" | "p75" | "p90" | "p95" | "p99";

/** Of the number of events per actor. */
export type CountPerActorMath =
  | "avg_count_per_actor"
  | "min_count_per_actor"
  | "max_count_per_actor"
  | "median_count_per_actor"
  | "p75_count_per_actor"
  | "p90_count_per_actor"
  | "p95_count_per_actor"
  | "p99_count_per_actor";

/** Of groups; `math_group_type_index` says of which type. All but `unique_group` need a recent server. */
export type GroupMath = "unique_group" | "first_time_for_group" | "first_matching_event_for_group";

/** How a series of trends and stickiness is counted. Default: `total`. `hogql`: by the SQL in `math_hogql`. */
export type SeriesMath = BaseMath | PropertyMath | CountPerActorMath | GroupMath | "hogql";

/** Which events of a user count as a funnel's step. Default: `total`, all. */
export type FunnelMath = "total" | "first_time_for_user" | "first_time_for_user_with_filters";

/** Lifecycle counts users; there is nothing to choose. */
export type LifecycleMath = "total";

/** How the source of an experiment's metric is counted. Default: `total`. */
export type ExperimentMath =
  "total" | "sum" | "unique_session" | "min" | "max" | "avg" | "dau" | "unique_group" | "hogql";

/** Any of them. */
export type MathType = SeriesMath | FunnelMath | LifecycleMath | ExperimentMath;
