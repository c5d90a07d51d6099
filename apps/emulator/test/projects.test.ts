import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "../src/index.js";
import { start, type Asking } from "./support.js";

let emulator: Asking;
afterEach(() => emulator.close());

const fresh = (): Asking => (emulator = start());
const set = (body: Json) => emulator.patch("", body);
/** What a setting reads as after a write. */
const kept = async (name: string, value: Json): Promise<unknown> => {
  const { status, body } = await set({ [name]: value });
  expect(status, JSON.stringify(body)).toBe(200);
  expect((await emulator.get("")).body[name]).toEqual(body[name]);
  return body[name];
};
const refused = async (body: Json) => {
  const answer = await set(body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return { status: answer.status, ...answer.body };
};

describe("GET /api/projects/{id}/", () => {
  it("shows every setting with its default", async () => {
    fresh();
    expect((await emulator.get("")).body).toMatchObject({
      id: 1,
      project_id: 1,
      name: "Default project",
      product_description: null,
      app_urls: [],
      recording_domains: null,
      anonymize_ips: false,
      timezone: "UTC",
      week_start_day: null,
      test_account_filters: [],
      path_cleaning_filters: [],
      data_attributes: ["data-attr"],
      correlation_config: {},
      autocapture_opt_out: null,
      autocapture_exceptions_errors_to_ignore: null,
      capture_console_log_opt_in: true,
      capture_performance_opt_in: true,
      heatmaps_opt_in: null,
      capture_dead_clicks: false,
      session_recording_opt_in: false,
      session_recording_sample_rate: null,
      session_recording_url_trigger_config: [],
      session_recording_retention_period: "30d",
      session_replay_config: null,
      survey_config: null,
      modifiers: null,
      conversations_settings: null,
      cookieless_server_hash_mode: 0,
      base_currency: "USD",
      primary_dashboard: null,
      revenue_analytics_config: { base_currency: "USD", events: [], filter_test_accounts: false },
      marketing_analytics_config: { attribution_window_days: 90, attribution_mode: "last_touch", sources_map: {} },
      workflows_config: { capture_workflows_engagement_events: false, email_tracking_consent_mode: "off" },
      feature_flag_policy_config: { require_tags: false },
      effective_membership_level: 15,
      user_access_level: "admin",
      is_pending_deletion: false,
    });
  });

  it("holds secrets, one of which is another at every read", async () => {
    fresh();
    const [first, second] = [(await emulator.get("")).body, (await emulator.get("")).body];
    expect(first.secret_api_token).toMatch(/^phs_/);
    expect(first.heatmaps_screenshot_secret).toMatch(/^hm_/);
    expect(second).toEqual({ ...first, live_events_token: second.live_events_token });
    expect(second.live_events_token).not.toBe(first.live_events_token);
  });

  it("is 404 where the caller sees nothing, and 400 where the id is no number", async () => {
    fresh();
    expect(await emulator.get("/api/projects/2/")).toMatchObject({ status: 404, body: { detail: "Not found." } });
    expect(await emulator.patch("/api/projects/2/", {})).toMatchObject({ status: 404 });
    expect(await emulator.get("/api/projects/abc/")).toMatchObject({ status: 400, body: { attr: null } });
  });
});

describe("a PATCH", () => {
  it("touches what is sent alone, and answers with the whole object", async () => {
    fresh();
    const before = (await emulator.get("")).body;
    const { body } = await set({ anonymize_ips: true });
    const { live_events_token: _, updated_at: __, ...rest } = body;
    expect({ ...before, anonymize_ips: true }).toMatchObject(rest);
  });

  it("ignores unknown and read-only fields", async () => {
    fresh();
    const before = (await emulator.get("")).body;
    const { status, body } = await set({ anonymise: true, api_token: "phc_x", id: 9, secret_api_token: "phs_x" });
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, live_events_token: body.live_events_token, updated_at: body.updated_at });
  });

  it("works at the alias of environments and @current, without a redirect", async () => {
    fresh();
    const answer = await emulator.patch("/api/environments/@current/", { anonymize_ips: true });
    expect(answer).toMatchObject({ status: 200, body: { anonymize_ips: true } });
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.headers.get("deprecation")).toBe("true");
    expect(answer.headers.get("link")).toContain("/api/projects/@current/");
    expect((await emulator.get("")).body.anonymize_ips).toBe(true);
  });

  it("needs project:write, whatever the field", async () => {
    fresh();
    emulator.addKey({ value: "phx_read", scopes: ["project:read"] });
    const patch = (body: Json) => emulator.ask("PATCH", "", body, { key: "phx_read" });
    expect(await patch({ surveys_opt_in: true })).toMatchObject({
      status: 403,
      body: { detail: "API key missing required scope 'project:write'" },
    });
    emulator.addKey({ value: "phx_other", scopes: ["*"], projects: [2] });
    expect(await emulator.ask("PATCH", "", {}, { key: "phx_other" })).toMatchObject({
      status: 403,
      body: { detail: "API key does not have access to the requested project: ID 1." },
    });
  });
});

