type Scalar = string | number | boolean;

/** A variable in its normal form. */
export interface InsightVariableSpec {
  readonly name: string;
  readonly type: string;
  readonly default_value?: Scalar | readonly Scalar[];
  readonly values: readonly Scalar[];
  readonly is_multi: boolean;
  readonly values_query?: string;
  readonly values_query_connection_id?: string;
}
