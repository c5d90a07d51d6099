import { organizations, projects, type OrganizationDocument } from "../accounts/tables.js";
import type { JsonObject } from "../json.js";
import { ok } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { page } from "../server/paging.js";
import { defineResource } from "./define.js";
import { levelOf } from "./projects/level.js";
import { showBasicProject } from "./projects/show.js";

/** `GET /api/organizations/` and `GET /api/organizations/{id}/`, where `{id}` may be `@current`. */
export const organizationsResource = defineResource({
  path: "organizations",
  parent: "root",
  scope: "organization",
  list: (call) =>
    ok(
      page(
        call,
        call
          .table(organizations)
          .all()
          .filter((each) => each.members.includes(call.user.id)),
        (each) => showBasicOrganization(call, each),
      ),
    ),
  routes: [
    {
      parent: "organization",
      path: "",
      method: "GET",
      scope: "organization:read",
      limit: "crud",
      handle: (call) => ok(showOrganization(call)),
    },
  ],
});

export function showBasicOrganization(call: Call, organization: OrganizationDocument): JsonObject {
  return {
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    logo_media_id: null,
    membership_level: levelOf(call),
    members_can_use_personal_api_keys: organization.members_can_use_personal_api_keys,
    is_active: true,
    is_not_active_reason: null,
    is_pending_deletion: false,
  };
}

function showOrganization(call: Call): JsonObject {
  const { organization, switches } = call;
  const { evaluationContexts, earlyExit } = switches.organizationFeatures;
  const features = [
    ...(evaluationContexts ? [{ key: "evaluation_contexts", name: "Evaluation contexts" }] : []),
    ...(earlyExit ? [{ key: "feature_flag_early_exit", name: "Early exit" }] : []),
  ];
  const basic = call.table(projects).where({ organization: organization.id }).map(showBasicProject);
  return {
    ...showBasicOrganization(call, organization),
    created_at: organization.created_at,
    updated_at: organization.created_at,
    plugins_access_level: 9,
    teams: basic,
    projects: basic,
    available_product_features: features,
    is_member_join_email_enabled: true,
    metadata: {},
    customer_id: null,
    enforce_2fa: null,
    members_can_invite: true,
    allow_publicly_shared_resources: true,
    member_count: organization.members.length,
    is_ai_data_processing_approved: null,
    default_experiment_stats_method: "bayesian",
  };
}
