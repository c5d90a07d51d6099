import { isPlain } from "@posthog-definitions/core";
import type { QueryNode } from "@posthog-definitions/queries/schema";

/** Goes through the events and actions in settings: they are those of queries, with the same references in them. */
type Turn = (node: QueryNode) => Readonly<Record<string, unknown>>;

/** The goals of marketing. Their map of columns is the user's own. */
export function inGoals(config: unknown, turn: Turn): unknown {
  if (!isPlain(config) || !Array.isArray(config["conversion_goals"])) return config;
  const goals = (config["conversion_goals"] as unknown[]).map((goal) => {
    if (!isPlain(goal)) return goal;
    const { schema_map: columns, ...node } = goal;
    return { ...turn(node as QueryNode), ...(columns === undefined ? {} : { schema_map: columns }) };
  });
  return { ...config, conversion_goals: goals };
}

/** The events of customer analytics. */
export function inCustomerEvents(config: unknown, turn: Turn): unknown {
  if (!isPlain(config)) return config;
  return Object.fromEntries(
    Object.entries(config).map(([name, event]) => [
      name,
      name.endsWith("_event") && isPlain(event) ? turn(event as QueryNode) : event,
    ]),
  );
}
