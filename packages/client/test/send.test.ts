import { expect, test } from "vitest";
import { json, KEY, rig } from "./fakes.js";

test("sends JSON with the key, below the project", async () => {
  const { send, seen } = rig([json({ id: 1 }, 201)]);
  expect(
    await send({
      method: "POST",
      path: "annotations/",
      body: { content: "x" },
      query: { a: [1, 2], b: true, c: undefined },
    }),
  ).toEqual({ id: 1 });
  expect(seen).toHaveLength(1);
  expect(seen[0]!.method).toBe("POST");
  expect(seen[0]!.url.href).toBe("https://us.posthog.com/api/projects/7/annotations/?a=1&a=2&b=true");
  expect(seen[0]!.headers.get("authorization")).toBe(`Bearer ${KEY}`);
  expect(seen[0]!.headers.get("content-type")).toBe("application/json");
  expect(seen[0]!.headers.get("user-agent")).toBe("posthog-definitions");
  expect(seen[0]!.body).toBe('{"content":"x"}');
  expect(seen[0]!.init.redirect).toBe("manual");
});

test("sends bodies that ofetch would not take for JSON", async () => {
  const { send, seen } = rig([json({}), json({})]);
  await send({ method: "PATCH", path: "x/", body: { buffer: 1 } });
  await send({ method: "PATCH", path: "x/", body: Object.assign(Object.create(null), { a: 1 }) });
  expect(seen.map((one) => one.body)).toEqual(['{"buffer":1}', '{"a":1}']);
});

test("keeps the answer as it is", async () => {
  // ofetch's own parser would drop the key and turn the text into a number.
  const { send } = rig([new Response('{"__proto__":{"a":1},"b":"Infinity"}'), new Response('"Infinity"')]);
  expect(JSON.stringify(await send({ method: "GET", path: "x/" }))).toBe('{"__proto__":{"a":1},"b":"Infinity"}');
  expect(await send({ method: "GET", path: "x/" })).toBe("Infinity");
});

test("takes an empty answer to a DELETE", async () => {
  const { send } = rig([new Response(null, { status: 204 }), new Response("", { status: 200 })]);
  expect(await send({ method: "DELETE", path: "x/1/" })).toBeUndefined();
  expect(await send({ method: "DELETE", path: "x/1/" })).toBeUndefined();
});

test("starts other scopes elsewhere, and asks for the project's organization once", async () => {
  const { send, seen } = rig([json({ id: 7, organization: "0190-abc" }), json({}), json({}), json({})]);
  await send({ method: "GET", path: "roles/", scope: "organization" });
  await send({ method: "GET", path: "roles/", scope: "organization" });
  await send({ method: "GET", path: "users/@me/", scope: "root" });
  expect(seen.map((one) => one.url.pathname)).toEqual([
    "/api/projects/7/",
    "/api/organizations/0190-abc/roles/",
    "/api/organizations/0190-abc/roles/",
    "/api/users/@me/",
  ]);
});

test("asks for the organization again after a failure", async () => {
  const { send, seen, failure, client } = rig([json({}), json({ organization: "o" }), json([])]);
  expect(await failure(client.send({ method: "GET", path: "roles/", scope: "organization" }))).toMatchObject({
    kind: "unexpected",
  });
  await send({ method: "GET", path: "roles/", scope: "organization" });
  expect(seen).toHaveLength(3);
});

test.each(["../8/annotations/", "%2e%2e/8/annotations/", "../../users/@me/", "..\\8\\x", "x/?a=1", "x/#a"])(
  "refuses the path %s",
  async (path) => {
    const { failure, client, seen } = rig([]);
    expect(await failure(client.send({ method: "GET", path }))).toBeInstanceOf(TypeError);
    expect(seen).toHaveLength(0);
  },
);

test("another project shares limits, counts and end", async () => {
  const { clock, client, seen, failure } = rig([json({}), json({})]);
  const other = client.withProject(8);
  await clock.run(other.send({ method: "GET", path: "x/" }));
  await clock.run(client.send({ method: "POST", path: "x/", class: "analytics" }));
  expect(seen.map((one) => one.url.pathname)).toEqual(["/api/projects/8/x/", "/api/projects/7/x/"]);
  const counts = { sent: 2, reads: 1, writes: 1, retries: 0, limited: 0, crud: 1, analytics: 1 };
  expect(client.counts).toEqual(counts);
  expect(other.counts).toEqual(counts);
  other.stop();
  expect(await failure(client.send({ method: "GET", path: "x/" }))).toMatchObject({ kind: "cancelled" });
});
