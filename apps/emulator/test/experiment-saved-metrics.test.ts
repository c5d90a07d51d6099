import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defineResource, type JsonObject } from "../src/index.js";
import { savedMetricLinks } from "../src/resources/experiments/saved-metric-links.js";
import { savedMetrics } from "../src/resources/experiment-saved-metrics/table.js";
import { created, ok } from "../src/server/answer.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: ee/clickhouse/views/test/test_experiment_saved_metrics.py`).

/** Rows that no route of this resource can make: old metrics, and links of experiments. */
const seeds = defineResource({
  path: "seeds",
  scope: "project",
  create: (call) => {
    if (call.data.link) {
      const link = { project: 1, experiment: 601, metadata: { type: "primary" }, created_at: call.now };
      return created({ ...call.table(savedMetricLinks).insert({ ...link, saved_metric: Number(call.data.link) }) });
    }
    const row = { project: 1, description: null, tags: [], created_at: call.now, created_by: 1, updated_at: call.now };
    const { name, query } = call.data as { name: string; query: JsonObject };
    return created({ ...call.table(savedMetrics).insert({ ...row, name, query }) });
  },
  list: (call) =>
    ok(
      call
        .table(savedMetricLinks)
        .all()
        .map((link) => ({ ...link })),
    ),
});

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = Date.parse("2026-01-01T00:00:00Z");
  posthog = start({ resources: [seeds], clock: { now: () => now } });
});
afterEach(() => posthog.close());

const path = "experiment_saved_metrics/";
const mean = (rest: JsonObject = {}): JsonObject => ({
  kind: "ExperimentMetric",
  metric_type: "mean",
  source: { kind: "EventsNode", event: "$pageview" },
  ...rest,
});
const post = (body: JsonObject) => posthog.post(path, { name: "Views", query: mean(), ...body });
const made = async (body: JsonObject = {}) => {
  const { status, body: row } = await post(body);
  expect(status).toBe(201);
  return row;
};
const refused = async (asked: Promise<{ status: number; body: JsonObject }>) => {
  const { status, body } = await asked;
  return [status, body.code, body.detail, body.attr];
};

test('"create update experiment saved metrics": fields, tags, and what may be left out', async () => {
  const row = await made({ description: "How many", tags: ["Growth", " growth ", ""] });
  expect(row).toEqual({
    id: expect.any(Number),
    name: "Views",
    description: "How many",
    query: { ...mean(), uuid: expect.any(String) },
    created_by: expect.objectContaining({ id: expect.any(Number) }),
    created_at: expect.any(String),
    updated_at: expect.any(String),
    tags: ["growth"],
    user_access_level: "manager",
  });
  expect(await made({ name: "Bare" })).toMatchObject({ description: null, tags: [] });
  const { body } = await posthog.patch(`${path}${row.id}/`, { name: "Renamed", description: "" });
  expect(body).toMatchObject({ name: "Renamed", description: "", query: row.query, tags: ["growth"] });
  expect((await posthog.patch(`${path}${row.id}/`, { tags: [], description: null })).body).toMatchObject({
    tags: [],
    description: null,
  });
  expect((await posthog.get(`${path}${row.id}/`)).body.name).toBe("Renamed");
});

test("the name: required, at most 400 characters, one per project whatever its case", async () => {
  const taken = [400, "invalid_input", "A shared metric with this name already exists.", "name"];
  const row = await made({ name: "Unique" });
  expect(await refused(post({ name: "uNIQUE" }))).toEqual(taken);
  expect(await refused(post({ name: "unique", query: {} }))).toEqual(taken);
  const other = await made({ name: "Other" });
  expect(await refused(posthog.patch(`${path}${other.id}/`, { name: "UNIQUE" }))).toEqual(taken);
  expect((await posthog.patch(`${path}${row.id}/`, { name: "UNIQUE" })).status).toBe(200);
  expect((await refused(posthog.post(path, { query: mean() })))[1]).toBe("required");
  expect((await refused(post({ name: null })))[1]).toBe("null");
  expect((await refused(post({ name: " " })))[1]).toBe("blank");
  expect(await refused(post({ name: "x".repeat(401) }))).toEqual([
    400,
    "max_length",
    "Ensure this field has no more than 400 characters.",
    "name",
  ]);
});

test("the description: at most 400 characters", async () => {
  expect((await post({ description: "x".repeat(400) })).status).toBe(201);
  expect((await refused(post({ name: "b", description: "x".repeat(401) })))[3]).toBe("description");
});

