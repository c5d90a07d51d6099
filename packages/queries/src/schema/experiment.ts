import { z } from "zod";
import type { ExperimentDataWarehouseNode, ExperimentSource } from "../types/experiment.js";
import type { ExperimentMath } from "../types/math.js";
import type { ActionSeries, ActionsNode, AnyEventsNode, EventSeries, EventsNode } from "../types/series.js";
import { choice } from "./choice.js";
import { experimentMath } from "./math.js";
import {
  actionFields,
  actionsNodeFields,
  eventFields,
  eventsNodeFields,
  named,
  pickSeries,
  rules,
  seriesFields,
  toActionsNode,
  toEventsNode,
} from "./series.js";
import { strict, type Schema } from "./strict.js";
import type { Wire } from "./wire.js";

const fields = seriesFields(experimentMath);

/** What a metric of an experiment counts. */
export const experimentSource = choice<ExperimentSource>()(
  {
    named,
    event: strict<EventSeries<ExperimentMath>>()({ ...eventFields, ...fields }, { rules, lower: toEventsNode }),
    action: strict<ActionSeries<ExperimentMath>>()({ ...actionFields, ...fields }, { rules, lower: toActionsNode }),
    EventsNode: strict<AnyEventsNode<ExperimentMath>>()({ ...eventsNodeFields, ...fields }, { rules }) as Schema<
      EventsNode<ExperimentMath>,
      Wire
    >,
    ActionsNode: strict<ActionsNode<ExperimentMath>>()({ ...actionsNodeFields, ...fields }, { rules }),
    ExperimentDataWarehouseNode: strict<ExperimentDataWarehouseNode>()(
      {
        kind: z.literal("ExperimentDataWarehouseNode"),
        table_name: z.string(),
        timestamp_field: z.string(),
        events_join_key: z.string(),
        data_warehouse_join_key: z.string(),
        ...fields,
      },
      { rules },
    ),
  },
  pickSeries(["EventsNode", "ActionsNode", "ExperimentDataWarehouseNode"]),
);
