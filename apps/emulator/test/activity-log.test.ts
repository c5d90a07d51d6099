import { afterEach, beforeEach, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import { createEmulator, created, defineResource, defineTable, fields, noContent, ok } from "../src/index.js";
import { start, type Asking } from "./support.js";

let posthog: Asking;
beforeEach(() => {
  posthog = start({ clock: { now: () => 1_800_000_000_000 } });
});
afterEach(() => posthog.close());

interface Entry {
  readonly activity: string;
  readonly scope: string;
  readonly item_id: string;
  readonly user: { readonly first_name: string; readonly email: string } | null;
  readonly detail: { readonly name: string; readonly type: string | null; readonly changes: JsonObject[] };
}

const log = async (scope: string, item?: unknown): Promise<Entry[]> => {
  const about = item === undefined ? "" : `&item_id=${String(item)}`;
  return (await posthog.get(`activity_log/?scope=${scope}${about}&page=1`)).body.results as Entry[];
};
const make = async (path: string, body: JsonObject) => (await posthog.post(path, body)).body as JsonObject;
const verbs = async (scope: string, item?: unknown) => (await log(scope, item)).map(({ activity }) => activity);
const names = (entries: readonly Entry[]) => entries.map(({ user }) => user?.first_name ?? null);
const short = ({ detail }: Entry) =>
  detail.changes.map(({ action, field, before, after }) => [action, field, before, after]);

const trends = { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "x" }] };
const insight = { name: "i", query: { kind: "InsightVizNode", source: trends } };

test("an entry says who did what to which row, and what was there before", async () => {
  const { id, short_id } = await make("insights/", insight);
  await posthog.ui("PATCH", `insights/${String(id)}/`, { name: "j", description: "d" }, "Ada");
  const { body } = await posthog.get(`activity_log/?scope=Insight&item_id=${String(id)}&page=1`);
  expect(body).toMatchObject({ count: 2, next: null, previous: null });
  expect(body.results[0]).toEqual({
    id: expect.any(String),
    user: expect.objectContaining({ first_name: "Ada", email: "ada@example.com" }),
    activity: "updated",
    scope: "Insight",
    item_id: String(id),
    detail: {
      name: "j",
      short_id,
      type: null,
      changes: [
        { type: "Insight", action: "changed", field: "name", before: "i", after: "j" },
        { type: "Insight", action: "created", field: "description", before: null, after: "d" },
      ],
      trigger: null,
    },
    created_at: "2027-01-15T08:00:00Z",
    is_system: false,
    was_impersonated: false,
    unread: true,
  });
  expect(body.results[1]).toMatchObject({ activity: "created", user: { first_name: "Caller" } });
});

test("insights: an update that changes nothing and an insight without a name leave no trace; deleted and restored", async () => {
  const { id } = await make("insights/", insight);
  await posthog.patch(`insights/${String(id)}/`, { name: "i" });
  await posthog.patch(`insights/${String(id)}/`, { deleted: true });
  await posthog.patch(`insights/${String(id)}/`, { deleted: false });
  expect(await verbs("Insight", id)).toEqual(["restored", "deleted", "created"]);
  await make("insights/", { query: insight.query });
  expect(await verbs("Insight")).toHaveLength(3);
});

test("tags are a change of `tags`, sorted", async () => {
  const { id } = await make("insights/", { ...insight, tags: ["b"] });
  await posthog.patch(`insights/${String(id)}/`, { tags: ["c", "a"] });
  expect(short((await log("Insight", id))[0]!)).toEqual([["changed", "tags", ["b"], ["a", "c"]]]);
});

test("dashboards: nobody is named for a key, and tiles are in no log", async () => {
  const { id } = await make("dashboards/", { name: "d" });
  await posthog.patch(`dashboards/${String(id)}/`, { name: "by key" });
  await posthog.ui("PATCH", `dashboards/${String(id)}/`, { name: "by hand" }, "Ada");
  const { id: placed } = await make("insights/", { ...insight, dashboards: [Number(id)] });
  await posthog.get(`dashboards/${String(id)}/`);
  await posthog.ui("PATCH", `dashboards/${String(id)}/`, { deleted: true }, "Ada");
  await posthog.ui("PATCH", `dashboards/${String(id)}/`, { deleted: false }, "Ada");
  const entries = await log("Dashboard", id);
  expect(entries.map(({ activity }) => activity)).toEqual(["restored", "deleted", "updated", "updated", "created"]);
  expect(names(entries)).toEqual(["Ada", "Ada", "Ada", null, null]);
  expect(entries[4]).toMatchObject({ is_system: true, detail: { type: "dashboard", name: "d" } });
  expect(await verbs("Insight", placed)).toEqual(["created"]);
});

