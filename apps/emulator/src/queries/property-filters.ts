import { isObject, type Json } from "../json.js";
import {
  all,
  anyOf,
  boolean,
  integer,
  lazy,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  string,
  dumped,
  usually,
  withDump,
  words,
  type Members,
  type Misfit,
  type Shape,
} from "./shape.js";

/** Property filters of queries. Source: `PostHog/posthog: frontend/src/types.ts`. */

export const operator = words(`
  exact is_not icontains not_icontains starts_with not_starts_with ends_with not_ends_with regex not_regex gt gte lt lte
  is_set is_not_set is_date_exact is_date_before is_date_after between not_between min max in not_in
  is_cleaned_path_exact flag_evaluates_to semver_eq semver_neq semver_gt semver_gte semver_lt semver_lte semver_tilde
  semver_caret semver_wildcard icontains_multi not_icontains_multi
`);

const scalar = anyOf(string, number, boolean);
const value = anyOf(scalar, listOf(scalar));

function filter(type: string, required: Members, optional: Members = {}): Shape {
  return object({ type: oneOf(type), key: string, ...required }, { value, label: string, ...optional });
}

const withOperator = words(`
  event_metadata person person_metadata feature element session data_warehouse data_warehouse_person_property recording
  log_entry log log_attribute log_resource_attribute metric_attribute span span_attribute span_resource_attribute
  error_tracking_issue revenue_analytics account_custom_property workflow_variable
`);

const behavioral = filter(
  "behavioral",
  { event_type: words("events actions"), value: words("performed_event performed_event_multiple") },
  {
    negation: boolean,
    operator,
    ...all(integer, "operator_value time_value"),
    time_interval: words("day week month year"),
    ...all(string, "explicit_datetime explicit_datetime_to"),
    event_filters: listOf(lazy(() => propertyFilter)),
  },
);

const byType: Readonly<Record<string, Shape>> = {
  event: filter("event", {}, { operator: usually(operator, "exact") }),
  cohort: filter("cohort", { value: integer }, { operator: usually(words("in not_in"), "in"), cohort_name: string }),
  group: filter("group", { operator }, { group_type_index: integer, group_key_names: mapOf(string) }),
  hogql: filter("hogql", {}),
  flag: filter("flag", { operator: oneOf("flag_evaluates_to"), value: anyOf(boolean, string) }),
  behavioral,
  empty: object({ type: oneOf("empty") }),
};

const shapeOf = (type: Json): Shape => (typeof type === "string" && byType[type]) || filter(String(type), { operator });

function misfitOf(candidate: Json): Misfit | undefined {
  if (!isObject(candidate))
    return { path: [], message: "Input should be a valid dictionary or object to extract fields from" };
  if (Object.keys(candidate).length === 0) return undefined;
  const type = candidate.type ?? null;
  const unknown = typeof type === "string" && byType[type] ? undefined : withOperator(type);
  return unknown ? { path: ["type"], message: unknown.message } : shapeOf(type)(candidate);
}

/** A single filter; `{}` is a placeholder that the UI leaves behind. */
export const propertyFilter: Shape = withDump(misfitOf, (candidate) => {
  if (!isObject(candidate)) return candidate;
  return Object.keys(candidate).length === 0 ? { type: "empty" } : dumped(shapeOf(candidate.type ?? null), candidate);
});

export const filterList = listOf(propertyFilter);

const groupValue: Shape = object({
  type: words("AND OR"),
  values: listOf(
    anyOf(
      lazy(() => groupValue),
      propertyFilter,
    ),
  ),
});

/** The outer group holds groups, never filters. */
export const filterGroup = object({ type: words("AND OR"), values: listOf(groupValue) });

export const filtersOrGroup = anyOf(filterGroup, filterList);

/** Where only some types of filters make sense. */
export const filterListOf = (...types: readonly string[]): Shape =>
  listOf(
    withDump(
      (candidate) => {
        const wrong = propertyFilter(candidate);
        if (wrong) return wrong;
        const type = isObject(candidate) ? String(candidate.type ?? "empty") : "";
        return types.includes(type) || type === "empty"
          ? undefined
          : { path: ["type"], message: `Input should be ${types.map((each) => `'${each}'`).join(", ")}` };
      },
      (candidate) => dumped(propertyFilter, candidate),
    ),
  );
