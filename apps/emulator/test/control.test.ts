import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cloudLimits } from "../src/index.js";
import { start, type Asking } from "./support.js";

let now = 0;
const clock = {
  now: () => now,
  sleep: async (milliseconds: number) => {
    now += milliseconds;
  },
};

let posthog: Asking;
beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  posthog = start({ clock });
});
afterEach(() => posthog.close());

describe("faults", () => {
  test("strike the n-th request that matches, once, and then it goes on", async () => {
    const fault = posthog.faults.add({ kind: "error", status: 503, at: 2, method: "POST", path: "/insights" });
    expect((await posthog.post("insights/")).status).toBe(201);
    expect((await posthog.get("insights/")).status).toBe(200);
    const struck = await posthog.post("insights/");
    expect([struck.status, struck.body.type]).toEqual([503, "server_error"]);
    expect((await posthog.post("insights/")).status).toBe(201);
    expect([fault.seen, fault.struck]).toEqual([3, 1]);
  });

  test("before acting nothing is written, after acting the write is done and its answer is lost", async () => {
    const rows = async () => (await posthog.ui("GET", "insights/")).body as { count: number };
    posthog.faults.add({ kind: "lost", when: "before" });
    await expect(posthog.post("insights/")).rejects.toThrow(new TypeError("fetch failed"));
    expect((await rows()).count).toBe(0);
    posthog.faults.add({ kind: "lost", when: "after" });
    await expect(posthog.post("insights/")).rejects.toThrow("fetch failed");
    expect((await rows()).count).toBe(1);
  });

  test("can answer a body and headers of their own, HTML, or 429", async () => {
    posthog.faults.add({ kind: "error", status: 400, body: { detail: "no" }, headers: { "x-a": "b" } });
    const own = await posthog.get("insights/");
    expect([own.status, own.body, own.headers.get("x-a")]).toEqual([400, { detail: "no" }, "b"]);
    posthog.faults.add({ kind: "limited", retryAfter: 7 });
    const limited = await posthog.get("insights/");
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
    posthog.faults.add({ kind: "html" });
    const page = await posthog.fetch(new Request("http://emulator.test/api/projects/"));
    expect([page.status, page.headers.get("content-type")]).toEqual([502, "text/html"]);
  });

  test("silence lasts until the caller gives up, or the emulator closes", async () => {
    posthog.faults.add({ kind: "silence", times: 2 });
    const caller = new AbortController();
    const given = posthog.fetch(new Request("http://emulator.test/api/projects/", { signal: caller.signal }));
    caller.abort();
    await expect(given).rejects.toThrow("fetch failed");
    const waiting = posthog.fetch(new Request("http://emulator.test/api/projects/"));
    const closed = posthog.close();
    await expect(waiting).rejects.toThrow("fetch failed");
    await closed;
    posthog = start({ clock });
  });

  test("can be removed", async () => {
    const fault = posthog.faults.add({ kind: "lost", times: Infinity });
    await expect(posthog.get("insights/")).rejects.toThrow();
    fault.remove();
    expect((await posthog.get("insights/")).status).toBe(200);
  });
});

