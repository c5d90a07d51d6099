import type { Path } from "@posthog-definitions/core";
import type { EndpointSpec } from "./spec.js";
import { breakdownsOf } from "./query.js";

type Report = (path: Path, message: string, severity?: "error" | "warning") => void;

/** Kinds whose answers PostHog does not work out beforehand. */
const NEVER_KEPT = ["WebOverviewQuery", "WebStatsTableQuery"];

/** What PostHog would say only when it is written, or not at all. */
export function checkEndpoint(s: EndpointSpec, report: Report): void {
  if (s.is_materialized === true && s.is_active === false)
    report(["is_materialized"], "PostHog materialises no endpoint that is switched off: take `is_active: false` out");
  if (s.is_materialized === true && NEVER_KEPT.includes(s.query.kind))
    report(["is_materialized"], `PostHog cannot materialise a ${s.query.kind}`);
  if (s.bucket_overrides !== undefined && s.is_materialized !== true)
    report(
      ["bucket_overrides"],
      "has no effect unless the endpoint is materialised: say `is_materialized: true`",
      "warning",
    );
  if (s.query.kind === "HogQLQuery" && s.query["connectionId"] !== undefined)
    report(["query", "connectionId"], "an endpoint cannot ask another database");
  checkBreakdowns(s, report);
}

const BROKEN_DOWN = ["TrendsQuery", "RetentionQuery"];

function checkBreakdowns({ query, optional_breakdown_properties: names = [] }: EndpointSpec, report: Report): void {
  const at = "optional_breakdown_properties";
  if (names.length > 0 && !BROKEN_DOWN.includes(query.kind)) {
    report([at], `only trends and retention have breakdowns that can be left out, and this is a ${query.kind}`);
    return;
  }
  const known = breakdownsOf(query);
  for (const [i, name] of names.entries())
    if (!known.includes(name)) report([at, i], `the query has no breakdown by "${name}"`);
}
