/** Whom a plan names for drift, kind by kind, by what PostHog's activity log knows of each. */
import type { Definition } from "@posthog-definitions/core";
import type { Emulator, JsonObject } from "@posthog-definitions/emulator";
import { planProject } from "@posthog-definitions/executor";
import { afterEach, beforeEach, expect, it } from "vitest";
import { flagsWithVariants, newProject, some } from "../bench/company.mjs";

let project: ReturnType<typeof newProject>;
let emulator: Emulator;
beforeEach(() => {
  project = newProject();
  emulator = project.emulator;
});
afterEach(() => emulator.close());

const planned = (definitions: readonly Definition[]) => planProject(project.options(definitions));
const rows = async (path: string): Promise<JsonObject[]> => {
  const { body } = await emulator.ui("GET", path);
  return (body as { results: JsonObject[] }).results;
};

interface Case {
  readonly path: string;
  readonly edit: (row: JsonObject) => JsonObject;
  /** What stands in the row's URL. Default: its id. */
  readonly at?: string;
  readonly uses?: readonly Definition[];
}
const rename = ({ id }: JsonObject) => ({ name: `Theirs ${String(id)}` });
const sql = (query: string): JsonObject => ({ kind: "HogQLQuery", query });
const edits: Readonly<Record<string, Case>> = {
  // The row's own `last_modified_by` does not move with its query.
  insight: { path: "insights", edit: () => ({ query: { kind: "DataTableNode", source: sql("select 7") } }) },
  "feature-flag": {
    path: "feature_flags",
    edit: ({ version }) => ({ filters: { groups: [{ properties: [], rollout_percentage: 77 }] }, version: version! }),
  },
  dashboard: { path: "dashboards", edit: rename },
  cohort: { path: "cohorts", edit: rename },
  endpoint: { path: "endpoints", edit: () => ({ query: sql("select 7") }), at: "name" },
  "event-definition": { path: "event_definitions", edit: () => ({ description: "Theirs." }) },
  experiment: { path: "experiments", edit: rename, uses: flagsWithVariants(2) },
  "experiment-holdout": { path: "experiment_holdouts", edit: rename },
  "experiment-saved-metric": { path: "experiment_saved_metrics", edit: rename },
};

it.each(Object.entries(edits))("%s: whoever edited it in PostHog is named", async (kind, { path, edit, at, uses }) => {
  const all = [...(uses ?? []), ...some[kind]!(2, uses)];
  await (await planned(all)).apply();
  for (const [i, row] of (await rows(`${path}/`)).entries()) {
    const { status } = await emulator.ui(
      "PATCH",
      `${path}/${String(row[at ?? "id"])}/`,
      edit(row),
      i === 0 ? "Ada" : "Ben",
    );
    expect(status).toBe(200);
  }
  emulator.log.clear();
  const { plan } = await planned(all);
  expect(plan.changes.map(({ changedBy }) => changedBy?.by).sort()).toEqual(["Ada", "Ben"]);
  expect(emulator.log.entries.filter(({ path }) => path.includes("activity"))).toHaveLength(2);
});

it("holdouts and saved metrics: nobody is named for an edit with a key, which the log puts down to the creator", async () => {
  const all = [...some["experiment-holdout"]!(1), ...some["experiment-saved-metric"]!(1)];
  await (await planned(all)).apply();
  for (const path of ["experiment_holdouts", "experiment_saved_metrics"]) {
    const [row] = await rows(`${path}/`);
    await project.options([]).client.send({ method: "PATCH", path: `${path}/${String(row!.id)}/`, body: rename(row!) });
  }
  const { plan } = await planned(all);
  expect(plan.changes.map(({ origin, changedBy }) => [origin, changedBy])).toEqual([
    ["drift", undefined],
    ["drift", undefined],
  ]);
});

it("nobody is named for a tile, which no log speaks of", async () => {
  const insights = some["insight"]!(5);
  const all = [...insights, ...some["dashboard"]!(1, insights)];
  await (await planned(all)).apply();
  const [dashboard] = await rows("dashboards/");
  const { tiles } = (await emulator.ui("GET", `dashboards/${String(dashboard!.id)}/`)).body as { tiles: JsonObject[] };
  const layouts = { sm: { x: 6, y: 0, w: 6, h: 4 } };
  await emulator.ui(
    "PATCH",
    `dashboards/${String(dashboard!.id)}/`,
    { tiles: [{ id: tiles[0]!.id!, layouts }] },
    "Ada",
  );
  const { plan } = await planned(all);
  expect(plan.changes).toMatchObject([{ address: "dashboard.dashboard-0", origin: "drift" }]);
  expect(plan.changes[0]).not.toHaveProperty("changedBy");
});

it.each([
  ["action", "actions", "names the creator of each"],
  ["property-group", "schema_property_groups", "does not speak of them"],
])("%s: nothing is asked of the log (%s), which %s", async (kind, path) => {
  const all = some[kind]!(1);
  await (await planned(all)).apply();
  const [row] = await rows(`${path}/`);
  const edit = kind === "action" ? rename(row!) : { properties: [{ name: "seats", property_type: "Numeric" }] };
  await emulator.ui("PATCH", `${path}/${String(row!.id)}/`, edit, "Ada");
  emulator.log.clear();
  const { plan } = await planned(all);
  expect(plan.changes).toMatchObject([{ origin: "drift" }]);
  expect(plan.changes[0]).not.toHaveProperty("changedBy");
  expect(emulator.log.entries.some(({ path }) => path.includes("activity"))).toBe(false);
});

it("event definitions: nobody is named for tags that somebody else's edit sent along", async () => {
  const { eventDefinition } = await import("@posthog/definitions");
  const all = [eventDefinition({ key: "paid", name: "paid", tags: ["billing"] })];
  await (await planned(all)).apply();
  const [row] = await rows("event_definitions/");
  const tags = [...(row!.tags as string[]).filter((tag) => tag !== "billing"), "money"];
  await emulator.ui("PATCH", `event_definitions/${String(row!.id)}/`, { tags }, "Ada");
  expect((await planned(all)).plan.changes[0]!.changedBy).toMatchObject({ by: "Ada" });
  await emulator.ui("PATCH", `event_definitions/${String(row!.id)}/`, { tags, verified: true }, "Ben");
  expect((await planned(all)).plan.changes[0]).not.toHaveProperty("changedBy");
});

it("a log that one kind's rows do not have keeps nobody from asking another's", async () => {
  const all = [...some["cohort"]!(1), ...some["insight"]!(1)];
  await (await planned(all)).apply();
  for (const path of ["cohorts", "insights"]) {
    const [row] = await rows(`${path}/`);
    await emulator.ui("PATCH", `${path}/${String(row!.id)}/`, rename(row!), "Ada");
  }
  emulator.faults.add({ kind: "error", status: 404, path: /cohorts.*activity/ });
  const { plan } = await planned(all);
  expect(plan.changes.map(({ kind, changedBy }) => [kind, changedBy?.by])).toEqual([
    ["cohort", undefined],
    ["insight", "Ada"],
  ]);
});

it("500 rows that drifted cost 20 requests more than 500 in sync", async () => {
  const all = some["insight"]!(500);
  await (await planned(all)).apply();
  for (const row of await rows("insights/?limit=1000"))
    await emulator.ui("PATCH", `insights/${String(row.id)}/`, rename(row));
  emulator.log.clear();
  const { plan } = await planned(all);
  expect(plan.changes).toHaveLength(500);
  const own = emulator.log.entries.filter(({ path }) => path.endsWith("/activity/"));
  expect([own.length, emulator.log.entries.length]).toEqual([20, 21]);
});
