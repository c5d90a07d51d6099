import type { StickinessInput, StickinessQuery } from "../types/stickiness.js";
import { made } from "./node.js";

/** On how many intervals people do something: `stickiness({ series: ["note saved"] })`. */
export function stickiness(input: StickinessInput): StickinessQuery {
  return made("StickinessQuery", input, stickiness);
}
