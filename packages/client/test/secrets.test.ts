import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createClient, isPostHogError, parseHost, type ClientOptions } from "../src/index.js";
import { json, KEY, problem, rig, silence, socketError } from "./fakes.js";

/** Everything that a log, a report or a crash could show of a value. */
function everythingOf(value: unknown): string {
  const parts = [inspect(value, { depth: 20, showHidden: true, getters: true }), JSON.stringify(value), String(value)];
  for (let error = value; error instanceof Error; error = error.cause) parts.push(error.message, error.stack ?? "");
  return parts.join("\n");
}

const failures = {
  "a lost connection": () => {
    throw socketError("ECONNRESET");
  },
  "a refused connection": () => {
    throw socketError("ECONNREFUSED");
  },
  "a header that fetch refuses": () => {
    throw new TypeError(`Headers.append: "Bearer ${KEY}" is an invalid header value.`);
  },
  "a code that repeats the key": () => {
    throw socketError(KEY);
  },
  "a page that repeats the key": () => new Response(`<p>Authorization: Bearer ${KEY}</p>`, { status: 403 }),
  "a broken success that repeats the key": () => new Response(`oops ${KEY}`),
  "a refusal that repeats the key": () => problem(400, "invalid_input", `unknown ${KEY}`, "name"),
  "a refusal in a form of its own": () => json({ name: [KEY] }, 400),
  "a redirect with the key": () =>
    new Response(null, { status: 302, headers: { location: `https://${KEY}.example/?k=${KEY}` } }),
  "a server error": () => json({ error: KEY }, 500),
};

test.each(Object.entries(failures))("%s shows neither key, query nor body", async (_, answer) => {
  const { failure, client, events } = rig(answer);
  const error = await failure(
    client.send({ method: "POST", path: "x/", query: { search: "in-the-query" }, body: { value: "in-the-body" } }),
  );
  expect(isPostHogError(error)).toBe(true);
  const shown = everythingOf(error) + everythingOf(client) + everythingOf(events);
  expect(shown).toContain("/api/projects/7/x/");
  expect(shown.toLowerCase()).not.toContain(KEY.toLowerCase());
  expect(shown).not.toContain("in-the-query");
  expect(shown).not.toContain("in-the-body");
  expect((error as Error).cause).toBeUndefined();
});

test("data that holds the key comes through as it is", async () => {
  const { send } = rig([json({ inputs: KEY })]);
  expect(await send({ method: "GET", path: "x/" })).toEqual({ inputs: KEY });
});

const options = (more: Partial<ClientOptions>): ClientOptions => ({
  host: "https://us.posthog.com",
  key: KEY,
  project: 1,
  ...more,
});

function thrownBy(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  throw new Error("It did not throw.");
}

test.each(["", " ", "phx_a b", "phx_\nX-Evil: 1", "phx_ключ", "phc_public", "phs_secret"])(
  "refuses the key %j before anything is sent",
  (key) => {
    const error = thrownBy(() => createClient(options({ key })));
    expect(error).toMatchObject({ kind: "invalidKey", code: "credentials-kind" });
    if (key.trim() === "") expect(error).toMatchObject({ message: "The key is empty." });
    if (key.trim() !== "") expect(everythingOf(error)).not.toContain(key);
  },
);

test("takes a key with the line end of a file", async () => {
  const { send, seen } = rig([json({})], { key: `${KEY}\n` });
  await send({ method: "GET", path: "x/" });
  expect(seen[0]!.headers.get("authorization")).toBe(`Bearer ${KEY}`);
});

test.each(["", "abc", "1/../2", "1.5", -1])("refuses the project %j", (project) => {
  expect(thrownBy(() => createClient(options({ project })))).toMatchObject({ kind: "invalidProject" });
});

test("refuses plain http to another machine", () => {
  expect(thrownBy(() => createClient(options({ host: "http://posthog.corp" })))).toMatchObject({
    kind: "insecureHost",
    code: "host-invalid",
    hint: expect.stringContaining("https://posthog.corp") as string,
  });
});

