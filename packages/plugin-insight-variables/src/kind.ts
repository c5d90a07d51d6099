import type { Body } from "@posthog-definitions/core";
import { collection, defineKind, fields, lean, naturalKey, type Kind } from "@posthog-definitions/core/kind";
import type { InsightVariableRow as Row } from "./row.js";
import { spec } from "./schema.js";
import type { InsightVariableSpec } from "./spec.js";

export type { InsightVariableSpec };
type Spec = InsightVariableSpec;

export const insightVariable: Kind<"insight-variable", Spec, Row> = defineKind<"insight-variable", Spec, Row>({
  name: "insight-variable",
  plural: "insight-variables",
  summary: "Insight variables: what SQL insights can be asked with.",
  spec,
  identity: naturalKey("code_name"),
  keyRule: { pattern: /^[\p{Ll}\p{N}_]+$/u, max: 200, allowed: "small letters, digits and underscores" },
  api: collection<Row>({ path: "insight_variables/", scope: "insight_variable", remove: "hard", paging: "page" }),

  encode: (spec, { key, row }): Body => {
    const isList = spec.type === "List";
    return {
      ...(row ? {} : { name: firstName(spec, key) }),
      type: spec.type,
      default_value: spec.default_value ?? null,
      values: isList ? spec.values : null,
      is_multi: spec.is_multi,
      values_query: spec.values_query ?? null,
      values_query_connection_id: spec.values_query_connection_id ?? null,
    };
  },

  decode: (row) => ({
    type: row.type,
    default_value: row.default_value ?? undefined,
    values: row.type === "List" && Array.isArray(row.values) ? row.values : [],
    is_multi: row.is_multi ?? false,
    values_query: row.values_query ?? undefined,
    values_query_connection_id: row.values_query_connection_id ?? undefined,
  }),

  facets: {
    name: {
      fresh: (spec, { key }) => firstName(spec, key),
      decode: (row) => row.name ?? "",
      write: ({ want }) => [fields({ name: want })],
    },
  },

  // Of a list, everything is text, and an empty default is none.
  normalise(spec) {
    if (spec.type !== "List") return spec;
    const { default_value: given, ...rest } = spec;
    const all = (Array.isArray(given) ? given : given === undefined ? [] : [given]).map(String);
    // Several where there can be one only are for `check` to complain about.
    const chosen = spec.is_multi || all.length > 1 ? all : all[0];
    return {
      ...rest,
      values: spec.values.map(String),
      ...(chosen === undefined || chosen.length === 0 ? {} : { default_value: chosen }),
    };
  },

  check(spec, report) {
    if (Array.isArray(spec.default_value) && !spec.is_multi)
      report(["default_value"], "is several; that takes `is_multi`");
    if (spec.values_query_connection_id !== undefined && spec.values_query === undefined)
      report(["values_query_connection_id"], "needs a `values_query`");
    if (spec.type === "List") return;
    if (spec.is_multi) report(["is_multi"], "is of lists alone");
    if (spec.values.length > 0) report(["values"], "are of lists alone");
    if (spec.values_query !== undefined) report(["values_query"], "is of lists alone");
  },

  shorten(said) {
    const { name, ...rest } = lean(spec, said) as Spec;
    return { name, ...rest };
  },
  title: (row) => row.name ?? undefined,
  url: () => "data-management/variables",
  afterRemoval: "SQL that uses it has no value for it, until there is a variable of this code name again.",
});

/** PostHog makes the code name of the name that a variable is made with, and never again. So that may have to be the key. */
function firstName({ name }: Spec, key: string): string {
  return codeName(name) === key ? name : key;
}

/** As PostHog does it: letters, digits, spaces and underscores stay, and spaces become underscores. */
const codeName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}_ ]/gu, "")
    .replaceAll(" ", "_")
    .toLowerCase();

export default [insightVariable];
