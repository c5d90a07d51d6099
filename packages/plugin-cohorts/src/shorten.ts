import { isPlain, isRef } from "@posthog-definitions/core";
import { call, evaluated, isCall, same, type Builder, type Call } from "@posthog-definitions/core/kind";
import { shortenCohortQuery, shortenConditions } from "@posthog-definitions/queries/schema";
import { inCohort, notInCohort } from "@posthog-definitions/queries";
import { normalCriteria, type Criteria, type Leaf } from "./criteria.js";
import * as helpers from "./helpers.js";
import type { CohortSpec } from "./spec.js";
import { criteria as schema } from "./schema/groups.js";

/** The shortest input that says the same. */
export function shorten({ name, description, is_static, filters, query }: CohortSpec): object {
  const criteria = filters && Object.keys(filters).length === 1 ? shortCriteria(filters.properties) : undefined;
  // A static cohort has criteria too, empty ones, which say nothing.
  const empty = filters !== undefined && is_static && !says(filters.properties);
  return {
    name,
    ...(description === "" ? {} : { description }),
    ...(empty || !filters ? {} : criteria === undefined ? { filters } : { criteria }),
    ...(query ? { query: shortenCohortQuery(query) } : {}),
    ...(is_static === (query !== undefined) ? {} : { is_static }),
  };
}

const isGroup = (value: unknown): value is Criteria => isPlain(value) && Array.isArray(value["values"]);
const says = (group: Criteria): boolean => group.values.some((value) => !isGroup(value) || says(value));

const builders = Object.fromEntries([
  ...Object.entries(helpers).map(([name, make]) => [name, { name, from: "@posthog-definitions/plugin-cohorts", make }]),
  ...Object.entries({ inCohort, notInCohort }).map(([name, make]) => [
    name,
    { name, from: "@posthog-definitions/queries", make },
  ]),
]) as Readonly<Record<keyof typeof helpers | "inCohort" | "notInCohort", Builder>>;

/** Criteria as a list of what must all hold, or as groups; `undefined` where neither says the same. */
function shortCriteria(criteria: Criteria): unknown {
  const [only, ...others] = criteria.values;
  const flat = others.length === 0 && isGroup(only) && only.type === criteria.type;
  const all = flat ? shortMembers(only) : shortMembers(criteria);
  const list = all.length === 1 ? all[0] : all;
  const written = criteria.type === "AND" ? list : call(builders.matchAny, ...all);
  return means(written, criteria) ? written : undefined;
}

function means(written: unknown, criteria: Criteria): boolean {
  const parsed = schema.safeParse(evaluated(written));
  return parsed.success && same(normalCriteria(parsed.data as Criteria), normalCriteria(criteria));
}

const shortGroup = (group: Criteria): Call =>
  call(group.type === "OR" ? builders.matchAny : builders.matchAll, ...shortMembers(group));

/** Conditions on persons that stand side by side in a group that asks for all go into one `wherePerson(…)`. */
function shortMembers({ type, values }: Criteria): unknown[] {
  const members: unknown[] = [];
  let persons: Leaf[] = [];
  const flush = (): void => {
    if (persons.length > 0) members.push(...[shortenConditions(persons)].flat());
    persons = [];
  };
  for (const value of values) {
    const isPerson = isPlain(value) && value["type"] === "person" && value["negation"] === undefined;
    if (isPerson && type === "AND") persons.push(value);
    else {
      flush();
      if (isGroup(value)) members.push(shortGroup(value));
      else if (isPerson) members.push(...[shortenConditions([value])].flat());
      else members.push(shortLeaf(value));
    }
  }
  flush();
  return members;
}

function shortLeaf(leaf: Leaf): unknown {
  const written = leaf["type"] === "cohort" ? shortCohort(leaf) : leaf["type"] === "behavioral" ? shortDid(leaf) : leaf;
  return isCall(written) && means([written], { type: "AND", values: [leaf] }) ? written : leaf;
}

const shortCohort = ({ value, negation }: Leaf): unknown =>
  isRef(value) ? call(negation === true ? builders.notInCohort : builders.inCohort, value) : undefined;

/** `1 week`, `2 weeks` */
const span = (amount: unknown, unit: unknown): string | undefined =>
  typeof amount === "number" && typeof unit === "string" ? `${amount} ${unit}${amount === 1 ? "" : "s"}` : undefined;

const said = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function shortDid(leaf: Leaf): Call | undefined {
  const how = {
    within: span(leaf["time_value"], leaf["time_interval"]),
    since: leaf["explicit_datetime"],
    until: leaf["explicit_datetime_to"],
    where: Array.isArray(leaf["event_filters"]) ? shortenConditions(leaf["event_filters"]) : undefined,
  };
  const then = span(leaf["seq_time_value"], leaf["seq_time_interval"]);
  const what = leaf["key"];
  const make = (name: keyof typeof helpers, args: readonly unknown[], more: object = {}): Call => {
    const all = said({ ...how, ...more });
    return call(builders[name], ...args, ...(Object.keys(all).length === 0 ? [] : [all]));
  };
  const did = leaf["negation"] === true ? "didNot" : "did";
  switch (leaf["value"]) {
    case "performed_event":
      return make(did, [what]);
    case "performed_event_multiple":
      return make(did, [what], { times: timesOf(leaf) });
    case "performed_event_first_time":
      return make("didFirst", [what]);
    case "performed_event_sequence":
      return make("didThen", [what, leaf["seq_event"]], { then });
    case "performed_event_regularly":
      return make("didRegularly", [what], {
        within: undefined,
        times: timesOf(leaf),
        every: how.within,
        atLeast: leaf["min_periods"],
        of: leaf["total_periods"],
      });
    case "stopped_performing_event":
      return make("stoppedDoing", [what], { but: then });
    case "restarted_performing_event":
      return make("resumedDoing", [what], { after: then });
    default:
      return undefined;
  }
}

const timesOf = ({ operator, operator_value }: Leaf): unknown =>
  operator === "exact" ? operator_value : { [String(operator)]: operator_value };
