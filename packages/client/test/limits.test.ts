import { expect, test } from "vitest";
import { isPostHogError, type RequestClass } from "../src/index.js";
import { json, problem, rig, silence, type Answerer, type Rig } from "./fakes.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const get = { method: "GET", path: "x/" } as const;
const sendMany = (client: Rig["client"], count: number, name: RequestClass = "crud") =>
  Array.from({ length: count }, () => client.send({ ...get, class: name }));

/** PostHog's throttle: the times of the requests it took, and a refusal when a window is full. */
function throttle(limits: readonly (readonly [requests: number, ms: number])[]): (now: number) => number {
  const taken: number[] = [];
  return (now) => {
    for (const [requests, ms] of limits) {
      const within = taken.filter((time) => time > now - ms);
      if (within.length >= requests) return Math.ceil((within[within.length - requests]! + ms - now) / 1000);
    }
    taken.push(now);
    return 0;
  };
}

const throttled = (seconds: number) =>
  problem(429, "throttled", `Request was throttled. Expected available in ${seconds} seconds.`, null, {
    "retry-after": String(seconds),
  });

test.each([
  [
    "crud",
    [
      [480, MINUTE],
      [4800, HOUR],
    ],
    4900,
  ],
  [
    "analytics",
    [
      [240, MINUTE],
      [1200, HOUR],
    ],
    1300,
  ],
] as const)("%s requests are never throttled, however uneven the way to the server is", async (name, limits, count) => {
  const ask = throttle(limits);
  let refused = 0;
  let random = 1;
  const there: Answerer = async () => {
    // A small generator of its own, so that the run is the same each time.
    random = (random * 48_271) % 2_147_483_647;
    await made.clock.sleep((random % 4) * 100);
    const seconds = ask(made.clock.elapsed);
    if (seconds > 0) refused++;
    await made.clock.sleep(((random >> 8) % 4) * 100);
    return seconds > 0 ? throttled(seconds) : json({});
  };
  const made = rig(there, { inFlight: 100 });
  await made.clock.run(Promise.all(sendMany(made.client, count, name)));
  expect(refused).toBe(0);
  expect(made.seen).toHaveLength(count);
  // Nor slower than the limits make it, but for the latency at the edges of windows.
  const asItMust = Math.floor((count - 1) / limits[1][0]) * HOUR;
  expect(made.clock.elapsed).toBeGreaterThan(asItMust);
  expect(made.clock.elapsed).toBeLessThan(asItMust + 3 * MINUTE);
});

test("one class does not hold up the other", async () => {
  const { client, clock, seen } = rig(() => json({}));
  const analytics = sendMany(client, 241, "analytics");
  const crud = sendMany(client, 5, "crud");
  await clock.run(Promise.all(crud));
  expect(clock.elapsed).toBe(0);
  expect(seen).toHaveLength(245);
  await clock.run(Promise.all(analytics));
  expect(clock.elapsed).toBe(MINUTE);
});

test("requests go out in the order they came", async () => {
  const { client, clock, seen } = rig(() => json({}), { inFlight: 2 });
  const names = Array.from({ length: 500 }, (_, index) => `x${index}/`);
  await clock.run(
    Promise.all(
      names.map((path, index) =>
        client.send({ method: "GET", path, class: index < 4 && index % 2 ? "analytics" : "crud" }),
      ),
    ),
  );
  expect(seen.map((one) => one.url.pathname.slice("/api/projects/7/".length))).toEqual(names);
});

test("keeps to the number in flight, and to it fully", async () => {
  let underWay = 0;
  let most = 0;
  const made = rig(
    async () => {
      most = Math.max(most, ++underWay);
      await made.clock.sleep(50);
      underWay--;
      return json({});
    },
    { limits: "none" },
  );
  await made.clock.run(Promise.all(sendMany(made.client, 1000)));
  expect(most).toBe(10);
  expect(made.clock.elapsed).toBe((1000 / 10) * 50);
});

