import type { RawQuery } from "../types/query.js";
import { noted } from "./node.js";

/**
 * A node in PostHog's own form, sent as it stands: for kinds and fields that the builders do not know. Only its kind is
 * checked, to be one that can be saved here.
 */
export function raw(node: RawQuery["$raw"]): RawQuery {
  return noted({ $raw: node }, raw);
}
