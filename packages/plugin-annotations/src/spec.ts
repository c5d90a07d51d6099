import type { Ref } from "@posthog-definitions/core";
import type { AnnotationScope } from "./input.js";

/** An annotation in its normal form. */
export interface AnnotationSpec {
  readonly content: string;
  readonly date_marker: string;
  readonly scope?: AnnotationScope;
  readonly insight?: Ref<"insight">;
  readonly dashboard?: Ref<"dashboard">;
  readonly tags: readonly string[];
  readonly emoji?: string;
  readonly hidden_in_user_interface: boolean;
  readonly creation_type: "USR" | "GIT";
}
