import type { RetentionInput, RetentionQuery } from "../types/retention.js";
import { made } from "./node.js";

/** Who comes back, and when: `retention({ retentionFilter: { period: "Week", targetEntity: "signed up" } })`. */
export function retention(input: RetentionInput): RetentionQuery {
  return made("RetentionQuery", input, retention);
}