test('"validation of query metric": nothing is no query, and what is wrong with one is no field\'s error', async () => {
  const none = [400, "invalid_input", "Query is required to create a saved metric", null];
  for (const query of [{}, [], "", 0, false]) expect(await refused(post({ query }))).toEqual(none);
  expect(await refused(posthog.post(path, { name: "a" }))).toEqual([
    400,
    "required",
    "This field is required.",
    "query",
  ]);
  expect(await refused(post({ query: null }))).toEqual([400, "null", "This field may not be null.", "query"]);
  expect(await refused(post({ query: "a" }))).toEqual([400, "invalid_input", "Invalid metric: must be a dict", null]);
  expect(await refused(post({ query: { kind: "TrendsQuery" } }))).toEqual([
    400,
    "invalid_input",
    "Invalid metric: metric kind must be 'ExperimentMetric'",
    null,
  ]);
  for (const kind of ["ExperimentTrendsQuery", "ExperimentFunnelsQuery"])
    expect((await refused(post({ query: { kind } })))[2]).toBe(
      `Invalid metric: legacy metric kind '${kind}' is no longer supported. Use 'ExperimentMetric' instead.`,
    );
  expect((await refused(post({ query: mean({ evnt: 1 }) })))[2]).toMatch(
    /^Invalid metric: \[\{'loc': \('mean', 'evnt'\)/,
  );
});

test("a window needs its unit", async () => {
  const text = /^Invalid metric: conversion_window is set but conversion_window_unit is missing\./;
  expect((await refused(post({ query: mean({ conversion_window: 7 }) })))[2]).toMatch(text);
  await made({ query: mean({ conversion_window: 7, conversion_window_unit: "day" }) });
  const { body: old } = await posthog.post("seeds/", { name: "Old", query: mean({ uuid: "u", conversion_window: 7 }) });
  const resend = (rest: JsonObject) =>
    posthog.patch(`${path}${old.id}/`, { query: mean({ conversion_window: 7, ...rest }) });
  expect((await resend({ goal: "decrease" })).status).toBe(200);
  expect((await refused(resend({ conversion_window: 8 })))[2]).toMatch(text);
});

describe("the uuid", () => {
  test("is the server's: one that was sent is thrown away", async () => {
    const row = await made({ query: mean({ uuid: "mine" }) });
    expect(row.query.uuid).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is kept by an update, and cannot be changed", async () => {
    const row = await made();
    const change = (query: JsonObject) => posthog.patch(`${path}${row.id}/`, { query });
    const { uuid } = row.query;
    expect((await change(mean({ goal: "decrease" }))).body.query).toEqual(mean({ goal: "decrease", uuid }));
    expect((await change(mean({ uuid }))).body.query.uuid).toBe(uuid);
    expect(await refused(change(mean({ uuid: "other" })))).toEqual([
      400,
      "invalid_input",
      "Saved metric UUID cannot be changed",
      null,
    ]);
  });
});

describe("actions", () => {
  const of = (id: number): JsonObject => ({ kind: "ActionsNode", id });
  const action = async (name: string) => (await posthog.post("actions/", { name, steps: [{ event: "paid" }] })).body;

  test("must be there, but events need not", async () => {
    expect(await refused(post({ query: mean({ source: of(9) }) }))).toEqual([
      400,
      "invalid_input",
      "Action(s) with ID 9 not found or deleted. Each ActionsNode must reference an existing action belonging to this project.",
      null,
    ]);
    await made({ query: mean({ source: { kind: "EventsNode", event: "never seen" } }) });
  });

  test("are shown by the name that they have now; a deleted one keeps the one it had, and may stay", async () => {
    const { id } = await action("Paid");
    const row = await made({ query: mean({ source: { ...of(id), name: "Old" } }) });
    expect(row.query.source.name).toBe("Paid");
    await posthog.patch(`actions/${id}/`, { name: "Invoice paid" });
    expect((await posthog.get(`${path}${row.id}/`)).body.query.source.name).toBe("Invoice paid");
    await posthog.patch(`actions/${id}/`, { deleted: true });
    const { body } = await posthog.patch(`${path}${row.id}/`, { query: mean({ source: of(id), goal: "increase" }) });
    expect(body.query).toMatchObject({ goal: "increase", source: of(id) });
    expect((await posthog.get(path)).body.results[0].query.source).not.toHaveProperty("name");
    expect((await refused(posthog.patch(`${path}${row.id}/`, { query: mean({ source: of(id + 1) }) })))[0]).toBe(400);
  });

  test("a query that comes back as it is stored, but for their names, is not checked again", async () => {
    const query = mean({ uuid: "u", tomorrow: 1, source: { ...of(9), name: "A" } });
    const { body: old } = await posthog.post("seeds/", { name: "Old", query });
    const again = await posthog.patch(`${path}${old.id}/`, { query: { ...query, source: { ...of(9), name: "B" } } });
    expect(again.status).toBe(200);
    expect((await posthog.patch(`${path}${old.id}/`, { query: { ...query, goal: "decrease" } })).status).toBe(400);
  });
});

test("an old metric can only be read and deleted", async () => {
  const query = { kind: "ExperimentTrendsQuery", count_query: { kind: "TrendsQuery", series: [] } };
  const { body: old } = await posthog.post("seeds/", { name: "Old", query });
  expect((await posthog.get(`${path}${old.id}/`)).body.query).toEqual(query);
  const changes: JsonObject[] = [{ name: "New" }, { query: mean() }, { tags: ["a"] }];
  for (const body of changes)
    expect(await refused(posthog.patch(`${path}${old.id}/`, body))).toEqual([
      400,
      "invalid_input",
      "This saved metric uses a legacy query format and cannot be updated. Please create a new saved metric with the ExperimentMetric format instead.",
      null,
    ]);
  expect((await posthog.ask("DELETE", `${path}${old.id}/`)).status).toBe(204);
});

test("the list is complete, by name whatever its case; found by name, description, tag and event", async () => {
  const { body: action } = await posthog.post("actions/", { name: "Paid", steps: [{ event: "order paid" }] });
  await made({ name: "beta", tags: ["money"] });
  await made({ name: "Alpha", description: "about MONEY" });
  await made({ name: "Gamma", query: mean({ source: { kind: "ActionsNode", id: action.id } }) });
  const names = async (query = "") =>
    (await posthog.get(path + query)).body.results.map((row: { name: string }) => row.name);
  const { body } = await posthog.get(path);
  expect(Object.keys(body)).toEqual(["count", "next", "previous", "results"]);
  expect(body.results[0]).toEqual((await posthog.get(`${path}${body.results[0].id}/`)).body);
  expect(await names()).toEqual(["Alpha", "beta", "Gamma"]);
  expect(await names("?search=money")).toEqual(["Alpha", "beta"]);
  expect(await names("?search=GAM")).toEqual(["Gamma"]);
  expect(await names("?event=$pageview")).toEqual(["Alpha", "beta"]);
  expect(await names("?event=order%20paid")).toEqual(["Gamma"]);
  expect(await names("?limit=1&offset=1")).toEqual(["beta"]);
});

test("is deleted for good, links of experiments too; its name is free again", async () => {
  const row = await made();
  const other = await made({ name: "Other" });
  await posthog.post("seeds/", { link: row.id });
  await posthog.post("seeds/", { link: other.id });
  expect((await posthog.ask("DELETE", `${path}${row.id}/`)).status).toBe(204);
  expect((await posthog.get(`${path}${row.id}/`)).status).toBe(404);
  expect((await posthog.get("seeds/")).body).toMatchObject([{ saved_metric: other.id }]);
  expect((await made()).id).not.toBe(row.id);
});

test("PUT wants all that is required; other projects' are not found; a scope of its own", async () => {
  const row = await made();
  expect((await posthog.ask("PUT", `${path}${row.id}/`, { name: "a" })).body.attr).toBe("query");
  expect((await posthog.ask("PUT", `${path}${row.id}/`, { name: "a", query: mean() })).status).toBe(200);
  expect((await posthog.get(`${path}abc/`)).status).toBe(404);
  posthog.addKey({ value: "phx_reader", scopes: ["experiment_saved_metric:read"] });
  const by = { key: "phx_reader" };
  expect((await posthog.ask("GET", path, undefined, by)).status).toBe(200);
  expect((await posthog.ask("POST", path, { name: "b", query: mean() }, by)).body.detail).toBe(
    "API key missing required scope 'experiment_saved_metric:write'",
  );
});

test("nothing sent, nothing touched; tags alone do not count as a change either", async () => {
  const row = await made();
  now += 60_000;
  const touched = async (body: JsonObject) => (await posthog.patch(`${path}${row.id}/`, body)).body.updated_at;
  expect(await touched({})).toBe("2026-01-01T00:00:00Z");
  expect(await touched({ tags: ["a"] })).toBe("2026-01-01T00:00:00Z");
  expect(await touched({ name: "b" })).toBe("2026-01-01T00:01:00Z");
});
