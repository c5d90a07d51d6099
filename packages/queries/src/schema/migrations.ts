/**
 * What PostHog rewrites when it reads a query of an older schema version. Doing the same to both sides keeps a query
 * that was saved before the change from showing as different after it.
 * Source: PostHog/posthog: posthog/schema_migrations.
 */
import { isObject, type QueryNode, type Wire } from "./wire.js";

export function migrated(node: QueryNode): Wire {
  if (node.kind === "RetentionQuery" && isObject(node["retentionFilter"]))
    return { ...node, retentionFilter: withoutShowMean(node["retentionFilter"]) };
  if (node.kind === "TrendsQuery" && isObject(node["trendsFilter"]))
    return { ...node, trendsFilter: withoutHiddenIndexes(node["trendsFilter"]) };
  return node;
}

function withoutShowMean(filter: Wire): Wire {
  const { showMean, ...rest } = filter;
  if (typeof showMean !== "boolean") return filter;
  return { meanRetentionCalculation: showMean ? "simple" : "none", ...rest };
}

/** Hidden results became entries found by position, unless results are already found by value. */
function withoutHiddenIndexes(filter: Wire): Wire {
  const { hiddenLegendIndexes, ...rest } = filter;
  if (!Array.isArray(hiddenLegendIndexes)) return filter;
  const present = isObject(rest["resultCustomizations"]) ? rest["resultCustomizations"] : {};
  const byValue = Object.values(present).some((entry) => isObject(entry) && entry["assignmentBy"] === "value");
  if (hiddenLegendIndexes.length === 0 || byValue) return rest;
  const hidden = hiddenLegendIndexes.map((index: unknown) => [
    String(index),
    { assignmentBy: "position", ...(present[String(index)] as object | undefined), hidden: true },
  ]);
  return {
    ...rest,
    resultCustomizationBy: "position",
    resultCustomizations: { ...present, ...(Object.fromEntries(hidden) as Wire) },
  };
}
