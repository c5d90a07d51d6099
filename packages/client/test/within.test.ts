import { expect, test } from "vitest";
import { json, problem, rig, silence, socketError, type Answerer } from "./fakes.js";

const asked = { method: "GET", path: "log/", within: 5_000 } as const;
const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

test("an answer that is worth no wait comes like any other", async () => {
  const { client, clock } = rig(() => json({ a: 1 }));
  expect(await clock.run(client.send(asked))).toEqual({ a: 1 });
});

test.each<[string, Answerer]>([
  ["429", () => problem(429, "throttled", "Request was throttled.", null, { "retry-after": "30" })],
  ["502", () => new Response("", { status: 502 })],
  [
    "a lost connection",
    () => {
      throw socketError("ECONNRESET");
    },
  ],
])("it is asked for once: %s", async (_, answer) => {
  const { client, clock, seen } = rig(answer);
  expect(await clock.run(failure(client.send(asked)))).toMatchObject({ name: "PostHogError" });
  expect(seen).toHaveLength(1);
  expect(clock.elapsed).toBe(0);
});

test("it is given up after its own time, not the client's", async () => {
  const { client, clock } = rig(silence);
  expect(await clock.run(failure(client.send(asked)))).toMatchObject({ kind: "lost", details: { reason: "timeout" } });
  expect(clock.elapsed).toBe(5_000);
});

test("it waits for its turn among those in flight, and for no limit", async () => {
  const { client, clock, seen } = rig(() => json({}), { inFlight: 2 });
  const get = { method: "GET", path: "x/" } as const;
  await clock.run(Promise.all(Array.from({ length: 6 }, () => client.send(asked))));
  await clock.run(Promise.all(Array.from({ length: 474 }, () => client.send(get))));
  const late = client.send(get);
  expect(await clock.run(failure(client.send(asked)))).toMatchObject({ kind: "rateLimited", details: { seconds: 60 } });
  expect(clock.elapsed).toBe(0);
  await clock.run(late);
  expect(clock.elapsed).toBe(60_000);
  expect(seen).toHaveLength(481);
});

test("while PostHog wants quiet, it is not sent", async () => {
  let refused = false;
  const { client, clock, seen } = rig(() => {
    if (refused) return json({});
    refused = true;
    return problem(429, "throttled", "Request was throttled.", null, { "retry-after": "30" });
  });
  const first = client.send({ method: "GET", path: "x/" });
  await clock.settle();
  expect(await failure(client.send(asked))).toMatchObject({ kind: "rateLimited", details: { seconds: 30 } });
  await clock.run(first);
  expect(seen).toHaveLength(2);
});
