import { isRef } from "@posthog-definitions/core";
import { call, evaluated, isCall, same, type Call } from "@posthog-definitions/core/kind";
import { builders, type BuilderName } from "./builders.js";
import { normaliseQuery } from "./normalise.js";
import { isValueless } from "./operators.js";
import { filterList, properties } from "./properties.js";
import { isObject, type Wire } from "./wire.js";

/**
 * Conditions in normal form as somebody would write them: `where({ plan: "pro" })`, `inCohort(powerUsers)`. A condition that
 * the helpers cannot say stays as PostHog keeps it, beside others that they can.
 */
export function shortenConditions(filters: readonly unknown[]): unknown {
  const items = runsOf(filters).flatMap((run) => shortRun(run));
  const [only] = items;
  return items.length === 1 && isCall(only) && only.$call.startsWith("where") && only.$call !== "whereSql"
    ? only
    : items;
}

/** The same for `properties` of an insight, which may hold groups. */
export function shortenProperties(value: unknown): unknown {
  if (Array.isArray(value)) return shortenConditions(value);
  if (!isObject(value) || !Array.isArray(value["values"])) return value;
  const written = shortGroup(value);
  return means(written, value, properties) ? written : value;
}

const of = (name: BuilderName, ...args: readonly unknown[]): Call => call(builders[name], ...args);

/** Whether it parses to the same conditions. */
function means(written: unknown, filters: unknown, schema: typeof properties | typeof filterList): boolean {
  const parsed = schema.safeParse(evaluated(written));
  return parsed.success && same(normaliseQuery({ properties: parsed.data }), normaliseQuery({ properties: filters }));
}

/** A group as a call: members that need no group of their own are given none. */
function shortGroup({ type, values }: Wire): Call {
  const members = (values as unknown[]).flatMap((member): unknown[] => {
    if (!isObject(member) || !Array.isArray(member["values"])) return [shortenConditions([member])].flat();
    if (member["type"] !== "AND" || member["values"].some((inner) => isObject(inner) && "values" in inner))
      return [shortGroup(member)];
    const inner = shortenConditions(member["values"]);
    if (!Array.isArray(inner)) return [inner];
    return inner.length === 1 ? inner : [of("and", ...(inner as unknown[]))];
  });
  return of(type === "OR" ? "or" : "and", ...members);
}

const WHERE: Readonly<Record<string, BuilderName>> = {
  event: "where",
  person: "wherePerson",
  session: "whereSession",
  group: "whereGroup",
};

const sameOwner = (a: Wire, b: Wire): boolean =>
  a["type"] === b["type"] && a["group_type_index"] === b["group_type_index"];

/** Neighbours that one call can say. */
function runsOf(filters: readonly unknown[]): unknown[][] {
  const runs: unknown[][] = [];
  for (const filter of filters) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    const fits = isComparison(filter) && isComparison(first) && sameOwner(first, filter);
    if (run && fits && continues(run as Wire[], filter)) run.push(filter);
    else runs.push([filter]);
  }
  return runs;
}

/** Comparisons of one property stand together in a call, each operator once. */
function continues(run: readonly Wire[], filter: Wire): boolean {
  const ofKey = run.filter(({ key }) => key === filter["key"]);
  if (ofKey.length === 0) return true;
  return run.at(-1)!["key"] === filter["key"] && ofKey.every(({ operator }) => operator !== filter["operator"]);
}

const MEMBERS = new Set(["type", "key", "operator", "value", "group_type_index"]);

const isComparison = (filter: unknown): filter is Wire =>
  isObject(filter) &&
  Object.hasOwn(WHERE, String(filter["type"])) &&
  typeof filter["key"] === "string" &&
  // TypeScript takes a member that every object has, as `constructor`, for that, and not for a name of a condition.
  !(filter["key"] in Object.prototype) &&
  typeof filter["operator"] === "string" &&
  Object.keys(filter).every((member) => MEMBERS.has(member));

function shortRun(run: readonly unknown[]): unknown[] {
  const [first] = run;
  if (!isComparison(first)) return [shortOther(first)];
  const conditions: Record<string, unknown> = {};
  for (const filter of run as readonly Wire[]) {
    const said = { [String(filter["operator"])]: isValueless(filter["operator"]) ? true : scalarOf(filter["value"]) };
    conditions[String(filter["key"])] = { ...(conditions[String(filter["key"])] as object | undefined), ...said };
  }
  const short = Object.fromEntries(Object.entries(conditions).map(([key, said]) => [key, equality(said as Wire)]));
  const name = WHERE[String(first["type"])]!;
  const written = name === "whereGroup" ? of(name, first["group_type_index"], short) : of(name, short);
  if (means([written], run, filterList)) return [written];
  return run.length === 1 ? [...run] : run.flatMap((filter) => shortRun([filter]));
}

/** Equal to a value needs no operator. */
const equality = (said: Wire): unknown => (Object.keys(said).join() === "exact" ? said["exact"] : said);

/** PostHog's UI keeps a list of one, and truth as text. */
function scalarOf(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [only] = value as unknown[];
  return only === "true" ? true : only === "false" ? false : only;
}

function shortOther(filter: unknown): unknown {
  if (!isObject(filter)) return filter;
  const { type, key, operator, value, ...rest } = filter;
  if (Object.keys(rest).length > 0) return filter;
  if (type === "cohort" && key === "id" && isRef(value))
    return of(operator === "not_in" ? "notInCohort" : "inCohort", value);
  if (type === "hogql" && typeof key === "string" && operator === undefined && value === undefined)
    return of("whereSql", key);
  return filter;
}
