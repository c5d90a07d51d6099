import { filterList } from "./property-filters.js";
import {
  all,
  boolean,
  integer,
  listOf,
  node,
  nodeOf,
  number,
  object,
  oneOf,
  string,
  words,
  type Members,
} from "./shape.js";

/** Series nodes. Source: `PostHog/posthog: frontend/src/queries/schema/schema-general.ts`. */

const math = words(`
  total dau weekly_active monthly_active unique_session first_time_for_user first_matching_event_for_user
  avg sum min max median p75 p90 p95 p99
  avg_count_per_actor min_count_per_actor max_count_per_actor median_count_per_actor p75_count_per_actor
  p90_count_per_actor p95_count_per_actor p99_count_per_actor
  unique_group first_time_for_group first_matching_event_for_group hogql first_time_for_user_with_filters
`);

export const entity: Members = {
  ...all(string, "name custom_name math_property math_property_type math_hogql"),
  math,
  math_property_revenue_currency: object({}, { property: string, static: string }),
  math_group_type_index: oneOf(0, 1, 2, 3, 4),
  math_multiplier: number,
  properties: filterList,
  fixedProperties: filterList,
  optionalInFunnel: boolean,
};

const eventMembers: Members = { ...entity, event: string, limit: integer, orderBy: listOf(string) };

export const eventsNode = node("EventsNode", {}, eventMembers);
export const actionsNode = node("ActionsNode", { id: integer }, entity);
export const dataWarehouseNode = node(
  "DataWarehouseNode",
  all(string, "id id_field table_name timestamp_field distinct_id_field"),
  { ...entity, dw_source_type: string },
);
export const funnelsDataWarehouseNode = node(
  "FunnelsDataWarehouseNode",
  all(string, "id id_field table_name timestamp_field aggregation_target_field"),
  { ...entity, dw_source_type: string },
);
export const lifecycleDataWarehouseNode = node(
  "LifecycleDataWarehouseNode",
  all(string, "id table_name timestamp_field aggregation_target_field created_at_field"),
  { ...entity, dw_source_type: string },
);
export const groupNode = node(
  "GroupNode",
  { operator: words("AND OR"), nodes: listOf(nodeOf(() => [eventsNode, actionsNode, dataWarehouseNode])) },
  { ...entity, limit: integer, orderBy: listOf(string) },
);

const range: Members = all(integer, "funnelFromStep funnelToStep");
export const exclusions = listOf(
  nodeOf(() => [node("EventsNode", range, eventMembers), node("ActionsNode", { id: integer, ...range }, entity)]),
);