test("feature flags: every way to write one is written down, with its version", async () => {
  const { id } = await make("feature_flags/", { key: "f" });
  await posthog.ui("PATCH", `feature_flags/${String(id)}/`, { name: "n", version: 1 }, "Ada");
  await posthog.ui("POST", `feature_flags/${String(id)}/disable/`, {}, "Ben");
  await posthog.patch(`feature_flags/${String(id)}/`, { deleted: true });
  const entries = await log("FeatureFlag", id);
  expect(entries.map(({ activity }) => activity)).toEqual(["deleted", "updated", "updated", "created"]);
  expect(names(entries)).toEqual(["Caller", "Ben", "Ada", "Caller"]);
  expect(short(entries[1]!)).toContainEqual(["changed", "active", true, false]);
  expect(short(entries[2]!)).toEqual([
    ["created", "name", null, "n"],
    ["changed", "version", 1, 2],
  ]);
});

test("actions: whoever edits one, its creator is named", async () => {
  const { id } = await make("actions/", { name: "a" });
  await posthog.ui("PATCH", `actions/${String(id)}/`, { description: "d" }, "Ada");
  await posthog.ui("PATCH", `actions/${String(id)}/`, { deleted: true }, "Ada");
  await posthog.ui("PATCH", `actions/${String(id)}/`, { deleted: false }, "Ada");
  const entries = await log("Action", id);
  expect(entries.map(({ activity }) => activity)).toEqual(["updated", "deleted", "updated", "created"]);
  expect(names(entries)).toEqual(["Caller", "Caller", "Caller", "Caller"]);
});

test("cohorts: what calculating changes is not written down", async () => {
  const filters = { properties: { type: "AND", values: [{ key: "k", type: "person", operator: "is_set" }] } };
  const { id } = await make("cohorts/", { name: "c", filters: filters as unknown as Json });
  await posthog.get(`cohorts/${String(id)}/`);
  await posthog.ui("PATCH", `cohorts/${String(id)}/`, { name: "d" }, "Ada");
  const [entry, ...others] = await log("Cohort", id);
  expect(short(entry!)).toEqual([["changed", "name", "c", "d"]]);
  expect(entry!.user!.first_name).toBe("Ada");
  expect(others.map(({ activity }) => activity)).toEqual(["created"]);
});

test("events are `created` with a name, always `changed`, and never know their former tags, unless they go", async () => {
  const { id } = await make("event_definitions/", { name: "e", tags: ["t"] });
  await posthog.patch(`event_definitions/${String(id)}/`, {});
  await posthog.patch(`event_definitions/${String(id)}/`, { tags: ["u", "t"], description: "d" });
  await posthog.ask("DELETE", `event_definitions/${String(id)}/`);
  const entries = await log("EventDefinition", id);
  expect(entries.map(({ activity }) => activity)).toEqual(["deleted", "changed", "changed", "created"]);
  expect(entries.map(short)).toEqual([
    [["deleted", "tags", ["t", "u"], null]],
    [
      ["created", "description", null, "d"],
      ["created", "tags", null, ["t", "u"]],
    ],
    [],
    [
      ["created", "name", null, "e"],
      ["created", "tags", null, ["t"]],
    ],
  ]);
});

test("the first look at an event that was ingested is no entry", async () => {
  posthog.ingest(["seen"]);
  const [{ id }] = (await posthog.get("event_definitions/")).body.results;
  await posthog.get(`event_definitions/${id}/`);
  expect(await log("EventDefinition")).toEqual([]);
});