describe("a member who is no admin", () => {
  const asMember = () => {
    fresh();
    emulator.switches.membershipLevel = 1;
  };

  it("may change a few settings", async () => {
    asMember();
    expect(await kept("session_recording_opt_in", true)).toBe(true);
    expect(await kept("surveys_opt_in", true)).toBe(true);
    expect((await emulator.get("")).body).toMatchObject({ effective_membership_level: 1, user_access_level: "member" });
    expect((await emulator.get("")).body.heatmaps_screenshot_secret).toBeNull();
  });

  it("is refused all of a PATCH, which names what is closed, in order", async () => {
    asMember();
    expect(await refused({ timezone: "UTC", surveys_opt_in: true, app_urls: [] })).toMatchObject({
      status: 403,
      code: "permission_denied",
      detail: "Only project admins can modify these settings: app_urls, timezone",
    });
    expect((await emulator.get("")).body.surveys_opt_in).toBeNull();
    expect(await refused({ receive_org_level_activity_logs: true })).toMatchObject({
      status: 403,
      detail: "Only organization owners and admins can modify the receive_org_level_activity_logs setting.",
    });
  });

  it("is shown in the organisation too, while the teammate in the UI stays what they are", async () => {
    asMember();
    expect((await emulator.get("/api/organizations/@current/")).body.membership_level).toBe(1);
    expect((await emulator.ui("PATCH", "", { anonymize_ips: true })).status).toBe(200);
  });

  it("makes no project", async () => {
    asMember();
    expect(await emulator.post("/api/projects/", { name: "New" })).toMatchObject({
      status: 403,
      body: { detail: "You need to be an organization admin or above to create new projects." },
    });
  });
});

it("closes single fields by access control", async () => {
  fresh();
  emulator.switches.closedSettings = { app_urls: "web analytics" };
  expect(await refused({ app_urls: [] })).toMatchObject({
    status: 400,
    attr: "app_urls",
    detail: "You need editor access to web analytics to modify this field.",
  });
});

describe("the name", () => {
  it("is trimmed, and one in the organisation in whatever case", async () => {
    fresh();
    emulator.addProject("Second");
    expect(await refused({ name: " second " })).toMatchObject({
      status: 409,
      type: "server_error",
      code: "conflict",
      detail: 'There is already a project called "second" in this organization. Choose a different name.',
    });
    expect(await kept("name", "  Renamed ")).toBe("Renamed");
    expect(await kept("name", "Renamed")).toBe("Renamed");
    expect(await refused({ name: "" })).toMatchObject({ status: 400, attr: "name" });
    expect(await refused({ name: "x".repeat(201) })).toMatchObject({ status: 400, attr: "name" });
  });

  it("may be changed at the limit of projects, where none is made", async () => {
    fresh();
    emulator.switches.projectLimit = 1;
    expect(await kept("name", "Still")).toBe("Still");
    expect((await emulator.post("/api/projects/", { name: "More" })).body.detail).toContain(
      "You have reached the maximum limit of allowed projects",
    );
  });
});

