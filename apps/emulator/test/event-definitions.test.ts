import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`posthog/api/test/test_event_definition.py`, `ee/api/test/test_event_definition.py`).

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = Date.parse("2026-03-01T12:00:00Z");
  posthog = start({ clock: { now: () => now } });
});
afterEach(() => posthog.close());

const post = (body: JsonObject) => posthog.post("event_definitions/", body);
const made = async (name: string, body: JsonObject = {}) => (await post({ name, ...body })).body;
const patch = (id: string, body: JsonObject) => posthog.patch(`event_definitions/${id}/`, body);
const list = async (query = "") => (await posthog.get(`event_definitions/${query}`)).body;
const names = async (query = "") => ((await list(query)).results as JsonObject[]).map(({ name }) => name);
const listed = async (name: string) => (await list(`?names=${encodeURIComponent(name)}`)).results[0];
const refusal = (detail: string, attr: string | null, code = "invalid_input") => ({
  status: 400,
  body: { type: "validation_error", code, detail, attr },
});

describe("making one", () => {
  test('"create event definition basic": an event that nobody sent yet has no dates', async () => {
    const { status, body } = await post({ name: "  my_custom_event " });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: "my_custom_event",
      created_at: null,
      last_seen_at: null,
      description: "",
      owner: null,
      tags: [],
      verified: false,
      verified_at: null,
      verified_by: null,
      hidden: false,
      enforcement_mode: "allow",
      primary_property: null,
      default_columns: [],
      updated_at: "2026-03-01T12:00:00Z",
      updated_by: { email: "caller@example.com" },
      is_action: false,
      post_to_slack: false,
      media_preview_urls: [],
    });
  });

  test("takes any name, once in a project", async () => {
    for (const name of ["$pageview", "a b/c", "A"]) expect((await post({ name })).status).toBe(201);
    expect((await post({ name: "a" })).status).toBe(201);
    expect(await post({ name: " a " })).toMatchObject(refusal("Event definition with name 'a' already exists", "name"));
    expect(await post({})).toMatchObject(refusal("This field is required.", "name", "required"));
    expect(await post({ name: " " })).toMatchObject(refusal("This field may not be blank.", "name", "blank"));
    expect((await post({ name: "x".repeat(401) })).body.code).toBe("max_length");
  });

  test("stamps who verified it", async () => {
    expect(await made("a", { verified: true })).toMatchObject({
      verified: true,
      verified_at: "2026-03-01T12:00:00Z",
      verified_by: { email: "caller@example.com" },
      hidden: false,
    });
  });
});

