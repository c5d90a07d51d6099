import { afterEach, beforeEach, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/endpoints/backend/tests/test_endpoint.py`,
// `…/test_endpoint_versioning.py`).

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = 1_800_000_000_000;
  posthog = start({ clock: { now: () => now } });
});
afterEach(() => posthog.close());

const sql = (query = "select 1", more: JsonObject = {}): JsonObject => ({ kind: "HogQLQuery", query, ...more });
const trends = (more: JsonObject = {}): JsonObject => ({
  kind: "TrendsQuery",
  series: [{ kind: "EventsNode", event: "$pageview" }],
  ...more,
});
const post = (body: JsonObject) => posthog.post("endpoints/", { name: "orders", query: sql(), ...body });
const made = async (body: JsonObject = {}) => {
  const { status, body: endpoint } = await post(body);
  if (status !== 201) throw new Error(JSON.stringify(endpoint));
  return endpoint;
};
const patch = (body: JsonObject, query = "") => posthog.patch(`endpoints/orders/${query}`, body);
const get = async (path = "orders/") => (await posthog.get(`endpoints/${path}`)).body;

test("an endpoint is addressed by its name, and has an id that is a UUID", async () => {
  const endpoint = await made({ description: "Orders a day", tags: ["B", " a "] });
  expect(endpoint).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{8}-/),
    name: "orders",
    description: "Orders a day",
    is_active: true,
    is_materialized: false,
    data_freshness_seconds: 86400,
    endpoint_path: "/api/projects/1/endpoints/orders/run",
    url: "http://emulator.test/api/projects/1/endpoints/orders/run",
    ui_url: "http://emulator.test/project/1/endpoints/orders",
    current_version: 1,
    versions_count: 1,
    derived_from_insight: null,
    last_executed_at: null,
    materialization: { can_materialize: true, reason: null },
    bucket_overrides: null,
    tags: ["a", "b"],
    optional_breakdown_properties: [],
  });
  expect(endpoint).not.toHaveProperty("version");
  expect((await posthog.get(`endpoints/${endpoint.id}/`)).status).toBe(404);
  expect(await get()).toEqual(endpoint);
});

test("what is not sent has its default, and null is as good as nothing", async () => {
  const nothing = { description: null, data_freshness_seconds: null, is_active: null, tags: null };
  expect(await made({ ...nothing, derived_from_insight: null })).toMatchObject({
    description: "",
    data_freshness_seconds: 86400,
    is_active: true,
    tags: [],
  });
});

test('"create": a query comes back with every key that it may have', async () => {
  expect((await made()).query).toEqual({
    kind: "HogQLQuery",
    query: "select 1",
    connectionId: null,
    explain: null,
    filters: null,
    modifiers: null,
    name: null,
    response: null,
    sendRawQuery: null,
    tags: null,
    values: null,
    variables: null,
    version: null,
  });
});

test("the query's defaults are filled in, its schema versions stamped, whatever is in it", async () => {
  const properties: JsonObject[] = [
    { type: "event", key: "plan", value: "pro" },
    { type: "cohort", key: "id", value: 3 },
    { type: "person", key: "email", operator: "is_set" },
    {},
  ];
  const { query } = await made({
    query: trends({
      trendsFilter: { showLegend: true },
      breakdownFilter: { breakdown: "$os" },
      properties,
      dateRange: {},
    }),
  });
  expect(query).toMatchObject({
    version: 5,
    interval: "day",
    filterTestAccounts: false,
    samplingFactor: null,
    compareFilter: null,
    series: [{ kind: "EventsNode", event: "$pageview", math: null, custom_name: null, properties: null }],
    trendsFilter: {
      showLegend: true,
      display: "ActionsLineGraph",
      smoothingIntervals: 1,
      showAnnotations: true,
      formula: null,
    },
    breakdownFilter: { breakdown: "$os", breakdown_type: "event", breakdowns: null },
    dateRange: { date_from: null, date_to: null, explicitDate: false },
    properties: [
      { type: "event", key: "plan", value: "pro", operator: "exact", label: null },
      { type: "cohort", key: "id", value: 3, operator: "in", cohort_name: null, label: null },
      { type: "person", key: "email", operator: "is_set", value: null, label: null },
      { type: "empty" },
    ],
  });
});

test('"invalid query name validation", "missing required fields", "duplicate name in team"', async () => {
  for (const name of ["invalid@name!", "1st", "a b", "x".repeat(129)]) {
    const { status, body } = await post({ name });
    expect([status, body.code, body.attr]).toEqual([400, "invalid_input", "name"]);
    expect(body.detail).toBe(
      `Invalid name '${name}'. Must start with a letter, contain only alphanumeric characters, hyphens, or underscores, and be between 1 and 128 characters long.`,
    );
  }
  const required = { type: "validation_error", code: "invalid_input", detail: "This field is required." };
  for (const name of [null, ""]) expect((await post({ name })).body).toEqual({ ...required, attr: "name" });
  expect((await post({ query: null, name: null })).body).toEqual({ ...required, attr: "query" });
  await made();
  expect((await post({})).body).toMatchObject({
    detail: "An endpoint with this name already exists for this team.",
    attr: "name",
  });
  expect((await made({ name: "Orders" })).name).toBe("Orders");
});

test("a body that does not fit is refused as a whole, also for a key that nobody knows", async () => {
  const bad: JsonObject[] = [
    { cache_age_seconds: 300 },
    { query: "select 1" },
    { query: { kind: "InsightVizNode", source: trends() } },
    { query: sql("select 1", { queri: "x" }) },
    { is_active: "maybe" },
    { bucket_overrides: { day: 1 } },
  ];
  for (const body of bad) {
    const { status, body: answer } = await post(body);
    expect([status, answer.type, answer.code, answer.attr]).toEqual([400, "invalid_request", "parse_error", null]);
  }
});

test("which insights an endpoint takes depends on the server", async () => {
  const funnel = { kind: "FunnelsQuery", series: [{ kind: "EventsNode" }, { kind: "EventsNode" }] };
  const stickiness = { ...funnel, kind: "StickinessQuery" };
  const paths = { kind: "PathsQuery", pathsFilter: {} };
  for (const query of [funnel, stickiness, paths]) expect((await post({ query })).body.code).toBe("parse_error");
  posthog.switches.endpointQueries = "all";
  for (const query of [funnel, stickiness, paths])
    expect((await made({ name: query.kind, query })).query.kind).toBe(query.kind);
  const { query } = await get("FunnelsQuery/");
  expect(query).toMatchObject({ version: 2, interval: null, funnelsFilter: null, properties: [] });
  for (const kind of ["WebOverviewQuery", "WebStatsTableQuery"])
    await made({
      name: kind,
      query: { kind, properties: [], ...(kind === "WebOverviewQuery" ? {} : { breakdownBy: "Page" }) },
    });
});

test("freshness is one of seven, and null puts the usual one back", async () => {
  expect((await post({ data_freshness_seconds: 1000 })).body).toMatchObject({
    detail:
      "Data freshness must be one of: [900, 1800, 3600, 21600, 43200, 86400, 604800] seconds (15 minutes, 30 minutes, 1 hour, 6 hours, 12 hours, 24 hours, 7 days).",
    attr: "data_freshness_seconds",
  });
  await made({ data_freshness_seconds: 900 });
  expect((await patch({ description: "x" })).body.data_freshness_seconds).toBe(900);
  expect((await patch({ data_freshness_seconds: null })).body.data_freshness_seconds).toBe(86400);
  expect((await patch({ data_freshness_seconds: 5 })).status).toBe(400);
});

test("an update takes any field; null keeps a description and tags, and a name is ignored", async () => {
  await made({ description: "a", tags: ["x"] });
  expect((await patch({ name: "other", description: null, tags: null })).body).toMatchObject({
    name: "orders",
    description: "a",
    tags: ["x"],
  });
  expect((await patch({ description: "", tags: [] })).body).toMatchObject({ description: "", tags: [] });
  expect((await posthog.ask("PUT", "endpoints/orders/", { is_active: false })).body.is_active).toBe(false);
});

test("where it comes from is told once, at the creation", async () => {
  await made({ derived_from_insight: "aBcD1234" });
  expect((await patch({ derived_from_insight: "zzzzzzzz" })).body.derived_from_insight).toBe("aBcD1234");
  expect((await post({ name: "b", derived_from_insight: "x".repeat(13) })).body).toMatchObject({
    detail: "Failed to create endpoint.",
    attr: null,
  });
});

test('"create endpoint creates version 1", "update query creates new version"', async () => {
  await made({ description: "first", data_freshness_seconds: 900 });
  now += 1000;
  const { body } = await patch({ query: sql("select 2") });
  expect(body).toMatchObject({
    current_version: 2,
    versions_count: 2,
    description: "first",
    data_freshness_seconds: 900,
    query: { query: "select 2" },
  });
  const { results, count } = await get("orders/versions/");
  expect(count).toBe(2);
  expect(results).toMatchObject([
    { version: 2, query: { query: "select 2" }, url: null, ui_url: null, endpoint_is_active: true },
    { version: 1, query: { query: "select 1" }, current_version: 2 },
  ]);
  expect(await get("orders/?version=1")).toEqual(results[1]);
  expect(results[0].version_id).toBe(body.current_version_id);
  expect(await posthog.get("endpoints/orders/?version=9")).toMatchObject({
    status: 404,
    body: { error: "Version 9 not found" },
  });
  expect((await posthog.get("endpoints/orders/?version=x")).body).toMatchObject({
    detail: "Must be an integer, got: x",
    attr: "version",
  });
});

test('"update identical query does not create version": what counts is the filled-in query', async () => {
  await made({ query: trends() });
  for (const query of [
    trends(),
    trends({ interval: "day", filterTestAccounts: false, properties: [], trendsFilter: null }),
  ])
    expect((await patch({ query })).body.current_version).toBe(1);
  // A null in the place of a default is something else, although it means the same.
  expect((await patch({ query: trends({ interval: null }) })).body.current_version).toBe(2);
});

test("an update may name a version, in its body or else in the URL, but not with another query", async () => {
  await made();
  await patch({ query: sql("select 2") });
  expect((await patch({ description: "old" }, "?version=1")).body).toMatchObject({ version: 1, description: "old" });
  expect((await patch({ description: "both", version: 1 }, "?version=2")).body).toMatchObject({ version: 1 });
  expect((await get()).description).toBe("");
  expect((await patch({ version: 1, query: sql("select 3") })).body).toMatchObject({
    detail: "Cannot change query when targeting a specific version. Query changes create a new version.",
    attr: "query",
  });
  expect((await patch({ description: "x" }, "?version=7")).body).toMatchObject({
    detail: "Version 7 not found for this endpoint.",
    attr: "version",
  });
  expect((await patch({ version: 1, is_active: false })).body).toMatchObject({
    is_active: false,
    endpoint_is_active: true,
  });
  expect((await get()).is_active).toBe(true);
});

test("materialising is ignored when an endpoint is made, but by the newest servers", async () => {
  const body = { is_materialized: true, bucket_overrides: { timestamp: "day" } };
  expect(await made(body)).toMatchObject({ is_materialized: false, bucket_overrides: null });
  posthog.switches.endpointMaterializedOnCreate = true;
  expect(await made({ name: "b", ...body })).toMatchObject({
    is_materialized: true,
    bucket_overrides: { timestamp: "day" },
  });
});

test("a materialised endpoint has a view, which is worked out after a while", async () => {
  await made();
  const { body } = await patch({ is_materialized: true });
  expect(body).toMatchObject({ is_materialized: true, materialization: { can_materialize: true, status: "Running" } });
  expect(body.materialization.saved_query_id).toMatch(/^[0-9a-f-]{36}$/);
  now += 120_000;
  expect(await get("orders/materialization_status/")).toEqual({
    name: "orders",
    can_materialize: true,
    status: "Completed",
    last_materialized_at: "2027-01-15T08:01:00Z",
    error: "",
    saved_query_id: body.materialization.saved_query_id,
  });
  expect((await patch({ is_materialized: null, description: "x" })).body.is_materialized).toBe(true);
  expect((await patch({ is_materialized: false })).body).toMatchObject({
    is_materialized: false,
    materialization: { can_materialize: true, reason: null },
  });
});

test("buckets are looked at where a view is made, and stay when they are not told", async () => {
  await made();
  const bad = { timestamp: "century" };
  expect((await patch({ bucket_overrides: bad })).body).toMatchObject({ bucket_overrides: null });
  expect((await patch({ is_materialized: true, bucket_overrides: bad })).body).toMatchObject({
    code: "invalid_input",
    detail:
      "Invalid bucket override values: {'timestamp': 'century'}. Valid options: ['minute', 'fifteen_minutes', 'hour', 'day', 'week', 'month']",
    attr: null,
  });
  const buckets = async (body: JsonObject) => (await patch(body)).body.bucket_overrides;
  expect(await buckets({ is_materialized: true, bucket_overrides: { timestamp: "hour" } })).toEqual({
    timestamp: "hour",
  });
  expect(await buckets({ is_materialized: true })).toEqual({ timestamp: "hour" });
  expect(await buckets({ bucket_overrides: { timestamp: "day" } })).toEqual({ timestamp: "day" });
  // They move along with the view.
  expect(await buckets({ query: sql("select 2") })).toEqual({ timestamp: "day" });
  expect(await buckets({ bucket_overrides: {} })).toEqual({});
});

test("an inactive endpoint cannot be materialised, and one that is switched off loses every view", async () => {
  await made();
  await patch({ is_materialized: true });
  await patch({ query: sql("select 2") });
  const views = async () => (await get("orders/versions/")).results.map((each: JsonObject) => each.is_materialized);
  expect(await views()).toEqual([true, true]);
  const refusal = { detail: "Cannot enable materialization on inactive endpoint.", attr: "is_materialized" };
  expect((await patch({ is_active: false, is_materialized: true })).body).toMatchObject(refusal);
  expect((await patch({ is_active: false })).body).toMatchObject({ is_active: false, is_materialized: false });
  expect(await views()).toEqual([false, false]);
  expect((await patch({ is_materialized: true })).body).toMatchObject(refusal);
  expect((await patch({ is_active: true })).body).toMatchObject({ is_active: true, is_materialized: false });
});

test("what cannot be materialised is refused, or told beside a version that was made", async () => {
  const overview = { kind: "WebOverviewQuery", properties: [] };
  const reason =
    "Query type 'WebOverviewQuery' cannot be materialized. Supported types: FunnelsQuery, HogQLQuery, LifecycleQuery, PathsQuery, RetentionQuery, StickinessQuery, TrendsQuery";
  expect((await made({ name: "web", query: overview })).materialization).toEqual({ can_materialize: false, reason });
  expect((await posthog.patch("endpoints/web/", { is_materialized: true })).body).toMatchObject({
    detail: `Cannot materialize endpoint. Reason: ${reason}`,
    attr: null,
  });
  await made();
  await patch({ is_materialized: true });
  const { status, body } = await patch({ query: overview });
  expect([status, body.current_version, body.is_materialized]).toEqual([200, 2, false]);
  expect(body.materialization_error).toContain(reason);
});

test("optional breakdowns are breakdowns of the query, of trends and retention alone", async () => {
  const breakdowns = [{ property: "$os" }, { property: "plan" }];
  const query = trends({ breakdownFilter: { breakdowns } });
  const optional = (names: Json, more: JsonObject = {}) =>
    post({ query, optional_breakdown_properties: names, ...more });
  expect((await optional(["$os", "x", "y"])).body).toMatchObject({
    detail: "Unknown breakdown properties: 'x', 'y'. Known: ['$os', 'plan'].",
    attr: "optional_breakdown_properties",
  });
  expect((await optional(["x"], { query: trends() })).body.detail).toBe(
    "Unknown breakdown property: 'x'. Known: (none).",
  );
  expect((await optional(["x"], { query: sql() })).body.detail).toBe(
    "Query kind 'HogQLQuery' does not support breakdowns. Supported: RetentionQuery, TrendsQuery.",
  );
  expect((await optional(["plan"])).body.optional_breakdown_properties).toEqual(["plan"]);
  expect((await patch({ optional_breakdown_properties: ["$os"] })).body.optional_breakdown_properties).toEqual(["$os"]);
  expect((await patch({ optional_breakdown_properties: ["z"] })).status).toBe(400);
  expect((await patch({ optional_breakdown_properties: null })).body.optional_breakdown_properties).toEqual([]);
});

test("SQL has the variables that it names, whatever was sent", async () => {
  const plan = (await posthog.post("insight_variables/", { name: "plan", type: "String", default_value: "pro" })).body;
  const seats = (await posthog.post("insight_variables/", { name: "seats", type: "Number" })).body;
  const query = "select {variables.plan}, { variables.seats }, '{variables.none}' -- {variables.none}";
  const own = { variableId: plan.id, code_name: "plan" };
  const unused = { variableId: seats.id, code_name: "unused", value: 1 };
  const all = {
    [plan.id]: { ...own, value: "pro", isNull: false },
    [seats.id]: { variableId: seats.id, code_name: "seats", value: null, isNull: true },
  };
  expect((await made({ query: sql(query) })).query.variables).toEqual(all);
  expect(
    (await patch({ query: sql(query, { variables: { [plan.id]: own, [seats.id]: unused } }) })).body,
  ).toMatchObject({
    current_version: 1,
    query: { variables: all },
  });
  const set = { [plan.id]: { ...own, value: "free" } };
  expect((await patch({ query: sql(query, { variables: set }) })).body).toMatchObject({
    current_version: 2,
    query: { variables: { [plan.id]: { value: "free", isNull: null } } },
  });
  expect((await patch({ query: sql("select 1", { variables: set }) })).body.query.variables).toBeNull();
});

test("variables that the project has not are told", async () => {
  const refusal = async (query: JsonObject) => {
    const { body } = await post({ query });
    return [body.attr, body.detail];
  };
  expect(await refusal(sql("select {variables.b}, {variables.a}"))).toEqual([
    "query",
    "Query references undefined variable(s): a, b. See https://posthog.com/docs/endpoints/variables for detail.",
  ]);
  const entry = { variableId: "plan", code_name: "plan", value: 1 };
  expect(await refusal(sql("select {variables.plan}", { variables: { plan: entry } }))).toEqual([
    "query",
    "Variable ID(s) not valid UUIDs: plan. ",
  ]);
  const id = "00000000-0000-4000-8000-000000000000";
  expect(await refusal(sql("select {variables.plan}", { variables: { [id]: { ...entry, variableId: id } } }))).toEqual([
    "query",
    `Variable ID(s) not found: ${id}. Make sure the variables exist in https://app.posthog.com/data-management/variables.`,
  ]);
});