describe("making a project", () => {
  it("makes it the current one, and ignores sub-objects", async () => {
    fresh();
    const { status, body } = await emulator.post("/api/organizations/@current/projects/", {
      name: "New",
      timezone: "Europe/Paris",
      workflows_config: { email_tracking_consent_mode: "opt_in" },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "New",
      timezone: "Europe/Paris",
      workflows_config: { email_tracking_consent_mode: "off" },
    });
    expect((await emulator.get("/api/projects/@current/")).body.id).toBe(body.id);
  });

  it("takes no primary dashboard", async () => {
    fresh();
    const { body: dashboard } = await emulator.post("dashboards/", { name: "D" });
    expect(await emulator.post("/api/projects/", { name: "N", primary_dashboard: dashboard.id })).toMatchObject({
      status: 400,
      body: { attr: "primary_dashboard", detail: "Primary dashboard cannot be set on project creation." },
    });
  });

  it("is listed to keys of its organisation alone", async () => {
    fresh();
    emulator.addKey({ value: "phx_org", scopes: ["*"], organizations: ["00000000-0000-0000-0000-000000000000"] });
    expect((await emulator.ask("GET", "/api/projects/", undefined, { key: "phx_org" })).body.results).toEqual([]);
  });
});

describe("deleting a project", () => {
  it("takes its time, in which the project is still there", async () => {
    fresh();
    expect(await emulator.ask("DELETE", "/api/projects/1/")).toMatchObject({ status: 204 });
    expect((await emulator.get("")).body.is_pending_deletion).toBe(true);
    expect(await emulator.ask("DELETE", "/api/projects/1/")).toMatchObject({
      status: 400,
      body: { detail: "This project is already being deleted." },
    });
  });

  it("is for admins, with a key for writing", async () => {
    fresh();
    emulator.addKey({ value: "phx_read", scopes: ["project:read"] });
    expect((await emulator.ask("DELETE", "/api/projects/1/", undefined, { key: "phx_read" })).status).toBe(403);
    emulator.switches.membershipLevel = 1;
    expect((await emulator.ask("DELETE", "/api/projects/1/")).status).toBe(403);
    expect((await emulator.get("")).body.is_pending_deletion).toBe(false);
  });
});

describe("merged objects", () => {
  it.each(["survey_config", "conversations_settings"])("%s takes over members, and null empties it", async (name) => {
    fresh();
    expect(await kept(name, { a: 1, deep: { x: 1 } })).toEqual({ a: 1, deep: { x: 1 } });
    expect(await kept(name, { b: 2, deep: { y: 2 } })).toEqual({ a: 1, b: 2, deep: { y: 2 } });
    expect(await kept(name, {})).toEqual({ a: 1, b: 2, deep: { y: 2 } });
    expect(await kept(name, null)).toBeNull();
    expect(await kept(name, { b: 2 })).toEqual({ b: 2 });
  });

  it("modifiers too, with keys that it knows", async () => {
    fresh();
    await kept("modifiers", { debug: true });
    expect(await kept("modifiers", { bounceRateDurationSeconds: 5 })).toEqual({
      debug: true,
      bounceRateDurationSeconds: 5,
    });
    expect(await refused({ modifiers: { nope: 1 } })).toMatchObject({
      attr: "modifiers",
      detail: "Invalid modifier key.",
    });
    expect(await refused({ modifiers: { bounceRateDurationSeconds: 121 } })).toMatchObject({
      attr: "modifiers__bounceRateDurationSeconds",
    });
  });

  it("session_replay_config merges two levels", async () => {
    fresh();
    await kept("session_replay_config", { record_canvas: true, ai_config: { opt_in: true, preferred_events: ["a"] } });
    expect(await kept("session_replay_config", { ai_config: { opt_in: false } })).toEqual({
      record_canvas: true,
      ai_config: { opt_in: false, preferred_events: ["a"] },
    });
    expect((await refused({ session_replay_config: { canvas: true } })).detail).toContain("only known keys");
    expect((await refused({ session_replay_config: { ai_config: { x: 1 } } })).detail).toContain("only allowed keys");
  });

  it("other objects are replaced", async () => {
    fresh();
    await kept("extra_settings", { a: 1 });
    expect(await kept("extra_settings", { b: 2 })).toEqual({ b: 2 });
  });

  it("leaves out of conversations what the server keeps by itself, and makes and takes the widget's token", async () => {
    fresh();
    expect(await kept("conversations_settings", { slack_enabled: true, widget_domains: ["", "a"] })).toEqual({
      widget_domains: ["a"],
    });
    const { body } = await set({ conversations_enabled: true });
    expect(body.conversations_settings).toEqual({
      widget_domains: ["a"],
      widget_public_token: expect.any(String) as string,
    });
    expect(await kept("conversations_settings", { widget_public_token: "mine" })).toEqual(body.conversations_settings);
    expect((await set({ conversations_enabled: false })).body.conversations_settings.widget_public_token).toBeNull();
  });
});

