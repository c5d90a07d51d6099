import type { FunnelsInput, FunnelsQuery } from "../types/funnels.js";
import { made } from "./node.js";

/** How many people get from step to step: `funnels({ series: ["cart opened", "order paid"] })`. */
export function funnels(input: FunnelsInput): FunnelsQuery {
  return made("FunnelsQuery", input, funnels);
}