test("obeys Retry-After in full, for the whole class and it alone", async () => {
  const { client, clock, seen } = rig(({ url }, index) => (index === 0 ? throttled(27) : json({ at: url.pathname })));
  const first = client.send({ method: "POST", path: "x/", body: { a: 1 } });
  await clock.settle();
  const others = [client.send({ ...get, path: "y/" }), client.send({ ...get, path: "z/" })];
  const analytics = client.send({ ...get, path: "insights/", class: "analytics" });
  await clock.run(analytics);
  expect(clock.elapsed).toBe(0);
  await clock.run(Promise.all([first, ...others]));
  expect(seen.slice(2).map((one) => one.at)).toEqual([27_000, 27_000, 27_000]);
  expect(seen.filter((one) => one.method === "POST").map((one) => one.body)).toEqual(['{"a":1}', '{"a":1}']);
  expect(client.counts).toMatchObject({ limited: 1, retries: 1, sent: 5 });
});

test.each([
  ["seconds", { "retry-after": "12" }, 12],
  [
    "a date, against the server's clock",
    { "retry-after": "Wed, 01 May 2030 10:00:30 GMT", date: "Wed, 01 May 2030 10:00:00 GMT" },
    30,
  ],
  ["a date, against ours", { "retry-after": new Date(1_700_000_000_000 + 9000).toUTCString() }, 9],
  ["the text alone", {}, 41],
])("reads Retry-After as %s", async (_, headers, seconds) => {
  const { send, seen } = rig([
    problem(429, "throttled", "Request was throttled. Expected available in 41 seconds.", null, headers),
    json({}),
  ]);
  await send(get);
  expect(seen[1]!.at).toBe(seconds * 1000);
});

test("a 429 that names no time is backed off from", async () => {
  const { send, seen } = rig([new Response("slow down", { status: 429 }), json({})]);
  await send({ method: "POST", path: "x/" });
  expect(seen[1]!.at).toBe(500);
});

test("a limit for an hour ends everything of its class with a clear error, at once", async () => {
  const { client, clock, seen, failure } = rig(() => throttled(3540), { inFlight: 1 });
  const all = await Promise.all(sendMany(client, 5).map(failure));
  const later = await failure(client.send(get));
  expect(clock.elapsed).toBe(0);
  expect(seen).toHaveLength(1);
  for (const error of [...all, later]) {
    expect(error).toMatchObject({
      kind: "rateLimited",
      code: "rate-limited",
      details: { seconds: 3540 },
      acted: "no",
      hint: "Try again in 59 min.",
    });
  }
});

test("waits for a limit five minutes in all, not five minutes each time", async () => {
  const { client, clock, seen, failure } = rig(() => throttled(140));
  expect(await failure(client.send(get))).toMatchObject({ kind: "rateLimited", details: { seconds: 140 } });
  expect(seen).toHaveLength(3);
  expect(clock.elapsed).toBe(280_000);
});

test("waits as long as it is told to", async () => {
  const { client, clock, seen } = rig((_, index) => (index === 0 ? throttled(3540) : json({})), { maxWait: HOUR });
  await clock.run(client.send(get));
  expect(seen[1]!.at).toBe(3_540_000);
});

test("tells of waits, once each", async () => {
  const { client, clock, events } = rig(() => json({}));
  await clock.run(Promise.all(sendMany(client, 500)));
  expect(events.filter((event) => event.type === "wait")).toEqual([
    { type: "wait", class: "crud", seconds: 60, because: "limit" },
  ]);
});

test("does not tell of the trickle at the edge of a window", async () => {
  const made = rig(async () => {
    await made.clock.sleep(100);
    return json({});
  });
  await made.clock.run(Promise.all(sendMany(made.client, 600)));
  expect(made.seen.filter((one) => one.at > MINUTE).map((one) => one.at)).toContain(MINUTE + 1100);
  expect(made.events.filter((event) => event.type === "wait")).toHaveLength(1);
});

