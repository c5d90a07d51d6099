/** A broken rule of `filters`. */
export interface Violation {
  /** The error's `code`: `structural.<path without indices>.<what>` or `cross_field.<rule>`. */
  readonly rule: string;
  /** `groups[2].properties[0].value` */
  readonly path: string;
  readonly message: string;
}