test("SQL that cannot be parsed is refused, and so is another database", async () => {
  for (const query of ["selekt 1", "select (1", "drop table events", ""]) {
    const { status, body } = await post({ name: `q${query.length}`, query: sql(query) });
    // An empty text is looked at by nobody.
    if (query === "") expect([status, body.materialization.can_materialize]).toEqual([201, false]);
    else expect([status, body.attr, body.detail.startsWith("Invalid HogQL query: ")]).toEqual([400, "query", true]);
  }
  expect((await post({ query: sql("select 1", { connectionId: "x" }) })).body.detail).toContain("direct connection");
});

test('"execute inactive query", "run nonexistent version returns 404"', async () => {
  await made();
  expect((await posthog.get("endpoints/orders/run/")).body).toMatchObject({ name: "orders", endpoint_version: 1 });
  expect((await get()).last_executed_at).toBe("2027-01-15T08:00:00Z");
  expect(await posthog.get("endpoints/orders/run/?version=999")).toMatchObject({
    status: 404,
    body: { error: "Version 999 not found for endpoint 'orders'", current_version: 1 },
  });
  expect(await posthog.post("endpoints/orders/run?version=abc")).toMatchObject({
    status: 400,
    body: { error: "Invalid version parameter: abc" },
  });
  expect((await posthog.get("endpoints/orders/run/?offset=1")).body.error).toBe("offset requires limit to be set");
  await patch({ is_active: false });
  expect((await posthog.get("endpoints/orders/run/")).status).toBe(404);
  const times = (names: string[]) => posthog.post("endpoints/last_execution_times/", { names });
  expect((await times(["orders"])).body.query_status).toMatchObject({
    complete: true,
    results: [["orders", "2027-01-15T08:00:00Z"]],
  });
  expect((await times(["no name"])).body).toMatchObject({ attr: "names", detail: "Invalid endpoint name: no name" });
});

