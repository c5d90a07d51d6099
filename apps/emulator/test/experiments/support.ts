import { afterEach, beforeEach, expect } from "vitest";
import { created, defineResource, type Json, type JsonObject } from "../../src/index.js";
import { projects } from "../../src/accounts/tables.js";
import { holdouts } from "../../src/resources/experiment-holdouts/table.js";
import { savedMetrics } from "../../src/resources/experiment-saved-metrics/table.js";
import { experiments } from "../../src/resources/experiments/table.js";
import { start, type Asking } from "../support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/experiments/backend/test/test_presentation_api.py`
// and `test_experiment_service.py`).

/** Rows and settings that no route of this resource can make. */
const backdoor = defineResource({
  path: "backdoor",
  scope: "backdoor",
  create: (call) => {
    const { holdout, savedMetric, settings, legacy, unversioned } = call.data as {
      holdout?: number;
      savedMetric?: string;
      settings?: JsonObject;
      legacy?: number;
      unversioned?: number;
    };
    const of = {
      project: call.project.id,
      description: "",
      created_at: call.now,
      updated_at: call.now,
      created_by: call.user.id,
    };
    if (settings) call.table(projects).put({ ...call.project, settings });
    if (legacy)
      call
        .table(experiments)
        .put({ ...call.table(experiments).get(legacy)!, metrics: [{ kind: "ExperimentTrendsQuery", uuid: "l" }] });
    if (unversioned) call.table(experiments).put({ ...call.table(experiments).get(unversioned)!, version: null });
    if (holdout !== undefined)
      return created({
        id: call.table(holdouts).insert({
          ...of,
          name: "Holdout",
          filters: [{ properties: [], rollout_percentage: holdout, variant: "holdout-1" }],
        }).id,
      });
    if (savedMetric !== undefined)
      return created({
        id: call.table(savedMetrics).insert({
          ...of,
          name: savedMetric,
          tags: [],
          query: { ...mean(savedMetric), uuid: `uuid-of-${savedMetric}` },
        }).id,
      });
    return created({});
  },
});

export let posthog: Asking;
/** The emulator's, which stands still until a test moves it. */
export const clock = { ms: 0 };
/** Gives each test of a file a PostHog of its own. */
export function eachInItsOwn(): void {
  beforeEach(() => {
    clock.ms = 1_800_000_000_000;
    posthog = start({ resources: [backdoor], clock: { now: () => clock.ms } });
  });
  afterEach(() => posthog.close());
}

export const mean = (event: string): JsonObject => ({
  kind: "ExperimentMetric",
  metric_type: "mean",
  source: { kind: "EventsNode", event },
});
export const halves = [
  { key: "control", name: "Control", rollout_percentage: 50 },
  { key: "test", name: "Test", rollout_percentage: 50 },
];
export const variantFilters = (variants: Json[], rollout_percentage = 100): JsonObject => ({
  groups: [{ properties: [], rollout_percentage }],
  multivariate: { variants },
});
export const post = (body: JsonObject) => posthog.post("experiments/", { name: "E", feature_flag_key: "f", ...body });
export const make = async (body: JsonObject = {}) => {
  const { status, body: row } = await post({ allow_unknown_events: true, ...body });
  expect([status, row]).toEqual([201, expect.anything()]);
  return row;
};
export const makeFlag = async (key: string, filters: JsonObject = variantFilters(halves), more: JsonObject = {}) =>
  (await posthog.post("feature_flags/", { key, filters, ...more })).body;
export const flagRow = async (key = "f") =>
  (await posthog.get(`feature_flags/?key=${key}`)).body.results[0] ??
  (await posthog.get(`feature_flags/?key=${key}&archived=true`)).body.results[0];
export const patch = (id: number, body: JsonObject) =>
  posthog.patch(`experiments/${id}/`, { allow_unknown_events: true, ...body });
export const read = async (id: number) => (await posthog.get(`experiments/${id}/`)).body;
export const act = (id: number, action: string, body: JsonObject = {}) =>
  posthog.post(`experiments/${id}/${action}/`, body);
export const detail = async (answer: Promise<{ status: number; body: { detail: string } }>) => {
  const { status, body } = await answer;
  expect(status).toBe(400);
  return body.detail;
};
export const listed = async (query = "") =>
  (await posthog.get(`experiments/${query}`)).body.results.map(({ name }: { name: string }) => name).sort();
export const hidden = async (body: JsonObject) => (await posthog.post("backdoor/", body)).body.id as number;
