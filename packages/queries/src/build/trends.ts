import type { TrendsInput, TrendsQuery } from "../types/trends.js";
import { made } from "./node.js";

/** Events over time, or as totals: `trends({ series: ["signed up"], interval: "week" })`. */
export function trends(input: TrendsInput): TrendsQuery {
  return made("TrendsQuery", input, trends);
}
