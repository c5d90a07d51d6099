import type { Ref } from "@posthog-definitions/core";

/** An event in its normal form. */
export interface EventDefinitionSpec {
  readonly name: string;
  readonly description: string;
  readonly owner?: Ref<"organization-member"> | null;
  readonly tags?: readonly string[];
  readonly verified?: boolean;
  readonly hidden?: boolean;
  readonly enforcementMode: string;
  readonly primaryProperty?: string;
  readonly propertyGroups: readonly Ref<"property-group">[];
  readonly default_columns?: readonly string[];
}
