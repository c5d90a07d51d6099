import type { Id } from "@posthog-definitions/core";

/** A variable as `GET /api/projects/{project}/insight_variables/` gives it, as far as it is read here. */
export interface InsightVariableRow {
  readonly id: Id;
  readonly name?: string | null;
  readonly code_name?: string | null;
  readonly type?: string;
  readonly default_value?: unknown;
  readonly values?: unknown;
  readonly is_multi?: boolean;
  readonly values_query?: string | null;
  readonly values_query_connection_id?: string | null;
}
