import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Listening } from "../src/index.js";
import { start, type Asking } from "./support.js";

let posthog: Asking;
let server: Listening;
beforeEach(async () => {
  posthog = start();
  server = await posthog.listen();
});
afterEach(() => posthog.close());

const headers = { authorization: "Bearer phx_local", "content-type": "application/json" };
const call = (path: string, init: RequestInit = {}) => fetch(server.url + path, { headers, ...init });
const control = (method: string, path: string, body?: unknown) =>
  call(`/__emulator/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

test("answers on loopback, with links to its own address", async () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  for (const name of ["a", "b"]) {
    await call("/api/projects/1/dashboards/", { method: "POST", body: JSON.stringify({ name }) });
  }
  const page = (await (await call("/api/projects/1/dashboards/?limit=1")).json()) as { next: string };
  expect(page.next).toBe(`${server.url}/api/projects/1/dashboards/?limit=1&offset=1`);
});

test("a lost connection breaks the socket", async () => {
  posthog.faults.add({ kind: "lost" });
  await expect(call("/api/projects/")).rejects.toThrow("fetch failed");
  expect((await call("/api/projects/")).status).toBe(200);
});

test("a closed server frees its port, while requests without an answer are pending", async () => {
  posthog.faults.add({ kind: "silence" });
  const pending = expect(call("/api/projects/")).rejects.toThrow("fetch failed");
  while (posthog.log.counts().total === 0) await new Promise((resolve) => setImmediate(resolve));
  await server.close();
  await pending;
  const { port } = new URL(server.url);
  server = await posthog.listen({ port: Number(port) });
  expect((await call("/api/projects/")).status).toBe(200);
});

describe("control routes", () => {
  test("set faults, limits, switches, latency and keys, and tell the state", async () => {
    await control("POST", "faults", { kind: "error", status: 500, path: "dashboards/?$" });
    expect((await call("/api/projects/1/insights/")).status).toBe(200);
    expect((await call("/api/projects/1/dashboards/")).status).toBe(500);
    await control("PATCH", "limits", { enabled: true, per: "project" });
    await control("PATCH", "switches", { tags: "dropped" });
    await control("PUT", "latency", { milliseconds: 1 });
    await control("POST", "keys", { value: "phx_more", scopes: ["insight:read"] });
    expect(await (await control("GET", "state")).json()).toMatchObject({
      key: "phx_local",
      projectId: 1,
      limits: { enabled: true, per: "project" },
      switches: { tags: "dropped" },
      latency: 1,
      counts: { total: 2 },
    });
    const asMore = await fetch(`${server.url}/api/projects/1/insights/`, {
      headers: { authorization: "Bearer phx_more" },
    });
    expect(asMore.status).toBe(200);
  });

  test("act as the UI, show log and snapshot without bodies and keys, and reset", async () => {
    const made = (await (
      await control("POST", "ui", { method: "POST", path: "insights/", body: { name: "x" } })
    ).json()) as {
      status: number;
    };
    expect(made.status).toBe(201);
    await call("/api/projects/1/insights/", { method: "POST", body: JSON.stringify({ name: "secret" }) });
    const log = await (await control("GET", "log")).text();
    expect(log).toContain("/api/projects/1/insights/");
    expect(log).not.toContain("secret");
    const snapshot = await (await control("GET", "snapshot")).text();
    expect(snapshot).toContain('"secret"');
    expect(snapshot).not.toContain("phx_local");
    await control("POST", "reset");
    expect(posthog.snapshot().insights).toEqual([]);
  });

  test("are closed to pages that reach this machine by another name", async () => {
    const { port } = new URL(server.url);
    const { request } = await import("node:http");
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ port, host: "127.0.0.1", path: "/__emulator/state", headers: { host: "evil.test" } });
      sent.on("response", (response) => resolve(response.resume().statusCode)).on("error", reject);
      sent.end();
    });
    expect(status).toBe(404);
  });
});