test("experiments, holdouts and saved metrics share a scope, and are told apart by `type`", async () => {
  const holdout = await make("experiment_holdouts/", {
    name: "h",
    filters: [{ properties: [], rollout_percentage: 5 }] as Json,
  });
  const metric = await make("experiment_saved_metrics/", {
    name: "m",
    query: {
      kind: "ExperimentMetric",
      metric_type: "mean",
      source: { kind: "EventsNode", event: "x" },
    },
  });
  const { id } = await make("experiments/", { name: "x", feature_flag_key: "xf" });
  await posthog.ui("PATCH", `experiments/${String(id)}/`, { description: "d" }, "Ada");
  await posthog.patch(`experiment_holdouts/${String(holdout.id)}/`, { name: "h2" });
  await posthog.ui("PATCH", `experiment_holdouts/${String(holdout.id)}/`, { name: "h3" }, "Ada");
  await posthog.ui("DELETE", `experiment_saved_metrics/${String(metric.id)}/`, undefined, "Ben");
  const told = (await log("Experiment")).map(({ activity, detail, item_id, user }) =>
    [activity, detail.type, item_id, user?.first_name ?? null].join(" "),
  );
  expect(told).toEqual([
    `deleted shared_metric ${String(metric.id)} Ben`,
    `updated holdout ${String(holdout.id)} Ada`,
    `updated holdout ${String(holdout.id)} Caller`,
    `updated  ${String(id)} Ada`,
    `created  ${String(id)} `,
    `created shared_metric ${String(metric.id)} Caller`,
    `created holdout ${String(holdout.id)} Caller`,
  ]);
  expect(await verbs("FeatureFlag")).toEqual(["created"]);
});

test("endpoints: another query is a new version, what else a version has is in a scope of its own", async () => {
  const sql = (query: string): JsonObject => ({ kind: "HogQLQuery", query });
  const { id } = await make("endpoints/", { name: "e", query: sql("SELECT 1") });
  await posthog.patch("endpoints/e/", { query: sql("SELECT 2") });
  await posthog.patch("endpoints/e/", { description: "d" });
  await posthog.patch("endpoints/e/", { is_active: false });
  await posthog.ask("DELETE", "endpoints/e/");
  expect(await verbs("Endpoint", id)).toEqual(["deleted", "updated", "version_created", "created"]);
  expect(await verbs("EndpointVersion", id)).toEqual(["version_updated"]);
  expect(await verbs("EndpointVersion")).toEqual(["version_updated"]);
  const [, , version] = await log("Endpoint", id);
  expect(version!.detail.changes).toEqual([
    expect.objectContaining({ type: "EndpointVersion", field: "query", action: "changed" }),
  ]);
});

test("the project's name is the project's and the team's, other settings are the team's", async () => {
  await posthog.ask("PATCH", "/api/projects/1/", { name: "New" });
  await posthog.ask("PATCH", "/api/projects/1/", { timezone: "Europe/Berlin" });
  expect(await verbs("Project", 1)).toEqual(["updated"]);
  expect((await log("Team", 1)).map(short)).toEqual([
    [["changed", "timezone", "UTC", "Europe/Berlin"]],
    [["changed", "name", "Default project", "New"]],
  ]);
});

test("property groups and links between events and them are in no log", async () => {
  await make("schema_property_groups/", { name: "g", properties: [{ name: "p", property_type: "String" }] });
  expect((await posthog.get("activity_log/?page=1")).body.results).toEqual([]);
});

test("a refused write leaves no entry", async () => {
  await make("actions/", { name: "a" });
  expect((await posthog.post("actions/", { name: "a" })).status).toBe(400);
  expect(await verbs("Action")).toEqual(["created"]);
});

test("pages by `page` and `page_size` (not `limit`), newest first, else a cursor without a count", async () => {
  for (const key of ["a", "b", "c"]) await make("feature_flags/", { key });
  const page = async (query: string) => (await posthog.get(`activity_log/?${query}`)).body;
  const second = await page("page=2&page_size=2");
  expect(second).toMatchObject({ count: 3, next: null, results: [{ detail: { name: "a" } }] });
  expect(second.previous).toContain("page_size=2");
  expect((await page("page=1&limit=2")).results).toHaveLength(3);
  expect((await posthog.get("activity_log/?page=9")).body).toMatchObject({
    code: "not_found",
    detail: "Invalid page.",
  });
  const first = await page("page_size=2");
  expect(first).not.toHaveProperty("count");
  expect(first.results.map((entry: Entry) => entry.detail.name)).toEqual(["c", "b"]);
  const rest = (await posthog.get(new URL(first.next).href.replace("http://emulator.test", ""))).body;
  expect(rest.results.map((entry: Entry) => entry.detail.name)).toEqual(["a"]);
  expect((await page("scopes=FeatureFlag,Insight&page=1")).count).toBe(3);
  expect((await page("scopes=Insight&page=1")).count).toBe(0);
});

