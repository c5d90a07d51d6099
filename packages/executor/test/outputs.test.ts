import { createClient } from "@posthog-definitions/client";
import { factory, lookup, type Definition, type DefinitionOptions } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  named,
  refTo,
  registryOf,
  resolve,
  tag,
  type Hole,
} from "@posthog-definitions/core/kind";
import { expect, it } from "vitest";
import { z } from "zod";
import { planProject } from "../src/index.js";

interface PageRow {
  readonly id: number;
  readonly code: string;
  readonly tags: readonly string[];
}
/** Pages have a number, and a code that the server makes up. */
const page = defineKind<"page", { title: string }, PageRow & { readonly title: string }>({
  name: "page",
  plural: "pages",
  summary: "A page.",
  spec: z.object({ title: z.string() }),
  identity: tag(),
  api: collection({ path: "pages/", scope: "page", remove: "hard" }),
  encode: ({ title }) => ({ title }),
  decode: ({ title }) => ({ title }),
  outputs: { code: (row) => row.code },
});

interface NoteSpec {
  at: Hole | string;
  colors: readonly { of: Hole; color: string }[];
}
/** A note stands on a page, named by its code, and has colours by the page's number. */
const note = defineKind<"note", NoteSpec, { at: string; colors: Record<string, string> }>({
  name: "note",
  plural: "notes",
  summary: "A note.",
  spec: z.object({
    at: refTo("page").transform((ref): Hole => ({ ...ref, out: "code" })),
    colors: z.array(z.object({ of: refTo("page"), color: z.string() })).default([]),
  }),
  identity: tag(),
  api: collection({ path: "notes/", scope: "note", remove: "hard" }),
  targets: [page],
  encode: ({ at, colors }) => ({ at, colors: named(colors.map(({ of, color }) => [of, color])) }),
  decode: ({ at, colors }, world) => {
    const ref = world.ref("page", at, "code");
    return {
      at: ref.id === at ? at : { ...ref, out: "code" },
      colors: Object.entries(colors).map(([id, color]) => ({ of: world.ref("page", Number(id)), color })),
    };
  },
});
const registry = registryOf(page, note);
const makePage = factory<"page", DefinitionOptions & { title: string }>("page");
const makeNote = factory<"note", DefinitionOptions & { at: unknown; colors?: unknown }>("note");

function server(rows: Record<string, Record<string, unknown>[]> = {}) {
  const tables: Record<string, Record<string, unknown>[]> = { pages: [], notes: [], ...rows };
  const written: unknown[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const [table = "", id] = new URL(request.url).pathname.split("/").slice(4);
    const list = tables[table]!;
    if (request.method === "GET") return Response.json({ count: list.length, next: null, results: list });
    const body = (await request.json()) as Record<string, unknown>;
    written.push(body);
    const known = list.find((row) => String(row["id"]) === id);
    const row = known ?? { id: 100 + list.length, code: `c${100 + list.length}` };
    Object.assign(row, body);
    if (!known) list.push(row);
    return Response.json(row);
  };
  const client = createClient({ host: "http://localhost", key: "phx_1", project: 1, limits: "none", fetch });
  const plan = (...definitions: Definition[]) =>
    planProject({
      client,
      registry,
      resolution: resolve({ definitions: definitions.map((definition) => ({ definition })), registry }),
      env: {},
      host: "http://localhost",
      projectId: 1,
    });
  return { plan, written };
}

it("a reference is sent as what the row gives, also as a name, and read back as that row", async () => {
  const { plan, written } = server();
  const first = makePage({ key: "first", title: "1" });
  const all = [first, makeNote({ key: "n", at: first, colors: [{ of: first, color: "red" }] })];
  const report = await (await plan(...all)).apply();
  expect(report.outcomes.map(({ status }) => status)).toEqual(["done", "done"]);
  expect(written[1]).toMatchObject({ at: "c100", colors: { "100": "red" } });
  expect((await plan(...all)).plan.changes).toEqual([]);
});

it("rows that nobody manages are read where more than their id is asked for", async () => {
  const { plan, written } = server({ pages: [{ id: 5, code: "five", title: "5", tags: [] }] });
  const five = makeNote({ key: "n", at: lookup("page", { id: 5 }) });
  await (await plan(five)).apply();
  expect(written).toMatchObject([{ at: "five" }]);
  expect((await plan(five)).plan.changes).toEqual([]);
  const gone = makeNote({ key: "n", at: lookup("page", { id: 6 }) });
  const { plan: other } = await plan(gone);
  expect(other.changes[0]?.fields).toMatchObject([{ path: ["at"], before: { id: 5 }, after: { id: 6 } }]);
});
