import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defineResource, type Json, type JsonObject } from "../src/index.js";
import { experiments, type ExperimentDocument } from "../src/resources/experiments/table.js";
import { created, ok } from "../src/server/answer.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/experiments/backend/test/test_experiment_holdouts.py`).

/** Experiments, whose own routes are not these tests' business. */
const backdoor = defineResource({
  path: "backdoor",
  scope: "backdoor",
  create: (call) => {
    const row = { project: 1, name: "E", start_date: null, end_date: null, deleted: false, ...call.data };
    return created({
      ...call.table(experiments).insert(row as unknown as Omit<ExperimentDocument, "id">),
    } as JsonObject);
  },
  list: (call) =>
    ok(
      call
        .table(experiments)
        .all()
        .map((each) => ({ ...each }) as unknown as JsonObject),
    ),
});

let posthog: Asking;
let now: number;
beforeEach(() => {
  now = Date.parse("2026-01-01T00:00:00Z");
  posthog = start({ resources: [backdoor], clock: { now: () => now } });
});
afterEach(() => posthog.close());

const path = "experiment_holdouts/";
const group = (rollout_percentage: Json = 10, rest: JsonObject = {}): JsonObject => ({
  properties: [],
  rollout_percentage,
  ...rest,
});
const post = (body: JsonObject) => posthog.post(path, { name: "Holdout", filters: [group()], ...body });
const made = async (body: JsonObject = {}) => {
  const { status, body: row } = await post(body);
  expect(status).toBe(201);
  return row;
};
const refused = async (asked: Promise<{ status: number; body: JsonObject }>) => {
  const { status, body } = await asked;
  return [status, body.code, body.detail, body.attr];
};
const flagOf = async (key: string): Promise<number> =>
  (await posthog.post("feature_flags/", { key, filters: { groups: [group(100)] } })).body.id;
const experiment = async (feature_flag: number, holdout: number, rest: JsonObject = {}) =>
  (await posthog.post("backdoor/", { feature_flag, holdout, ...rest })).body;
const read = async (flag: number) => {
  const { version, filters } = (await posthog.get(`feature_flags/${flag}/`)).body;
  return { version, holdout: filters.holdout };
};

test("the row: its variant is the server's, whatever was sent; nothing else is added to a group", async () => {
  const row = await made({ description: "Ten percent", filters: [group(10, { variant: "mine", note: 1 }), group(5)] });
  const variant = `holdout-${row.id}`;
  expect(row).toEqual({
    id: expect.any(Number),
    name: "Holdout",
    description: "Ten percent",
    filters: [group(10, { variant, note: 1 }), group(5, { variant })],
    created_by: expect.objectContaining({ id: expect.any(Number) }),
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    user_access_level: "manager",
  });
  expect((await posthog.get(`${path}${row.id}/`)).body).toEqual(row);
  const bare = await made();
  expect(bare.description).toBeNull();
  expect((await made()).name).toBe(bare.name);
});

test('"invalid create", and what a percentage may be', async () => {
  const wrong = (filters: Json) => refused(post({ filters }));
  const of = (detail: string) => [400, "invalid_input", detail, "filters"];
  expect(await refused(post({ name: null }))).toEqual([400, "null", "This field may not be null.", "name"]);
  expect(await refused(posthog.post(path, { filters: [group()] }))).toEqual([
    400,
    "required",
    "This field is required.",
    "name",
  ]);
  for (const empty of [[], {}, ""]) expect(await wrong(empty)).toEqual(of("Filters must not be empty."));
  expect(await wrong(null)).toEqual([400, "null", "This field may not be null.", "filters"]);
  for (const share of [150, -10, 100.5])
    expect(await wrong([group(share)])).toEqual(of("Rollout percentage must be between 0 and 100."));
  expect(await wrong([group(), { properties: [] }])).toEqual(of("Rollout percentage must be present."));
  expect(await wrong([group(null)])).toEqual(of("Rollout percentage must be present."));
  expect(await refused(posthog.post(path, { name: "a" }))).toEqual([
    400,
    "invalid_input",
    "Filters are required to create an holdout group",
    null,
  ]);
  for (const share of [0, 100, 12.5]) expect((await post({ filters: [group(share)] })).status).toBe(201);
});

test("what PostHog takes for granted, and fails on", async () => {
  for (const filters of [["a"], { a: 1 }, [group("10")]]) expect((await post({ filters })).status).toBe(500);
});

test("name and description: at most 400 characters", async () => {
  for (const field of ["name", "description"]) {
    expect((await post({ [field]: "x".repeat(400) })).status).toBe(201);
    expect(await refused(post({ [field]: "x".repeat(401) }))).toEqual([
      400,
      "max_length",
      "Ensure this field has no more than 400 characters.",
      field,
    ]);
  }
  expect((await post({ description: "" })).body.description).toBe("");
});

test('"update with empty filters is rejected"; a part may be left out of a PATCH, a name not of a PUT', async () => {
  const row = await made();
  const url = `${path}${row.id}/`;
  expect(await refused(posthog.patch(url, { filters: [] }))).toEqual([
    400,
    "invalid_input",
    "Filters must not be empty.",
    "filters",
  ]);
  now += 60_000;
  const { body } = await posthog.patch(url, { name: "Renamed", description: null });
  expect(body).toMatchObject({ name: "Renamed", description: null, filters: row.filters });
  expect(body.updated_at).toBe("2026-01-01T00:01:00Z");
  expect((await posthog.ask("PUT", url, { filters: [group()] })).body.attr).toBe("name");
  expect((await posthog.ask("PUT", url, { name: "Put" })).body).toMatchObject({ name: "Put", filters: row.filters });
});