describe("a field", () => {
  test("of a wrong form is refused", async () => {
    const { id } = await made("a");
    const wrong: [JsonObject, string, string][] = [
      [{ owner: 99 }, "does_not_exist", 'Invalid pk "99" - object does not exist.'],
      [{ owner: "ann" }, "incorrect_type", "Incorrect type. Expected pk value, received str."],
      [{ owner: { id: 1 } }, "incorrect_type", "Incorrect type. Expected pk value, received dict."],
      [{ tags: null }, "null", "This field may not be null."],
      [{ tags: "a" }, "not_a_list", 'Expected a list of items but got type "str".'],
      [{ verified: null }, "null", "This field may not be null."],
      [{ enforcement_mode: "deny" }, "invalid_choice", '"deny" is not a valid choice.'],
      [{ primary_property: "" }, "blank", "This field may not be blank."],
      [{ primary_property: "x".repeat(401) }, "max_length", "Ensure this field has no more than 400 characters."],
      [{ default_columns: null }, "null", "This field may not be null."],
    ];
    for (const [body, code, detail] of wrong)
      expect(await patch(id, body)).toMatchObject(refusal(detail, Object.keys(body)[0]!, code));
    expect((await patch(id, { default_columns: ["a", ""] })).body.attr).toBe("default_columns__1");
  });

  test("is written and read back: an owner goes by id and comes as a user", async () => {
    const { id } = await made("a", { description: "x", tags: [" Growth ", "growth"], default_columns: ["b", "a"] });
    const body = { owner: 2, description: null, primary_property: "$pathname", tags: ["B", "a"] };
    const { body: event } = await patch(id, body);
    expect(event).toMatchObject({
      owner: { id: 2, email: "teammate@example.com", first_name: "Teammate" },
      description: null,
      primary_property: "$pathname",
      default_columns: ["b", "a"],
    });
    expect([...event.tags].sort()).toEqual(["a", "b"]);
    expect((await listed("a")).owner).toMatchObject({ id: 2 });
    expect((await patch(id, { owner: null })).body.owner).toBeNull();
    expect([...(await patch(id, {})).body.tags].sort()).toEqual(["a", "b"]);
    expect((await patch(id, { tags: [] })).body.tags).toEqual([]);
  });

  test('"clear event definition primary property"', async () => {
    const { id } = await made("a", { primary_property: "x" });
    expect(await patch(id, { primary_property: null })).toMatchObject({
      status: 200,
      body: { primary_property: null },
    });
  });

  test("that cannot be written is ignored: the name, the dates, a post to Slack", async () => {
    const { id } = await made("a");
    const body = { name: "b", created_at: "2020-01-01T00:00:00Z", post_to_slack: true, is_action: true };
    expect(await patch(id, body)).toMatchObject({
      status: 200,
      body: { name: "a", created_at: null, post_to_slack: false, is_action: false },
    });
    expect((await posthog.ask("PUT", `event_definitions/${id}/`, { description: "x" })).status).toBe(200);
  });

  test("rejecting events needs a flag of PostHog's", async () => {
    const { id } = await made("a");
    expect(await patch(id, { enforcement_mode: "reject" })).toMatchObject(
      refusal('Setting schema enforcement mode to "reject" requires the schema-enforcement-reject feature flag', null),
    );
    posthog.switches.schemaEnforcement = true;
    expect((await patch(id, { enforcement_mode: "reject" })).body.enforcement_mode).toBe("reject");
    expect((await patch(id, {})).body.enforcement_mode).toBe("reject");
  });
});

describe("verified and hidden", () => {
  test("exclude each other", async () => {
    const both = refusal("An event cannot be both hidden and verified", null);
    expect(await post({ name: "a", verified: true, hidden: true })).toMatchObject(both);
    const { id } = await made("a", { verified: true });
    expect(await patch(id, { verified: true, hidden: true })).toMatchObject(both);
    const nobody = { verified: false, verified_at: null, verified_by: null };
    expect((await patch(id, { hidden: true })).body).toMatchObject({ hidden: true, ...nobody });
    expect((await patch(id, { verified: true })).body).toMatchObject({ hidden: false, verified: true });
    expect((await patch(id, { hidden: null })).body).toMatchObject({ hidden: null, verified: true });
  });

  test('"verify then verify again no change": but it counts as an update', async () => {
    const { id } = await made("a", { verified: true });
    now += 60_000;
    const again = (await patch(id, { verified: true })).body;
    expect(again).toMatchObject({ verified_at: "2026-03-01T12:00:00Z", updated_at: "2026-03-01T12:01:00Z" });
  });

  test('"verify then unverify"', async () => {
    const { id } = await made("a", { verified: true });
    expect((await patch(id, { verified: false })).body).toMatchObject({
      verified: false,
      verified_by: null,
      verified_at: null,
    });
  });

  test("verified in bulk: once for each, and not what is so already", async () => {
    const [a, b] = [await made("a", { hidden: true }), await made("b", { verified: true })];
    const missing = "00000000-0000-4000-8000-000000000000";
    const bulk = (body: JsonObject) => posthog.post("event_definitions/bulk_update_verified/", body);
    expect((await bulk({ ids: [a.id, a.id.toUpperCase(), b.id, missing], verified: true })).body).toEqual({
      updated: [{ id: a.id, verified: true }],
      skipped: [{ id: missing, reason: "Not found" }],
    });
    expect(await listed("a")).toMatchObject({ verified: true, hidden: false, verified_by: { id: 1 } });
    expect((await bulk({ ids: [], verified: true })).body).toMatchObject({ code: "empty", attr: "ids" });
    expect((await bulk({ ids: ["x"], verified: true })).body).toMatchObject({
      detail: "Must be a valid UUID.",
      attr: "ids__0",
    });
    expect((await bulk({ ids: [a.id] })).body).toMatchObject({ code: "required", attr: "verified" });
  });
});