describe("sub-objects", () => {
  it("take a part", async () => {
    fresh();
    await kept("workflows_config", { email_tracking_consent_mode: "opt_in" });
    expect(await kept("workflows_config", { capture_workflows_engagement_events: true, unknown: 1 })).toEqual({
      capture_workflows_engagement_events: true,
      email_tracking_consent_mode: "opt_in",
      workflow_task_rate_limit_per_day: null,
      workflow_task_team_rate_limit_per_day: null,
    });
    expect(await refused({ workflows_config: { email_tracking_consent_mode: "maybe" } })).toMatchObject({
      attr: "workflows_config__email_tracking_consent_mode",
      code: "invalid_choice",
    });
    expect(await refused({ workflows_config: null })).toMatchObject({ attr: "workflows_config", code: "null" });
  });

  it("keep sources one by one, until null takes one out", async () => {
    fresh();
    const sources = async (sources_map: Json) =>
      ((await kept("marketing_analytics_config", { sources_map })) as { sources_map: unknown }).sources_map;
    await sources({ a: { cost: "c" }, b: { cost: "d" } });
    expect(await sources({ a: { date: "t" } })).toEqual({ a: { date: "t" }, b: { cost: "d" } });
    expect(await sources({ a: null })).toEqual({ b: { cost: "d" } });
  });

  it("show revenue events with everything that they could say", async () => {
    fresh();
    const config = await kept("revenue_analytics_config", {
      events: [{ eventName: "paid", revenueProperty: "amount" }],
    });
    expect(config).toMatchObject({
      events: [
        {
          eventName: "paid",
          couponProperty: null,
          currencyAwareDecimal: false,
          revenueCurrencyProperty: { static: "USD", property: null },
          subscriptionDropoffDays: 45,
        },
      ],
    });
  });
});

describe("goals of marketing", () => {
  const goal = { name: "Paid", schema_map: {} };
  const goals = async (...conversion_goals: Json[]) =>
    ((await kept("marketing_analytics_config", { conversion_goals })) as { conversion_goals: unknown })
      .conversion_goals;

  it("are kept as they are sent, but for the digits of an action's number", async () => {
    fresh();
    const event = { kind: "EventsNode", event: "paid", custom: 1, ...goal };
    expect(await goals(event)).toEqual([event]);
    expect(await goals({ kind: "ActionsNode", id: "12", ...goal })).toEqual([{ kind: "ActionsNode", id: 12, ...goal }]);
  });

  it("are refused where they lack a kind, a name, a schema map or an action's number", async () => {
    fresh();
    const incomplete: Json[] = [
      goal,
      { kind: "EventsNode", name: "Paid" },
      { kind: "EventsNode", schema_map: {} },
      { kind: "ActionsNode", id: "paid", ...goal },
      { kind: "ActionsNode", id: { key: "paid" }, ...goal },
    ];
    for (const bad of incomplete)
      expect(await refused({ marketing_analytics_config: { conversion_goals: [bad] } })).toMatchObject({ status: 400 });
  });
});

describe("settings about flags", () => {
  it("are demanded of new flags", async () => {
    fresh();
    const flag = { key: "a", filters: { groups: [{ properties: [], rollout_percentage: 1 }] } };
    await set({ feature_flag_policy_config: { require_tags: true } });
    expect((await emulator.post("feature_flags/", flag)).body).toMatchObject({ attr: "tags" });
    await set({ feature_flag_policy_config: { require_tags: false }, require_evaluation_contexts: true });
    expect((await emulator.post("feature_flags/", flag)).body.detail).toContain("evaluation context is required");
    await set({ require_evaluation_contexts: null });
    expect((await emulator.post("feature_flags/", flag)).status).toBe(201);
  });
});

