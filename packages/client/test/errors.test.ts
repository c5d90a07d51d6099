import { expect, test } from "vitest";
import { isPostHogError, type ErrorKind } from "../src/index.js";
import { json, problem, rig } from "./fakes.js";

interface Expected {
  kind: ErrorKind;
  code: string;
  details?: unknown;
  detail?: string;
  acted?: "no" | "unknown";
  hint?: string;
}

const cases: [string, () => Response, Expected][] = [
  [
    "401",
    () => problem(401, "authentication_failed", "Personal API key found in request Authorization header is invalid."),
    {
      kind: "unauthenticated",
      code: "credentials-invalid",
      detail: "Personal API key found in request Authorization header is invalid.",
    },
  ],
  [
    "403 for a scope",
    () => problem(403, "permission_denied", "API key missing required scope 'feature_flag:write'"),
    { kind: "missingScope", code: "scope-missing", details: { scope: "feature_flag:write" } },
  ],
  [
    "403 for the scope of another row",
    () =>
      problem(
        403,
        "permission_denied",
        "This action also modifies a feature flag, which requires the `feature_flag:write` scope in addition to `survey:write`.",
      ),
    { kind: "missingScope", code: "scope-missing", details: { scope: "feature_flag:write" } },
  ],
  [
    "403 for the project",
    () => problem(403, "permission_denied", "You don't have access to the project."),
    { kind: "noAccess", code: "project-no-access", details: { what: "project" } },
  ],
  [
    "403 for a key of other projects",
    () => problem(403, "permission_denied", "API key does not have access to the requested project: ID 7."),
    { kind: "noAccess", code: "project-no-access", details: { what: "project" } },
  ],
  [
    "403 for a row",
    () => problem(403, "permission_denied", "You do not have editor access to this resource."),
    { kind: "noAccess", code: "request-refused", details: { what: "other" } },
  ],
  [
    "404 of a row",
    () => problem(404, "not_found", "Not found."),
    { kind: "notFound", code: "request-refused", details: { what: "object" } },
  ],
  [
    "404 of the project",
    () => problem(404, "not_found", "Project not found."),
    { kind: "notFound", code: "project-not-found", details: { what: "project" } },
  ],
  [
    "404 of the organization",
    () => problem(404, "not_found", "Organization not found."),
    { kind: "notFound", code: "request-refused", details: { what: "organization" } },
  ],
  [
    "404 of an endpoint",
    () => problem(404, "not_found", "Endpoint not found."),
    { kind: "notFound", code: "request-refused", details: { what: "endpoint" } },
  ],
  [
    "400 of a nested field",
    () => problem(400, "invalid_input", "Must be a valid boolean.", "filters__groups__0__active"),
    {
      kind: "validation",
      code: "request-refused",
      details: { serverCode: "invalid_input", at: ["filters", "groups", 0, "active"] },
    },
  ],
  [
    "400 of an object in a field",
    () => problem(400, "invalid_input", "No.", "destination__non_field_errors"),
    { kind: "validation", code: "request-refused", details: { serverCode: "invalid_input", at: ["destination"] } },
  ],
  [
    "400 of the whole",
    () => problem(400, "unique", "The fields a, b must make a unique set."),
    { kind: "validation", code: "request-refused", details: { serverCode: "unique", at: [] } },
  ],
  [
    "400 with `error` alone",
    () => json({ code: "policy_conflict", error: "Two policies." }, 400),
    {
      kind: "validation",
      code: "request-refused",
      detail: "Two policies.",
      details: { serverCode: "policy_conflict", at: [] },
    },
  ],
  [
    "400 in a form of its own",
    () => json({ name: ["This field is required."] }, 400),
    { kind: "validation", code: "request-refused", detail: '{"name":["This field is required."]}' },
  ],
  [
    "402",
    () => problem(402, "payment_required", "This feature is part of the premium PostHog offering."),
    { kind: "paymentRequired", code: "request-refused" },
  ],
  [
    "405 without a body",
    () => new Response(null, { status: 405 }),
    { kind: "methodNotAllowed", code: "request-refused", detail: undefined },
  ],
  [
    "409 of a flag",
    () => problem(409, "conflict", "The feature flag was updated by a@b.c since you started editing it."),
    {
      kind: "conflict",
      code: "conflict",
      details: { reason: "changed" },
      hint: "Nothing was overwritten. Plan again to see what it looks like now.",
    },
  ],
  [
    "409 of an experiment",
    () =>
      json(
        { detail: "Stale.", current_version: 4, conflicting_fields: ["description"], conflicting_metric_uuids: ["u1"] },
        409,
      ),
    {
      kind: "conflict",
      code: "conflict",
      details: { reason: "version", currentVersion: 4, fields: ["description", "u1"] },
      hint: "Nothing was overwritten. Changed on both sides: description, u1. Plan again to see what it looks like now.",
    },
  ],
  [
    "409 of an experiment, plain",
    () => json({ detail: "Stale.", current_version: 4 }, 409),
    { kind: "conflict", code: "conflict", details: { reason: "version", currentVersion: 4, fields: [] } },
  ],
  [
    "409 for approval",
    () =>
      json(
        {
          code: "approval_required",
          status: "approval_required",
          detail: "Needs approval.",
          change_request_id: "cr-1",
        },
        409,
      ),
    {
      kind: "conflict",
      code: "request-refused",
      details: { reason: "approval", changeRequest: "cr-1" },
      hint: "Have the change request approved in PostHog: the row stays as it is until then.",
    },
  ],
  [
    "415",
    () => problem(415, "unsupported_media_type", "Unsupported media type."),
    { kind: "rejected", code: "request-refused" },
  ],
  [
    "500",
    () => problem(500, "error", "A server error occurred."),
    { kind: "server", code: "server-error", acted: "unknown" },
  ],
  [
    "500 as a page",
    () => new Response("<h1>Server Error</h1>", { status: 500 }),
    { kind: "server", code: "server-error", detail: "Server Error", acted: "unknown" },
  ],
  [
    "200 as a page",
    () => new Response("<!doctype html><title>PostHog</title>"),
    { kind: "notJson", code: "not-json", detail: "PostHog", acted: "unknown" },
  ],
  ["200 without a body", () => new Response(""), { kind: "notJson", code: "not-json", acted: "unknown" }],
  ["404 as a page", () => new Response("<h1>404</h1>", { status: 404 }), { kind: "notJson", code: "not-json" }],
  ["404 without a body", () => new Response(null, { status: 404 }), { kind: "notJson", code: "not-json" }],
  ["404 as text in JSON", () => json("nope", 404), { kind: "notJson", code: "not-json" }],
  [
    "403 of a firewall",
    () => new Response("<style>p{color:red}</style><p>Blocked</p>", { status: 403 }),
    { kind: "notJson", code: "not-json", detail: "Blocked" },
  ],
];

