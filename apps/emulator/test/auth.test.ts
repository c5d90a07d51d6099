import { afterEach, describe, expect, test } from "vitest";
import { start, type Asking } from "./support.js";

let posthog: Asking;
afterEach(() => posthog.close());

const narrow = (scopes: string[], more: { projects?: number[]; organizations?: string[] } = {}) => {
  posthog.addKey({ value: "phx_narrow", scopes, ...more });
  return { key: "phx_narrow" };
};

const envelope = (type: string, code: string, detail: string, attr: string | null = null) => ({
  type,
  code,
  detail,
  attr,
});
const denied = (detail: string) => envelope("authentication_error", "permission_denied", detail);

describe("credentials", () => {
  test("no key is 401 not_authenticated, with WWW-Authenticate", async () => {
    posthog = start();
    const { status, body, headers } = await posthog.ask("GET", "insights/", undefined, { key: null });
    expect(status).toBe(401);
    expect(body).toEqual(
      envelope("authentication_error", "not_authenticated", "Authentication credentials were not provided."),
    );
    expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  test("an unknown key is 401 authentication_failed", async () => {
    posthog = start();
    const { status, body } = await posthog.ask("GET", "insights/", undefined, { key: "phx_unknown" });
    expect(status).toBe(401);
    expect(body.detail).toBe("Personal API key found in request Authorization header is invalid.");
  });

  test("the public token of the project is no credential", async () => {
    posthog = start();
    const token = (await posthog.get("/api/projects/1/")).body.api_token as string;
    expect(token).toMatch(/^phc_/);
    expect((await posthog.ask("GET", "insights/", undefined, { key: token })).status).toBe(401);
  });

  test("extra spaces around the key are tolerated, another case of Bearer is not", async () => {
    posthog = start();
    const send = (authorization: string) =>
      posthog.ask("GET", "insights/", undefined, { key: null, headers: { authorization } });
    expect((await send("Bearer    phx_local  ")).status).toBe(200);
    expect((await send("bearer phx_local")).status).toBe(401);
  });

  test("the key may come in the body or in the query string, and only the first found is tried", async () => {
    posthog = start();
    const inBody = { name: "x", personal_api_key: "phx_local" };
    expect((await posthog.ask("POST", "dashboards/", inBody, { key: null })).status).toBe(201);
    const path = "dashboards/?personal_api_key=phx_local";
    expect((await posthog.ask("GET", path, undefined, { key: null })).status).toBe(200);
    expect((await posthog.ask("GET", path, undefined, { key: "phx_unknown" })).status).toBe(401);
  });
});

describe("order of checks", () => {
  test("an unknown route is 404 without looking at credentials", async () => {
    posthog = start();
    const { status, body } = await posthog.ask("GET", "/api/projects/1/nonsense/", undefined, { key: null });
    expect(status).toBe(404);
    expect(body).toEqual(envelope("invalid_request", "not_found", "Endpoint not found."));
  });

  test("401 comes before 404 of the project", async () => {
    posthog = start();
    expect((await posthog.ask("GET", "/api/projects/99/insights/", undefined, { key: null })).status).toBe(401);
  });

  test("an action that is closed to keys is 403 before the project is looked up", async () => {
    posthog = start();
    const { status, body } = await posthog.get("/api/projects/99/tags/");
    expect(status).toBe(403);
    expect(body).toEqual(denied("This action does not support personal API key access"));
  });

  test("a missing project is 404 even for a key without the scope", async () => {
    posthog = start();
    const { status, body } = await posthog.ask("GET", "/api/projects/99/insights/", undefined, narrow(["cohort:read"]));
    expect(status).toBe(404);
    expect(body.detail).toBe("Project not found.");
    expect((await posthog.get("/api/projects/abc/insights/")).body.detail).toBe("Project not found.");
  });

  test("a missing scope is 403 even for an object that does not exist, and names the scope that is required", async () => {
    posthog = start();
    const { status, body } = await posthog.ask(
      "PATCH",
      "feature_flags/99/",
      { name: "x" },
      narrow(["feature_flag:read"]),
    );
    expect(status).toBe(403);
    expect(body).toEqual(denied("API key missing required scope 'feature_flag:write'"));
  });

  test("write implies read of the same object", async () => {
    posthog = start();
    const key = narrow(["dashboard:write"]);
    expect((await posthog.ask("GET", "dashboards/", undefined, key)).status).toBe(200);
    expect((await posthog.ask("GET", "insights/", undefined, key)).body.detail).toBe(
      "API key missing required scope 'insight:read'",
    );
  });

  test("an empty list of scopes grants nothing", async () => {
    posthog = start();
    expect((await posthog.ask("GET", "insights/", undefined, narrow([]))).status).toBe(403);
  });

  test("a missing scope wins over missing membership, membership over the object", async () => {
    posthog = start();
    const path = "/api/projects/2/insights/1/";
    expect((await posthog.ask("GET", path, undefined, narrow(["cohort:read"]))).body.detail).toMatch(
      /missing required scope/,
    );
    const { status, body } = await posthog.get(path);
    expect(status).toBe(403);
    expect(body).toEqual(denied("You don't have access to the project."));
  });

  test("the object is looked up before the body is parsed", async () => {
    posthog = start();
    const request = new Request("http://emulator.test/api/projects/1/feature_flags/99/", {
      method: "PATCH",
      headers: { authorization: "Bearer phx_local", "content-type": "application/json" },
      body: "{not json",
    });
    expect((await posthog.fetch(request)).status).toBe(404);
  });
});

describe("keys with limits", () => {
  test("a key for other projects is 403 with the project's id", async () => {
    posthog = start();
    const other = posthog.addProject("Second").id;
    const { status, body } = await posthog.ask("GET", "insights/", undefined, narrow(["*"], { projects: [other] }));
    expect(status).toBe(403);
    expect(body).toEqual(denied("API key does not have access to the requested project: ID 1."));
  });

  test("a key for projects reaches its own project, but no list of projects and no organization", async () => {
    posthog = start();
    const key = narrow(["*"], { projects: [1] });
    expect((await posthog.ask("GET", "/api/projects/1/", undefined, key)).status).toBe(200);
    const detail = "API keys with scoped projects are only supported on project-based endpoints.";
    expect((await posthog.ask("GET", "/api/projects/", undefined, key)).body.detail).toBe(detail);
    expect((await posthog.ask("GET", "/api/organizations/@current/", undefined, key)).body.detail).toBe(detail);
    expect((await posthog.ask("GET", "/api/users/@me/", undefined, key)).status).toBe(200);
  });

  test("a key for another organization is 403 with the organization's id", async () => {
    posthog = start();
    const mine = (await posthog.get("/api/organizations/@current/")).body.id as string;
    const other = "00000000-0000-4000-8000-000000000000";
    const { body } = await posthog.ask("GET", "insights/", undefined, narrow(["*"], { organizations: [other] }));
    expect(body).toEqual(denied(`API key does not have access to the requested organization: ID ${mine}.`));
  });
});

describe("accounts", () => {
  test("on the project itself, unknown and closed are both 404, and a word is 400", async () => {
    posthog = start();
    for (const id of [99, 2]) {
      const { status, body } = await posthog.get(`/api/projects/${id}/`);
      expect(status).toBe(404);
      expect(body.detail).toBe("Not found.");
    }
    expect((await posthog.get("/api/projects/abc/")).body.code).toBe("invalid_input");
  });

  test("the list of projects holds only those of the user, and is searched by name", async () => {
    posthog = start();
    posthog.addProject("Second");
    expect((await posthog.get("/api/projects/")).body.results.map((project: { name: string }) => project.name)).toEqual(
      ["Default project", "Second"],
    );
    expect((await posthog.get("/api/projects/?search=sec")).body.count).toBe(1);
  });

  test("@current is the user's project and organization, @me the user", async () => {
    posthog = start();
    expect((await posthog.get("/api/projects/@current/")).body.id).toBe(1);
    expect((await posthog.get("/api/projects/@current/insights/")).status).toBe(200);
    const me = (await posthog.get("/api/users/@me/")).body;
    expect(me.team.id).toBe(1);
    expect(me.organization.id).toBe((await posthog.get("/api/organizations/@current/")).body.id);
  });
});
