import { expect, test } from "vitest";
import { json, problem, rig, silence, socketError, type Answerer } from "./fakes.js";

const throwing =
  (error: Error): Answerer =>
  () => {
    throw error;
  };

const passing: [string, Answerer][] = [
  ["a lost connection", throwing(socketError("ECONNRESET"))],
  ["a closed socket", throwing(socketError("UND_ERR_SOCKET"))],
  ["a timeout", silence],
  ["502", () => new Response("<h1>Bad Gateway</h1>", { status: 502 })],
  ["503", () => problem(503, "error", "Try again.")],
  ["504", () => new Response("", { status: 504 })],
];

test.each(passing)("after %s, tries a GET again", async (_, answer) => {
  const { send, seen } = rig([answer, answer, json({ ok: 1 })]);
  expect(await send({ method: "GET", path: "x/" })).toEqual({ ok: 1 });
  expect(seen).toHaveLength(3);
});

test.each(passing)("after %s, tries an idempotent PATCH again, with the same body", async (_, answer) => {
  const { send, seen } = rig([answer, json({ ok: 1 })]);
  expect(await send({ method: "PATCH", path: "x/1/", body: { name: "a" }, idempotent: true })).toEqual({ ok: 1 });
  expect(seen.map((one) => one.body)).toEqual(['{"name":"a"}', '{"name":"a"}']);
});

test.each(
  passing.flatMap(([name, answer]) =>
    (["POST", "PATCH", "DELETE"] as const).map((method) => [name, method, answer] as const),
  ),
)("after %s, does not try a %s again, and says that it may have worked", async (_, method, answer) => {
  const { failure, client, seen } = rig([answer]);
  expect(await failure(client.send({ method, path: "x/" }))).toMatchObject({
    kind: "lost",
    code: "lost-answer",
    acted: "unknown",
  });
  expect(seen).toHaveLength(1);
});

test("gives up after five attempts, backing off twice as long each time", async () => {
  const { failure, client, seen, events } = rig(() => new Response("", { status: 503 }));
  expect(await failure(client.send({ method: "GET", path: "x/" }))).toMatchObject({ kind: "server", status: 503 });
  expect(seen.map((one) => one.at)).toEqual([0, 500, 1500, 3500, 7500]);
  expect(events.flatMap((event) => (event.type === "retry" ? [event.seconds] : []))).toEqual([0.5, 1, 2, 4]);
  expect(client.counts).toMatchObject({ sent: 5, retries: 4 });
});

test("jitters between half and all of the backoff", async () => {
  const { failure, client, seen } = rig(() => new Response("", { status: 503 }), { random: () => 0, attempts: 3 });
  await failure(client.send({ method: "GET", path: "x/" }));
  expect(seen.map((one) => one.at)).toEqual([0, 250, 750]);
});

test.each([400, 401, 403, 404, 409, 500])("does not try %i again", async (status) => {
  const { failure, client, seen } = rig(() => problem(status, "x", "No."));
  await failure(client.send({ method: "GET", path: "x/" }));
  expect(seen).toHaveLength(1);
});

test("times out by the clock, and lets go of the request", async () => {
  const { failure, client, seen, clock } = rig(silence, { timeout: 3000 });
  expect(await failure(client.send({ method: "POST", path: "x/" }))).toMatchObject({
    kind: "lost",
    details: { reason: "timeout" },
  });
  expect(clock.elapsed).toBe(3000);
  expect(seen[0]!.init.signal?.aborted).toBe(true);
});

test("the timeout covers the answer's body", async () => {
  const stalled: Answerer = (seen) => {
    const response = new Response("{");
    Object.defineProperty(response, "text", { value: () => silence(seen) });
    return response;
  };
  const { failure, client } = rig(stalled, { timeout: 3000 });
  const error = await failure(client.send({ method: "POST", path: "x/" }));
  expect(error).toMatchObject({ kind: "lost", details: { reason: "timeout" }, acted: "unknown" });
});

const unsent: [string, Error][] = [
  ["ECONNREFUSED", socketError("ECONNREFUSED")],
  ["ENOTFOUND", socketError("ENOTFOUND")],
  ["ETIMEDOUT while connecting", socketError("ETIMEDOUT", { syscall: "connect" })],
  ["UND_ERR_CONNECT_TIMEOUT", socketError("UND_ERR_CONNECT_TIMEOUT")],
];

test.each(unsent)("%s at the start fails at once: nothing was sent", async (_, error) => {
  for (const method of ["GET", "POST"] as const) {
    const { failure, client, seen } = rig([error]);
    expect(await failure(client.send({ method, path: "x/" }))).toMatchObject({
      kind: "lost",
      code: "unreachable",
      acted: "no",
    });
    expect(seen).toHaveLength(1);
  }
});

test.each(unsent)("%s in mid-run is tried again, whatever the method", async (_, error) => {
  const { send, seen } = rig([json({}), error, error, json({ id: 1 }, 201)]);
  await send({ method: "GET", path: "x/" });
  expect(await send({ method: "POST", path: "x/" })).toEqual({ id: 1 });
  expect(seen).toHaveLength(4);
});

test("ETIMEDOUT on a connection that stood may have acted", async () => {
  const { failure, client } = rig([socketError("ETIMEDOUT", { syscall: "read" })]);
  expect(await failure(client.send({ method: "POST", path: "x/" }))).toMatchObject({ acted: "unknown" });
});

test.each([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_HAS_EXPIRED",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
])("%s is not tried again, and says what helps", async (code) => {
  const { failure, client, seen, send } = rig([json({}), socketError(code)]);
  await send({ method: "GET", path: "x/" });
  expect(await failure(client.send({ method: "POST", path: "x/" }))).toMatchObject({
    kind: "lost",
    acted: "no",
    hint: expect.stringContaining("NODE_EXTRA_CA_CERTS") as string,
  });
  expect(seen).toHaveLength(2);
});

test("what an earlier attempt may have done is not forgotten", async () => {
  const { failure, client } = rig([socketError("ECONNRESET"), problem(404, "not_found", "Not found.")]);
  const error = await failure(client.send({ method: "DELETE", path: "x/1/", idempotent: true }));
  expect(error).toMatchObject({ kind: "notFound", status: 404, acted: "unknown" });
});

test("waits as long as a 503 asks for, but not for a write", async () => {
  const busy = () => problem(503, "error", "Busy.", null, { "retry-after": "20" });
  const read = rig([busy(), json({})]);
  await read.send({ method: "GET", path: "x/" });
  expect(read.seen.map((one) => one.at)).toEqual([0, 20_000]);

  const write = rig([busy()]);
  expect(await write.failure(write.client.send({ method: "POST", path: "x/" }))).toMatchObject({
    kind: "lost",
    details: { reason: "503" },
    acted: "unknown",
  });
});

test("does not sleep for a 503 that asks for an hour", async () => {
  const { failure, client, clock } = rig([problem(503, "error", "Busy.", null, { "retry-after": "3600" })]);
  expect(await failure(client.send({ method: "GET", path: "x/" }))).toMatchObject({ kind: "server", status: 503 });
  expect(clock.elapsed).toBe(0);
});
