import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { start, type Asking } from "./support.js";

let posthog: Asking;
beforeEach(() => {
  posthog = start();
});
afterEach(() => posthog.close());

const raw = (method: string, path: string, body: string, contentType: string) =>
  posthog.fetch(
    new Request(`http://emulator.test/api/projects/1/${path}`, {
      method,
      headers: { authorization: "Bearer phx_local", "content-type": contentType },
      body,
    }),
  );

describe("texts", () => {
  test("lose Python's white space at their ends", async () => {
    const { body } = await posthog.post("insights/", { name: "\u0085 a\u001fb \u001c", tags: ["\u0085Paid\u001e"] });
    expect(body).toMatchObject({ name: "a\u001fb", tags: ["paid"] });
    expect((await posthog.post("insights/", { name: "\ufeffa" })).body).toMatchObject({ name: "\ufeffa" });
  });

  test("of tags have 255 characters at most once they are folded", async () => {
    const [fits, grows] = ["X".repeat(255), `${"x".repeat(254)}İ`];
    expect((await posthog.post("insights/", { tags: [` ${fits} `] })).body.tags).toEqual([fits.toLowerCase()]);
    expect((await posthog.post("insights/", { tags: [grows] })).status).toBe(500);
    const flag = { key: "a", filters: { groups: [{ rollout_percentage: 1 }] } };
    expect((await posthog.post("feature_flags/", { ...flag, evaluation_contexts: [grows] })).status).toBe(500);
  });

  test("have neither NUL nor halves of characters, which serializers refuse and the database too", async () => {
    const refused = { status: 400, body: { type: "validation_error", attr: "name" } };
    expect(await posthog.post("insights/", { name: "a\0" })).toMatchObject({
      ...refused,
      body: { code: "null_characters_not_allowed", detail: "Null characters are not allowed." },
    });
    expect(await posthog.post("insights/", { name: "a\udc4b" })).toMatchObject({
      ...refused,
      body: { code: "surrogate_characters_not_allowed", detail: "Surrogate characters are not allowed: U+DC4B." },
    });
    for (const odd of ["\0", "\ud83d"])
      expect(await posthog.patch("/api/projects/1/", { extra_settings: { [`a${odd}`]: 1 } })).toMatchObject({
        status: 500,
        body: { type: "server_error" },
      });
    const fine = { "\\u0000": "\\ud83d", wave: "👋" };
    expect((await posthog.patch("/api/projects/1/", { extra_settings: fine })).body.extra_settings).toEqual(fine);
  });
});

describe("routing", () => {
  test("a slash at the end is optional, for every method", async () => {
    for (const path of ["dashboards", "dashboards/"]) expect((await posthog.get(path)).status).toBe(200);
    const { id } = (await posthog.post("dashboards", { name: "a" })).body;
    expect((await posthog.patch(`dashboards/${id}`, { name: "b" })).status).toBe(200);
    expect((await posthog.patch(`dashboards/${id}/`, { name: "c" })).status).toBe(200);
  });

  test("/api/environments is an alias that says where to go", async () => {
    const { status, headers } = await posthog.get("/api/environments/1/insights/?limit=5");
    expect(status).toBe(200);
    expect(headers.get("deprecation")).toBe("true");
    expect(headers.get("link")).toBe('</api/projects/1/insights/?limit=5>; rel="successor-version"');
    expect(headers.get("sunset")).toBeNull();
    posthog.switches.sunset = new Date("2026-07-31");
    const refused = await posthog.get("/api/environments/1/insights/9/");
    expect(refused.status).toBe(404);
    expect(refused.headers.get("sunset")).toBe("Fri, 31 Jul 2026 00:00:00 GMT");
    expect((await posthog.get("insights/")).headers.get("deprecation")).toBeNull();
  });

  test("environments nested below a project refuse everybody", async () => {
    expect((await posthog.get("/api/projects/1/environments/")).status).toBe(403);
    expect((await posthog.get("/api/projects/1/environments/1/insights/")).status).toBe(403);
  });

  test("a method that a path does not have is 405 with the envelope", async () => {
    const { status, body } = await posthog.ask("PUT", "dashboards/", {});
    expect(status).toBe(405);
    expect(body).toEqual({
      type: "invalid_request",
      code: "method_not_allowed",
      detail: 'Method "PUT" not allowed.',
      attr: null,
    });
  });

  test("DELETE of a resource with soft deletion is 405 without a body", async () => {
    for (const path of ["dashboards/1/", "insights/1/", "feature_flags/1/", "cohorts/1/"]) {
      const { status, body } = await posthog.ask("DELETE", path);
      expect([path, status, body]).toEqual([path, 405, ""]);
    }
  });
});