describe("an ingested event", () => {
  const bare = { description: null, verified: null, hidden: null, updated_at: null, updated_by: null, owner: null };

  test("is a base row: the list knows no more than its name", async () => {
    posthog.ingest(["signed up"]);
    expect(await listed("signed up")).toMatchObject({
      ...bare,
      created_at: "2026-03-01T12:00:00Z",
      last_seen_at: "2026-03-01T12:00:00Z",
      default_columns: [],
      tags: [],
    });
    expect(await post({ name: "signed up" })).toMatchObject({ status: 400 });
  });

  test.each([
    ["a look by id", (id: string) => posthog.get(`event_definitions/${id}/`)],
    ["a look by name", () => posthog.get("event_definitions/by_name/?name=signed up")],
    ["an edit", (id: string) => patch(id, {})],
    ["an edit that is refused", (id: string) => patch(id, { owner: 99 })],
    [
      "verification",
      (id: string) => posthog.post("event_definitions/bulk_update_verified/", { ids: [id], verified: true }),
    ],
  ])("is promoted by %s", async (_, look) => {
    posthog.ingest(["signed up"]);
    await look((await listed("signed up")).id);
    expect(await listed("signed up")).toMatchObject({
      description: "",
      hidden: false,
      updated_at: "2026-03-01T12:00:00Z",
      created_at: "2026-03-01T12:00:00Z",
    });
  });

  test("is not promoted by the list, nor by tags in bulk", async () => {
    posthog.ingest(["a"]);
    const { id } = await listed("a");
    await posthog.post("event_definitions/bulk_update_tags/", { ids: [id], action: "add", tags: ["x"] });
    expect(await listed("a")).toMatchObject({ ...bare, tags: ["x"] });
  });

  test("that was made by hand gets its dates, and is seen again later", async () => {
    const { id } = await made("a", { description: "x" });
    posthog.ingest(["a"]);
    now += 1000;
    posthog.ingest(["a"]);
    expect(await listed("a")).toMatchObject({
      id,
      description: "x",
      created_at: "2026-03-01T12:00:00Z",
      last_seen_at: "2026-03-01T12:00:01Z",
    });
  });

  test("comes over HTTP too", async () => {
    const { url } = await posthog.listen();
    const ingest = { method: "POST", body: JSON.stringify({ names: ["a"] }) };
    expect((await fetch(`${url}/__emulator/ingest`, ingest)).status).toBe(204);
    expect(await names()).toEqual(["a"]);
  });
});

describe("deleting", () => {
  test('"delete event definition": for good, with its links; made anew it is another row', async () => {
    const { id } = await made("a", { description: "x", tags: ["y"] });
    const { body: group } = await posthog.post("schema_property_groups/", { name: "g" });
    await posthog.post("event_schemas/", { event_definition: id, property_group_id: group.id });
    expect(await posthog.ask("DELETE", `event_definitions/${id}/`)).toMatchObject({ status: 204, body: "" });
    expect((await posthog.get(`event_definitions/${id}/`)).status).toBe(404);
    expect((await posthog.get("event_schemas/")).body.count).toBe(0);
    expect((await posthog.get("schema_property_groups/")).body.results[0].events).toEqual([]);
    posthog.ingest(["a"]);
    const again = await listed("a");
    expect(again).toMatchObject({ description: null, tags: [] });
    expect(again.id).not.toBe(id);
    await posthog.ask("DELETE", `event_definitions/${again.id}/`);
    expect((await post({ name: "a" })).status).toBe(201);
  });

  test('"retrieve with non uuid id returns 404"', async () => {
    for (const id of ["undefined", "1", "00000000-0000-4000-8000-000000000000"])
      for (const method of ["GET", "PATCH", "DELETE"])
        expect(
          (await posthog.ask(method, `event_definitions/${id}/`, method === "PATCH" ? {} : undefined)).body,
        ).toEqual({
          type: "invalid_request",
          code: "not_found",
          detail: "Not found.",
          attr: null,
        });
  });
});