test('"delete endpoint cascades to versions": gone, for good, and its name is free', async () => {
  const { id } = await made();
  await patch({ query: sql("select 2"), is_materialized: true });
  expect(await posthog.ask("DELETE", "endpoints/orders/")).toMatchObject({ status: 204, body: "" });
  for (const path of ["", "versions/", "run/", "materialization_status/"])
    expect((await posthog.get(`endpoints/orders/${path}`)).status).toBe(404);
  expect((await patch({ deleted: false })).status).toBe(404);
  const { endpoint_versions: versions } = posthog.snapshot() as unknown as Record<string, JsonObject[]>;
  expect(versions!.map(({ saved_query }) => saved_query)).toEqual([null, null]);
  const again = await made();
  expect(again).toMatchObject({ current_version: 1, versions_count: 1 });
  expect(again.id).not.toBe(id);
  expect(await patch({ deleted: true })).toMatchObject({ status: 200, body: { success: true } });
  expect((await posthog.get("endpoints/orders/")).status).toBe(404);
});

test("the list has pages, no order, and two filters", async () => {
  await made({ name: "a" });
  now += 1000;
  await made({ name: "b", is_active: false });
  now += 1000;
  await posthog.ui("POST", "endpoints/", { name: "c", query: sql() });
  now += 1000;
  await posthog.patch("endpoints/a/", { description: "moves" });
  const names = async (query: string) => (await get(query)).results.map(({ name }: JsonObject) => name);
  expect(await names("")).toEqual(["b", "c", "a"]);
  expect(await names("?is_active=false")).toEqual(["b"]);
  expect(await names("?created_by=2")).toEqual(["c"]);
  expect(await names("?search=a")).toHaveLength(3);
  const { count, next, results } = await get("?limit=2");
  expect([count, next, results.length]).toEqual([
    3,
    "http://emulator.test/api/projects/1/endpoints/?limit=2&offset=2",
    2,
  ]);
  expect(results[0].query.kind).toBe("HogQLQuery");
});

