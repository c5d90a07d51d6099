import type { QueryNode } from "@posthog-definitions/queries/schema";
import type { Criteria } from "./criteria.js";

/** A cohort in its normal form. */
export interface CohortSpec {
  readonly name: string;
  readonly description: string;
  readonly is_static: boolean;
  readonly filters?: { readonly properties: Criteria };
  readonly query?: QueryNode;
}
