import type { InsightVizNode, InsightVizOptions, InsightVizSource } from "../types/insight-viz.js";
import { made } from "./node.js";

/** An insight's query with what its page shows around it: `insightViz(retention({ … }), { showTable: true })`. */
export function insightViz(source: InsightVizSource, options?: InsightVizOptions): InsightVizNode {
  return made("InsightVizNode", { source, ...options }, insightViz);
}
