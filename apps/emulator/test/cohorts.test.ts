import { afterEach, beforeEach, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: posthog/api/test/test_cohort.py`).

let posthog: Asking;
beforeEach(() => {
  posthog = start();
});
afterEach(() => posthog.close());

const person = { type: "person", key: "email", operator: "icontains", value: "@x.com" };
const happened = { type: "behavioral", key: "paid", value: "performed_event", event_type: "events" };
const all = (...values: Json[]) => ({ properties: { type: "AND", values } });
const post = (body: JsonObject) => posthog.post("cohorts/", body);
const refusal = async (...values: Json[]) => {
  const { status, body } = await post({ name: "c", filters: all(...values) });
  return [status, body.detail];
};

test("conditions come back without nulls, negated or not, and with what the server compiled", async () => {
  const { status, body } = await post({ name: "c", filters: all({ ...person, label: null, negation: null }) });
  expect(status).toBe(201);
  expect(body.filters.properties.values).toEqual([
    { ...person, negation: false, bytecode: expect.any(Array), conditionHash: expect.any(String) },
  ]);
  // What was read can be sent back.
  expect((await posthog.patch(`cohorts/${body.id}/`, { filters: body.filters })).body.filters).toEqual(body.filters);
});

test('"cohort property validation missing value", alone and nested', async () => {
  const { value: _, ...noValue } = person;
  expect(await refusal(noValue)).toEqual([400, "Missing required keys for person filter: value"]);
  const bare = { type: "person", key: "email" };
  expect(await refusal({ type: "OR", values: [bare] })).toEqual([
    400,
    "Missing required keys for person filter: value, operator",
  ]);
  expect((await refusal({ ...bare, operator: "is_set" }))[0]).toBe(201);
});

test('"cohort property validation behavioral filter" and "cohort filter"', async () => {
  const { event_type: _, ...noType } = happened;
  expect((await refusal(noType))[1]).toBe("Missing required keys for behavioral filter: event_type");
  expect((await refusal({ type: "cohort", key: "id" }))[1]).toBe("Missing required keys for cohort filter: value");
});

test('"behavioral filter extra field forbidden", "invalid operator value type", "missing operator"', async () => {
  expect((await refusal({ ...happened, extra: 1 }))[0]).toBe(400);
  expect((await refusal({ ...happened, operator_value: [5] }))[0]).toBe(400);
  expect((await refusal({ ...happened, time_value: 30, time_interval: "day" }))[0]).toBe(201);
});

test("a condition takes no key of another type, and the filters of its event are checked too", async () => {
  const cohort = { type: "cohort", key: "id", value: 1 };
  expect((await refusal({ ...cohort, operator: "in" }))[1]).toMatch(/^Extra inputs are not permitted: operator/);
  expect((await refusal({ ...cohort, key: "name" }))[0]).toBe(400);
  expect((await refusal({ ...person, type: "event" }))[1]).toBe("Invalid filter type 'event'");
  const filter = { type: "event", key: "plan", value: "pro" };
  expect((await refusal({ ...happened, event_filters: [filter] }))[0]).toBe(201);
  for (const wrong of [
    { ...filter, type: "person" },
    { ...filter, label: "Plan" },
    { type: "event", key: "plan" },
  ])
    expect((await refusal({ ...happened, event_filters: [wrong] }))[0]).toBe(400);
});

test("digits become numbers where numbers belong", async () => {
  const { body } = await post({ name: "c", filters: all({ ...happened, time_value: "30", time_interval: "day" }) });
  expect(body.filters.properties.values[0].time_value).toBe(30);
});

test("criteria need a group, dynamic cohorts need criteria", async () => {
  const text = "Must contain a 'properties' key with type and values";
  expect((await post({ name: "c", filters: { properties: [] } })).body.detail).toBe(text);
  expect((await post({ name: "c" })).status).toBe(400);
  expect((await post({ name: "c", is_static: true })).status).toBe(201);
});

test('"creating update and calculating with cycle", with itself too, and "with invalid cohort"', async () => {
  const of = (value: number) => ({ type: "cohort", key: "id", value });
  const a = (await post({ name: "a", filters: all(person) })).body.id;
  const b = (await post({ name: "b", filters: all(of(a)) })).body.id;
  for (const id of [a, b]) {
    const { body } = await posthog.patch(`cohorts/${a}/`, { filters: all(of(id)) });
    expect(body.detail).toBe("Cohorts cannot reference other cohorts in a loop.");
  }
  expect((await refusal(of(99)))[1]).toBe("Invalid Cohort ID in filter");
  expect((await posthog.patch(`cohorts/${a}/`, { deleted: true })).body.detail).toMatch(
    /^This cohort is used as criteria in 1 other cohort\(s\): b\./,
  );
});

test('"new cohort query dynamic error": a query needs is_static, and excludes criteria', async () => {
  const query = { kind: "HogQLQuery", query: "select 1" };
  expect((await post({ name: "c", query })).body.detail).toBe(
    "Cannot create a dynamic cohort with a query. Set is_static to true.",
  );
  expect((await post({ name: "c", query, is_static: true, filters: all(person) })).body.detail).toBe(
    "Cannot set both query and filters at the same time.",
  );
  expect((await post({ name: "c", query, is_static: true })).body.query).toEqual(query);
});

test("a static cohort's criteria cannot be edited, its name can", async () => {
  const { id } = (await post({ name: "c", is_static: true })).body;
  expect((await posthog.patch(`cohorts/${id}/`, { name: "d" })).body.name).toBe("d");
  expect((await posthog.patch(`cohorts/${id}/`, { filters: all(person) })).body.detail).toMatch(
    /^Editing the criteria of a static cohort is not supported yet/,
  );
});

test("a cohort may become static, with its criteria for show, and dynamic again", async () => {
  const { id, filters } = (await post({ name: "c", filters: all(person) })).body;
  const frozen = (await posthog.patch(`cohorts/${id}/`, { is_static: true })).body;
  expect(frozen).toMatchObject({ is_static: true, filters, cohort_type: null });
  expect((await posthog.patch(`cohorts/${id}/`, { filters: all(happened) })).status).toBe(400);
  expect((await posthog.patch(`cohorts/${id}/`, { is_static: false, filters: all(happened) })).body).toMatchObject({
    is_static: false,
    is_calculating: true,
  });
});

test("a query is one of two kinds, kept as it was sent, and may be replaced", async () => {
  const kept = (query: Json) => post({ name: "c", is_static: true, query });
  expect((await kept({ kind: "TrendsQuery", series: [] })).body.detail).toBe(
    "Query must be an ActorsQuery or HogQLQuery. Got: TrendsQuery",
  );
  const { id } = (await kept({ kind: "HogQLQuery", query: "select 1" })).body;
  const query = { kind: "ActorsQuery", select: ["person"] };
  expect((await posthog.patch(`cohorts/${id}/`, { query })).body.query).toEqual(query);
});

test("every change of a dynamic cohort starts a calculation, which is over when it is read again", async () => {
  const { id, is_calculating, version } = (await post({ name: "c", filters: all(person) })).body;
  expect([is_calculating, version]).toEqual([true, null]);
  expect((await posthog.get(`cohorts/${id}/`)).body).toMatchObject({ is_calculating: false, version: 0, count: 0 });
  expect((await posthog.patch(`cohorts/${id}/`, { name: "d" })).body).toMatchObject({
    is_calculating: true,
    version: 0,
  });
  expect((await posthog.get("cohorts/")).body.results[0]).toMatchObject({ is_calculating: false, version: 1 });
});

test("a deleted cohort is read with deleted: true, not listed, and comes back", async () => {
  const { id } = (await post({ name: "c", filters: all(person) })).body;
  expect((await posthog.patch(`cohorts/${id}/`, { deleted: true })).status).toBe(200);
  expect((await posthog.get("cohorts/")).body.count).toBe(0);
  expect(await posthog.get(`cohorts/${id}/`)).toMatchObject({ status: 200, body: { deleted: true } });
  expect((await posthog.patch(`cohorts/${id}/`, { deleted: false })).body.deleted).toBe(false);
});

test("deletion is refused while an insight uses it", async () => {
  const { id } = (await post({ name: "c", filters: all(person) })).body;
  const properties = [{ type: "cohort", key: "id", value: id }];
  const source = { kind: "TrendsQuery", series: [], properties };
  await posthog.post("insights/", { name: "i", query: { kind: "InsightVizNode", source } });
  expect((await posthog.patch(`cohorts/${id}/`, { deleted: true })).body.detail).toMatch(
    /^This cohort is used in 1 insight\(s\): i\./,
  );
});

test("the list is filtered, newest first, and may leave out the criteria", async () => {
  await post({ name: "one", filters: all(person) });
  await post({ name: "two", is_static: true });
  await post({ name: "three", filters: all(happened) });
  const rows = async (query = "") => (await posthog.get(`cohorts/?${query}`)).body.results as JsonObject[];
  const names = async (query: string) => (await rows(query)).map((row) => row.name);
  expect(await names("")).toEqual(["three", "two", "one"]);
  expect(await names("type=static")).toEqual(["two"]);
  expect(await names("hide_behavioral_cohorts=true")).toEqual(["two", "one"]);
  expect(await names("search=TWO")).toEqual(["two"]);
  expect((await rows("basic=true"))[0]).not.toHaveProperty("filters");
  expect((await rows())[0]!.search_match_type).toBeNull();
});