test("a window lasts to its last millisecond", async () => {
  const { client, clock, seen } = rig(() => json({}));
  await clock.run(Promise.all(sendMany(client, 480)));
  await clock.run(clock.sleep(MINUTE - 1));
  await clock.run(client.send(get));
  expect(seen[480]!.at).toBe(MINUTE);
});

test("tells of waits that PostHog asked for", async () => {
  const { send, events } = rig([throttled(27), json({})]);
  await send(get);
  expect(events).toContainEqual({ type: "wait", class: "crud", seconds: 27, because: "retry-after" });
});

test("forecasts what the limits make of a run", async () => {
  const { client, clock } = rig(() => json({}));
  const requests = (crud: number, analytics: number) => [
    ...Array.from({ length: crud }, () => ({ class: "crud", write: true }) as const),
    ...Array.from({ length: analytics }, () => ({ class: "analytics" }) as const),
  ];
  expect(client.forecast([])).toEqual({ requests: 0, writes: 0, seconds: 0 });
  expect(client.forecast(requests(480, 240))).toEqual({ requests: 720, writes: 480, seconds: 0 });
  expect(client.forecast(requests(481, 0)).seconds).toBe(60);
  expect(client.forecast(requests(0, 241)).seconds).toBe(60);
  expect(client.forecast(requests(480, 600)).seconds).toBe(120);
  expect(client.forecast(requests(4801, 0)).seconds).toBe(3600);
  expect(client.forecast([{}, { write: true }])).toEqual({ requests: 2, writes: 1, seconds: 0 });

  await clock.run(Promise.all(sendMany(client, 400)));
  expect(client.forecast(requests(80, 0)).seconds).toBe(0);
  expect(client.forecast(requests(81, 0)).seconds).toBe(60);
  await clock.run(clock.sleep(20_000));
  expect(client.forecast(requests(81, 0)).seconds).toBe(40);
});

test.each([[100], [700]])("a forecast of %i requests comes true", async (count) => {
  const { client, clock } = rig(() => json({}));
  const { seconds } = client.forecast(Array.from({ length: count }, () => ({})));
  await clock.run(Promise.all(sendMany(client, count)));
  expect(clock.elapsed / 1000).toBe(seconds);
});

test("a forecast counts what is under way, and a pause that PostHog asked for", async () => {
  const crud = (count: number) => Array.from({ length: count }, () => ({ class: "crud" }) as const);
  const under = rig(silence);
  const pending = Promise.allSettled(sendMany(under.client, 10));
  await under.clock.settle();
  expect(under.client.forecast(crud(470)).seconds).toBe(0);
  expect(under.client.forecast(crud(471)).seconds).toBe(60);

  const paused = rig([throttled(27), json({})]);
  const waiting = paused.client.send(get);
  await paused.clock.settle();
  expect(paused.client.forecast(crud(1)).seconds).toBe(27);
  expect(paused.client.forecast([{ class: "analytics" }]).seconds).toBe(0);
  await paused.clock.run(waiting);
  await under.clock.run(pending);
});

test("forecasts nothing where there are no limits", () => {
  const { client } = rig([], { limits: "none" });
  expect(client.forecast(Array.from({ length: 9999 }, () => ({}))).seconds).toBe(0);
});

test("where there are no limits, Retry-After is obeyed all the same", async () => {
  const { send, seen } = rig([throttled(5), json({})], { limits: "none" });
  await send(get);
  expect(seen[1]!.at).toBe(5000);
});

test("gives up on limits after five attempts", async () => {
  const { client, seen, failure } = rig(() => throttled(1));
  const error = await failure(client.send({ method: "POST", path: "x/" }));
  expect(isPostHogError(error) && error.acted).toBe("no");
  expect(seen).toHaveLength(5);
});
