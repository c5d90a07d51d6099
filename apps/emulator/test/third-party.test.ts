import { expect, test } from "vitest";
import { created, defineResource, defineTable, fields, noContent, notFound, ok, page } from "../src/index.js";
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
