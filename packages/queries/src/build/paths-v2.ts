import type { PathsV2Input, PathsV2Query } from "../types/paths-v2.js";
import { made } from "./node.js";

/** Which way people go, step by step. Needs a server of the second half of 2026. */
export function pathsV2(input: PathsV2Input): PathsV2Query {
  return made("PathsV2Query", input, pathsV2);
}