describe("the list", () => {
  const seed = async () => {
    posthog.ingest(["old"]);
    now += 40 * 24 * 3600 * 1000;
    posthog.ingest(["b", "$pageview"]);
    now += 3600 * 1000;
    posthog.ingest(["a"]);
    await made("never seen", { hidden: true });
  };

  test("has an extra count and is in the order of days, then of names", async () => {
    await seed();
    const body = await list();
    expect(body).toMatchObject({ count: 5, next: null, previous: null, count_is_capped: false });
    expect(await names()).toEqual(["$pageview", "a", "b", "old", "never seen"]);
  });

  test('"list event definitions ordering": nulls last going down, first going up, unknown fields dropped', async () => {
    await seed();
    const days = ["$pageview", "a", "b", "old", "never seen"];
    expect(await names("?ordering=-last_seen_at::date&ordering=name")).toEqual(days);
    expect(await names("?ordering=last_seen_at")).toEqual(["never seen", "old", "$pageview", "b", "a"]);
    expect(await names("?ordering=name")).toEqual(["$pageview", "a", "b", "never seen", "old"]);
    expect(await names("?ordering=-name,created_at")).toEqual(["old", "never seen", "b", "a", "$pageview"]);
    expect(await names("?ordering=event")).toEqual(days);
  });

  test('"list event definitions with exact names"', async () => {
    await seed();
    expect(await names("?names=a&names=b&names=missing")).toEqual(["a", "b"]);
    expect(await names("?names=a,b,missing")).toEqual(["a", "b"]);
    expect(await names("?names=A")).toEqual([]);
  });

  test('"filtered by tag pages in sql": any of the tags, each event once', async () => {
    await made("a", { tags: ["billing", "revenue"] });
    await made("b", { tags: ["billing"] });
    await made("c", { tags: ["other"] });
    const tags = (value: string) => list(`?tags=${encodeURIComponent(value)}&limit=1`);
    expect(await tags('["billing","revenue"]')).toMatchObject({ count: 2, results: [{ name: "a" }] });
    for (const ignored of ["billing", "true", "5", "[1]"]) expect((await tags(ignored)).count).toBe(3);
  });

  test('"accepts out of range bigint pagination", and refuses what is no number', async () => {
    await seed();
    for (const query of ["limit=9223372036854775808", "offset=9223372036854775808"])
      expect(await posthog.get(`event_definitions/?${query}`)).toMatchObject({ status: 200, body: { count: 5 } });
    const wrong = async (query: string) => (await posthog.get(`event_definitions/?${query}`)).body;
    expect(await wrong("limit=0")).toMatchObject({
      code: "min_value",
      detail: "Ensure this value is greater than or equal to 1.",
      attr: "limit",
    });
    expect(await wrong("offset=-1")).toMatchObject({ code: "min_value", attr: "offset" });
    expect(await wrong("limit=x")).toMatchObject({ code: "invalid_input", attr: "limit" });
  });

  test('"with excluded properties": which are names of events', async () => {
    await seed();
    const excluded = encodeURIComponent('["a","old"]');
    expect(await names(`?excluded_properties=${excluded}`)).toEqual(["$pageview", "b", "never seen"]);
  });

  test("is filtered by type, state, age and words", async () => {
    await seed();
    expect(await names("?event_type=event_posthog")).toEqual(["$pageview"]);
    expect(await names("?event_type=event_custom&exclude_hidden=true")).toEqual(["a", "b", "old"]);
    expect(await names("?event_type=all")).toHaveLength(5);
    expect((await posthog.get("event_definitions/?event_type=x")).body.attr).toBe("event_type");
    expect(await names("?exclude_stale=true")).toEqual(["$pageview", "a", "b", "never seen"]);
    expect(await names("?verified=true")).toEqual(["$pageview"]);
    expect(await names("?verified=no")).toEqual(["a", "b", "old", "never seen"]);
    await made("seen");
    expect(await names("?search=SEEN")).toEqual(["seen", "never seen"]);
    expect(await names("?search=seen never")).toEqual(["never seen"]);
  });

  test("is of the project, whatever its alias", async () => {
    await made("a");
    const other = posthog.addProject("Other");
    const path = `/api/projects/${other.id}/event_definitions/`;
    await posthog.post(path, { name: "a" });
    expect((await posthog.get(path)).body.count).toBe(1);
    expect((await posthog.get("/api/environments/1/event_definitions/")).body.count).toBe(1);
    const { id } = (await posthog.get(path)).body.results[0];
    expect((await posthog.get(`event_definitions/${id}/`)).status).toBe(404);
  });

  test('"cant see event definitions for another team"', async () => {
    expect(await posthog.get("/api/projects/2/event_definitions/")).toMatchObject({
      status: 403,
      body: { code: "permission_denied", detail: "You don't have access to the project." },
    });
  });
});

