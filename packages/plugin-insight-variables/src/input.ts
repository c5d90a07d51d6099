import type { DefinitionOptions } from "@posthog-definitions/core";

/**
 * What `insightVariable({ … })` takes. Its key is the code name, by which SQL knows it: `{variables.country}`. Small letters,
 * digits and underscores.
 */
export interface InsightVariableInput extends DefinitionOptions {
  /** Name, as people see it, at most 400 characters. Another name changes nothing in SQL. */
  readonly name: string;
  /** What its values are. */
  readonly type: "String" | "Number" | "Boolean" | "List" | "Date";
  /**
   * The value where nobody has chosen one; of a list a text, or several with `is_multi`. A date is one of PostHog's:
   * `"2026-03-01"`, `"-7d"`. Default: none.
   */
  readonly default_value?: string | number | boolean | readonly (string | number | boolean)[];
  /** What can be chosen. Of lists alone; numbers become texts. Default: nothing. */
  readonly values?: readonly (string | number | boolean)[];
  /** Whether several can be chosen. Of lists alone. Default: `false`. */
  readonly is_multi?: boolean;
  /** SQL whose first column is what can be chosen, and whose second how that is shown. Of lists alone. Default: none. */
  readonly values_query?: string;
  /** The data source that `values_query` asks. Default: PostHog. */
  readonly values_query_connection_id?: string;
}
