import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { createClient, type PostHogClient } from "../src/index.js";

// The other tests play the network; here Node's own fetch and ofetch meet a real one, to see that it behaves as played.

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(handler: RequestListener): Promise<string> {
  server = createServer(handler);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const clientFor = (host: string, more: { signal?: AbortSignal } = {}): PostHogClient =>
  createClient({ host, key: "phx_key", project: 1, attempts: 1, ...more });
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test("sends and reads JSON", async () => {
  const host = await listen((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const { method, url, headers } = request;
      const seen = {
        method,
        url,
        body,
        type: headers["content-type"],
        agent: headers["user-agent"],
        key: headers.authorization,
      };
      response.writeHead(201, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(JSON.stringify(seen)));
    });
  });
  expect(await clientFor(host).send({ method: "POST", path: "x/", query: { q: "a b" }, body: { name: "é" } })).toEqual({
    method: "POST",
    url: "/api/projects/1/x/?q=a+b",
    body: '{"name":"é"}',
    type: "application/json",
    agent: "posthog-definitions",
    key: "Bearer phx_key",
  });
});

test("a connection that breaks before or within the answer is lost, and may have acted", async () => {
  const before = await listen((request) => void request.socket.destroy());
  expect(await failureOf(clientFor(before).send({ method: "POST", path: "x/" }))).toMatchObject({
    kind: "lost",
    acted: "unknown",
  });
  server!.close();
  const within = await listen((request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("{", () => request.socket.destroy());
  });
  expect(await failureOf(clientFor(within).send({ method: "POST", path: "x/" }))).toMatchObject({
    kind: "lost",
    acted: "unknown",
  });
});

test("a port that nobody listens on is unreachable, and has not acted", async () => {
  const host = await listen(() => undefined);
  await new Promise((resolve) => server!.close(resolve));
  expect(await failureOf(clientFor(host).send({ method: "POST", path: "x/" }))).toMatchObject({
    kind: "lost",
    code: "unreachable",
    details: { reason: "ECONNREFUSED" },
    acted: "no",
  });
});

test("a redirect elsewhere is seen, not followed", async () => {
  const host = await listen((_, response) => {
    response.writeHead(302, { location: "http://elsewhere.invalid/" });
    response.end();
  });
  expect(await failureOf(clientFor(host).send({ method: "GET", path: "x/" }))).toMatchObject({
    kind: "redirected",
    status: 302,
    details: { target: "elsewhere.invalid" },
  });
});

test("an answer that is broken off by the signal is cancelled", async () => {
  const controller = new AbortController();
  const host = await listen((_, response) => {
    response.writeHead(200);
    response.write("{", () => controller.abort());
  });
  const client = clientFor(host, { signal: controller.signal });
  expect(await failureOf(client.send({ method: "PATCH", path: "x/" }))).toMatchObject({
    kind: "cancelled",
    acted: "unknown",
  });
});