test.each(["http://localhost:8000", "http://127.0.0.1:1", "http://[::1]:8000", "http://posthog.localhost"])(
  "takes plain http to %s",
  async (host) => {
    const { send, seen } = rig([json({})], { host });
    await send({ method: "GET", path: "x/" });
    expect(seen[0]!.url.origin).toBe(host);
  },
);

test.each(["https://user:hunter2@posthog.corp", "http://user:hunter2@posthog.corp/?a"])(
  "does not repeat the password in %s",
  (text) => {
    expect(everythingOf(parseHost(text))).not.toContain("hunter2");
  },
);

test("never sends the key along a redirect to another origin", async () => {
  for (const location of [
    "https://evil.example/api/",
    "http://us.posthog.com/api/projects/7/x/",
    "https://us.posthog.com:444/x",
    "//evil.example/x",
  ]) {
    for (const method of ["GET", "POST"] as const) {
      const { failure, client, seen } = rig([new Response(null, { status: 302, headers: { location } })]);
      const error = await failure(client.send({ method, path: "x/" }));
      expect(error).toMatchObject({ kind: "redirected", code: "redirected", status: 302, acted: "no" });
      expect(seen).toHaveLength(1);
    }
  }
});

test("names the host that a redirect leads to", async () => {
  const { failure, client } = rig([
    new Response(null, { status: 301, headers: { location: "https://eu.posthog.com/api/projects/7/x/?token=1" } }),
  ]);
  const error = await failure(client.send({ method: "GET", path: "x/" }));
  expect(error).toMatchObject({
    details: { target: "eu.posthog.com" },
    hint: expect.stringContaining("`eu.posthog.com`") as string,
  });
  expect(everythingOf(error)).not.toContain("token=1");
});

test("follows a GET within its origin, a few times", async () => {
  const moved = (to: string) => new Response(null, { status: 307, headers: { location: to } });
  const short = rig([moved("/api/projects/7/y/?a=1"), moved("https://us.posthog.com/z"), json({ ok: 1 })]);
  expect(await short.send({ method: "GET", path: "x/" })).toEqual({ ok: 1 });
  expect(short.seen.map((one) => one.url.pathname + one.url.search)).toEqual([
    "/api/projects/7/x/",
    "/api/projects/7/y/?a=1",
    "/z",
  ]);

  const endless = rig(() => moved("/api/projects/7/x/"));
  expect(await endless.failure(endless.client.send({ method: "GET", path: "x/" }))).toMatchObject({
    kind: "redirected",
  });
  expect(endless.seen).toHaveLength(4);
});

test("does not follow a write within its origin", async () => {
  const { failure, client, seen } = rig([
    new Response(null, { status: 307, headers: { location: "/api/projects/7/y/" } }),
  ]);
  expect(await failure(client.send({ method: "PATCH", path: "x/", idempotent: true }))).toMatchObject({
    kind: "redirected",
  });
  expect(seen).toHaveLength(1);
});

test("takes only the query of a `next` link", async () => {
  const { clock, client, seen } = rig([
    json({ results: [{ id: 1 }], next: "http://evil.example/api/other/?cursor=abc&limit=2" }),
    json({ results: [{ id: 2 }], next: null }),
  ]);
  await clock.run(client.list({ path: "x/", paging: "cursor", pageSize: 2 }));
  expect(seen[1]!.url.href).toBe("https://us.posthog.com/api/projects/7/x/?cursor=abc&limit=2");
});

test("an aborted request shows no key", async () => {
  const controller = new AbortController();
  const { failure, client } = rig(silence, { signal: controller.signal });
  const pending = client.send({ method: "POST", path: "x/" });
  setImmediate(() => controller.abort(new Error(KEY)));
  expect(everythingOf(await failure(pending))).not.toContain(KEY);
});