test("a key needs endpoint:read to look and run, endpoint:write to change; some actions are closed to it", async () => {
  await made();
  posthog.addKey({ value: "phx_read", scopes: ["endpoint:read"] });
  const asked = async (method: string, path: string, body?: Json) =>
    (await posthog.ask(method, `endpoints/${path}`, body, { key: "phx_read" })).status;
  expect(await asked("GET", "orders/versions/")).toBe(200);
  expect(await asked("POST", "orders/run/", {})).toBe(200);
  expect(await asked("POST", "orders/materialization_preview/", {})).toBe(200);
  expect(await asked("GET", "orders/openapi.json")).toBe(200);
  expect(await asked("PATCH", "orders/", {})).toBe(403);
  expect(await asked("DELETE", "orders/")).toBe(403);
  expect((await posthog.post("endpoints/bulk_update_tags/", {})).body.detail).toBe(
    "This action does not support personal API key access",
  );
  expect((await posthog.ui("POST", "endpoints/bulk_update_tags/", {})).status).toBe(405);
});

test("a project has its own endpoints", async () => {
  await made();
  const other = posthog.addProject("Other");
  expect((await posthog.get(`/api/projects/${other.id}/endpoints/`)).body.count).toBe(0);
  expect((await posthog.post(`/api/projects/${other.id}/endpoints/`, { name: "orders", query: sql() })).status).toBe(
    201,
  );
  expect((await posthog.get("/api/environments/1/endpoints/orders")).status).toBe(200);
});
