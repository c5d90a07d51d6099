import { expect, test } from "vitest";
import { json, problem, rig, silence } from "./fakes.js";

const get = { method: "GET", path: "x/" } as const;
const post = { method: "POST", path: "x/" } as const;

test("stop lets what is under way finish, and starts nothing more", async () => {
  const answers: (() => void)[] = [];
  const { client, clock, seen, failure } = rig(
    () => new Promise((resolve) => answers.push(() => resolve(json({ done: true })))),
    { inFlight: 2 },
  );
  const [first, second, third] = [client.send(post), client.send(post), client.send(post)];
  await clock.settle();
  client.stop();
  expect(await failure(third!)).toMatchObject({ kind: "cancelled", code: "cancelled", acted: "no" });
  expect(await failure(client.send(get))).toMatchObject({ kind: "cancelled", acted: "no" });
  for (const answer of answers) answer();
  expect(await clock.run(Promise.all([first, second]))).toEqual([{ done: true }, { done: true }]);
  expect(seen).toHaveLength(2);
});

test("stop ends a wait for a limit", async () => {
  const { client, clock, failure, seen } = rig([problem(429, "throttled", "x", null, { "retry-after": "60" })]);
  const pending = client.send(post);
  await clock.settle();
  client.stop();
  expect(await failure(pending)).toMatchObject({ kind: "cancelled", acted: "no" });
  expect(clock.elapsed).toBe(0);
  expect(clock.sleepers).toBe(0);
  expect(seen).toHaveLength(1);
});

test("stop ends a wait between attempts, and does not forget what the first may have done", async () => {
  const { client, clock, failure, seen } = rig([new Response("", { status: 502 })]);
  const pending = client.send({ method: "PATCH", path: "x/", idempotent: true });
  await clock.settle();
  client.stop();
  expect(await failure(pending)).toMatchObject({ kind: "cancelled", acted: "unknown" });
  expect(clock.elapsed).toBe(0);
  expect(seen).toHaveLength(1);
});

test("what fails after a stop fails with its own error, not tried again", async () => {
  let fail: () => void = () => undefined;
  const { client, clock, failure, seen } = rig(
    () => new Promise((resolve) => (fail = () => resolve(new Response("", { status: 502 })))),
  );
  const pending = client.send(get);
  await clock.settle();
  client.stop();
  fail();
  expect(await failure(pending)).toMatchObject({ kind: "server", status: 502 });
  expect(seen).toHaveLength(1);
});

test("the signal ends what is under way too", async () => {
  const controller = new AbortController();
  const { client, clock, failure, seen } = rig(silence, { signal: controller.signal, inFlight: 2 });
  const errors = Promise.allSettled([client.send(get), client.send(post), client.send(post)]);
  await clock.settle();
  controller.abort();
  expect(await errors).toMatchObject([
    { reason: { kind: "cancelled", acted: "no" } },
    { reason: { kind: "cancelled", acted: "unknown" } },
    { reason: { kind: "cancelled", acted: "no" } },
  ]);
  expect(await failure(client.send(get))).toMatchObject({ kind: "cancelled" });
  expect(clock.elapsed).toBe(0);
  expect(seen).toHaveLength(2);
  expect(client.counts.sent).toBe(2);
});

test("a signal that is aborted already lets nothing out", async () => {
  const { client, failure, seen } = rig([], { signal: AbortSignal.abort() });
  expect(await failure(client.send(get))).toMatchObject({ kind: "cancelled", acted: "no" });
  expect(seen).toHaveLength(0);
});

test("nothing is left behind that would keep the process alive", async () => {
  const { client, clock, seen } = rig(() => json({}));
  await clock.run(Promise.all(Array.from({ length: 500 }, () => client.send(get))));
  expect(seen).toHaveLength(500);
  expect(clock.sleepers).toBe(0);
});
