import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/product_analytics/backend/api/test/`).

let now = Date.UTC(2026, 0, 1);
let posthog: Asking;
beforeEach(() => {
  posthog = start({ clock: { now: () => now } });
});
afterEach(() => posthog.close());

const trends = { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "x" }] };
const wrapped = { kind: "InsightVizNode", source: trends };

const make = async (body: JsonObject = {}) => (await posthog.post("insights/", body)).body;
const patch = async (id: number, body: JsonObject) => (await posthog.patch(`insights/${id}/`, body)).body;

test('"created, updated and last modified"', async () => {
  posthog.switches.legacyFilters = "accepted";
  const first = await posthog.post("insights/", { name: "test" });
  expect(first.status).toBe(201);
  const { id, last_modified_at: start } = first.body;
  now += 1000;
  const favorited = await patch(id, { favorited: true });
  expect([favorited.last_modified_at, favorited.updated_at]).toEqual([start, "2026-01-01T00:00:01Z"]);
  const changes: JsonObject[] = [{ name: "b" }, { description: "c" }, { filters: { events: [] } }];
  for (const change of changes) {
    now += 1000;
    const row = await patch(id, change);
    expect(row.last_modified_at).toBe(row.updated_at);
  }
  const before = await patch(id, { tags: ["x"] });
  now += 1000;
  const edited = (await posthog.ui("PATCH", `insights/${id}/`, { name: "d" })).body as JsonObject;
  expect(edited.last_modified_by).toMatchObject({ email: "teammate@example.com" });
  expect(edited.last_modified_at).not.toBe(before.last_modified_at);
  now += 1000;
  expect((await patch(id, { query: wrapped })).last_modified_at).toBe(edited.last_modified_at);
});

test('"retrieve insight by id or short id", in its own project alone; unknown is 404', async () => {
  const { id, short_id } = await make({ name: "a" });
  expect(short_id).toMatch(/^[0-9A-Za-z_-]{8}$/);
  for (const key of [id, short_id]) expect((await posthog.get(`insights/${key}/`)).body.id).toBe(id);
  const second = posthog.addProject("Second").id;
  expect((await posthog.get(`/api/projects/${second}/insights/${short_id}/`)).status).toBe(404);
  expect((await posthog.get("insights/abcdefgh/")).status).toBe(404);
});

test('"saved filter returns saved or on visible dashboard"', async () => {
  const { id: dashboard } = (await posthog.post("dashboards/", {})).body;
  await make({ name: "saved" });
  await make({ name: "placed", saved: false, dashboards: [dashboard] });
  await make({ name: "loose", saved: false });
  const names = async (query: string) =>
    (await posthog.get(`insights/?order=id&${query}`)).body.results.map(({ name }: { name: string }) => name);
  expect(await names("saved=true")).toEqual(["saved", "placed"]);
  expect(await names("saved=false")).toEqual(["placed", "loose"]);
});

test('"list filter by search enforces length cap"', async () => {
  expect((await posthog.get(`insights/?search=${"x".repeat(200)}`)).status).toBe(200);
  const { status, body } = await posthog.get(`insights/?search=${"x".repeat(201)}`);
  expect([status, body.attr]).toEqual([400, "search"]);
  expect(body.detail).toContain("200 characters");
});

test("the list is filtered by short id, tags, dashboards, kind, words, creator and favourites", async () => {
  const { id: dashboard } = (await posthog.post("dashboards/", {})).body;
  const a = await make({ name: "a", tags: ["one", "two"], query: wrapped, dashboards: [dashboard] });
  await make({ name: "b", tags: ["three"], description: "needle", favorited: true });
  const sql = { kind: "DataVisualizationNode", source: { kind: "HogQLQuery", query: "select 1" } };
  await posthog.ui("POST", "insights/", { name: "c", query: sql });
  const names = async (query: string) =>
    (await posthog.get(`insights/?order=id&basic=true&${query}`)).body.results.map(
      ({ name }: { name: string }) => name,
    );
  expect(await names(`short_id=${a.short_id}`)).toEqual(["a"]);
  expect(await names('tags=["two","three"]')).toEqual(["a", "b"]);
  expect(await names(`dashboards=[${dashboard}]`)).toEqual(["a"]);
  expect(await names("insight=SQL")).toEqual(["c"]);
  expect(await names("search=NEEDLE")).toEqual(["b"]);
  expect(await names("favorited=1")).toEqual(["b"]);
  expect(await names("user=1")).toEqual(["a", "b"]);
  expect(await names("created_by=[2]")).toEqual(["c"]);
  expect(await names("created_date_from=2027-01-01")).toEqual([]);
});

test('"cannot set filters hash via api", nor anything else that is read-only', async () => {
  const { id, short_id } = await make();
  const { status, body } = await posthog.patch(`insights/${id}/`, { filters_hash: "x", short_id: "y", id: 1 });
  expect([status, body.id, body.short_id, body.filters_hash]).toEqual([200, id, short_id, null]);
});

test("a change that does not name `saved` saves", async () => {
  const { id, saved } = await make({ saved: false });
  expect(saved).toBe(false);
  expect((await patch(id, { saved: false })).saved).toBe(false);
  expect((await patch(id, { favorited: true })).saved).toBe(true);
});

test("names may be empty, descriptions have 400 characters at most", async () => {
  expect((await posthog.post("insights/", { name: "", description: null })).status).toBe(201);
  expect(await make({ description: "x".repeat(401) })).toMatchObject({ code: "max_length", attr: "description" });
});

test("basic rows lack results and what goes with them", async () => {
  const { id } = await make({ query: wrapped });
  const [row] = (await posthog.get("insights/?basic=true")).body.results;
  expect(row.id).toBe(id);
  for (const key of ["result", "order", "deleted", "last_modified_by", "alerts"]) expect(row).not.toHaveProperty(key);
});

describe("dashboards", () => {
  test("are a set: the same set changes nothing, another one adds and removes tiles", async () => {
    const ids: number[] = [];
    for (let n = 0; n < 3; n++) ids.push((await posthog.post("dashboards/", {})).body.id);
    const { id, dashboard_tiles } = await make({ dashboards: [ids[0]!, ids[1]!] });
    const same = await patch(id, { dashboards: [ids[1]!, ids[0]!] });
    expect(same.dashboard_tiles).toEqual(dashboard_tiles);
    const other = await patch(id, { dashboards: [ids[1]!, ids[2]!] });
    expect([...other.dashboards].sort()).toEqual([ids[1], ids[2]]);
    expect((await patch(id, { name: "x" })).dashboards).toHaveLength(2);
  });

  test("that are unknown, deleted or another project's are refused, and nothing of the request is kept", async () => {
    const { id: deleted } = (await posthog.post("dashboards/", {})).body;
    await posthog.patch(`dashboards/${deleted}/`, { deleted: true });
    const { id } = await make({ name: "a" });
    for (const dashboard of [99, deleted]) {
      const { status, body } = await posthog.patch(`insights/${id}/`, { name: "b", dashboards: [dashboard] });
      expect([status, body]).toEqual([
        400,
        {
          type: "validation_error",
          code: "does_not_exist",
          detail: `Invalid pk "${dashboard}" - object does not exist.`,
          attr: "dashboards",
        },
      ]);
    }
    expect((await posthog.get(`insights/${id}/`)).body.name).toBe("a");
    expect(await make({ dashboards: ["x"] })).toMatchObject({ code: "incorrect_type" });
  });
});

describe("deletion", () => {
  test("hides the insight and removes its tiles; restoration does not bring those back", async () => {
    const { id: dashboard } = (await posthog.post("dashboards/", {})).body;
    const { id } = await make({ dashboards: [dashboard] });
    const deleted = await posthog.patch(`insights/${id}/`, { deleted: true });
    expect([deleted.status, deleted.body.deleted]).toEqual([200, true]);
    expect((await posthog.get(`insights/${id}/`)).status).toBe(404);
    expect((await posthog.get("insights/")).body.count).toBe(0);
    expect((await posthog.patch(`insights/${id}/`, { name: "x" })).status).toBe(404);
    expect((await posthog.patch(`insights/${id}/`, { deleted: "false" })).status).toBe(404);
    expect((await posthog.ask("PUT", `insights/${id}/`, { deleted: false })).status).toBe(404);
    const restored = await posthog.patch(`insights/${id}/`, { deleted: false });
    expect([restored.status, restored.body.dashboards]).toEqual([200, []]);
  });
});

describe("query", () => {
  test('"can save valid events query" and "insights query to an insight": bare and wrapped, as they were sent', async () => {
    const events = { kind: "EventsQuery", select: ["*"] };
    const table = { kind: "DataTableNode", source: events };
    for (const query of [events, trends, table, wrapped]) {
      const { status, body } = await posthog.post("insights/", { query });
      expect([status, body.query]).toEqual([201, query]);
    }
  });

  test('"cannot save a completely invalid query to an insight", before any other field is looked at', async () => {
    for (const query of [
      "not a valid query",
      { kind: "Nonsense" },
      { ...wrapped, extra: 1 },
      { kind: "TrendsQuery" },
    ]) {
      const { status, body } = await posthog.post("insights/", { query, name: 5, dashboards: "x" } as JsonObject);
      expect([status, body.type, body.code, body.attr]).toEqual([400, "invalid_request", "parse_error", null]);
    }
  });

  test("that is checked as an object only takes anything that is one", async () => {
    posthog.switches.queryValidation = "object";
    expect((await posthog.post("insights/", { query: { kind: "Nonsense" } })).status).toBe(201);
    expect((await posthog.post("insights/", { query: "x" })).status).toBe(400);
  });

  test("that is missing or empty is made up on read", async () => {
    for (const query of [undefined, null, {}]) {
      const row = await make(query === undefined ? {} : { query });
      expect(row.query).toMatchObject({ kind: "InsightVizNode", full: true, source: { kind: "TrendsQuery" } });
    }
  });

  test("gets schema versions in basic rows, and as it was sent elsewhere", async () => {
    const { id } = await make({ query: wrapped });
    const basic = (await posthog.get(`insights/${id}/?basic=true`)).body.query as { source: JsonObject };
    expect(basic.source.version).toBe(5);
    expect((await posthog.get("insights/?basic=true")).body.results[0].query.source.version).toBe(5);
    expect((await posthog.get(`insights/${id}/`)).body.query).toEqual(wrapped);
    posthog.switches.queryUpgrade = "always";
    expect((await posthog.get(`insights/${id}/`)).body.query.source.version).toBe(5);
    posthog.switches.queryUpgrade = "never";
    expect((await posthog.get("insights/?basic=true")).body.results[0].query).toEqual(wrapped);
  });

  test('"mcp create normalizes query"', async () => {
    const headers = { "x-posthog-client": "mcp" };
    const create = async (query: Json) => (await posthog.ask("POST", "insights/", { query }, { headers })).body.query;
    expect(await create({ ...trends, interval: null })).toEqual(wrapped);
    const sql = { kind: "HogQLQuery", query: "select 1" };
    expect(await create(sql)).toEqual({ kind: "DataVisualizationNode", source: sql });
    expect((await posthog.ask("POST", "insights/", {}, { headers })).body.attr).toBe("query");
  });

  test("legacy filters are refused unless the server still takes them", async () => {
    const { status, body } = await posthog.post("insights/", { filters: { events: [{ id: "x" }] } });
    expect([status, body.detail]).toEqual([
      403,
      "Creating or updating insights with legacy filters is not available for this user.",
    ]);
    expect((await posthog.post("insights/", { filters: {} })).status).toBe(201);
  });
});

test("SQL variables are keyed by the id that they have now, and vanish with the variable", async () => {
  const { id } = (await posthog.post("insight_variables/", { name: "Plan", type: "String" })).body;
  const variable = (code_name: string) => ({ variableId: "old", code_name, value: "pro" });
  const source = {
    kind: "HogQLQuery",
    query: "select 1",
    variables: { old: variable("plan"), gone: variable("gone") },
  };
  const { body } = await posthog.post("insights/", { query: { kind: "DataVisualizationNode", source } });
  expect(body.query.source.variables).toEqual({ [id]: { ...variable("plan"), variableId: id } });
});
