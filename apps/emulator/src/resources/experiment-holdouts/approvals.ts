import type { Call } from "../../server/call.js";
import { approvalRequired } from "../feature-flags/approvals.js";
import type { HoldoutDocument } from "./table.js";

/**
 * A holdout is looked at as a whole, before any of the flags that it rewrites: its deletion, and a change of the share that
 * reaches flags. A policy on flags stands in where there is none on holdouts.
 * Source: `PostHog/posthog: products/approvals/backend/actions/experiment_holdouts.py`.
 *
 * @param after - Absent: it is deleted.
 */
export function requireApproval(call: Call, before: HoldoutDocument, after: HoldoutDocument | undefined): void {
  if (!call.switches.holdoutApprovals && !call.switches.flagApprovals) return;
  const isGated = !after || before.filters[0]?.rollout_percentage !== after.filters[0]?.rollout_percentage;
  if (isGated) throw approvalRequired(call, "experiment_holdout", before.id);
}
