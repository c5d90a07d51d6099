import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/actions/backend/api/test/test_action.py`).

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = 1_800_000_000_000;
  posthog = start({ clock: { now: () => now } });
});
afterEach(() => posthog.close());

const post = (body: JsonObject) => posthog.post("actions/", body);
const made = async (body: JsonObject = {}) => (await post({ name: "a", ...body })).body;
const rows = async (query = "") => (await posthog.get(`actions/${query}`)).body.results as JsonObject[];
const names = async (query = "") => (await rows(query)).map(({ name }) => name);

const nothing = {
  event: null,
  properties: null,
  selector: null,
  selector_regex: null,
  tag_name: null,
  text: null,
  text_matching: null,
  href: null,
  href_matching: null,
  url: null,
  url_matching: "contains",
};

test('"create action": a step comes back with every key, and compares an URL that it has not', async () => {
  const step = { text: "sign up", selector: "div > button", url: "/signup" };
  const { status, body } = await post({ name: "user signed up", steps: [{ ...step, isNew: "asdf" }] });
  expect(status).toBe(201);
  expect(body.steps).toEqual([{ ...nothing, ...step, selector_regex: expect.any(String) }]);
  expect(body).toMatchObject({
    description: "",
    tags: [],
    post_to_slack: false,
    slack_message_format: "",
    is_action: true,
    is_calculating: false,
    team_id: 1,
    pinned_at: null,
    creation_context: null,
    user_access_level: "manager",
  });
});

test("a null that was sent for url_matching stays one", async () => {
  const { steps } = await made({ steps: [{ event: "x" }, { event: "x", url_matching: null }, {}] });
  expect(steps).toEqual([{ ...nothing, event: "x" }, { ...nothing, event: "x", url_matching: null }, nothing]);
});

test("texts of a step may be null, not empty; two of them are trimmed", async () => {
  for (const key of ["event", "selector", "tag_name", "text", "href", "url"]) {
    const { status, body } = await post({ name: "a", steps: [{ [key]: "" }] });
    expect([status, body.code]).toEqual([400, "blank"]);
  }
  const spaced = { event: " e ", tag_name: " a ", text: " t ", href: " h ", selector: " s ", url: " u " };
  expect((await made({ steps: [spaced] })).steps[0]).toMatchObject({ ...spaced, selector: "s", url: "u" });
});

test("a way of matching is one of three, properties are a list of objects that is kept as sent", async () => {
  const wrong = async (step: JsonObject) => (await post({ name: "a", steps: [step] })).body.code;
  expect(await wrong({ text_matching: "icontains" })).toBe("invalid_choice");
  expect(await wrong({ properties: ["x"] })).toBe("not_a_dict");
  expect(await wrong({ properties: {} })).toBe("not_a_list");
  const properties = [{ key: "plan", value: "pro", of: { no: "schema" } }];
  expect((await made({ steps: [{ properties }] })).steps[0].properties).toEqual(properties);
});

test('"cant create action with the same name", which names the other', async () => {
  const { id } = await made();
  const duplicate = { name: "  a  " };
  const refusal = {
    type: "validation_error",
    code: "unique",
    detail: `This project already has an action with this name, ID ${id}`,
    attr: "name",
  };
  expect((await post(duplicate)).body).toEqual(refusal);
  const other = await made({ name: "b" });
  expect((await posthog.patch(`actions/${other.id}/`, duplicate)).body).toEqual(refusal);
  expect((await posthog.patch(`actions/${id}/`, duplicate)).status).toBe(200);
});

test('"cant create action with whitespace only name"', async () => {
  for (const name of ["", "   "])
    expect((await post({ name })).body).toMatchObject({
      code: "blank",
      detail: "This field may not be blank.",
      attr: "name",
    });
});

test('"update action remove all steps": steps are replaced as a whole', async () => {
  const { id } = await made({ steps: [{ event: "a" }, { event: "b" }] });
  expect((await posthog.patch(`actions/${id}/`, { steps: [{ event: "b" }] })).body.steps).toHaveLength(1);
  expect((await posthog.patch(`actions/${id}/`, { steps: [] })).body.steps).toEqual([]);
});

test('"empty tags clears all tags", "undefined tags allows other props to update"', async () => {
  const { id } = await made({ tags: [" Growth ", "growth", "b"] });
  const tags = async (body: JsonObject) => [...(await posthog.patch(`actions/${id}/`, body)).body.tags].sort();
  expect(await tags({ name: "c" })).toEqual(["b", "growth"]);
  expect(await tags({ tags: null })).toEqual(["b", "growth"]);
  expect(await tags({ tags: [] })).toEqual([]);
});

test('"listing actions supports limit offset and search"; without, it gives all at once', async () => {
  for (const name of ["beta", "alpha", "gamma", "delta"]) await made({ name });
  const { body } = await posthog.get("actions/");
  expect(Object.keys(body)).toEqual(["results"]);
  expect(await names()).toEqual(["alpha", "beta", "delta", "gamma"]);
  expect(await names("?limit=2&offset=2")).toEqual(["delta", "gamma"]);
  expect(await names("?search=ALph")).toEqual(["alpha"]);
});

test("pinned is pinned: an update takes the server's time, once", async () => {
  const old = "2020-01-01T00:00:00Z";
  const { id, pinned_at } = await made({ pinned_at: "2020-01-01T00:00:00.000000Z" });
  expect(pinned_at).toBe(old);
  const pin = async (value: string | null) =>
    (await posthog.patch(`actions/${id}/`, { pinned_at: value })).body.pinned_at;
  expect(await pin("2021-01-01T00:00:00Z")).toBe(old);
  expect(await pin(null)).toBeNull();
  const pinned = await pin(old);
  expect(pinned).not.toBe(old);
  now += 60_000;
  expect(await pin(old)).toBe(pinned);
  expect((await posthog.patch(`actions/${id}/`, { pinned_at: true })).status).toBe(400);
});

test("a deleted action is not listed, but read and written, and its name is free", async () => {
  const { id } = await made();
  expect(await posthog.ask("DELETE", `actions/${id}/`)).toMatchObject({ status: 405, body: "" });
  expect((await posthog.patch(`actions/${id}/`, { deleted: true })).status).toBe(200);
  expect(await names()).toEqual([]);
  expect(await posthog.get(`actions/${id}/`)).toMatchObject({ status: 200, body: { deleted: true } });
  expect((await posthog.patch(`actions/${id}/`, { description: "x" })).status).toBe(200);
  expect((await made()).id).not.toBe(id);
  // Coming back is not looked at.
  expect((await posthog.patch(`actions/${id}/`, { deleted: false })).status).toBe(200);
  expect(await names()).toEqual(["a", "a"]);
});

test("references name the insights and cohorts that use it", async () => {
  const { id } = await made();
  const series = [{ kind: "ActionsNode", id }];
  const query = { kind: "InsightVizNode", source: { kind: "TrendsQuery", series } };
  const insight = (await posthog.post("insights/", { name: "i", query })).body;
  const leaf = { type: "behavioral", key: id, event_type: "actions", value: "performed_event" };
  await posthog.post("cohorts/", { name: "c", filters: { properties: { type: "AND", values: [leaf] } } });
  expect((await posthog.get(`actions/${id}/references/`)).body).toMatchObject([
    { type: "insight", id: insight.short_id, name: "i" },
    { type: "cohort", name: "c" },
  ]);
  expect((await rows("?include_reference_count=1"))[0]!.reference_count).toBe(2);
});

test("texts have their lengths, the project its own actions", async () => {
  expect((await post({ name: "x".repeat(401) })).body.code).toBe("max_length");
  expect((await post({ name: "x", slack_message_format: "x".repeat(1201) })).body.attr).toBe("slack_message_format");
  expect((await post({ name: "x", description: null })).body).toMatchObject({ code: "null", attr: "description" });
  expect((await posthog.get("actions/999/")).status).toBe(404);
});
