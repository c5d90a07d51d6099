import type { Reference } from "@posthog-definitions/core";
import type { DataNode } from "./node.js";
import type { DateRangeInput } from "./time.js";
import type { FilterListInput } from "./where.js";

/** What the `{filters}` placeholder of a SQL query stands for; a dashboard's filters come on top. */
export interface HogQLFilters {
  /** Conditions; all must hold. */
  readonly properties?: FilterListInput;
  /** The span of time: `"-30d"`, or `{ date_from, date_to }`. */
  readonly dateRange?: DateRangeInput;
  /** `true`: leave out internal and test users. Default: `false`. */
  readonly filterTestAccounts?: boolean;
}

/** The value that a SQL variable has in this query. */
export interface HogQLVariable {
  /** Name of the variable in `{variables.…}`. Default: the key of the entry. */
  readonly code_name?: string;
  /** Its value. Default: the variable's own. */
  readonly value?: unknown;
  /** `true`: the variable is null here. Default: `false`. */
  readonly isNull?: boolean;
  /** Its id in this one project. Default: looked up by `code_name`. */
  readonly variableId?: string | Reference<"insight-variable">;
}

/** What `hogql({ … })` takes. */
export interface HogQLInput extends DataNode {
  /** The SQL. Placeholders: `{filters}`, `{variables.code_name}`, and `{name}` for each of `values`. */
  readonly query: string;
  /** What `{filters}` stands for. */
  readonly filters?: HogQLFilters;
  /**
   * Values of the project's SQL variables that the query uses, by `code_name`: `{ plan_name: "pro" }`. Each
   * `{variables.…}` in the query needs an entry; `{}` takes the variable's own default, and so does the definition of a
   * variable: `{ plan_name: planName }`.
   */
  readonly variables?: Readonly<
    Record<string, string | number | boolean | readonly string[] | HogQLVariable | Reference<"insight-variable">>
  >;
  /** Constants, by the name of their placeholder. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** A name for the query. */
  readonly name?: string;
  /** Id of an external database to ask instead of PostHog's own. */
  readonly connectionId?: string;
  /** `true`: send the SQL to that database as it stands. */
  readonly sendRawQuery?: boolean;
  /** @deprecated Use `modifiers.debug`. */
  readonly explain?: boolean;
}

/** A SQL query. */
export interface HogQLQuery extends HogQLInput {
  /** SQL. */
  readonly kind: "HogQLQuery";
}

/** A program in Hog, PostHog's own language. */
export interface HogQuery extends DataNode {
  /** Hog. */
  readonly kind: "HogQuery";
  /** The program. */
  readonly code?: string;
}
