import { afterEach, beforeEach, expect } from "vitest";
import { created, defineResource, type Json, type JsonObject } from "../../src/index.js";
import { projects } from "../../src/accounts/tables.js";
import { blankExperiment, experiments } from "../../src/resources/experiments/table.js";
import { flags } from "../../src/resources/feature-flags/table.js";
import { start, type Asking } from "../support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/feature_flags/backend/api/test/`).

/** Rows that no route of these resources can make: experiments on a flag, versions of very old flags, settings. */
const backdoor = defineResource({
  path: "backdoor",
  scope: "backdoor",
  create: (call) => {
    const { experiment, unversioned, settings } = call.data as {
      experiment?: { feature_flag: number; running: boolean; deleted?: boolean };
      unversioned?: number;
      settings?: JsonObject;
    };
    if (experiment) {
      const of = { project: call.project.id, name: "Experiment", created_at: call.now, created_by: call.user.id };
      call.table(experiments).insert({
        ...blankExperiment({ ...of, feature_flag: experiment.feature_flag }),
        start_date: experiment.running ? call.now : null,
        deleted: experiment.deleted ?? false,
      });
    }
    if (unversioned) call.table(flags).put({ ...call.table(flags).get(unversioned)!, version: null });
    if (settings) call.table(projects).put({ ...call.project, settings });
    return created({});
  },
});

export let posthog: Asking;
/** Gives each test of a file a PostHog of its own. */
export function eachInItsOwn(): void {
  beforeEach(() => {
    posthog = start({ resources: [backdoor] });
  });
  afterEach(() => posthog.close());
}

export const everybody = { groups: [{ rollout_percentage: 100 }] };
export const post = (body: JsonObject) => posthog.post("feature_flags/", body);
export const make = async (key: string, more: JsonObject = {}) =>
  (await post({ key, filters: everybody, ...more })).body;
export const patch = (id: number, body: JsonObject) => posthog.patch(`feature_flags/${id}/`, body);
export const read = (id: number) => posthog.get(`feature_flags/${id}/`);
export const act = (id: number, action: string) => posthog.post(`feature_flags/${id}/${action}/`);
export const keys = async (query = "") =>
  (await posthog.get(`feature_flags/${query}`)).body.results.map(({ key }: { key: string }) => key).sort();

export const person = (operator: string, value: Json) => ({ type: "person", key: "email", operator, value });
export const where = (...properties: Json[]) => ({ groups: [{ properties, rollout_percentage: 100 }] });
export const dependsOn = (id: number) =>
  where({ type: "flag", key: String(id), operator: "flag_evaluates_to", value: true });
export const variants = (...list: [key: string, share: number][]) => ({
  groups: [{ rollout_percentage: 100 }],
  multivariate: { variants: list.map(([key, rollout_percentage]) => ({ key, rollout_percentage })) },
});
/** Code and text of the refusal of a flag with these filters. */
export const refusal = async (filters: Json) => {
  const { status, body } = await post({ key: "refused", filters });
  expect([status, body.attr]).toEqual([400, "filters"]);
  return [body.code, body.detail];
};
