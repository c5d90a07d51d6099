import { factory, type Factory } from "@posthog-definitions/core";
import type { InsightVariableInput } from "./input.js";

/**
 * A variable of SQL insights. Its key is its code name.
 *
 * ```ts
 * export default insightVariable({ key: "country", name: "Country", type: "List", values: ["AT", "DE"] });
 * ```
 */
export const insightVariable: Factory<"insight-variable", InsightVariableInput> = factory<
  "insight-variable",
  InsightVariableInput
>("insight-variable");

export type { InsightVariableInput } from "./input.js";
