import type { Json } from "../../json.js";
import { isObject } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { ordered } from "../../server/order.js";
import { page } from "../../server/paging.js";
import { allProperties, variantKeys } from "./filters/parts.js";
import { linkedExperiments } from "./links.js";
import { showFlag } from "./show.js";
import { flags, type FlagDocument } from "./table.js";

const MAX_SEARCH = 200;

type Filter = (flag: FlagDocument) => boolean;

/** `GET feature_flags/`: live flags, newest first; archived ones only when the request speaks of them. */
export function listFlags(call: Call): Answer {
  const live = call
    .table(flags)
    .where({ project: call.project.id })
    .filter((flag) => !flag.deleted);
  const matching = flagFilters(call, call.query).reduce((rows, keep) => rows.filter(keep), live);
  const order = call.query.get("order") ?? "-created_at";
  return ok(page(call, ordered(matching, order), (flag) => showFlag(call, flag)));
}

/** The list's filters, all of which a flag has to pass. */
export function flagFilters(call: Call, query: URLSearchParams): Filter[] {
  const search = query.get("search") ?? "";
  if (search.length > MAX_SEARCH) throw invalid(`Search term cannot exceed ${MAX_SEARCH} characters`, "search");
  const on = (name: string, make: (value: string) => Filter): Filter[] => {
    const value = query.get(name);
    return value === null || value === "" ? [] : [make(value)];
  };
  return [
    query.has("archived") ? (flag) => flag.archived === (query.get("archived") === "true") : (flag) => !flag.archived,
    ...on("active", (value) => (flag) => (value === "STALE" ? false : flag.active === (value === "true"))),
    ...on("key", (value) => (flag) => flag.key.toLowerCase() === value.toLowerCase()),
    ...on("search", (value) => (flag) => matchesText(call, flag, value.toLowerCase())),
    ...on("type", (value) => (flag) => isOfType(call, flag, value)),
    ...on("evaluation_runtime", (value) => (flag) => flag.evaluation_runtime === value),
    ...on("created_by_id", (value) => (flag) => idList(value).includes(flag.created_by)),
    ...on("tags", (value) => withJsonList(value, (wanted) => (flag) => flag.tags.some((tag) => wanted.includes(tag)))),
    ...on("excluded_tags", (value) =>
      withJsonList(value, (unwanted) => (flag) => !flag.tags.some((tag) => unwanted.includes(tag))),
    ),
    ...on("excluded_properties", (value) => withJsonList(value, (unwanted) => (flag) => !usesProperty(flag, unwanted))),
    ...on("has_evaluation_contexts", (value) => (flag) => flag.evaluation_contexts.length > 0 === (value === "true")),
    ...on("eligible_for_experiment", (value) => (flag) => value !== "true" || variantKeys(flag.filters).length >= 2),
  ];
}

function matchesText(call: Call, flag: FlagDocument, needle: string): boolean {
  const experiments = linkedExperiments(call, flag.id).map((experiment) => experiment.name);
  return [flag.key, flag.name, ...experiments].some((text) => text.toLowerCase().includes(needle));
}

function isOfType(call: Call, flag: FlagDocument, type: string): boolean {
  if (type === "experiment") return linkedExperiments(call, flag.id).some((experiment) => !experiment.deleted);
  if (type === "remote_config") return flag.is_remote_configuration === true;
  const isMultivariant = variantKeys(flag.filters).length > 0;
  if (type === "multivariant") return isMultivariant;
  return type !== "boolean" || (!isMultivariant && flag.is_remote_configuration !== true);
}

/** A number, a comma-separated list, or a JSON list. */
const idList = (text: string): number[] =>
  text
    .replace(/[[\]\s]/g, "")
    .split(",")
    .map(Number);

/** A filter that is no JSON list is ignored without a word. */
function withJsonList(text: string, make: (list: Json[]) => Filter): Filter {
  try {
    const value = JSON.parse(text) as Json;
    if (Array.isArray(value)) return make(value);
  } catch {
    // Ignored, as PostHog does.
  }
  return () => true;
}

function usesProperty(flag: FlagDocument, unwanted: readonly Json[]): boolean {
  return allProperties(flag.filters).some(({ value }) =>
    unwanted.some(
      (each) => isObject(each) && each.key === value.key && (each.type === undefined || each.type === value.type),
    ),
  );
}
