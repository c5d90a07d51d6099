import { isSame, type Json } from "../../json.js";
import type { Call } from "../../server/call.js";
import { RawError } from "../../server/errors.js";
import type { FlagDocument } from "./table.js";

/**
 * Stops a change that somebody else has to approve first: creating a flag, and changing whether it is active or what it
 * matches. The flag stays as it is; the answer has a form of its own.
 */
export function requireApproval(call: Call, before: FlagDocument | undefined, after: FlagDocument): void {
  if (!call.switches.flagApprovals) return;
  const isGated = !before || before.active !== after.active || !isSame(before.filters, after.filters);
  if (isGated) throw approvalRequired(call, "feature_flag", before?.id ?? null);
}

/** 409 in the form of approval policies. Source: `PostHog/posthog: products/approvals/backend/mixins.py`. */
export function approvalRequired(call: Call, resource_type: string, resource_id: Json): RawError {
  const detail = "This change requires approval.";
  return new RawError(409, {
    code: "approval_required",
    status: "approval_required",
    detail,
    message: detail,
    resource_type,
    resource_id,
    change_request_id: call.store.uuid(),
    change_request: {},
    required_approvers: { users: [], roles: [] },
  });
}