describe("rate limits", () => {
  test("are off until they are switched on", async () => {
    posthog.limits.windows = { ...cloudLimits, crud: [{ requests: 0, milliseconds: 1000 }] };
    expect((await posthog.get("dashboards/")).status).toBe(200);
    posthog.limits.enabled = true;
    expect((await posthog.get("dashboards/")).status).toBe(429);
  });

  test("insights may be asked 240 times a minute, whatever the request, and say how long to wait", async () => {
    posthog.limits.enabled = true;
    for (let n = 0; n < 240; n++) {
      expect((await posthog.get("insights/?limit=1")).status).toBe(200);
      now += 100;
    }
    const { status, body, headers } = await posthog.post("insights/");
    expect([status, headers.get("retry-after")]).toEqual([429, "36"]);
    expect(body).toEqual({
      type: "throttled_error",
      code: "throttled",
      detail: "Request was throttled. Expected available in 36 seconds.",
      attr: null,
    });
    expect((await posthog.get("dashboards/")).status).toBe(200);
    now += 36_000;
    expect((await posthog.get("insights/")).status).toBe(200);
  });

  test("the longer of two waits wins, and one second is singular", async () => {
    posthog.limits.enabled = true;
    const short = { requests: 1, milliseconds: 1000 };
    posthog.limits.windows = { ...cloudLimits, crud: [short, { requests: 1, milliseconds: 90_000 }] };
    await posthog.get("dashboards/");
    expect((await posthog.get("dashboards/")).headers.get("retry-after")).toBe("90");
    posthog.limits.clear();
    posthog.limits.windows = { ...cloudLimits, crud: [short] };
    await posthog.get("dashboards/");
    expect((await posthog.get("dashboards/")).body.detail).toBe(
      "Request was throttled. Expected available in 1 second.",
    );
  });

  test("are counted per key, or per project, and refused requests of strangers do not count", async () => {
    posthog.limits.enabled = true;
    posthog.limits.windows = { ...cloudLimits, crud: [{ requests: 1, milliseconds: 1000 }] };
    posthog.addKey({ value: "phx_second", scopes: ["*"] });
    posthog.addKey({ value: "phx_nothing", scopes: [] });
    const as = async (key: string) => (await posthog.ask("GET", "dashboards/", undefined, { key })).status;
    expect(await as("phx_nothing")).toBe(403);
    expect(await as("phx_nothing")).toBe(403);
    expect([await as("phx_local"), await as("phx_second"), await as("phx_second")]).toEqual([200, 200, 429]);
    posthog.limits.clear();
    posthog.limits.per = "project";
    expect([await as("phx_local"), await as("phx_second")]).toEqual([200, 429]);
  });

  test("people in the UI are not limited", async () => {
    posthog.limits.enabled = true;
    posthog.limits.windows = { ...cloudLimits, crud: [{ requests: 0, milliseconds: 1000 }] };
    expect((await posthog.ui("GET", "dashboards/")).status).toBe(200);
  });
});

describe("the log", () => {
  test("counts requests by class, and leaves out what people do in the UI", async () => {
    await posthog.post("insights/", { name: "a" });
    await posthog.get("insights/");
    await posthog.get("dashboards/");
    await posthog.ui("POST", "dashboards/", { name: "b" });
    expect(posthog.log.counts()).toEqual({ total: 3, read: 2, write: 1, crud: 1, analytics: 2 });
    expect(posthog.log.writes).toMatchObject([{ number: 1, method: "POST", body: { name: "a" }, status: 201 }]);
    posthog.log.clear();
    expect(posthog.log.counts().total).toBe(0);
  });

  test("holds no key, wherever it was sent", async () => {
    await posthog.ask("POST", "insights/?personal_api_key=phx_local", { personal_api_key: "phx_local" }, { key: null });
    await posthog.get("insights/");
    expect(JSON.stringify(posthog.log.entries)).not.toContain("phx_local");
  });
});

test("latency passes on the clock", async () => {
  posthog.latency = 50;
  const before = now;
  await posthog.get("insights/");
  expect(now - before).toBe(50);
});

test("the UI writes as another user", async () => {
  const { id } = (await posthog.post("insights/", { name: "mine" })).body;
  const edited = await posthog.ui("PATCH", `insights/${id}/`, { name: "theirs" });
  expect(edited).toMatchObject({ status: 200, body: { last_modified_by: { email: "teammate@example.com" } } });
  expect((await posthog.get(`insights/${id}/`)).body).toMatchObject({
    name: "theirs",
    created_by: { email: "caller@example.com" },
  });
});

test("a snapshot holds every row, and a reset brings back the beginning, ids included", async () => {
  const empty = posthog.snapshot();
  const first = (await posthog.post("insights/", { name: "a", tags: ["x"] })).body;
  expect(posthog.snapshot().insights).toMatchObject([{ id: first.id, name: "a", tags: ["x"] }]);
  posthog.reset();
  expect(posthog.snapshot()).toEqual(empty);
  const again = (await posthog.post("insights/", { name: "a" })).body;
  expect([again.id, again.short_id]).toEqual([first.id, first.short_id]);
});

test("two emulators with one seed give the same ids, with two seeds others", async () => {
  const shortId = async (seed: string) => {
    const other = start({ clock, seed });
    const { body } = await other.post("insights/");
    await other.close();
    return body.short_id as string;
  };
  expect(await shortId("a")).toBe(await shortId("a"));
  expect(await shortId("a")).not.toBe(await shortId("b"));
});
