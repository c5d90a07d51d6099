import type { RawQuery } from "../types/query.js";
import { noted } from "./node.js";

/**
 * A node in PostHog's own form, whose fields are not checked: for kinds and fields that the builders do not know. A source
 * still gets the node around it with which PostHog shows it.
 */
export function raw(node: RawQuery["$raw"]): RawQuery {
  return noted({ $raw: node }, raw);
}
