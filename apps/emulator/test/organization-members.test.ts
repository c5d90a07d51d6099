import { afterEach, beforeEach, expect, test } from "vitest";
import { start, type Asking } from "./support.js";

let posthog: Asking;
beforeEach(() => {
  posthog = start();
});
afterEach(() => posthog.close());

const members = "/api/organizations/@current/members/";
const emails = async (query = "") =>
  ((await posthog.get(members + query)).body.results as { user: { email: string } }[]).map(({ user }) => user.email);

test("members are around their users, the newest first", async () => {
  const { status, body } = await posthog.get(members);
  expect(status).toBe(200);
  expect(body).toMatchObject({ count: 2, next: null });
  expect(body.results[1]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    user: expect.objectContaining({ id: 1, email: "caller@example.com" }),
    level: 15,
    joined_at: expect.any(String),
    updated_at: expect.any(String),
    is_2fa_enabled: false,
    has_social_auth: false,
    last_login: null,
    search_match_type: null,
  });
  expect(await emails()).toEqual(["teammate@example.com", "caller@example.com"]);
  expect(await emails("?order=joined_at")).toEqual(["caller@example.com", "teammate@example.com"]);
});

test("members are found by their address, or by a part of it", async () => {
  expect(await emails("?email=caller@example.com")).toEqual(["caller@example.com"]);
  expect(await emails("?email=caller")).toEqual([]);
  expect(await emails("?search=TEAM")).toEqual(["teammate@example.com"]);
  expect((await posthog.get(`${members}?search=${"x".repeat(201)}`)).body.attr).toBe("search");
});

test("a key needs the scope of members, and may not be one for single projects", async () => {
  posthog.addKey({ value: "phx_events", scopes: ["event_definition:write"] });
  posthog.addKey({ value: "phx_project", scopes: ["*"], projects: [1] });
  const detail = async (key: string) => (await posthog.ask("GET", members, undefined, { key })).body.detail;
  expect(await detail("phx_events")).toBe("API key missing required scope 'organization_member:read'");
  expect(await detail("phx_project")).toBe(
    "API keys with scoped projects are only supported on project-based endpoints.",
  );
});