test("some models have a log of their own, cut by `page` and `limit`, for whoever has the log's scope", async () => {
  const { id } = await make("feature_flags/", { key: "f" });
  for (const name of ["1", "2", "3"]) await posthog.patch(`feature_flags/${String(id)}/`, { name });
  await make("feature_flags/", { key: "g" });
  const own = (await posthog.get(`feature_flags/${String(id)}/activity/?limit=3&page=2`)).body;
  expect(own).toMatchObject({ total_count: 4, next: null, results: [{ activity: "created" }] });
  expect(own.previous).toContain("page=1");
  expect((await posthog.get("feature_flags/activity/")).body.total_count).toBe(5);
  expect((await posthog.get("feature_flags/999/activity/")).status).toBe(404);
  for (const path of ["insights", "cohorts", "experiments"])
    expect((await posthog.get(`${path}/activity/`)).body.total_count, path).toBeTypeOf("number");
  expect((await posthog.get("dashboards/activity/")).status).toBe(404);
});

test("without the scope 403, without the plan 402 for the project's log alone", async () => {
  const { id } = await make("feature_flags/", { key: "f" });
  posthog.addKey({ value: "phx_flags", scopes: ["feature_flag:write"] });
  for (const path of ["activity_log/", `feature_flags/${String(id)}/activity/`]) {
    const { status, body } = await posthog.ask("GET", path, undefined, { key: "phx_flags" });
    expect([status, body.detail]).toEqual([403, "API key missing required scope 'activity_log:read'"]);
  }
  posthog.switches.auditLogs = false;
  expect((await posthog.get("activity_log/")).body.code).toBe("payment_required");
  expect((await posthog.get(`feature_flags/${String(id)}/activity/`)).status).toBe(200);
});

test("a third party's resource is logged by one option", async () => {
  interface Note {
    id: number;
    project: number;
    text: string;
  }
  const notes = defineTable<Note>("acme_notes", { indexes: ["project"] });
  const find = (id: string, table: { get(id: number): Note | undefined }) => table.get(Number(id))!;
  const resource = defineResource({
    path: "acme_notes",
    scope: "acme_note",
    tables: [notes],
    logged: [
      {
        table: notes,
        scope: "AcmeNote",
        name: (note: Note) => note.text,
        find: (call) => find(call.param("id"), call.table(notes)),
      },
    ],
    create: (call) => {
      const sent = fields.parseFields({ text: fields.text({ required: true }) }, call.data);
      return created({ ...call.table(notes).insert({ project: call.project.id, text: sent.text! }) });
    },
    update: (call) => {
      const note = find(call.param("id"), call.table(notes));
      return ok({ ...call.table(notes).put({ ...note, text: String(call.data.text) }) });
    },
    destroy: (call) => {
      call.table(notes).remove(Number(call.param("id")));
      return noContent();
    },
  });
  const own = start({ resources: [resource] });
  await own.post("acme_notes/", { text: "a" });
  await own.ui("PATCH", "acme_notes/1/", { text: "b" }, "ada@example.org");
  expect((await own.get("acme_notes/1/activity/")).body.results).toMatchObject([
    { activity: "updated", scope: "AcmeNote", user: { first_name: "", email: "ada@example.org" } },
    { activity: "created", user: { first_name: "Caller" } },
  ]);
  await own.ask("DELETE", "acme_notes/1/");
  const all = (await own.get("activity_log/?page=1&scope=AcmeNote")).body.results as Entry[];
  expect(all[0]).toMatchObject({ activity: "deleted", detail: { name: "b" } });
  await own.close();
});

test("a teammate who was named once is the same person ever after, over HTTP too", async () => {
  const emulator = createEmulator();
  await emulator.ui("POST", "actions/", { name: "a" }, "Ada");
  const { url } = await emulator.listen({ port: 0 });
  const body = JSON.stringify({ method: "POST", path: "actions/", body: { name: "b" }, as: "Ada" });
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${url}/__emulator/ui`, { method: "POST", headers, body })).status).toBe(200);
  const creators = emulator.snapshot().actions!.map((action) => "created_by" in action && action.created_by);
  expect(new Set(creators).size).toBe(1);
  expect(emulator.snapshot().users!.filter((user) => "first_name" in user && user.first_name === "Ada")).toHaveLength(
    1,
  );
  await emulator.close();
});
