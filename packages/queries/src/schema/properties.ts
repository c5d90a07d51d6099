import { z } from "zod";
import type { ComparisonFilter, ComparisonFilterType } from "../types/filters.js";
import type {
  FilterInput,
  FilterListInput,
  GroupFilterInput,
  PersonFilterInput,
  PropertiesInput,
  PropertyGroupFilter,
  SessionFilterInput,
  WebFilterInput,
} from "../types/where.js";
import { choice } from "./choice.js";
import { comparisonTypes, filterOptions, pickFilter } from "./filters.js";
import { list, strict, type Schema } from "./strict.js";
import { isObject, type Wire } from "./wire.js";
import { whereOf } from "./where.js";

const where = whereOf();
const { comparison, cohort, group, hogql } = filterOptions;

/** One condition. A `where(…)` gives several filters, hence the list. */
const filter: Schema<FilterInput, Wire | Wire[]> = choice<FilterInput>()(
  { ...filterOptions, where },
  pickFilter([...comparisonTypes, "group", "cohort", "hogql", "flag", "behavioral"]),
) as Schema<FilterInput, Wire | Wire[]>;

/** A list of conditions, with every `where(…)` in it spelt out. */
const flat = <I>(item: Schema<I, unknown>): Schema<readonly I[], Wire[]> =>
  list(item).transform((items) => items.flat() as Wire[]) as unknown as Schema<readonly I[], Wire[]>;

const isWhere = (value: unknown): boolean => isObject(value) && "where" in value;

/** Conditions that must all hold: what a series and every table takes. */
export const filterList: Schema<FilterListInput, Wire[]> = choice<FilterListInput>()(
  { list: flat(filter), where },
  (value) => (isWhere(value) ? "where" : "list"),
);

const member: Schema<FilterInput | PropertyGroupFilter, Wire | Wire[]> = choice<FilterInput | PropertyGroupFilter>()(
  { filter, group: z.lazy(() => nested) as unknown as Schema<PropertyGroupFilter, Wire> },
  (value) => (isObject(value) && "values" in value ? "group" : "filter"),
);

const isGroup = (value: Wire): boolean => "values" in value;

/** A list of filters inside a group: itself where the group asks for all of them, else a group of its own. */
const membersOf = (type: unknown, values: readonly (Wire | Wire[])[]): Wire[] =>
  values.flatMap((value) =>
    Array.isArray(value) && type === "OR" && value.length > 1 ? [{ type: "AND", values: value } as Wire] : value,
  ) as Wire[];

const groupShape = {
  type: z.enum(["AND", "OR"]),
  values: list(member) as unknown as Schema<readonly (FilterInput | PropertyGroupFilter)[]>,
};

const nested = strict<PropertyGroupFilter>()(groupShape, {
  lower: ({ type, values }) => ({ type, values: membersOf(type, values as (Wire | Wire[])[]) }),
});

/** The outermost group may hold groups only: a condition that stands there gets a group of its own. */
export const propertyGroup = strict<PropertyGroupFilter>()(groupShape, {
  lower: ({ type, values }) => ({
    type,
    values: (values as (Wire | Wire[])[]).map((value) =>
      !Array.isArray(value) && isGroup(value) ? value : { type: "AND", values: [value].flat() },
    ),
  }),
});

/** An insight's `properties`: a list, or groups. */
export const properties: Schema<PropertiesInput, Wire | Wire[]> = choice<PropertiesInput>()(
  { list: flat(filter), where, group: propertyGroup },
  (value) => (isWhere(value) ? "where" : isObject(value) ? "group" : "list"),
);

/** The types themselves are restricted by what {@link pickFilter} lets through. */
const only = <T extends ComparisonFilterType>() => comparison as unknown as Schema<ComparisonFilter<T>>;

export const webFilters = flat(
  choice<WebFilterInput>()(
    { comparison: only<"event" | "person" | "session">(), cohort, where: whereOf(["event", "person", "session"]) },
    pickFilter(["event", "person", "session", "cohort"]),
  ),
);

export const personFilters = flat(
  choice<PersonFilterInput>()(
    { comparison: only<"person" | "person_metadata">(), cohort, hogql, where: whereOf(["person", "person_metadata"]) },
    pickFilter(["person", "person_metadata", "cohort", "hogql"]),
  ),
);

export const groupFilters = flat(
  choice<GroupFilterInput>()({ group, hogql, where: whereOf(["group"]) }, pickFilter(["group", "hogql"])),
);

export const sessionFilters = flat(
  choice<SessionFilterInput>()({ comparison: only<"session">(), where: whereOf(["session"]) }, pickFilter(["session"])),
);