describe("session recordings", () => {
  it("keep the rate as a decimal of two places", async () => {
    fresh();
    expect(await kept("session_recording_sample_rate", 0.5)).toBe("0.50");
    expect(await kept("session_recording_sample_rate", "1")).toBe("1.00");
    expect(await kept("session_recording_sample_rate", null)).toBeNull();
    const code = async (rate: Json) => (await refused({ session_recording_sample_rate: rate })).code as string;
    expect(await code(0.555)).toBe("max_decimal_places");
    expect(await code(1.5)).toBe("max_value");
    expect(await code(-0.5)).toBe("min_value");
    expect(await code("half")).toBe("invalid_input");
  });

  it("keep the id of the linked flag as a number", async () => {
    fresh();
    expect(await kept("session_recording_linked_flag", { id: "12", key: "beta" })).toEqual({ id: 12, key: "beta" });
    expect(await kept("session_recording_linked_flag", { id: 12, key: "beta", variant: "test" })).toMatchObject({
      variant: "test",
    });
    expect((await refused({ session_recording_linked_flag: { id: 12 } })).detail).toContain("only 'id' and 'key' keys");
    expect((await refused({ session_recording_linked_flag: { id: 1.5, key: "a" } })).detail).toBe(
      "Must provide an integer 'id'.",
    );
    expect((await refused({ session_recording_linked_flag: "beta" })).detail).toBe(
      "Must provide a dictionary or None.",
    );
  });

  it.each<[string, Json, string]>([
    ["session_recording_minimum_duration_milliseconds", 30001, "less than or equal to 30000"],
    ["session_recording_network_payload_capture_config", { recordAll: true }, "'recordHeaders' and/or 'recordBody'"],
    ["session_recording_masking_config", { maskAllInputs: "yes" }, "maskAllInputs must be a boolean."],
    ["session_recording_masking_config", { mask: true }, "only known keys"],
    ["session_recording_trigger_match_type_config", "some", "Only 'all' or 'any' or None are allowed."],
    ["session_recording_retention_period", "7d", '"7d" is not a valid choice.'],
    ["session_recording_trigger_groups", { groups: [] }, "Missing required field: 'version'."],
    ["session_recording_trigger_groups", { version: 1, groups: [] }, "Only version 2 is supported."],
    [
      "session_recording_trigger_groups",
      { version: 2, groups: [{ id: "a", sampleRate: 1 }] },
      "Group 0: missing required field 'conditions'.",
    ],
    [
      "session_recording_trigger_groups",
      { version: 2, groups: [{ id: "a", sampleRate: 2, conditions: {} }] },
      "Group 0: invalid sampleRate",
    ],
    [
      "session_recording_trigger_groups",
      { version: 2, groups: [{ id: "a", sampleRate: 1, minDurationMs: 30001, conditions: {} }] },
      "Group 0: 'minDurationMs' must be between 0 and 30000",
    ],
  ])("%s refuses %j", async (name, value, detail) => {
    fresh();
    const answer = await refused({ [name]: value });
    expect(answer).toMatchObject({ status: 400, attr: name });
    expect(answer.detail).toContain(detail);
  });

  it("are kept no longer than the plan allows", async () => {
    fresh();
    emulator.switches.replayRetention = "90d";
    expect(await kept("session_recording_retention_period", "90d")).toBe("90d");
    expect(await refused({ session_recording_retention_period: "1y" })).toMatchObject({
      status: 403,
      detail:
        "This organization does not have permission to set retention period of length '1y' - longest allowable retention period is '90d'.",
    });
  });
});

