import type { FunnelMath, MathType, SeriesMath } from "../types/math.js";
import type { EventsNode, FunnelStepFields, GroupNode, SeriesFields } from "../types/series.js";
import type { EventName } from "../types/event-name.js";
import { eventNameOf } from "./event-name.js";
import { made } from "./node.js";

/** What {@link event} takes besides the name. */
export interface EventOptions<M extends MathType = SeriesMath | FunnelMath> extends SeriesFields<M>, FunnelStepFields {}

/** An event, by its name or its definition, as a series or a funnel's step: `event("order paid", { math: "sum", math_property: "total" })`. */
export function event<M extends MathType = never>(
  name: EventName,
  options?: EventOptions<M>,
): EventsNode<M> & FunnelStepFields {
  return made("EventsNode", { event: eventNameOf(name), ...options }, event);
}

/** Any of several events and actions, as one series: `anyOf(["signed up", "invited"], { name: "Joined" })`. */
export function anyOf<M extends MathType = never>(
  nodes: GroupNode<M>["nodes"],
  options?: EventOptions<M>,
): GroupNode<M> & FunnelStepFields {
  return made("GroupNode", { operator: "OR" as const, nodes, ...options }, anyOf);
}
