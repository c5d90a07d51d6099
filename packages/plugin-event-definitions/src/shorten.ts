import { lean } from "@posthog-definitions/core/kind";
import { spec } from "./schema.js";
import type { EventDefinitionSpec } from "./spec.js";

/** The shortest input that says the same. */
export function shorten({ verified, hidden, ...rest }: EventDefinitionSpec): object {
  return {
    ...(lean(spec, rest) as object),
    ...(verified === true ? { verified } : {}),
    ...(hidden === true ? { hidden } : {}),
  };
}