describe("bodies", () => {
  test("what is no JSON is 400 parse_error", async () => {
    const response = await raw("POST", "dashboards/", "{", "application/json");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: "invalid_request", code: "parse_error", attr: null });
  });

  test("another content type is 415", async () => {
    const response = await raw("POST", "dashboards/", "name=x", "text/plain");
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({
      code: "unsupported_media_type",
      detail: 'Unsupported media type "text/plain" in request.',
    });
  });

  test("a form is read like JSON whose values are texts", async () => {
    const response = await raw("POST", "dashboards/", "name=x&pinned=true", "application/x-www-form-urlencoded");
    expect(await response.json()).toMatchObject({ name: "x", pinned: true });
  });

  test("a body that is no object is 400", async () => {
    const { status, body } = await posthog.post("dashboards/", ["x"]);
    expect(status).toBe(400);
    expect(body.detail).toBe("Invalid data. Expected a dictionary, but got list.");
  });

  test("only the first problem is reported, unknown and read-only keys are ignored", async () => {
    const { status, body } = await posthog.post("dashboards/", { name: "x".repeat(401), pinned: "perhaps" });
    expect([status, body]).toEqual([
      400,
      {
        type: "validation_error",
        code: "max_length",
        detail: "Ensure this field has no more than 400 characters.",
        attr: "name",
      },
    ]);
    const created = await posthog.post("dashboards/", { id: 7, creation_mode: "template", nmae: "typo" });
    expect(created.body).toMatchObject({ id: 201, creation_mode: "default", name: null });
  });

  test("texts are trimmed, null is refused where a field has no null", async () => {
    expect((await posthog.post("dashboards/", { name: "  a  " })).body.name).toBe("a");
    expect((await posthog.post("dashboards/", { description: null })).body).toMatchObject({
      code: "null",
      attr: "description",
    });
  });
});

describe("paging", () => {
  beforeEach(async () => {
    for (let n = 0; n < 5; n++) await posthog.post("insights/", { name: `i${n}` });
  });
  const names = (body: { results: { name: string }[] }) => body.results.map(({ name }) => name);

  test("links are absolute, keep the other parameters, and walk all rows", async () => {
    const first = (await posthog.get("insights/?order=id&limit=2&basic=true")).body;
    expect(first.count).toBe(5);
    expect(first.previous).toBeNull();
    expect(first.next).toBe("http://emulator.test/api/projects/1/insights/?order=id&limit=2&basic=true&offset=2");
    const second = (await posthog.get(new URL(first.next).pathname + new URL(first.next).search)).body;
    expect(names(second)).toEqual(["i2", "i3"]);
    expect(second.previous).toBe("http://emulator.test/api/projects/1/insights/?order=id&limit=2&basic=true");
  });

  test("the default is 100 a page, without a maximum, and invalid numbers are ignored", async () => {
    for (let n = 5; n < 101; n++) await posthog.post("insights/", { name: `i${n}` });
    expect((await posthog.get("insights/")).body.results).toHaveLength(100);
    expect((await posthog.get("insights/?limit=5000")).body.results).toHaveLength(101);
    for (const limit of ["0", "-1", "x"]) {
      expect((await posthog.get(`insights/?limit=${limit}`)).body.results).toHaveLength(100);
    }
  });

  test("without an order, insights come in any order", async () => {
    const orders = new Set<string>();
    for (let n = 0; n < 10; n++) orders.add(names((await posthog.get("insights/")).body).join());
    expect(orders.size).toBeGreaterThan(1);
    expect(names((await posthog.get("insights/?order=-id")).body)).toEqual(["i4", "i3", "i2", "i1", "i0"]);
  });
});

describe("tags", () => {
  test("are trimmed, lower-cased, without duplicates, and replaced as a set", async () => {
    const { id, tags } = (await posthog.post("dashboards/", { tags: ["PII", " pii ", "B"] })).body;
    expect([...tags].sort()).toEqual(["b", "pii"]);
    expect((await posthog.patch(`dashboards/${id}/`, { name: "x" })).body.tags).toHaveLength(2);
    expect((await posthog.patch(`dashboards/${id}/`, { tags: ["c"] })).body.tags).toEqual(["c"]);
    expect((await posthog.patch(`dashboards/${id}/`, { tags: [] })).body.tags).toEqual([]);
  });

  test("come in an order that nobody may rely on", async () => {
    const { id } = (await posthog.post("dashboards/", { tags: ["a", "b", "c", "d"] })).body;
    const orders = new Set<string>();
    for (let n = 0; n < 10; n++) orders.add((await posthog.get(`dashboards/${id}/`)).body.tags.join());
    expect(orders.size).toBeGreaterThan(1);
  });

  test("that are no list are refused, and null keeps them", async () => {
    expect((await posthog.post("insights/", { tags: "a" })).body).toMatchObject({ code: "not_a_list", attr: "tags" });
    const { id } = (await posthog.post("insights/", { tags: ["a"] })).body;
    expect((await posthog.patch(`insights/${id}/`, { tags: null })).body.tags).toEqual(["a"]);
  });

  test("an old server drops them without a word", async () => {
    posthog.switches.tags = "dropped";
    const { status, body } = await posthog.post("insights/", { tags: ["a"] });
    expect([status, body.tags]).toEqual([201, []]);
  });

  test("the project's list has the names in use", async () => {
    const { id } = (await posthog.post("insights/", { tags: ["b", "a"] })).body;
    expect((await posthog.ui("GET", "tags/")).body).toEqual(["a", "b"]);
    await posthog.patch(`insights/${id}/`, { tags: ["b"] });
    expect((await posthog.ui("GET", "tags/")).body).toEqual(["b"]);
  });
});

test("JSON columns lose the order of their keys, as jsonb does", async () => {
  const { body } = await posthog.post("dashboards/", { filters: { properties: [], date_to: null, date_from: "-7d" } });
  expect(Object.keys(body.filters)).toEqual(["date_to", "date_from", "properties"]);
});

test("a failure of a handler is PostHog's plain 500 outside, and leaves its cause in the log", async () => {
  const { status, body } = await posthog.post("insights/", { tags: [1] });
  expect([status, body.detail]).toEqual([500, "A server error occurred."]);
  expect(posthog.log.entries.at(-1)?.crash).toMatch(/TypeError/);
});
