import type { Json, JsonObject } from "../json.js";
import { parseError } from "../server/errors.js";
import { isObject } from "../json.js";
import { describe, nodeOf } from "./shape.js";
import { rootNodes } from "./wrappers.js";

const root = nodeOf(() => rootNodes);

/**
 * Checks an insight's `query` as PostHog does before anything else of the request: what is falsy or `{}` passes.
 *
 * @param validation - `object`: only that it is an object.
 * @throws 400 `parse_error` with the schema's text.
 */
export function checkQuery(query: Json | undefined, validation: "strict" | "object"): JsonObject | null {
  if (query === undefined || query === null || query === "" || query === false || query === 0) return null;
  if (!isObject(query)) throw parseError(describe({ path: [], message: "Input should be a valid dictionary" }, query));
  if (Object.keys(query).length === 0) return query;
  const found = validation === "strict" ? root(query) : undefined;
  if (found) throw parseError(describe(found, query));
  return query;
}