describe("further routes", () => {
  test("by name: not in the usual envelope where it fails", async () => {
    await made("A b");
    expect((await posthog.get("event_definitions/by_name/?name=A b")).body.name).toBe("A b");
    expect(await posthog.get("event_definitions/by_name/")).toMatchObject({
      status: 400,
      body: { detail: "Query parameter 'name' is required" },
    });
    const missing = await posthog.get("event_definitions/by_name/?name=a b");
    expect([missing.status, missing.body]).toEqual([404, { detail: "Event definition with name 'a b' not found" }]);
  });

  test("primary properties, of those that have one", async () => {
    await made("a", { primary_property: "x" });
    await made("b", { primary_property: "y" });
    await made("c");
    const of = async (query: string) =>
      (await posthog.get(`event_definitions/primary_properties/${query}`)).body.primary_properties;
    expect(await of("")).toEqual({ a: "x", b: "y" });
    expect(await of("?names=a&names=c")).toEqual({ a: "x" });
  });

  test('"bulk update tags with uuid ids", "ignores event definitions in other project"', async () => {
    const [a, b] = [await made("a", { tags: ["old"] }), await made("b")];
    const other = posthog.addProject("Other");
    const { body: theirs } = await posthog.post(`/api/projects/${other.id}/event_definitions/`, { name: "c" });
    const bulk = { ids: [a.id, b.id, theirs.id], action: "add", tags: ["X"] };
    expect((await posthog.post("event_definitions/bulk_update_tags/", bulk)).body).toEqual({
      updated: [
        { id: a.id, tags: ["old", "x"] },
        { id: b.id, tags: ["x"] },
      ],
      skipped: [{ id: theirs.id, reason: "Not found" }],
    });
    expect((await posthog.get(`/api/projects/${other.id}/event_definitions/`)).body.results[0].tags).toEqual([]);
  });

  test("usage is for the UI alone", async () => {
    const { id } = await made("a");
    expect((await posthog.get(`event_definitions/${id}/metrics/`)).status).toBe(403);
    expect((await posthog.ui("GET", `event_definitions/${id}/metrics/`)).body).toEqual({ query_usage_30_day: 0 });
  });

  test("need the scope of events", async () => {
    posthog.addKey({ value: "phx_read", scopes: ["event_definition:read"] });
    const ask = (method: string, path: string) =>
      posthog.ask(method, path, method === "GET" ? undefined : {}, { key: "phx_read" });
    for (const path of ["event_definitions/", "schema_property_groups/", "event_schemas/"]) {
      expect((await ask("GET", path)).status).toBe(200);
      expect((await ask("POST", path)).body.detail).toBe("API key missing required scope 'event_definition:write'");
    }
    expect((await ask("POST", "event_definitions/bulk_update_verified/")).status).toBe(403);
  });
});

describe("other builds", () => {
  test('"create event definition rejects enterprise metadata without ee"', async () => {
    posthog.switches.eventTaxonomy = "unsupported";
    expect(await post({ name: "a", verified: true, description: "x" })).toMatchObject(
      refusal("This field is not supported by this deployment.", "description"),
    );
    expect(await names()).toEqual([]);
    const event = await made("a", { tags: ["x"], primary_property: "y" });
    expect(event).toMatchObject({ tags: ["x"], primary_property: "y", enforcement_mode: "allow" });
    expect(event).not.toHaveProperty("description");
    expect((await patch(event.id, { hidden: false })).body.attr).toBe("hidden");
  });

  test('"update event without license"', async () => {
    const { id } = await made("a");
    posthog.switches.eventTaxonomy = "unlicensed";
    const { status, body } = await patch(id, { description: "x" });
    expect([status, body.type, body.code]).toEqual([402, "server_error", "payment_required"]);
    expect(body.detail).toContain("Self-hosted licenses are no longer available for purchase.");
  });
});
