import { isPlain, isRef, type Ref } from "@posthog-definitions/core";
import { isValueless, type RefOf } from "@posthog-definitions/queries/schema";

/** One condition, with references where ids stand on the wire. */
export type Leaf = Readonly<Record<string, unknown>>;

/** Conditions and groups of them. */
export interface Criteria {
  readonly type: string;
  readonly values: readonly (Leaf | Criteria)[];
}

const isGroup = (value: unknown): value is Criteria => isPlain(value) && Array.isArray(value["values"]);

/** Whether a row's or a file's `filters` can be read as criteria. */
export const isCriteria = (filters: unknown): filters is { readonly properties: Criteria } =>
  isPlain(filters) && isGroup(filters["properties"]);

export const hasConditions = (criteria: Criteria): boolean =>
  criteria.values.some((value) => !isGroup(value) || hasConditions(value));

/** The same criteria with every condition turned into another. Values that are no object stay as they are. */
function mapLeaves(criteria: Criteria, turn: (leaf: Leaf) => Leaf): Criteria {
  const values = criteria.values.map((value) =>
    isGroup(value) ? mapLeaves(value, turn) : isPlain(value) ? turn(value) : value,
  );
  return { ...criteria, values };
}

/**
 * One form of what can be said in several: without what the server adds and what says nothing, `not_in` as a negation. The
 * outermost group holds groups, as PostHog's editor writes them: it does not show a condition that stands there.
 */
export function normalCriteria(criteria: Criteria): Criteria {
  const { type, values, ...rest } = mapLeaves(criteria, normalLeaf);
  if (values.every(isGroup)) return { ...rest, type, values };
  const grouped = values.some(isGroup)
    ? values.map((value) => (isGroup(value) ? value : { type: "AND", values: [value] }))
    : [{ type, values }];
  return { ...rest, type, values: grouped };
}

const COMPILED = ["bytecode", "bytecode_error", "conditionHash"];

function normalLeaf(leaf: Leaf): Leaf {
  const { negation, ...said } = present(leaf, COMPILED);
  const negated = negation === true ? { negation } : negation === false ? {} : present({ negation });
  switch (leaf["type"]) {
    case "cohort": {
      const { operator, ...rest } = present(said, ["label", "cohort_name"]);
      const not = (operator === "not_in") !== (negation === true);
      return { ...rest, ...(not ? { negation: true } : {}) };
    }
    case "behavioral":
      return { ...normalBehaviour(said), ...negated };
    default:
      return { ...normalComparison(said), ...negated };
  }
}

function normalComparison(leaf: Leaf): Leaf {
  const operator = leaf["operator"] ?? "exact";
  const { value, ...rest } = leaf;
  return { ...rest, operator, ...(isValueless(operator) ? {} : present({ value })) };
}

function normalBehaviour(leaf: Leaf): Leaf {
  const { event_filters, ...rest } = leaf;
  const conditions = Array.isArray(event_filters) ? (event_filters as unknown[]).map(normalEventFilter) : event_filters;
  return present({
    ...rest,
    key: whatOf(leaf["key"], leaf["event_type"], byId),
    seq_event: whatOf(leaf["seq_event"], leaf["seq_event_type"], byId),
    // The server does not say it, and takes a sequence without it for one of events.
    seq_event_type: rest["seq_event"] === undefined ? rest["seq_event_type"] : (rest["seq_event_type"] ?? "events"),
    event_filters: Array.isArray(conditions) && conditions.length === 0 ? undefined : conditions,
  });
}

const normalEventFilter = (filter: unknown): unknown =>
  !isPlain(filter) ? filter : filter["type"] === "hogql" ? present(filter) : normalComparison(present(filter));

/** Without nulls, and without some members. */
const present = (object: Leaf, except: readonly string[] = []): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(object).filter(([name, value]) => value !== undefined && value !== null && !except.includes(name)),
  );

const byId = (kind: string, id: number): Ref => ({ $ref: kind, id });

function whatOf(what: unknown, type: unknown, ref: (kind: string, id: number) => Ref): unknown {
  if (type !== "actions") return what;
  const id = typeof what === "string" && /^\d{1,15}$/.test(what) ? Number(what) : what;
  return typeof id === "number" ? ref("action", id) : what;
}

/** Criteria of a row, with references where ids stand. */
export const decodeCriteria = (criteria: Criteria, at: RefOf): Criteria =>
  mapLeaves(criteria, (leaf) => {
    const ref = (kind: string, id: number): Ref => at.ref(kind, id);
    if (leaf["type"] === "cohort") {
      const id =
        typeof leaf["value"] === "string" && /^\d{1,15}$/.test(leaf["value"]) ? Number(leaf["value"]) : leaf["value"];
      return typeof id === "number" ? { ...leaf, value: ref("cohort", id) } : leaf;
    }
    if (leaf["type"] !== "behavioral") return leaf;
    const found = {
      key: whatOf(leaf["key"], leaf["event_type"], ref),
      seq_event: whatOf(leaf["seq_event"], leaf["seq_event_type"], ref),
    };
    return { ...leaf, ...present(found) };
  });

/** Criteria as PostHog takes them. References stay in them as data. */
export const encodeCriteria = (criteria: Criteria): Criteria =>
  mapLeaves(criteria, (leaf) =>
    Array.isArray(leaf["event_filters"])
      ? { ...leaf, event_filters: (leaf["event_filters"] as unknown[]).map(withValue) }
      : leaf,
  );

/** The server insists on a value; PostHog's UI sends the operator's own name. */
const withValue = (filter: unknown): unknown =>
  isPlain(filter) && !isRef(filter) && isValueless(filter["operator"])
    ? { ...filter, value: filter["operator"] }
    : filter;
