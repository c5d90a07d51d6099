import { z } from "zod";
import { isEventDefinition } from "../build/event-name.js";
import type { LifecycleMath, MathType } from "../types/math.js";
import type {
  ActionSeries,
  ActionsNode,
  AnyEventsNode,
  DataWarehouseNode,
  EventSeries,
  EventsNode,
  GroupNode,
  LifecycleDataWarehouseNode,
  LifecycleSeries,
  RevenueCurrency,
  StickinessSeries,
  TrendsSeries,
} from "../types/series.js";
import { choice } from "./choice.js";
import { currency } from "./currency.js";
import { eventName, someEventName } from "./event-name.js";
import { lifecycleMath, mathIsComplete, seriesMath } from "./math.js";
import { filterList } from "./properties.js";
import { reference } from "./reference.js";
import { list, number, strict, text, version, type Lower, type Schema } from "./strict.js";
import { taxonomicGroup } from "./taxonomy.js";
import { isObject, type Wire } from "./wire.js";

const revenueCurrency = strict<RevenueCurrency>()({ property: text, static: currency.optional() });

const groupTypeIndex = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

/** The fields of every series, given the ways of counting that fit the query. */
export const seriesFields = <M extends z.ZodType<MathType, MathType>>(math: M) => ({
  name: text,
  custom_name: text,
  math: math.optional(),
  math_property: text,
  math_property_type: taxonomicGroup.optional(),
  math_property_revenue_currency: revenueCurrency.optional(),
  math_hogql: text,
  math_group_type_index: groupTypeIndex.optional(),
  math_multiplier: number,
  properties: filterList.optional(),
  version,
});

export const eventFields = { event: eventName.nullable() };
export const eventsNodeFields = { kind: z.literal("EventsNode"), event: eventName.nullable().optional() };
export const actionFields = { action: reference("action") };
export const actionsNodeFields = { kind: z.literal("ActionsNode"), id: reference("action") };
export const warehouseFields = {
  id: z.string(),
  id_field: z.string(),
  table_name: z.string(),
  timestamp_field: z.string(),
  dw_source_type: text,
};

export const toEventsNode: Lower = (series) => ({ kind: "EventsNode", ...series });
export const toActionsNode: Lower = ({ action, ...series }) => ({ kind: "ActionsNode", id: action, ...series });
export const named = someEventName.transform((event): Wire => ({ kind: "EventsNode", event }));
export const rules = [mathIsComplete];

const SHORT = "expected an event's name, `{ event: … }`, `{ action: … }`";

/** Decides between the short forms and the nodes that fit the query. */
export const pickSeries =
  <const Kind extends string>(kinds: readonly Kind[]) =>
  (value: unknown): Kind | "named" | "event" | "action" | { message: string; path?: string[] } => {
    if (typeof value === "string" || isEventDefinition(value)) return "named";
    const wanted = `${SHORT} or a node: ${kinds.join(", ")}`;
    if (!isObject(value)) return { message: wanted };
    const { kind } = value;
    if (kind === undefined)
      return "action" in value ? "action" : "event" in value ? "event" : shortMisfit(value, wanted);
    if ((kinds as readonly unknown[]).includes(kind)) return kind as Kind;
    return { message: `${JSON.stringify(kind)} does not fit here: one of ${kinds.join(", ")}`, path: ["kind"] };
  };

/** An object with neither `event` nor `action` is most likely an event whose name of the field was mistyped. */
const shortMisfit = (value: object, wanted: string): "event" | { message: string } =>
  Object.keys(value).length > 0 ? "event" : { message: wanted };

const fields = seriesFields(seriesMath);

const event = strict<EventSeries>()({ ...eventFields, ...fields }, { rules, lower: toEventsNode });
const action = strict<ActionSeries>()({ ...actionFields, ...fields }, { rules, lower: toActionsNode });
export const eventsNode = strict<AnyEventsNode>()({ ...eventsNodeFields, ...fields }, { rules }) as Schema<
  EventsNode,
  Wire
>;
const ActionsNode = strict<ActionsNode>()({ ...actionsNodeFields, ...fields }, { rules });
const DataWarehouseNode = strict<DataWarehouseNode>()(
  { kind: z.literal("DataWarehouseNode"), distinct_id_field: z.string(), ...warehouseFields, ...fields },
  { rules },
);

const single = { named, event, action, EventsNode: eventsNode, ActionsNode, DataWarehouseNode };

export const stickinessSeries = choice<StickinessSeries>()(
  single,
  pickSeries(["EventsNode", "ActionsNode", "DataWarehouseNode"]),
);

const GroupNode = strict<GroupNode>()(
  { kind: z.literal("GroupNode"), operator: z.enum(["AND", "OR"]), nodes: list(stickinessSeries), ...fields },
  { rules },
);

export const trendsSeries = choice<TrendsSeries>()(
  { ...single, GroupNode },
  pickSeries(["EventsNode", "ActionsNode", "DataWarehouseNode", "GroupNode"]),
);

const counted = seriesFields(lifecycleMath);

export const lifecycleSeries = choice<LifecycleSeries>()(
  {
    named,
    event: strict<EventSeries<LifecycleMath>>()({ ...eventFields, ...counted }, { lower: toEventsNode }),
    action: strict<ActionSeries<LifecycleMath>>()({ ...actionFields, ...counted }, { lower: toActionsNode }),
    EventsNode: strict<AnyEventsNode<LifecycleMath>>()({ ...eventsNodeFields, ...counted }) as Schema<
      EventsNode<LifecycleMath>,
      Wire
    >,
    ActionsNode: strict<ActionsNode<LifecycleMath>>()({ ...actionsNodeFields, ...counted }),
    LifecycleDataWarehouseNode: strict<LifecycleDataWarehouseNode>()({
      kind: z.literal("LifecycleDataWarehouseNode"),
      id: z.string(),
      table_name: z.string(),
      timestamp_field: z.string(),
      aggregation_target_field: z.string(),
      created_at_field: z.string(),
      ...counted,
    }),
  },
  pickSeries(["EventsNode", "ActionsNode", "LifecycleDataWarehouseNode"]),
);

/** At least one series: PostHog keeps a query without any, and shows nothing. */
export const someSeries = <I>(item: Schema<I, unknown>): Schema<readonly I[], unknown[]> =>
  list(item).refine((series) => series.length > 0, "expected at least one series") as unknown as Schema<
    readonly I[],
    unknown[]
  >;
