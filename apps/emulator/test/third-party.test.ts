import { expect, test, vi } from "vitest";
import {
  ApiError,
  created,
  defineResource,
  defineTable,
  fields,
  noContent,
  notFound,
  ok,
  page,
} from "../src/resource.js";
import { start } from "./support.js";

interface Playlist {
  id: number;
  project: number;
  name: string;
}

const playlists = defineTable<Playlist>("acme_playlists", { indexes: ["project"] });
const name = { name: fields.text({ required: true, max: 20 }) };

const resource = defineResource({
  path: "acme_playlists",
  scope: "acme_playlist",
  tables: [playlists],
  list: (call) => ok(page(call, call.table(playlists).where({ project: call.project.id }), (row) => ({ ...row }))),
  create: (call) => {
    const sent = fields.parseFields(name, call.data);
    return created({ ...call.table(playlists).insert({ project: call.project.id, name: sent.name! }) });
  },
  destroy: (call) => {
    const row = call.table(playlists).get(Number(call.param("id")));
    if (!row) throw notFound();
    call.table(playlists).remove(row.id);
    return noContent();
  },
});

test("a third party's resource has PostHog's manners: scopes, paging, errors, both roots, its part of the snapshot", async () => {
  const posthog = start({ resources: [resource] });
  posthog.addKey({ value: "phx_reader", scopes: ["acme_playlist:read"] });
  expect((await posthog.post("acme_playlists/", { name: "a" })).body).toEqual({ name: "a", project: 1, id: 1 });
  expect((await posthog.post("acme_playlists/", {})).body).toMatchObject({ code: "required", attr: "name" });
  expect((await posthog.get("/api/environments/1/acme_playlists")).body.count).toBe(1);
  const refused = await posthog.ask("DELETE", "acme_playlists/1/", undefined, { key: "phx_reader" });
  expect(refused.body.detail).toBe("API key missing required scope 'acme_playlist:write'");
  expect(posthog.snapshot().acme_playlists).toHaveLength(1);
  expect((await posthog.ask("DELETE", "acme_playlists/1/")).status).toBe(204);
  await posthog.close();
});

test("two resources that claim one route are an error at once", () => {
  expect(() => start({ resources: [resource, { ...resource, tables: [] }] })).toThrow(
    "Two resources answer GET /api/projects/:parent/acme_playlists.",
  );
});

test("it stands in for PostHog's own of the same path, whose rows others still find", async () => {
  const own = defineResource({ path: "insight_variables", scope: "insight_variable", list: () => ok(["mine"]) });
  const posthog = start({ resources: [own] });
  expect((await posthog.get("insight_variables/")).body).toEqual(["mine"]);
  expect((await posthog.post("insight_variables/")).status).toBe(405);
  expect((await posthog.get("insights/")).status).toBe(200);
  const query = {
    kind: "InsightVizNode",
    source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "a" }] },
  };
  expect((await posthog.post("insights/", { query })).status).toBe(201);
  await posthog.close();
});

test("it keeps its own documents, also in a table that is called like one of PostHog's own", async () => {
  const cohorts = defineTable<Playlist>("cohorts", { indexes: ["project"] });
  const acme = defineResource({
    path: "acme_cohorts",
    scope: "acme_cohort",
    tables: [cohorts],
    list: (call) => ok(page(call, call.table(cohorts).all(), (row) => ({ ...row }))),
    create: (call) => created({ ...call.table(cohorts).insert({ project: call.project.id, name: "theirs" }) }),
  });
  const posthog = start({ resources: [acme] });
  try {
    await posthog.post("cohorts/", { name: "PostHog's", filters: { properties: { type: "OR", values: [] } } });
    expect((await posthog.post("acme_cohorts/", {})).body).toMatchObject({ id: 1, name: "theirs" });
    expect((await posthog.get("acme_cohorts/")).body.results).toMatchObject([{ name: "theirs" }]);
    const { cohorts: one, "cohorts (2)": other } = posthog.snapshot() as unknown as Record<string, { name: string }[]>;
    expect([one, other].map((rows) => rows!.map((row) => row.name))).toEqual([["PostHog's"], ["theirs"]]);
    posthog.reset();
    expect((await posthog.get("acme_cohorts/")).body.results).toEqual([]);
  } finally {
    await posthog.close();
  }
});

test("it may refuse by errors of a copy of its own", async () => {
  vi.resetModules();
  const copy = await import("../src/resource.js");
  expect(copy.ApiError).not.toBe(ApiError);
  const refusing = copy.defineResource({
    path: "refusals",
    scope: "refusal",
    list: () => {
      throw copy.invalid("No.", "name");
    },
    create: () => {
      throw new copy.RawError(418, { error: "no" });
    },
  });
  const posthog = start({ resources: [refusing] });
  const list = await posthog.get("refusals/");
  expect([list.status, list.body.detail]).toEqual([400, "No."]);
  const create = await posthog.post("refusals/");
  expect([create.status, create.body]).toEqual([418, { error: "no" }]);
  await posthog.close();
});
