import { isEventDefinition } from "../build/event-name.js";
import type { Reference } from "@posthog-definitions/core";
import { z } from "zod";
import type {
  RetentionAction,
  RetentionEntity,
  RetentionEntityInput,
  RetentionEvent,
  RetentionFilter,
  RetentionQuery,
} from "../types/retention.js";
import { breakdownFilter } from "./breakdown.js";
import { someEventName } from "./event-name.js";
import { choice } from "./choice.js";
import { groupAggregation, insightSource } from "./insight-source.js";
import { kind } from "./node.js";
import { chartStyle, display, goalLine } from "./presentation.js";
import { filterList } from "./properties.js";
import { reference } from "./reference.js";
import { retentionRules } from "./retention-rules.js";
import { flag, integer, list, strict, text, type Rule, type Schema } from "./strict.js";
import { isObject } from "./wire.js";

const entityId = choice<string | number | Reference<"action">>()(
  { name: z.string(), number: z.int(), action: reference("action") as Schema<Reference<"action">> },
  (value) => (typeof value === "string" ? "name" : typeof value === "number" ? "number" : "action"),
);

const idFitsType: Rule = ({ id, type = "events" }, report) => {
  if (type === "actions" && typeof id === "string") report("expected an action's definition, or its number", "id");
  if (type === "events" && id !== null && id !== undefined && typeof id !== "string")
    report('an action goes with `type: "actions"`', "type");
};

const entity = strict<RetentionEntity>()(
  {
    id: entityId.nullable().optional(),
    name: text,
    type: z.enum(["events", "actions", "data_warehouse", "new_entity", "groups"]).optional(),
    kind: z.enum(["EventsNode", "ActionsNode"]).optional(),
    order: integer,
    uuid: text,
    custom_name: text,
    properties: filterList.optional(),
    table_name: text,
    timestamp_field: text,
    aggregation_target_field: text,
  },
  {
    rules: [idFitsType],
    lower: ({ id, ...rest }) => ({
      ...rest,
      id: rest["type"] === "actions" && typeof id === "number" ? { $ref: "action", id } : id,
    }),
  },
);

/** The UI keeps the event's name twice: as the id, and as what it shows. */
const ofEvent = (event: unknown) => ({ id: event, ...(event === null ? {} : { name: event }), type: "events" });

const event = strict<RetentionEvent>()(
  { event: someEventName.nullable(), custom_name: text, properties: filterList.optional() },
  { lower: ({ event, ...rest }) => ({ ...ofEvent(event), ...rest }) },
);

const action = strict<RetentionAction>()(
  { action: reference("action"), name: text, custom_name: text, properties: filterList.optional() },
  { lower: ({ action, ...rest }) => ({ id: action, ...rest, type: "actions" }) },
);

const retentionEntity = choice<RetentionEntityInput>()(
  { name: someEventName.transform(ofEvent), event, action, entity },
  (value) => {
    if (typeof value === "string" || isEventDefinition(value)) return "name";
    if (isObject(value) && "event" in value) return "event";
    return isObject(value) && "action" in value ? "action" : "entity";
  },
);

const retentionFilter = strict<RetentionFilter>()({
  period: z.enum(["Hour", "Day", "Week", "Month"]).optional(),
  totalIntervals: integer,
  retentionType: z.enum(["retention_recurring", "retention_first_time", "retention_first_ever_occurrence"]).optional(),
  retentionReference: z.enum(["total", "previous"]).optional(),
  targetEntity: retentionEntity.optional(),
  returningEntity: retentionEntity.optional(),
  minimumOccurrences: integer,
  cumulative: flag,
  timeWindowMode: z.enum(["strict_calendar_dates", "24_hour_windows"]).optional(),
  retentionCustomBrackets: list(z.number()).optional(),
  aggregationType: z.enum(["count", "sum", "avg"]).optional(),
  aggregationProperty: text,
  aggregationPropertyType: z.enum(["event", "person", "data_warehouse"]).optional(),
  customAggregationTarget: flag,
  meanRetentionCalculation: z.enum(["simple", "weighted", "none"]).optional(),
  display: display.optional(),
  dashboardDisplay: z.enum(["table_only", "graph_only", "all"]).optional(),
  showTrendLines: flag,
  selectedInterval: z.int().nullable().optional(),
  goalLines: list(goalLine).optional(),
  cohortLabelStartIndex: integer,
  chartStyle: chartStyle.optional(),
});

export const retentionQuery = strict<RetentionQuery>()(
  {
    kind: kind("RetentionQuery"),
    ...insightSource,
    ...groupAggregation,
    retentionFilter,
    breakdownFilter: breakdownFilter.optional(),
  },
  { rules: retentionRules },
);
