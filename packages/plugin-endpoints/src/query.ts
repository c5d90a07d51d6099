import { isPlain } from "@posthog-definitions/core";
import type { QueryNode } from "@posthog-definitions/queries/schema";

type Entry = Readonly<Record<string, unknown>>;

const variablesOf = (query: QueryNode): [string, Entry][] =>
  query.kind === "HogQLQuery" && isPlain(query["variables"])
    ? Object.entries(query["variables"]).filter((named): named is [string, Entry] => isPlain(named[1]))
    : [];

const hasValue = (entry: Entry): boolean => entry["value"] !== undefined || entry["isNull"] === true;

function withVariables(query: QueryNode, turn: (name: string, entry: Entry) => Entry): QueryNode {
  const entries = variablesOf(query);
  if (entries.length === 0) return query;
  return { ...query, variables: Object.fromEntries(entries.map(([name, entry]) => [name, turn(name, entry)])) };
}

/** A variable to which the file gives no value has the one that PostHog gave it: its own default, when the query came. */
export function ownVariables(have: QueryNode, want: QueryNode): QueryNode {
  const said = new Map(variablesOf(want));
  return withVariables(have, (name, entry) => {
    const wanted = said.get(name);
    if (!wanted || hasValue(wanted)) return entry;
    const { value: _value, isNull: _isNull, ...rest } = entry;
    return rest;
  });
}

/** Such a value stays when the query is sent again for another reason. */
export function withLiveValues(query: QueryNode, stored: QueryNode | undefined): QueryNode {
  const live = new Map(stored ? variablesOf(stored) : []);
  return withVariables(query, (name, entry) => {
    if (hasValue(entry)) return entry;
    const { value, isNull } = live.get(name) ?? {};
    return { ...entry, ...(value === undefined ? {} : { value }), ...(isNull === true ? { isNull } : {}) };
  });
}

/** Names of a query's breakdowns, in either form. */
export function breakdownsOf(query: QueryNode): unknown[] {
  const { breakdown, breakdowns } = isPlain(query["breakdownFilter"]) ? query["breakdownFilter"] : {};
  if (Array.isArray(breakdowns)) return breakdowns.map((each: unknown) => isPlain(each) && each["property"]);
  return Array.isArray(breakdown) ? (breakdown as unknown[]) : [breakdown];
}