describe("flags of experiments that are in it", () => {
  test("are rewritten with the first group's share, running or deleted, once per experiment", async () => {
    const row = await made();
    const other = await made();
    const [draft, running, gone, shared, foreign] = await Promise.all(
      ["draft", "running", "gone", "shared", "foreign"].map(flagOf),
    );
    await experiment(draft!, row.id);
    await experiment(running!, row.id, { start_date: "2026-01-01T00:00:00Z" });
    await experiment(gone!, row.id, { deleted: true });
    await experiment(shared!, row.id);
    await experiment(shared!, row.id);
    await experiment(foreign!, other.id);
    const { status, body } = await posthog.patch(`${path}${row.id}/`, { filters: [group(20), group(99)] });
    expect(status).toBe(200);
    const variant = `holdout-${row.id}`;
    expect(body.filters).toEqual([group(20, { variant }), group(99, { variant })]);
    const holdout = { id: row.id, exclusion_percentage: 20 };
    for (const flag of [draft!, running!, gone!]) expect(await read(flag)).toEqual({ version: 2, holdout });
    expect(await read(shared!)).toEqual({ version: 3, holdout });
    expect((await read(foreign!)).version).toBe(1);
    expect((await posthog.get(`feature_flags/${draft!}/`)).body.filters.groups[0].rollout_percentage).toBe(100);
  });

  test("are left alone by a PATCH without filters, or with the stored ones, variant included; not by others", async () => {
    const row = await made();
    const flag = await flagOf("a");
    await experiment(flag, row.id);
    const patch = (body: JsonObject) => posthog.patch(`${path}${row.id}/`, body);
    await patch({ name: "Renamed", description: "x" });
    await patch({ filters: row.filters });
    const [stored] = row.filters as JsonObject[];
    await patch({ filters: [Object.fromEntries(Object.entries(stored!).reverse())] });
    expect((await read(flag)).version).toBe(1);
    // The same groups without the variant are other groups, though the row stays as it is.
    expect((await patch({ filters: [group()] })).body.filters).toEqual(row.filters);
    expect(await read(flag)).toEqual({ version: 2, holdout: { id: row.id, exclusion_percentage: 10 } });
    await patch({ filters: [group(10, { variant: `holdout-${row.id}`, properties: null })] });
    expect((await read(flag)).version).toBe(3);
  });

  test("hold nobody out once it is deleted, and the experiments have none", async () => {
    const row = await made();
    const flag = await flagOf("a");
    const { id } = await experiment(flag, row.id);
    await posthog.patch(`${path}${row.id}/`, { filters: [group(20)] });
    expect((await posthog.ask("DELETE", `${path}${row.id}/`)).status).toBe(204);
    expect(await read(flag)).toEqual({ version: 3, holdout: null });
    expect((await posthog.get("backdoor/")).body).toMatchObject([{ id, holdout: null }]);
    expect((await posthog.get(`${path}${row.id}/`)).status).toBe(404);
    const again = await made();
    expect(again.id).not.toBe(row.id);
    expect(again.filters[0].variant).toBe(`holdout-${again.id}`);
  });

  test("pass one gate, that of the holdout: nothing is written behind it", async () => {
    const row = await made();
    const flag = await flagOf("a");
    await experiment(flag, row.id);
    posthog.switches.flagApprovals = true;
    expect((await posthog.patch(`${path}${row.id}/`, { filters: [group(20)] })).status).toBe(200);
    expect((await read(flag)).version).toBe(2);
    posthog.switches.holdoutApprovals = true;
    const gated = { status: "approval_required", resource_type: "experiment_holdout", resource_id: row.id };
    const patched = await posthog.patch(`${path}${row.id}/`, { filters: [group(30)] });
    expect([patched.status, patched.body]).toEqual([409, expect.objectContaining(gated)]);
    const removed = await posthog.ask("DELETE", `${path}${row.id}/`);
    expect([removed.status, removed.body]).toEqual([409, expect.objectContaining(gated)]);
    expect((await post({})).status).toBe(201);
    expect((await read(flag)).version).toBe(2);
    expect((await posthog.get(`${path}${row.id}/`)).body.filters[0].rollout_percentage).toBe(20);
  });
});

test("the list: newest first, complete, nothing filters it; no access controls; a scope of its own", async () => {
  for (const name of ["first", "second", "third"]) {
    await made({ name });
    now += 1000;
  }
  const { body } = await posthog.get(`${path}?search=first`);
  expect(body.results.map(({ name }: { name: string }) => name)).toEqual(["third", "second", "first"]);
  expect(body.results[0]).toEqual((await posthog.get(`${path}${body.results[0].id}/`)).body);
  expect((await posthog.get(`${path}?limit=1&offset=1`)).body).toMatchObject({
    count: 3,
    results: [{ name: "second" }],
  });
  expect((await posthog.get(`${path}${body.results[0].id}/access_controls/`)).status).toBe(404);
  expect((await posthog.get(`${path}abc/`)).status).toBe(404);
  posthog.addKey({ value: "phx_reader", scopes: ["experiment_holdout:read"] });
  const by = { key: "phx_reader" };
  expect((await posthog.ask("GET", path, undefined, by)).status).toBe(200);
  expect((await posthog.ask("POST", path, {}, by)).body.detail).toBe(
    "API key missing required scope 'experiment_holdout:write'",
  );
});
