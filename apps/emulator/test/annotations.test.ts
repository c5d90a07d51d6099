import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/annotations/backend/api/test/test_annotation.py`).

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = 1_800_000_000_000;
  posthog = start({ clock: { now: () => now } });
});
afterEach(() => posthog.close());

const post = (body: JsonObject) => posthog.post("annotations/", body);
const made = async (body: JsonObject = {}) => (await post({ scope: "project", ...body })).body;
const patch = (id: number, body: JsonObject) => posthog.patch(`annotations/${id}/`, body);
const rows = async (query = "") => (await posthog.get(`annotations/${query}`)).body.results as JsonObject[];
const texts = async (query = "") => (await rows(query)).map(({ content }) => content);
const refused = async (body: JsonObject) => {
  const { status, body: answer } = await post({ scope: "project", ...body });
  return [status, answer.code, answer.attr, answer.detail];
};

test("what is not sent; without a scope it says that it is of an insight", async () => {
  const { status, body } = await post({});
  expect(status).toBe(201);
  expect(body).toMatchObject({
    content: null,
    date_marker: null,
    creation_type: "USR",
    dashboard_item: null,
    dashboard_id: null,
    dashboard_name: null,
    insight_short_id: null,
    insight_name: null,
    insight_derived_name: null,
    deleted: false,
    scope: "dashboard_item",
    emoji: null,
    hidden_in_user_interface: null,
    tags: [],
    created_by: { id: 1 },
  });
});

test("it names the insight and the dashboard that it was made on", async () => {
  const insight = (await posthog.post("insights/", { name: "i" })).body;
  const dashboard = (await posthog.post("dashboards/", { name: "d" })).body;
  expect(await made({ dashboard_item: insight.id, dashboard_id: dashboard.id })).toMatchObject({
    dashboard_item: insight.id,
    insight_short_id: insight.short_id,
    insight_name: "i",
    dashboard_id: dashboard.id,
    dashboard_name: "d",
  });
});

test('"creating annotation with insight from different team returns 400"; a dashboard that is not there', async () => {
  expect(await refused({ dashboard_item: 99 })).toEqual([
    400,
    "does_not_exist",
    "dashboard_item",
    'Invalid pk "99" - object does not exist.',
  ]);
  expect(await refused({ dashboard_id: 99 })).toEqual([400, "invalid_input", "dashboard_id", "Dashboard not found."]);
  const gone = (await posthog.post("insights/", { name: "i" })).body.id;
  await posthog.patch(`insights/${gone}/`, { deleted: true });
  expect((await refused({ dashboard_item: gone }))[1]).toBe("does_not_exist");
});

test('"creating annotation emoji": empty is none, 16 code points are enough', async () => {
  expect((await made({ emoji: "" })).emoji).toBeNull();
  expect((await made({ emoji: "🚀".repeat(16) })).emoji).toBe("🚀".repeat(16));
  expect((await refused({ emoji: "🚀".repeat(17) })).slice(0, 3)).toEqual([400, "max_length", "emoji"]);
});

test("tags need the scope `tag`, and it needs tags", async () => {
  const none = "At least one tag is required when scope is 'tag'.";
  const other = "Tags can only be set when scope is 'tag'.";
  expect(await refused({ scope: "tag" })).toEqual([400, "invalid_input", "tags", none]);
  expect(await refused({ scope: "tag", tags: [] })).toEqual([400, "invalid_input", "tags", none]);
  expect(await refused({ tags: ["a"] })).toEqual([400, "invalid_input", "tags", other]);
  const { id, tags } = await made({ scope: "tag", tags: [" B ", "b", "a"] });
  expect([...tags].sort()).toEqual(["a", "b"]);
  expect((await patch(id, { content: "x" })).status).toBe(200);
  expect((await patch(id, { scope: "project" })).body.tags).toHaveLength(2);
  expect((await patch(id, { tags: ["c"] })).body.attr).toBe("tags");
  expect((await patch(id, { tags: [] })).body.tags).toEqual([]);
});

test("lengths, choices and dates", async () => {
  expect((await refused({ content: "x".repeat(8193) })).slice(1, 3)).toEqual(["max_length", "content"]);
  expect((await refused({ scope: "tag", tags: Array(101).fill("a") })).slice(1, 3)).toEqual(["max_length", "tags"]);
  expect((await refused({ scope: "tag", tags: ["x".repeat(256)] })).slice(1, 3)).toEqual(["max_length", "tags__0"]);
  expect(await refused({ scope: "recording" })).toEqual([400, "invalid_input", null, "Recording scope is deprecated"]);
  expect((await refused({ scope: "all" })).slice(1, 3)).toEqual(["invalid_choice", "scope"]);
  expect((await refused({ creation_type: "BOT" })).slice(1, 3)).toEqual(["invalid_choice", "creation_type"]);
  expect((await refused({ date_marker: "yesterday" })).slice(1, 3)).toEqual(["invalid_input", "date_marker"]);
  expect((await refused({ date_marker: "2026-02-30T12:00:00Z" })).slice(1, 3)).toEqual([
    "invalid_input",
    "date_marker",
  ]);
  expect((await refused({ date_marker: "0000-03-01T12:00:00Z" })).slice(1, 3)).toEqual([
    "invalid_input",
    "date_marker",
  ]);
  expect((await refused({ date_marker: "9999-12-31T23:00:00-02:00" })).slice(1, 3)).toEqual([
    "overflow",
    "date_marker",
  ]);
  expect((await made({ date_marker: "2026-03-01T12:00:00+02:00" })).date_marker).toBe("2026-03-01T10:00:00Z");
  expect((await made({ content: " x \n" })).content).toBe("x");
});

test("the list: the latest moment first, those without one before all", async () => {
  await made({ content: "old", date_marker: "2026-01-01T00:00:00Z" });
  await made({ content: "none" });
  await made({ content: "new", date_marker: "2026-02-01T00:00:00Z", hidden_in_user_interface: true });
  expect(await texts()).toEqual(["none", "new", "old"]);
  expect(await texts("?date_from=2026-01-15")).toEqual(["new"]);
  expect(await texts("?date_to=2026-01-15T00:00:00Z")).toEqual(["old"]);
  expect(await texts("?search=OL")).toEqual(["old"]);
  expect((await posthog.get("annotations/?limit=1")).body).toMatchObject({ count: 3, next: expect.any(String) });
});

test('"filter annotations by hidden in user interface": anything but a yes is a no', async () => {
  await made({ content: "hidden", hidden_in_user_interface: true });
  await made({ content: "shown", hidden_in_user_interface: false });
  await made({ content: "null" });
  for (const yes of ["true", "1", "YES"]) expect(await texts(`?hidden_in_user_interface=${yes}`)).toEqual(["hidden"]);
  expect(await texts("?hidden_in_user_interface=x")).toEqual(["null", "shown"]);
});

test("what the list is asked for may be wrong", async () => {
  const wrong = async (query: string) => {
    const { status, body } = await posthog.get(`annotations/?${query}`);
    return [status, body.detail, body.attr];
  };
  await made({ scope: "dashboard_item", content: "on an insight" });
  expect(await texts("?scope=insight")).toEqual(["on an insight"]);
  expect(await texts("?scope=project")).toEqual([]);
  expect(await wrong("scope=x")).toEqual([400, "Invalid scope: x", null]);
  const range = "Invalid date range: date_from must be";
  expect(await wrong("date_from=x")).toEqual([400, `${range} a valid ISO 8601 date`, null]);
  expect(await wrong("date_from=2026-02-01&date_to=2026-01-01")).toEqual([400, `${range} before date_to`, null]);
  expect((await wrong("date_to=x"))[1]).toContain("date_to must be a valid ISO 8601 date");
});

test("a thousand to a page", async () => {
  for (let i = 0; i < 1001; i++) await made();
  const { body } = await posthog.get("annotations/");
  expect([body.count, body.results.length]).toEqual([1001, 1000]);
});

test('"org scoped annotations are returned between projects"; "downgrading scope from org to project" moves it', async () => {
  const other = posthog.addProject("Other").id;
  const theirs = async (body: JsonObject) =>
    (await posthog.post(`/api/projects/${other}/annotations/`, { scope: "project", ...body })).body;
  const { id } = await theirs({ scope: "organization", content: "ours" });
  const closed = await theirs({ content: "theirs" });
  expect(await texts()).toEqual(["ours"]);
  expect((await posthog.get(`annotations/${closed.id}/`)).status).toBe(404);
  expect((await patch(id, { scope: "project" })).status).toBe(200);
  expect((await posthog.get(`/api/projects/${other}/annotations/${id}/`)).status).toBe(404);
  expect(await texts()).toEqual(["ours"]);
});

test("a deleted one is 404 but for PATCH, which brings it back", async () => {
  const { id } = await made({ content: "x" });
  expect(await posthog.ask("DELETE", `annotations/${id}/`)).toMatchObject({ status: 405, body: "" });
  expect((await patch(id, { deleted: true })).body.deleted).toBe(true);
  expect(await texts()).toEqual([]);
  expect((await posthog.get(`annotations/${id}/`)).status).toBe(404);
  expect((await posthog.ask("PUT", `annotations/${id}/`, { deleted: false })).status).toBe(404);
  expect((await patch(id, { content: "y" })).status).toBe(200);
  expect((await patch(id, { deleted: false })).status).toBe(200);
  expect(await texts()).toEqual(["y"]);
});

test("it is out of sight while what it was made on is deleted", async () => {
  const insight = (await posthog.post("insights/", { name: "i" })).body.id;
  const { id } = await made({ scope: "dashboard_item", dashboard_item: insight, content: "on it" });
  await made({ dashboard_item: insight, content: "made there" });
  await posthog.patch(`insights/${insight}/`, { deleted: true });
  expect(await texts()).toEqual([]);
  expect((await posthog.get(`annotations/${id}/`)).status).toBe(404);
  expect((await patch(id, { content: "x" })).status).toBe(404);
  posthog.switches.annotationParents = "scope";
  expect(await texts()).toEqual(["made there"]);
  await posthog.patch(`insights/${insight}/`, { deleted: false });
  expect(await texts()).toEqual(["made there", "on it"]);
  const dashboard = (await posthog.post("dashboards/", { name: "d" })).body.id;
  const other = await made({ scope: "dashboard", dashboard_id: dashboard });
  await posthog.patch(`dashboards/${dashboard}/`, { deleted: true });
  expect((await posthog.get(`annotations/${other.id}/`)).status).toBe(404);
});
