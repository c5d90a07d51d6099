import { isDefinition, isRef, type Ref, type Reference } from "@posthog-definitions/core";
import { refTo } from "@posthog-definitions/core/kind";
import { z } from "zod";
import type { HogQLFilters, HogQLQuery, HogQLVariable, HogQuery } from "../types/hogql.js";
import { choice } from "./choice.js";
import { dataNode, kind } from "./node.js";
import { filterList } from "./properties.js";
import { flag, list, map, strict, text, type Rule, type Schema } from "./strict.js";
import { dateRange } from "./time.js";
import { placeholdersIn, variableHole } from "./variables.js";
import { isObject } from "./wire.js";

export const hogqlFilters = strict<HogQLFilters>()({
  properties: filterList.optional(),
  dateRange: dateRange.optional(),
  filterTestAccounts: flag,
});

const reference = refTo("insight-variable");

const variableId = choice<string | Reference<"insight-variable">>()(
  { id: z.string(), reference: reference as unknown as Schema<Reference<"insight-variable">> },
  (value) => (typeof value === "string" ? "id" : "reference"),
);

const full = strict<HogQLVariable>()({
  code_name: z.string().min(1).optional(),
  value: z.unknown().optional(),
  isNull: flag,
  variableId: variableId.optional(),
});

type Variable = string | number | boolean | readonly string[] | HogQLVariable | Reference<"insight-variable">;

const variable: Schema<Variable> = choice<Variable>()(
  {
    text: z.string(),
    number: z.number(),
    boolean: z.boolean(),
    texts: list(z.string()),
    reference: reference as unknown as Schema<Reference<"insight-variable">>,
    full,
  },
  (value) => {
    if (isDefinition(value) || isRef(value)) return "reference";
    if (Array.isArray(value)) return "texts";
    if (typeof value === "number" || typeof value === "boolean") return typeof value as "number" | "boolean";
    return typeof value === "string" ? "text" : "full";
  },
);

/** The values of a query's variables, by the names that the query uses for them. */
export const variables = map(variable).transform((entries) =>
  Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => {
      if (isRef(entry)) return [codeNameOf(entry, key), variableHole(codeNameOf(entry, key))];
      const { code_name = key, value, isNull } = isObject(entry) ? entry : { value: entry };
      const name = String(code_name);
      return [
        name,
        { ...variableHole(name), ...(value === undefined ? {} : { value }), ...(isNull ? { isNull } : {}) },
      ];
    }),
  ),
) as unknown as Schema<Readonly<Record<string, Variable>>>;

/** The key of a variable is its code name; of one that was looked up, it may be what was looked for. */
const codeNameOf = ({ key, lookup }: Ref, entry: string): string => key ?? String(lookup?.["code_name"] ?? entry);

/** A variable that the query names and `variables` lacks makes the query fail when it runs. */
const everyVariable: Rule = ({ query, variables }, report) => {
  if (typeof query !== "string" || (variables !== undefined && !isObject(variables))) return;
  const known = new Set(Object.keys(variables ?? {}));
  for (const name of placeholdersIn(query))
    if (!known.has(name)) report(`the query uses {variables.${name}}, which is missing here`, "variables");
};

const shape = {
  kind: kind("HogQLQuery"),
  ...dataNode,
  query: z.string().min(1),
  filters: hogqlFilters.optional(),
  variables: variables.optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  name: text,
  connectionId: text,
  sendRawQuery: flag,
  explain: flag,
};

export const hogqlQuery = strict<HogQLQuery>()(shape, { rules: [everyVariable] });

/** For endpoints, which add the variables of their placeholders themselves. */
export const endpointHogqlQuery = strict<HogQLQuery>()(shape);

export const hogQuery = strict<HogQuery>()({ kind: kind("HogQuery"), ...dataNode, code: text });

/** SQL alone is short for a query. */
export const sqlText = z
  .string()
  .min(1)
  .transform((query) => ({ kind: "HogQLQuery", query }));
