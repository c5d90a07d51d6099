import { expect, test } from "vitest";
import { json, problem, rig, type Answerer } from "./fakes.js";

const base = "http://internal:8000/api/projects/7/x/";
const page = (ids: number[], next: string | null, more: object = {}) =>
  json({ count: 3, next, previous: null, results: ids.map((id) => ({ id })), ...more });

test("asks for 1,000 rows at once and follows `next`, not `count`", async () => {
  const { client, clock, seen } = rig([
    page([1, 2], `${base}?limit=1000&offset=1000&order=id`, { count: 2, count_is_capped: true }),
    page([3], `${base}?limit=1000&offset=2000&order=id`),
    page([4], null),
  ]);
  expect(await clock.run(client.list({ path: "x/", query: { order: "id" }, paging: "offset" }))).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 3 },
    { id: 4 },
  ]);
  expect(seen.map((one) => one.url.search)).toEqual([
    "?order=id&limit=1000",
    "?limit=1000&offset=1000&order=id",
    "?limit=1000&offset=2000&order=id",
  ]);
});

test("keeps repeated parameters from page to page", async () => {
  const { client, clock, seen } = rig([page([1], `${base}?tags=a&tags=b&offset=1`), page([2], null)]);
  await clock.run(client.list({ path: "x/", query: { tags: ["a", "b"] }, paging: "offset" }));
  expect(seen[1]!.url.searchParams.getAll("tags")).toEqual(["a", "b"]);
});

test("sends the size only where it is known to mean something", async () => {
  const searches = async (paging: "offset" | "page" | "cursor" | "none", pageSize?: number) => {
    const { client, clock, seen } = rig([json({ results: [], next: null })]);
    await clock.run(client.list({ path: "x/", paging, pageSize }));
    return seen[0]!.url.search;
  };
  expect(await searches("offset", 50)).toBe("?limit=50");
  expect(await searches("page")).toBe("");
  expect(await searches("page", 50)).toBe("?limit=50");
  expect(await searches("cursor")).toBe("");
  expect(await searches("none")).toBe("");
});

test("follows page numbers", async () => {
  const { client, clock, seen } = rig([page([1], `${base}?page=2`), page([2], null)]);
  expect(await clock.run(client.list({ path: "x/", paging: "page" }))).toEqual([{ id: 1 }, { id: 2 }]);
  expect(seen[1]!.url.search).toBe("?page=2");
});

test("reads a bare array, and results without `next`", async () => {
  const { client, clock } = rig([json(["a", "b"]), json({ results: [{ id: 1 }] })]);
  expect(await clock.run(client.list({ path: "x/", paging: "none" }))).toEqual(["a", "b"]);
  expect(await clock.run(client.list({ path: "x/", paging: "offset" }))).toEqual([{ id: 1 }]);
});

test("a row on two pages comes once, as last seen", async () => {
  const { client, clock } = rig([
    json({ results: [{ id: 1, v: "old" }, { id: 2 }], next: "?offset=2" }),
    json({ results: [{ id: 1, v: "new" }, { id: 3 }], next: null }),
  ]);
  expect(await clock.run(client.list({ path: "x/", paging: "offset" }))).toEqual([
    { id: 1, v: "new" },
    { id: 2 },
    { id: 3 },
  ]);
});

test("rows can be known by something else, or by nothing", async () => {
  const rows = [{ short_id: "a" }, { short_id: "a" }, { other: 1 }, { other: 1 }];
  const { client, clock } = rig([json(rows), json(rows)]);
  expect(
    await clock.run(client.list<{ short_id?: string }>({ path: "x/", paging: "none", idOf: (row) => row.short_id })),
  ).toHaveLength(3);
  expect(await clock.run(client.list({ path: "x/", paging: "none" }))).toHaveLength(4);
});

const unreadable: [string, Answerer][] = [
  ["a link to the same page", () => page([1], `${base}?limit=1000`)],
  ["a circle of links", (_, index) => page([index], `${base}?offset=${index % 2}`)],
  ["pages of the same rows for ever", (_, index) => page([1], `${base}?offset=${index}`)],
  ["empty pages for ever", (_, index) => page([], `${base}?offset=${index}`)],
  ["no list", () => json({ count: 0 })],
  ["a string", () => json("rows")],
  ["a link that is none", () => page([1], "http://[")],
];

test.each(unreadable)("is an error, not half a list: %s", async (_, answer) => {
  const { client, failure, seen } = rig(answer);
  const error = await failure(client.list({ path: "x/", paging: "offset" }));
  expect(error).toMatchObject({ kind: "unexpected", code: "server-error", path: "/api/projects/7/x/", acted: "no" });
  expect(seen.length).toBeLessThan(5);
});

test("pages without ids do not go on for ever either", async () => {
  const { client, failure, seen } = rig((_, index) => json({ results: [{}], next: `?offset=${index}` }), {
    limits: "none",
  });
  expect(await failure(client.list({ path: "x/", paging: "offset" }))).toMatchObject({ kind: "unexpected" });
  expect(seen).toHaveLength(1000);
});

test("further pages of a list that has none are an error", async () => {
  const { client, failure } = rig([page([1], `${base}?offset=100`)]);
  expect(await failure(client.list({ path: "x/", paging: "none" }))).toMatchObject({ kind: "unexpected" });
});

test("a page that fails fails the list", async () => {
  const { client, failure } = rig([
    page([1], "?offset=1"),
    problem(403, "permission_denied", "API key missing required scope 'cohort:read'"),
  ]);
  expect(await failure(client.list({ path: "x/", paging: "offset" }))).toMatchObject({
    kind: "missingScope",
    details: { scope: "cohort:read" },
  });
});

test("counts by its class", async () => {
  const { client, clock } = rig([page([1], "?offset=1"), page([2], null)]);
  await clock.run(client.list({ path: "insights/", paging: "offset", class: "analytics" }));
  expect(client.counts).toMatchObject({ analytics: 2, crud: 0 });
});
