import type { Path } from "@posthog-definitions/core";
import { checkProperty, isComparison, type Property } from "@posthog-definitions/plugin-feature-flags/schema";
import type { Group } from "./groups.js";

type Report = (path: Path, message: string, severity?: "error" | "warning") => void;

/** What PostHog refuses, and what it keeps without ever using it. */
export function checkGroups(groups: readonly Group[] | undefined, report: Report): void {
  if (groups === undefined || groups.length === 0) {
    const path = groups ? ["filters"] : [];
    report(path, "How many are kept out? Say `exclusion_percentage: 10`, or `filters` with at least one set.");
    return;
  }
  groups.forEach(({ properties }, i) => {
    properties.forEach((property, j) => {
      checkCondition(property, (message, ...inside) => report(["filters", i, "properties", j, ...inside], message));
    });
  });
  checkUse(groups, report);
}

/** Source: `PostHog/posthog: products/feature_flags/backend/facade/filters.py`, `set_holdout`. */
function checkUse([first, ...others]: readonly Group[], report: Report): void {
  const share = `${first!.rollout_percentage} %`;
  if (others.length > 0)
    report(
      ["filters", 1],
      `Flags only get the share of the first set, ${share}; PostHog keeps the others for show.`,
      "warning",
    );
  if (first!.properties.length > 0)
    report(
      ["filters", 0, "properties"],
      `Flags only get the share, so ${share} of everybody are kept out, whoever these conditions fit.`,
      "warning",
    );
}

const OTHER_WAYS: readonly string[] = ["in", "not_in", "flag_evaluates_to"];

function checkCondition(property: Property, complain: (message: string, ...inside: string[]) => void): void {
  const { type, operator, group_type_index } = property;
  // `where` knows operators of queries that flags do not.
  if (!isComparison(operator) && !OTHER_WAYS.includes(operator))
    complain(`Flags do not compare by \`${operator}\`.`, "operator");
  else checkProperty(property, complain);
  if (type === "group" && group_type_index === undefined)
    complain("A condition on a group says which type of group: `group_type_index`, 0–4.", "group_type_index");
}
