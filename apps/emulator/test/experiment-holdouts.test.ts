import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/experiments/backend/test/test_experiment_holdouts.py`).

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = 1_800_000_000_000;
  posthog = start({ clock: { now: () => now } });
});
afterEach(() => posthog.close());

const share = (rollout_percentage: number, more: JsonObject = {}): JsonObject => ({
  properties: [],
  rollout_percentage,
  ...more,
});
const post = (body: JsonObject) => posthog.post("experiment_holdouts/", body);
const make = async (body: JsonObject = {}) => {
  const { status, body: row } = await post({ name: "Everybody", filters: [share(20)], ...body });
  expect([status, row]).toEqual([201, expect.anything()]);
  return row;
};
const patch = (id: number, body: JsonObject) => posthog.patch(`experiment_holdouts/${id}/`, body);
const destroy = (id: number) => posthog.ask("DELETE", `experiment_holdouts/${id}/`);
const read = (id: number) => posthog.get(`experiment_holdouts/${id}/`);

/** An experiment in this holdout, on a flag of its own unless that is there. */
const inHoldout = async (holdout_id: number, feature_flag_key = "f", more: JsonObject = {}) => {
  const body = { name: "E", feature_flag_key, holdout_id, ...more };
  return (await posthog.post("experiments/", body)).body as { id: number; feature_flag: { id: number } };
};
const flag = async (id: number) => (await posthog.get(`feature_flags/${id}/`)).body;
const seen = async (id: number) => {
  const { version, filters } = await flag(id);
  return [version, filters.holdout];
};

describe("a holdout", () => {
  test('"create holdouts": forces its own variant on each group, and adds nothing else', async () => {
    const { status, body } = await post({
      name: " Test holdout ",
      filters: [share(20, { variant: "holdout" }), { rollout_percentage: 0.5, note: "kept" }],
    });
    expect(status).toBe(201);
    const variant = `holdout-${body.id}`;
    expect(body).toEqual({
      id: expect.any(Number),
      name: "Test holdout",
      description: null,
      filters: [share(20, { variant }), { rollout_percentage: 0.5, note: "kept", variant }],
      created_by: expect.objectContaining({ id: expect.any(Number) }),
      created_at: "2027-01-15T08:00:00Z",
      updated_at: "2027-01-15T08:00:00Z",
      user_access_level: "manager",
    });
    expect((await read(body.id)).body).toEqual(body);
  });

  test('"invalid create": a name, groups, and a share in each, in this order', async () => {
    const why = async (body: JsonObject) => {
      const answer = await post(body);
      expect(answer.status).toBe(400);
      return [answer.body.code, answer.body.detail, answer.body.attr];
    };
    const filters = [share(20)];
    expect(await why({ filters: [] })).toEqual(["required", "This field is required.", "name"]);
    expect(await why({ name: null, filters })).toEqual(["null", "This field may not be null.", "name"]);
    expect(await why({ name: "  ", filters })).toEqual(["blank", "This field may not be blank.", "name"]);
    expect(await why({ name: "x".repeat(401), filters })).toEqual([
      "max_length",
      "Ensure this field has no more than 400 characters.",
      "name",
    ]);
    expect((await why({ name: "x", description: "x".repeat(401), filters: [] }))[2]).toBe("description");
    const required = "Filters are required to create an holdout group";
    expect(await why({ name: "x" })).toEqual(["invalid_input", required, null]);
    expect(await why({ name: "x", filters: null })).toEqual(["null", "This field may not be null.", "filters"]);
    const filtersWhy = async (value: Json) => {
      const [code, detail, attr] = await why({ name: "x", filters: value });
      expect([code, attr]).toEqual(["invalid_input", "filters"]);
      return detail;
    };
    for (const empty of [[], {}, "", 0, false]) expect(await filtersWhy(empty)).toBe("Filters must not be empty.");
    const missing = "Rollout percentage must be present.";
    expect(await filtersWhy([{ properties: [] }])).toBe(missing);
    expect(await filtersWhy([share(20), { rollout_percentage: null }])).toBe(missing);
    const outside = "Rollout percentage must be between 0 and 100.";
    for (const wrong of [150, 100.01, -10, -0.5]) expect(await filtersWhy([share(wrong)])).toBe(outside);
  });

  test("that is no list of groups at all crashes PostHog, and nothing is made", async () => {
    const wrong: Json[] = [{ groups: [] }, "x", 5, [1], [share(20), "x"], [{ rollout_percentage: "20" }]];
    for (const filters of wrong) expect((await post({ name: "x", filters })).status).toBe(500);
    expect((await posthog.get("experiment_holdouts/")).body.results).toEqual([]);
  });

  test("has conditions that nobody looks at: a cohort that is not there, an unknown operator", async () => {
    const properties: JsonObject[] = [
      { type: "cohort", key: "id", operator: "in", value: 999 },
      { key: "x", operator: "no such" },
    ];
    expect((await make({ filters: [share(20, { properties })] })).filters[0].properties).toEqual(properties);
  });

  test("has a name that need not be unique, and a description that may be empty or null", async () => {
    const [first, second] = [await make(), await make({ description: "x".repeat(400) })];
    expect(second.id).toBe(first.id + 1);
    expect((await patch(second.id, { description: null })).body.description).toBeNull();
    expect((await patch(second.id, { description: "" })).body.description).toBe("");
  });

  test('"can list holdouts": newest first, page by page, without filters', async () => {
    for (const name of ["a", "b", "c"]) {
      now += 1000;
      await make({ name });
    }
    const names = async (query: string) =>
      (await posthog.get(`experiment_holdouts/${query}`)).body.results.map(({ name }: { name: string }) => name);
    expect(await names("?limit=2")).toEqual(["c", "b"]);
    expect(await names("?limit=2&offset=2")).toEqual(["a"]);
    expect(await names("?search=a&order=name")).toEqual(["c", "b", "a"]);
    expect((await posthog.get("experiment_holdouts/")).body).toMatchObject({ count: 3, next: null, previous: null });
  });

  test("ignores what cannot be written", async () => {
    const { id, created_at } = await make();
    now += 1000;
    const { body } = await patch(id, { id: 5, created_at: "2020-01-01T00:00:00Z", created_by: null, nonsense: 1 });
    expect(body).toMatchObject({ id, created_at, created_by: { id: expect.any(Number) } });
    expect(body.updated_at).not.toBe(created_at);
    expect(body).not.toHaveProperty("nonsense");
  });

  test("is not found in another project, before the body is looked at", async () => {
    const other = posthog.addProject("Other").id;
    const { id } = await make();
    const path = `/api/projects/${other}/experiment_holdouts/${id}/`;
    expect((await posthog.get(`/api/projects/${other}/experiment_holdouts/`)).body.results).toEqual([]);
    for (const method of ["GET", "PATCH", "PUT", "DELETE"])
      expect([
        method,
        (await posthog.ask(method, path, method === "PATCH" ? { name: null } : undefined)).status,
      ]).toEqual([method, 404]);
    expect((await posthog.get("experiment_holdouts/nonsense/")).status).toBe(404);
  });

  test('"access controls endpoint not exposed"', async () => {
    const { id } = await make();
    expect((await posthog.get(`experiment_holdouts/${id}/access_controls`)).status).toBe(404);
    const body = { access_level: "editor" };
    expect((await posthog.ask("PUT", `experiment_holdouts/${id}/access_controls`, body)).status).toBe(404);
  });

  test("has a scope of its own", async () => {
    const { id } = await make();
    posthog.addKey({ value: "phx_reader", scopes: ["experiment_holdout:read", "experiment:write"] });
    const as = (method: string, path: string, body?: Json) => posthog.ask(method, path, body, { key: "phx_reader" });
    expect((await as("GET", "experiment_holdouts/")).status).toBe(200);
    const { status, body } = await as("PATCH", `experiment_holdouts/${id}/`, { name: "x" });
    expect([status, body.detail]).toEqual([403, "API key missing required scope 'experiment_holdout:write'"]);
  });
});

describe("an update", () => {
  test("that replaces wants a name, and keeps what it does not say", async () => {
    const { id, filters } = await make({ description: "why" });
    const put = (body: JsonObject) => posthog.ask("PUT", `experiment_holdouts/${id}/`, body);
    expect((await put({ description: "x" })).body).toMatchObject({ code: "required", attr: "name" });
    expect((await put({ name: "New" })).body).toMatchObject({ name: "New", description: "why", filters });
  });

  test('"update with empty filters is rejected"', async () => {
    const { id, filters } = await make();
    expect((await patch(id, { name: "x", filters: [] })).status).toBe(400);
    expect((await read(id)).body).toMatchObject({ name: "Everybody", filters });
  });

  test("replaces the groups as a whole", async () => {
    const { id } = await make({ filters: [share(20, { note: "x" }), share(30)] });
    expect((await patch(id, { filters: [share(10)] })).body.filters).toEqual([share(10, { variant: `holdout-${id}` })]);
  });
});

describe("the flags of experiments in a holdout", () => {
  test('"create update holdouts": are rewritten with the share of the first group, and cleared in the end', async () => {
    const { id } = await make();
    const experiment = await inHoldout(id, "a-b-tests");
    const of = experiment.feature_flag.id;
    expect(await seen(of)).toEqual([1, { id, exclusion_percentage: 20 }]);
    const { status, body } = await patch(id, { name: "New", filters: [share(30, { variant: "holdout" }), share(60)] });
    expect([status, body.name]).toEqual([200, "New"]);
    expect(await seen(of)).toEqual([2, { id, exclusion_percentage: 30 }]);
    expect(await destroy(id)).toMatchObject({ status: 204, body: "" });
    expect(await seen(of)).toEqual([3, null]);
    expect((await posthog.get(`experiments/${experiment.id}/`)).body).toMatchObject({
      holdout: null,
      holdout_id: null,
    });
    expect((await read(id)).status).toBe(404);
    expect((await destroy(id)).status).toBe(404);
    // The next one does not get the old id.
    expect((await make()).id).toBe(id + 1);
  });

  test("are rewritten by anything but the very groups that are stored", async () => {
    const { id, filters } = await make({ filters: [share(20), share(5)] });
    const of = (await inHoldout(id)).feature_flag.id;
    const version = async () => (await seen(of))[0];
    await patch(id, { name: "New", description: "x" });
    await patch(id, { filters });
    // The order of keys means nothing.
    await patch(id, {
      filters: filters.map((group: JsonObject) => Object.fromEntries(Object.entries(group).reverse())),
    });
    expect(await version()).toBe(1);
    // Without the variant it is another list, although the same comes out.
    expect((await patch(id, { filters: [share(20), share(5)] })).body.filters).toEqual(filters);
    expect(await version()).toBe(2);
    // What no flag ever sees counts too.
    await patch(id, { filters: [filters[0], { ...filters[1], rollout_percentage: 6 }] });
    expect(await seen(of)).toEqual([3, { id, exclusion_percentage: 20 }]);
  });

  test("are told whether the experiments are drafts, running, ended or deleted; the rest of the flag stays", async () => {
    const { id } = await make();
    const running = await inHoldout(id, "running", { start_date: "2026-01-01T00:00:00Z" });
    const ended = await inHoldout(id, "ended", {
      start_date: "2026-01-01T00:00:00Z",
      end_date: "2026-02-01T00:00:00Z",
    });
    const deleted = await inHoldout(id, "deleted");
    await posthog.patch(`experiments/${deleted.id}/`, { deleted: true });
    const before = await flag(running.feature_flag.id);
    await patch(id, { filters: [share(33.3)] });
    const { filters, version, active } = await flag(running.feature_flag.id);
    const holdout = { id, exclusion_percentage: 33.3 };
    expect({ filters, version, active }).toEqual({
      filters: { ...before.filters, holdout },
      version: before.version + 1,
      active: true,
    });
    for (const { feature_flag } of [ended, deleted]) expect((await seen(feature_flag.id))[1]).toEqual(holdout);
  });

  test("that several experiments share are written once for each", async () => {
    const { id } = await make();
    const first = await inHoldout(id, "shared");
    await inHoldout(id, "shared", { name: "Second" });
    const [version] = await seen(first.feature_flag.id);
    await patch(id, { filters: [share(40)] });
    expect(await seen(first.feature_flag.id)).toEqual([version + 2, { id, exclusion_percentage: 40 }]);
  });

  test("of other holdouts and other experiments are left alone", async () => {
    const [mine, other] = [await make(), await make({ filters: [share(5)] })];
    await inHoldout(mine.id, "mine");
    const theirs = (await inHoldout(other.id, "theirs")).feature_flag.id;
    await patch(mine.id, { filters: [share(50)] });
    await destroy(mine.id);
    expect(await seen(theirs)).toEqual([1, { id: other.id, exclusion_percentage: 5 }]);
  });

  test("that break a rule stop the change: nothing of it stays, not in the flags before it either", async () => {
    const { id, filters } = await make();
    const good = (await inHoldout(id, "good")).feature_flag.id;
    posthog.switches.flagRules = "logged";
    const bad = (await inHoldout(id, "bad")).feature_flag.id;
    const odd = { filters: { groups: [{ properties: [], rollout_percentage: 100, variant: "none" }] } };
    expect((await posthog.patch(`feature_flags/${bad}/`, odd)).status).toBe(200);
    posthog.switches.flagRules = "enforced";
    const { status, body } = await patch(id, { name: "New", filters: [share(50)] });
    expect([status, body.attr]).toEqual([400, "filters"]);
    expect((await read(id)).body).toMatchObject({ name: "Everybody", filters });
    expect(await seen(good)).toEqual([1, { id, exclusion_percentage: 20 }]);
    expect((await destroy(id)).status).toBe(400);
    expect((await read(id)).status).toBe(200);
    expect(await seen(good)).toEqual([1, { id, exclusion_percentage: 20 }]);
  });
});

describe("an approval policy", () => {
  const refused = async (answer: ReturnType<Asking["get"]>) => {
    const { status, body } = await answer;
    return [status, body.code, body.status, body.resource_type, body.resource_id];
  };
  const required = (id: number) => [409, "approval_required", "approval_required", "experiment_holdout", id];

  test("gates another share of the first group, and deletion; nothing is changed", async () => {
    const { id, filters } = await make({ filters: [share(20), share(5)] });
    const of = (await inHoldout(id)).feature_flag.id;
    posthog.switches.holdoutApprovals = true;
    expect(await refused(patch(id, { name: "New", filters: [share(30)] }))).toEqual(required(id));
    expect(await refused(destroy(id))).toEqual(required(id));
    expect((await read(id)).body).toMatchObject({ name: "Everybody", filters });
    expect(await seen(of)).toEqual([1, { id, exclusion_percentage: 20 }]);
    // Wrong bodies and unknown holdouts are found before it is asked for.
    expect((await patch(id, { filters: [] })).status).toBe(400);
    expect((await destroy(999)).status).toBe(404);
  });

  test("lets everything else through, new holdouts too", async () => {
    posthog.switches.holdoutApprovals = true;
    const { id } = await make({ filters: [share(20), share(5)] });
    const of = (await inHoldout(id)).feature_flag.id;
    expect((await patch(id, { name: "New" })).status).toBe(200);
    expect((await patch(id, { filters: [share(20, { properties: [{ key: "x", value: "y" }] })] })).status).toBe(200);
    expect((await seen(of))[0]).toBe(2);
  });

  test("on flags stands in for one on holdouts, and is asked once: not again for each flag", async () => {
    const { id } = await make();
    const of = (await inHoldout(id)).feature_flag.id;
    await posthog.patch(`feature_flags/${of}/`, { filters: { holdout: null } });
    posthog.switches.flagApprovals = true;
    expect(await refused(patch(id, { filters: [share(30)] }))).toEqual(required(id));
    expect(await refused(destroy(id))).toEqual(required(id));
    // This is not gated, although it puts the share back into the flag, whose own policy would not let that happen.
    const holdout = { id, exclusion_percentage: 20 };
    expect((await posthog.patch(`feature_flags/${of}/`, { filters: { holdout } })).status).toBe(409);
    expect((await patch(id, { filters: [share(20), share(5)] })).status).toBe(200);
    expect(await seen(of)).toEqual([3, holdout]);
  });
});
