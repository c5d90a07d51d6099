import type { LifecycleInput, LifecycleQuery } from "../types/lifecycle.js";
import { made } from "./node.js";

/** New, returning, resurrecting and dormant users over time: `lifecycle({ series: ["$pageview"] })`. */
export function lifecycle(input: LifecycleInput): LifecycleQuery {
  return made("LifecycleQuery", input, lifecycle);
}
