import type { EventName } from "./event-name.js";
import type { ExperimentMath } from "./math.js";
import type { ActionSeries, ActionsNode, EventSeries, EventsNode, SeriesFields } from "./series.js";

/** What a metric of an experiment counts in the data warehouse. */
export interface ExperimentDataWarehouseNode extends SeriesFields<ExperimentMath> {
  /** A table of the data warehouse. */
  readonly kind: "ExperimentDataWarehouseNode";
  /** Name of the table. */
  readonly table_name: string;
  /** Column with the time of a row. */
  readonly timestamp_field: string;
  /** Property of the events by which rows are joined. */
  readonly events_join_key: string;
  /** Column of the table by which rows are joined. */
  readonly data_warehouse_join_key: string;
}

/** What a metric of an experiment counts: an event's name or definition, `{ event }`, `{ action }`, or a node of PostHog's. */
export type ExperimentSource =
  | EventName
  | EventSeries<ExperimentMath>
  | ActionSeries<ExperimentMath>
  | EventsNode<ExperimentMath>
  | ActionsNode<ExperimentMath>
  | ExperimentDataWarehouseNode;

/** The moment in which somebody came into the experiment; only where retention starts. */
export interface ExperimentExposureNode {
  /** The exposure. */
  readonly kind: "ExperimentExposureNode";
  /** A schema version. Accepted in pasted metrics, never compared, never sent. */
  readonly version?: number | null;
}