describe("single settings", () => {
  it("drop empty addresses", async () => {
    fresh();
    expect(await kept("app_urls", ["https://a.test", "", null])).toEqual(["https://a.test"]);
    expect(await kept("recording_domains", [null, "https://a.test"])).toEqual(["https://a.test"]);
    expect(await kept("recording_domains", null)).toBeNull();
    expect((await refused({ app_urls: ["x".repeat(201)] })).code).toBe("max_length");
    const many = ["https://*", "https://*.*.*.*.*.a.test", "https://a.test/*/*/*/*/*/*", "*.*.*.*.*.*.a.test"];
    expect(await kept("app_urls", many)).toEqual(many);
    for (const url of ["https://*.*.*.*.*.*.a.test", "http://["])
      expect(await refused({ app_urls: ["https://a.test", url] })).toMatchObject({ status: 400, attr: "app_urls" });
  });

  it.each<[string, Json, string]>([
    ["timezone", "Mars/Base", "is not a valid choice"],
    ["week_start_day", 6, "is not a valid choice"],
    ["base_currency", "XXY", "is not a valid choice"],
    ["business_model", "b2g", "is not a valid choice"],
    ["cookieless_server_hash_mode", 3, "is not a valid choice"],
    ["test_account_filters", [{ type: "nope", key: "a" }], "Must provide an array of valid property filters."],
    ["test_account_filters", {}, "Must provide an array of valid property filters."],
    ["path_cleaning_filters", [{ alias: "x" }], "A path cleaning rule needs a regex."],
    ["path_cleaning_filters", [{ alias: "x", regex: "(" }], "Invalid path cleaning regex '('"],
    ["path_cleaning_filters", [{ alias: "\\2", regex: "(a)" }], "references capture group \\2, but its regex has 1"],
    ["access_control", true, "has been deprecated and is no longer supported"],
    ["primary_dashboard", 99999, "object does not exist"],
    ["logs_settings", { retention_days: 90 }, "retention_days must be one of [14, 30]"],
    ["anonymize_ips", null, "may not be null"],
  ])("%s refuses %j", async (name, value, detail) => {
    fresh();
    const answer = await refused({ [name]: value });
    expect(answer).toMatchObject({ status: 400, attr: name });
    expect(answer.detail).toContain(detail);
  });

  it("access_control is no mistake while it is null", async () => {
    fresh();
    expect((await set({ access_control: null })).status).toBe(200);
  });

  it("errors to ignore are a short list of texts, once they are any", async () => {
    fresh();
    const detail = async (value: Json) => {
      const answer = await refused({ autocapture_exceptions_errors_to_ignore: value });
      expect(answer.attr).toBeNull();
      return answer.detail as string;
    };
    expect(await detail(null)).toContain("Must provide a list for field");
    expect(await detail([1])).toContain("Must provide a list of strings");
    expect(await detail(["x".repeat(300)])).toContain("must be less than 300 characters");
    expect(await kept("autocapture_exceptions_errors_to_ignore", ["x".repeat(296)])).toHaveLength(1);
    // What is no ASCII counts as it is spelled: \u00fc.
    expect(await kept("autocapture_exceptions_errors_to_ignore", ["ü".repeat(49)])).toHaveLength(1);
    expect(await detail(["ü".repeat(50)])).toContain("must be less than 300 characters");
  });

  it("a doubled backslash in an alias is no reference", async () => {
    fresh();
    expect(await kept("path_cleaning_filters", [{ alias: "\\\\2", regex: "a" }])).toHaveLength(1);
  });

  it("the primary dashboard is one of the project", async () => {
    fresh();
    const { body: dashboard } = await emulator.post("dashboards/", { name: "D" });
    expect(await kept("primary_dashboard", dashboard.id)).toBe(dashboard.id);
    const other = emulator.addProject("Other").id;
    const { body: foreign } = await emulator.post(`/api/projects/${other}/dashboards/`, { name: "F" });
    expect(await refused({ primary_dashboard: foreign.id })).toMatchObject({
      attr: "primary_dashboard",
      detail: "Dashboard does not belong to this team.",
    });
  });

  it("the theme is hidden behind the built-in one where the plan has none", async () => {
    fresh();
    const { body: theme } = await emulator.post("data_color_themes/", { name: "Ours", colors: ["#fff"] });
    expect(await kept("default_data_theme", theme.id)).toBe(theme.id);
    emulator.switches.dataColorThemes = false;
    const builtIn = (await emulator.get("")).body.default_data_theme as number;
    expect(builtIn).not.toBe(theme.id);
    expect((await set({ default_data_theme: theme.id })).body.default_data_theme).toBe(builtIn);
  });

  it("the time that logs are kept changes once a day", async () => {
    fresh();
    await kept("logs_settings", { retention_days: 14 });
    await kept("logs_settings", { retention_days: 30 });
    expect((await refused({ logs_settings: { retention_days: 14 } })).detail).toContain("once per 24 hours");
    expect(await kept("logs_settings", { capture_console_logs: true })).toEqual({ capture_console_logs: true });
  });

  it("proactive tasks are for chosen projects", async () => {
    fresh();
    expect(await refused({ proactive_tasks_enabled: true })).toMatchObject({ status: 403 });
    expect(await kept("proactive_tasks_enabled", false)).toBe(false);
  });
});