test.each(cases)("%s", async (_, answer, expected) => {
  const { failure, client, seen } = rig([answer()]);
  const error = await failure(client.send({ method: "POST", path: "x/", body: {} }));
  const status = answer().status;
  expect(error).toMatchObject({ acted: "no", ...expected, status, method: "POST", path: "/api/projects/7/x/" });
  if (!isPostHogError(error)) throw error;
  expect(error.message).toContain(`POST /api/projects/7/x/ was answered with ${status}`);
  if (expected.detail) expect(error.message).toContain(expected.detail);
  expect(seen).toHaveLength(1);
});

test("names the field in the message", async () => {
  const { failure, client } = rig([problem(400, "required", "This field is required.", "filters__groups")]);
  expect(await failure(client.send({ method: "POST", path: "x/" }))).toMatchObject({
    message: "POST /api/projects/7/x/ was answered with 400: This field is required. (field `filters.groups`)",
  });
});

test("a read has never acted", async () => {
  for (const answer of [() => new Response("<p>"), () => problem(500, "error", "A server error occurred.")]) {
    const { failure, client } = rig([answer()]);
    expect(await failure(client.send({ method: "GET", path: "x/" }))).toMatchObject({ acted: "no" });
  }
});

test("limits what it repeats", async () => {
  const long = rig([problem(400, "invalid_input", "x".repeat(5000))]);
  const error = await long.failure(long.client.send({ method: "POST", path: "x/" }));
  expect(isPostHogError(error) && error.detail).toBe(`${"x".repeat(1000)}…`);

  const page = rig([new Response("y".repeat(5000), { status: 400 })]);
  const other = await page.failure(page.client.send({ method: "POST", path: "x/" }));
  expect(isPostHogError(other) && other.detail).toBe(`${"y".repeat(200)}…`);
});

test("is told apart by kind, and known across copies of the package", async () => {
  const { failure, client } = rig([problem(403, "permission_denied", "API key missing required scope 'cohort:read'")]);
  const error = await failure(client.send({ method: "GET", path: "x/" }));
  if (!isPostHogError(error) || error.kind !== "missingScope") throw error;
  expect(error.details.scope).toBe("cohort:read");
  expect(error.hint).toContain("`cohort:read`");
  expect(isPostHogError(new Error("x"))).toBe(false);
  expect(isPostHogError({ [Symbol.for("posthog-definitions.client-error")]: 1 })).toBe(true);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    kind: "missingScope",
    code: "scope-missing",
    status: 403,
    acted: "no",
  });
});
