import { z } from "zod";
import type {
  ActionExclusion,
  ActionsNodeExclusion,
  EventExclusion,
  EventsNodeExclusion,
  ExclusionRange,
  FunnelExclusion,
} from "../types/funnels.js";
import type {
  ActionSeries,
  ActionsNode,
  AnyEventsNode,
  DataWarehouseNode,
  EventSeries,
  EventsNode,
  FunnelActionSeries,
  FunnelActionsNode,
  FunnelEventSeries,
  FunnelEventsNode,
  FunnelGroupNode,
  FunnelsDataWarehouseNode,
  FunnelStep,
  FunnelStepFields,
  GroupNode,
} from "../types/series.js";
import type { FunnelMath } from "../types/math.js";
import { choice } from "./choice.js";
import { funnelMath } from "./math.js";
import {
  actionFields,
  actionsNodeFields,
  eventFields,
  eventsNodeFields,
  named,
  pickSeries,
  seriesFields,
  toActionsNode,
  toEventsNode,
  warehouseFields,
} from "./series.js";
import { flag, list, strict, type Schema } from "./strict.js";
import type { Wire } from "./wire.js";

const counted = seriesFields(funnelMath);
const fields = { ...counted, optionalInFunnel: flag };

const grouped = choice<GroupNode<FunnelMath>["nodes"][number]>()(
  {
    named,
    event: strict<EventSeries<FunnelMath>>()({ ...eventFields, ...counted }, { lower: toEventsNode }),
    action: strict<ActionSeries<FunnelMath>>()({ ...actionFields, ...counted }, { lower: toActionsNode }),
    EventsNode: strict<AnyEventsNode<FunnelMath>>()({ ...eventsNodeFields, ...counted }) as Schema<
      EventsNode<FunnelMath>,
      Wire
    >,
    ActionsNode: strict<ActionsNode<FunnelMath>>()({ ...actionsNodeFields, ...counted }),
    DataWarehouseNode: strict<DataWarehouseNode<FunnelMath>>()({
      kind: z.literal("DataWarehouseNode"),
      distinct_id_field: z.string(),
      ...warehouseFields,
      ...counted,
    }),
  },
  pickSeries(["EventsNode", "ActionsNode", "DataWarehouseNode"]),
);

export const funnelStep = choice<FunnelStep>()(
  {
    named,
    event: strict<FunnelEventSeries>()({ ...eventFields, ...fields }, { lower: toEventsNode }),
    action: strict<FunnelActionSeries>()({ ...actionFields, ...fields }, { lower: toActionsNode }),
    EventsNode: strict<AnyEventsNode<FunnelMath> & FunnelStepFields>()({ ...eventsNodeFields, ...fields }) as Schema<
      FunnelEventsNode,
      Wire
    >,
    ActionsNode: strict<FunnelActionsNode>()({ ...actionsNodeFields, ...fields }),
    GroupNode: strict<FunnelGroupNode>()({
      kind: z.literal("GroupNode"),
      operator: z.enum(["AND", "OR"]),
      nodes: list(grouped),
      ...fields,
    }),
    FunnelsDataWarehouseNode: strict<FunnelsDataWarehouseNode>()({
      kind: z.literal("FunnelsDataWarehouseNode"),
      aggregation_target_field: z.string(),
      ...warehouseFields,
      ...fields,
    }),
  },
  pickSeries(["EventsNode", "ActionsNode", "GroupNode", "FunnelsDataWarehouseNode"]),
);

const range = { ...counted, funnelFromStep: z.int(), funnelToStep: z.int() };

export const funnelExclusion = choice<FunnelExclusion>()(
  {
    event: strict<EventExclusion>()({ ...eventFields, ...range }, { lower: toEventsNode }),
    action: strict<ActionExclusion>()({ ...actionFields, ...range }, { lower: toActionsNode }),
    EventsNode: strict<AnyEventsNode<FunnelMath> & ExclusionRange>()({ ...eventsNodeFields, ...range }) as Schema<
      EventsNodeExclusion,
      Wire
    >,
    ActionsNode: strict<ActionsNodeExclusion>()({ ...actionsNodeFields, ...range }),
  },
  (value) => {
    const picked = pickSeries(["EventsNode", "ActionsNode"])(value);
    return picked === "named"
      ? {
          message:
            "expected `{ event: …, funnelFromStep, funnelToStep }`: an exclusion says between which steps it holds",
        }
      : picked;
  },
);
