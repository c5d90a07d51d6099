import { activityLogResource } from "./activity-log.js";
import { actionsResource } from "./actions/index.js";
import { alertsResource } from "./alerts/index.js";
import { annotationsResource } from "./annotations/index.js";
import { cohortsResource } from "./cohorts/index.js";
import { dashboardsResource } from "./dashboards/index.js";
import { dataColorThemesResource } from "./data-color-themes.js";
import type { Resource } from "./define.js";
import { endpointsResource } from "./endpoints/index.js";
import { eventDefinitionsResource } from "./event-definitions/index.js";
import { eventSchemasResource } from "./event-schemas.js";
import { experimentHoldoutsResource } from "./experiment-holdouts/index.js";
import { experimentSavedMetricsResource } from "./experiment-saved-metrics/index.js";
import { experimentsResource } from "./experiments/index.js";
import { featureFlagsResource } from "./feature-flags/index.js";
import { insightVariablesResource } from "./insight-variables.js";
import { insightsResource } from "./insights/index.js";
import { organizationMembersResource } from "./organization-members.js";
import { organizationsResource } from "./organizations.js";
import { propertyGroupsResource } from "./property-groups/index.js";
import { projectsResource } from "./projects/index.js";
import { tagsResource } from "./tags.js";
import { usersResource } from "./users.js";

/** PostHog's own resources. A new one is a file or folder beside this one, and a line here. */
export const postHogResources: readonly Resource[] = [
  usersResource,
  organizationsResource,
  organizationMembersResource,
  projectsResource,
  tagsResource,
  activityLogResource,
  insightVariablesResource,
  insightsResource,
  alertsResource,
  annotationsResource,
  dashboardsResource,
  dataColorThemesResource,
  cohortsResource,
  actionsResource,
  featureFlagsResource,
  propertyGroupsResource,
  eventDefinitionsResource,
  eventSchemasResource,
  experimentsResource,
  experimentHoldoutsResource,
  experimentSavedMetricsResource,
  endpointsResource,
];
