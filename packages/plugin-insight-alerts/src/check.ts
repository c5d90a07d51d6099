import { isPlain, type Path } from "@posthog-definitions/core";
import type { Checking } from "@posthog-definitions/core/kind";
import type { InsightAlertSpec } from "./spec.js";

type Report = (path: Path, message: string) => void;

/** By the kind of an insight's query, what a config has to be of. */
const CONFIGS: Readonly<Record<string, string>> = {
  TrendsQuery: "TrendsAlertConfig",
  HogQLQuery: "HogQLAlertConfig",
  FunnelsQuery: "FunnelsAlertConfig",
};

/** What PostHog would refuse. Source: `PostHog/posthog: products/alerts/backend/evaluation/validation.py`. */
export function check(spec: InsightAlertSpec, report: Report, at: Checking): void {
  checkThreshold(spec, report);
  checkInsight(spec, report, at);
  if (spec.config.type === "HogQLAlertConfig" && spec.config.evaluation === "any_row") {
    if (spec.condition.type !== "absolute_value")
      report(["config", "evaluation"], "has no row before; the condition has to be `absolute_value`");
    if (spec.detector_config)
      report(["config", "evaluation"], "is no series; a detector takes the last row or the first");
  }
  if (spec.config.type === "FunnelsAlertConfig" && spec.detector_config)
    report(["detector_config"], "is not for funnels");
  if (spec.investigation_agent_enabled && !spec.detector_config)
    report(["investigation_agent_enabled"], "needs a `detector_config`");
  if (spec.investigation_gates_notifications && !spec.investigation_agent_enabled)
    report(["investigation_gates_notifications"], "needs `investigation_agent_enabled: true`");
}

function checkThreshold({ threshold, condition, detector_config, config }: InsightAlertSpec, report: Report): void {
  const { lower, upper } = threshold.bounds;
  if (!detector_config && lower === undefined && upper === undefined)
    report(["threshold"], "needs `bounds.lower` or `bounds.upper`, or there has to be a `detector_config`");
  if (lower !== undefined && upper !== undefined && lower > upper)
    report(["threshold", "bounds", "lower"], "is above `bounds.upper`");
  if (condition.type === "absolute_value" && threshold.type !== "absolute")
    report(["threshold", "type"], "is of changes alone; the condition is `absolute_value`");
  if (config.type === "TrendsAlertConfig" && config.check_ongoing_interval && upper === undefined)
    if (condition.type !== "relative_decrease")
      report(
        ["config", "check_ongoing_interval"],
        "needs `threshold.bounds.upper`: what is not over yet is always low",
      );
}

/** As far as the insight is defined in this run. */
function checkInsight({ insight, config }: InsightAlertSpec, report: Report, at: Checking): void {
  const query = at.spec(insight)?.["query"];
  if (!isPlain(query)) return;
  const source = isPlain(query["source"]) ? query["source"] : query;
  const kind = String(source["kind"]);
  const wanted = CONFIGS[kind];
  if (wanted === undefined) {
    report(["insight"], `is of ${kind}, which no alert can watch; trends, SQL and funnels can be`);
    return;
  }
  if (config.type !== wanted) {
    report(["config", "type"], `is ${config.type}, and the insight is of ${kind}: that takes ${wanted}`);
    return;
  }
  if (config.type !== "TrendsAlertConfig" || !Array.isArray(source["series"])) return;
  const { formulaNodes } = (isPlain(source["trendsFilter"]) ? source["trendsFilter"] : {}) as {
    formulaNodes?: unknown;
  };
  const count = Array.isArray(formulaNodes) && formulaNodes.length > 0 ? formulaNodes.length : source["series"].length;
  if (config.series_index >= count)
    report(["config", "series_index"], `is out of range: the insight has ${count} series, and they count from 0`);
}
