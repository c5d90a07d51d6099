import type { PathsInput, PathsQuery } from "../types/paths.js";
import { made } from "./node.js";

/** Which way people go: `paths({ pathsFilter: { includeEventTypes: ["$pageview"], startPoint: "/home" } })`. */
export function paths(input: PathsInput): PathsQuery {
  return made("PathsQuery", input, paths);
}
