import { createClient } from "@posthog-definitions/client";
import { definitionsIn, registryOf, resolve } from "@posthog-definitions/core/kind";
import { createEmulator } from "@posthog-definitions/emulator";
import actions from "@posthog-definitions/plugin-actions/kind";
import annotations from "@posthog-definitions/plugin-annotations/kind";
import cohorts from "@posthog-definitions/plugin-cohorts/kind";
import dashboards from "@posthog-definitions/plugin-dashboards/kind";
import endpoints from "@posthog-definitions/plugin-endpoints/kind";
import eventDefinitions from "@posthog-definitions/plugin-event-definitions/kind";
import experimentHoldouts from "@posthog-definitions/plugin-experiment-holdouts/kind";
import experimentSavedMetrics from "@posthog-definitions/plugin-experiment-saved-metrics/kind";
import experiments from "@posthog-definitions/plugin-experiments/kind";
import featureFlags from "@posthog-definitions/plugin-feature-flags/kind";
import insightAlerts from "@posthog-definitions/plugin-insight-alerts/kind";
import insightVariables from "@posthog-definitions/plugin-insight-variables/kind";
import insights from "@posthog-definitions/plugin-insights/kind";
import projectSettings from "@posthog-definitions/plugin-project-settings/kind";
import propertyGroups from "@posthog-definitions/plugin-property-groups/kind";
import * as define from "@posthog/definitions";

export const registry = registryOf(
  ...actions,
  ...annotations,
  ...cohorts,
  ...dashboards,
  ...endpoints,
  ...eventDefinitions,
  ...experimentHoldouts,
  ...experimentSavedMetrics,
  ...experiments,
  ...featureFlags,
  ...insightAlerts,
  ...insightVariables,
  ...insights,
  ...projectSettings,
  ...propertyGroups,
);

const times = (n, make) => Array.from({ length: n }, (_, i) => make(i));

/** `n` definitions of each kind, with what people write in them; they refer to what is handed in. */
export const some = {
  insight: (n) =>
    times(n, (i) =>
      define.insight({
        key: `insight-${i}`,
        name: `Insight ${i}`,
        query:
          i % 2 === 0
            ? define.trends({ series: [{ event: `event ${i}` }] })
            : define.funnels({ series: [{ event: `event ${i}` }, { event: "paid" }] }),
      }),
    ),
  "feature-flag": (n) => times(n, (i) => define.featureFlag({ key: `flag-${i}`, rollout: i % 100 })),
  /** Five tiles each, for as long as there are insights. */
  dashboard: (n, insights = []) =>
    times(n, (i) =>
      define.dashboard({
        key: `dashboard-${i}`,
        name: `Dashboard ${i}`,
        tiles: insights
          .slice(i * 5, i * 5 + 5)
          .map((insight, j) => ({ insight, layout: { x: 0, y: j * 4, w: 6, h: 4 } })),
      }),
    ),
  cohort: (n) =>
    times(n, (i) =>
      define.cohort({
        key: `cohort-${i}`,
        name: `Cohort ${i}`,
        criteria: define.did(`event ${i}`, { within: "30 days", times: { gte: 10 } }),
      }),
    ),
  action: (n) =>
    times(n, (i) => define.action({ key: `action-${i}`, name: `Action ${i}`, steps: [{ event: `event ${i}` }] })),
  annotation: (n) =>
    times(n, (i) => define.annotation({ key: `annotation-${i}`, content: `Note ${i}`, date_marker: "2026-03-01" })),
  /** Each on one of the insights that can have one. */
  "insight-alert": (n, insights) =>
    times(n, (i) =>
      define.insightAlert({
        key: `alert-${i}`,
        name: `Alert ${i}`,
        insight: insights[i * 2],
        threshold: { bounds: { lower: i } },
      }),
    ),
  "insight-variable": (n) =>
    times(n, (i) => define.insightVariable({ key: `variable_${i}`, name: `Variable ${i}`, type: "String" })),
  endpoint: (n) =>
    times(n, (i) =>
      define.endpoint({ key: `endpoint-${i}`, name: `endpoint-${i}`, query: define.hogql(`select ${i} as n`) }),
    ),
  "experiment-holdout": (n) =>
    times(n, (i) =>
      define.experimentHoldout({ key: `holdout-${i}`, name: `Holdout ${i}`, filters: [{ rollout_percentage: 2 }] }),
    ),
  "experiment-saved-metric": (n) =>
    times(n, (i) =>
      define.experimentSavedMetric({
        key: `metric-${i}`,
        name: `Metric ${i}`,
        query: define.meanMetric({ source: `event ${i}` }),
      }),
    ),
  "property-group": (n) =>
    times(n, (i) => define.propertyGroup({ key: `group-${i}`, properties: { plan: { type: "String" } } })),
  "event-definition": (n) =>
    times(n, (i) => define.eventDefinition({ key: `event-${i}`, name: `event_${i}`, description: `Event ${i}.` })),
  /** Drafts, each with one of the flags. */
  experiment: (n, flags) =>
    times(n, (i) =>
      define.experiment({
        key: `experiment-${i}`,
        name: `Experiment ${i}`,
        featureFlag: flags[i],
        metrics: [define.meanMetric({ source: `event ${i}` })],
      }),
    ),
  "project-settings": () => [define.projectSettings({ timezone: "Europe/Berlin", test_account_filters: [] })],
};

/** Flags that an experiment can be run with. */
export const flagsWithVariants = (n) =>
  times(n, (i) => define.featureFlag({ key: `trial-${i}`, rollout: 100, variants: { control: 50, test: 50 } }));

/** The company of the bar: 600 insights, 200 flags, 100 dashboards, 30 cohorts, 30 actions, 20 experiments, 20 others. */
export function company() {
  const insights = some.insight(600);
  const trials = flagsWithVariants(20);
  return [
    ...insights,
    ...some["feature-flag"](180),
    ...trials,
    ...some.dashboard(100, insights),
    ...some.cohort(30),
    ...some.action(30),
    ...some.experiment(20, trials),
    ...some.endpoint(2),
    ...some["event-definition"](4),
    ...some["property-group"](3),
    ...some["experiment-holdout"](2),
    ...some["experiment-saved-metric"](2),
    ...some.annotation(2),
    ...some["insight-alert"](2, insights),
    ...some["insight-variable"](2),
    ...some["project-settings"](),
  ];
}

/** A project in this process, and the tool's way to it. */
export function newProject() {
  const emulator = createEmulator();
  const host = "http://127.0.0.1:8010";
  const options = (definitions) => ({
    client: createClient({
      host,
      key: emulator.key,
      project: emulator.projectId,
      limits: "none",
      fetch: (...given) => emulator.fetch(new Request(...given)),
    }),
    registry,
    resolution: resolved(definitions),
    env: {},
    host,
    projectId: emulator.projectId,
  });
  return { emulator, options };
}

export const resolved = (definitions) =>
  resolve({ definitions: [...definitionsIn(definitions)].map((definition) => ({ definition })), registry });
