import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: products/alerts/backend/api/test/test_alert.py`).

let posthog: Asking;
let now: number;
let insight: number;
beforeEach(async () => {
  now = 1_800_000_000_000;
  posthog = start({ clock: { now: () => now } });
  insight = await insightOf(trends());
});
afterEach(() => posthog.close());

const trends = (extra: JsonObject = {}): JsonObject => ({
  kind: "TrendsQuery",
  series: [{ kind: "EventsNode", event: "a" }],
  ...extra,
});
const funnel = (filter: JsonObject = {}): JsonObject => ({
  kind: "FunnelsQuery",
  series: [
    { kind: "EventsNode", event: "a" },
    { kind: "EventsNode", event: "b" },
  ],
  funnelsFilter: filter,
});
const sql: JsonObject = { kind: "DataVisualizationNode", source: { kind: "HogQLQuery", query: "SELECT 1" } };
const shown = (source: JsonObject): JsonObject => ({ kind: "InsightVizNode", source });

async function insightOf(query: JsonObject): Promise<number> {
  const full = query.kind === "DataVisualizationNode" ? query : shown(query);
  const { body } = await posthog.post("insights/", { name: "i", query: full });
  return body.id as number;
}
const spec = (extra: JsonObject = {}): JsonObject => ({
  insight,
  subscribed_users: [],
  threshold: { configuration: { type: "absolute", bounds: { upper: 10 } } },
  condition: { type: "absolute_value" },
  config: { type: "TrendsAlertConfig", series_index: 0 },
  name: "a",
  ...extra,
});
const post = (extra: JsonObject = {}) => posthog.post("alerts/", spec(extra));
const made = async (extra: JsonObject = {}) => {
  const { status, body } = await post(extra);
  expect([status, body]).toMatchObject([201, {}]);
  return body;
};
const patch = (id: string, body: JsonObject) => posthog.patch(`alerts/${id}/`, body);
const refused = async (extra: JsonObject) => {
  const { status, body } = await post(extra);
  return [status, body.code, body.attr, body.detail];
};
const names = async (query = "") =>
  ((await posthog.get(`alerts/${query}`)).body.results as JsonObject[]).map(({ name }) => name);

test('"create and delete alert": what went in as numbers comes out as objects; deletion is for good', async () => {
  const body = await made({ subscribed_users: [1], name: undefined as never });
  expect(body).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    insight: { id: insight, name: "i", short_id: expect.any(String) },
    subscribed_users: [{ id: 1, email: "caller@example.com" }],
    threshold: {
      id: expect.any(String),
      created_at: "2027-01-15T08:00:00Z",
      name: "",
      configuration: { type: "absolute", bounds: { upper: 10 } },
    },
    created_by: { id: 1 },
    name: "",
    enabled: true,
    state: "Not firing",
    calculation_interval: "daily",
    detector_config: null,
    snoozed_until: null,
    skip_weekend: false,
    schedule_restriction: null,
    investigation_agent_enabled: false,
    investigation_gates_notifications: false,
    investigation_inconclusive_action: "notify",
    last_checked_at: null,
  });
  expect(body).not.toHaveProperty("checks");
  const { results } = (await posthog.get("alerts/")).body;
  expect(results).toMatchObject([{ id: body.id, checks: [] }]);
  expect((await posthog.get(`insights/${insight}/`)).body.alerts).toMatchObject([{ id: body.id }]);
  expect((await posthog.ask("DELETE", `alerts/${body.id}/`)).status).toBe(204);
  expect((await posthog.get(`alerts/${body.id}/`)).status).toBe(404);
});

test('"incorrect creation": without an insight, with one that is not there, with one that nothing can look at', async () => {
  expect((await refused({ insight: undefined as never })).slice(0, 3)).toEqual([400, "required", "insight"]);
  expect((await refused({ insight: 99 })).slice(0, 3)).toEqual([400, "does_not_exist", "insight"]);
  const retention = await insightOf({ kind: "RetentionQuery", retentionFilter: {} });
  const not = "Alerts are not supported for this insight.";
  expect(await refused({ insight: retention })).toEqual([400, "invalid_input", "insight", not]);
});

test("SQL and funnels need the account's feature", async () => {
  const query = { type: "HogQLAlertConfig", evaluation: "last_row" };
  const step = { type: "FunnelsAlertConfig", metric: "conversion_from_start", funnel_step: null };
  const [ofSql, ofFunnel] = [await insightOf(sql), await insightOf(funnel())];
  await made({ insight: ofSql, config: query });
  await made({ insight: ofFunnel, config: step });
  posthog.switches.alertInsights = { sql: false, funnels: false };
  expect((await refused({ insight: ofSql, config: query }))[3]).toBe(
    "SQL insight alerts are not enabled for your account.",
  );
  expect((await refused({ insight: ofFunnel, config: step }))[3]).toBe(
    "Funnel insight alerts are not enabled for your account.",
  );
});

test("users have to be of the organisation; a new list takes the place of the old", async () => {
  expect(await refused({ subscribed_users: [3] })).toEqual([
    400,
    "invalid_input",
    "subscribed_users",
    "User does not belong to the same organization as the alert's team.",
  ]);
  expect((await refused({ subscribed_users: [99] })).slice(0, 3)).toEqual([400, "does_not_exist", "subscribed_users"]);
  expect((await refused({ subscribed_users: undefined as never })).slice(0, 3)).toEqual([
    400,
    "required",
    "subscribed_users",
  ]);
  const { id } = await made({ subscribed_users: [1] });
  const { body } = await patch(id, { subscribed_users: [2] });
  expect(body.subscribed_users).toMatchObject([{ id: 2 }]);
});

test("a threshold is needed, has one bound at least, and cannot be taken off", async () => {
  const threshold = (configuration: JsonObject) => ({ threshold: { configuration } });
  expect((await refused({ threshold: undefined as never })).slice(0, 3)).toEqual([400, "required", "threshold"]);
  expect((await refused({ threshold: null })).slice(0, 3)).toEqual([400, "null", "threshold"]);
  expect((await refused({ threshold: {} })).slice(0, 3)).toEqual([400, "required", "threshold__configuration"]);
  const [, , attr, text] = await refused(threshold({ type: "absolute", bounds: {} }));
  expect(attr).toBe("threshold__configuration");
  expect(text).toBe("At least one threshold bound (lower or upper) must be provided.");
  expect((await refused(threshold({ type: "absolute", bounds: { lower: 2, upper: 1 } })))[3]).toBe(
    "Lower threshold must be less than upper threshold",
  );
  expect((await refused(threshold({ bounds: { lower: 2 } })))[3]).toContain("Invalid threshold configuration");
  const { id, threshold: before } = await made();
  expect((await patch(id, { threshold: {} })).status).toBe(400);
  expect((await patch(id, { threshold: null })).body.code).toBe("null");
  const bounds = { type: "absolute", bounds: { lower: 1 } };
  const { body } = await patch(id, { threshold: { name: "t", configuration: bounds } });
  expect(body.threshold).toEqual({ ...before, name: "t", configuration: bounds });
});

test("condition and config are needed, and fit the insight", async () => {
  const says = async (extra: JsonObject) => (await refused(extra)).slice(2);
  const relative = { condition: { type: "relative_increase" } };
  expect(await says({ condition: undefined as never })).toEqual([null, "Alert has invalid condition: None"]);
  expect(await says({ config: undefined as never })).toEqual([null, "Unsupported alert config type: None"]);
  expect(await says({ config: { type: "TrendsAlertConfig", series_index: 1 } })).toEqual([
    null,
    "series_index 1 is out of range (query has 1 series)",
  ]);
  expect(await says({ config: { type: "TrendsAlertConfig" } })).toEqual([
    null,
    "Alert has invalid TrendsAlertConfig: {'type': 'TrendsAlertConfig'}",
  ]);
  const percentage = { configuration: { type: "percentage", bounds: { upper: 1 } } };
  expect((await says({ threshold: percentage }))[1]).toMatch(/^Absolute value alerts require an absolute threshold/);
  await made({ threshold: percentage, ...relative });
  const table = await insightOf(trends({ trendsFilter: { display: "ActionsTable" } }));
  expect((await says({ insight: table, ...relative }))[1]).toContain("not compatible with non time series trends");
  const lower = { configuration: { type: "absolute", bounds: { lower: 1 } } };
  const ongoing = { type: "TrendsAlertConfig", series_index: 0, check_ongoing_interval: true };
  expect((await says({ threshold: lower, config: ongoing }))[1]).toContain("when upper threshold is specified");
  const any = { type: "HogQLAlertConfig", evaluation: "any_row" };
  expect((await says({ config: any }))[1]).toBe("SQL alert config requires a HogQLQuery insight, got 'TrendsQuery'");
  expect((await says({ insight: await insightOf(sql), config: any, ...relative }))[1]).toBe(
    "Any-row SQL alerts only support absolute value conditions",
  );
  const step = { type: "FunnelsAlertConfig", metric: "conversion_from_start" };
  expect((await says({ insight: await insightOf(funnel()), config: step, ...relative }))[1]).toBe(
    "This funnel only supports absolute value conditions",
  );
  await made({ insight: await insightOf(funnel({ funnelVizType: "trends" })), config: step, ...relative });
});

test("a detector comes back with every key of its type, and needs no bound", async () => {
  const none = { configuration: { type: "absolute", bounds: {} } };
  const { id, detector_config } = await made({ threshold: none, detector_config: { type: "zscore", threshold: 0.9 } });
  expect(detector_config).toEqual({ type: "zscore", threshold: 0.9, window: null, preprocessing: null });
  const several: JsonObject = {
    type: "ensemble",
    operator: "or",
    detectors: [{ type: "iqr" }, { type: "knn", preprocessing: { lags_n: 1 } }],
  };
  const { body } = await patch(id, { detector_config: several });
  expect(body.detector_config.detectors[1]).toEqual({
    type: "knn",
    method: null,
    n_neighbors: null,
    threshold: null,
    window: null,
    preprocessing: { lags_n: 1, diffs_n: null, smooth_n: null },
  });
  const text = async (detector: JsonObject) => (await refused({ detector_config: detector })).slice(2);
  expect(await text({ type: "oracle" })).toEqual(["detector_config", "Invalid detector configuration."]);
  expect(await text({ type: "mad", depth: 1 })).toEqual(["detector_config", "Invalid detector configuration."]);
  expect((await text({ type: "mad", window: 4 }))[1]).toBe("Window size must be between 5 and 1000.");
  expect((await text({ type: "mad", threshold: 2 }))[1]).toBe("Sensitivity threshold must be between 0.0 and 1.0.");
  expect((await text({ ...several, detectors: [{ type: "iqr" }] }))[1]).toBe(
    "Ensemble detector requires at least 2 sub-detectors.",
  );
  expect((await patch(id, { detector_config: null })).body.attr).toBe("threshold__configuration");
});

test("an investigation needs a detector, its gate an investigation", async () => {
  const agent = { investigation_agent_enabled: true };
  const gate = { investigation_gates_notifications: true };
  expect(await refused(agent)).toMatchObject([
    400,
    "invalid_input",
    "investigation_agent_enabled",
    "Investigation agent is only supported for anomaly detection alerts.",
  ]);
  const detector_config = { type: "mad" };
  expect(await refused({ detector_config, ...gate })).toMatchObject([
    400,
    "invalid_input",
    "investigation_gates_notifications",
    "Notification gating requires investigation_agent_enabled=true.",
  ]);
  await made({ detector_config, ...agent, ...gate });
});

test("times of rest are merged, and written as nights", async () => {
  const kept = async (...windows: string[][]) => {
    const blocked_windows = windows.map(([start, end]) => ({ start: start!, end: end! }));
    const { status, body } = await post({ schedule_restriction: { blocked_windows } });
    if (status !== 201) return [body.attr, body.detail];
    return (body.schedule_restriction?.blocked_windows ?? null) as JsonObject[] | null;
  };
  expect(await kept(["9:00", "10:00"], ["09:30", "12:00"])).toEqual([{ start: "09:00", end: "12:00" }]);
  expect(await kept(["22:00", "06:00"])).toEqual([{ start: "22:00", end: "06:00" }]);
  expect(await kept(["20:00", "00:00"], ["00:00", "06:00"])).toEqual([{ start: "20:00", end: "06:00" }]);
  expect(await kept(["20:00", "00:00"], ["08:00", "09:00"])).toEqual([
    { start: "08:00", end: "09:00" },
    { start: "20:00", end: "00:00" },
  ]);
  expect(await kept()).toBeNull();
  const wrong = ["schedule_restriction", "Invalid schedule restriction."];
  expect(await kept(["09:00", "09:29"])).toEqual(wrong);
  expect(await kept(["00:00", "12:00"], ["12:00", "00:00"])).toEqual(wrong);
  expect(await kept(["24:00", "01:00"])).toEqual(wrong);
  expect(await kept(...Array<string[]>(6).fill(["01:00", "02:00"]))).toEqual(wrong);
  expect((await post({ schedule_restriction: [] })).body.detail).toBe(wrong[1]);
});

test("the plan says how many, and how often", async () => {
  posthog.switches.alertIntervals = "hourly";
  const often = async (calculation_interval: string) => (await refused({ calculation_interval })).slice(2);
  expect(await often("every_15_minutes")).toEqual([
    "calculation_interval",
    "15-minute alert intervals require a Boost, Scale, or Enterprise platform add-on.",
  ]);
  posthog.switches.alertIntervals = "every_15_minutes";
  await made({ calculation_interval: "every_15_minutes" });
  expect(await often("real_time")).toEqual([
    "calculation_interval",
    "Real-time alert intervals require a Scale or Enterprise plan.",
  ]);
  expect((await refused({ calculation_interval: "yearly" }))[1]).toBe("invalid_choice");
  posthog.switches.alertLimit = 1;
  expect((await refused({})).slice(2)).toEqual(["alert", "Your team has reached the limit of 1 alerts on your plan."]);
  posthog.switches.alertLimit = "free";
  for (let i = 0; i < 4; i++) await made();
  expect((await refused({})).slice(2)).toEqual(["alert", "Your plan is limited to 5 alerts."]);
  const [first] = (await posthog.get("alerts/")).body.results;
  expect((await patch(first.id, { name: "b" })).status).toBe(200);
});

test("the list: the newest first, of an insight, of somebody, of a name", async () => {
  await made({ name: "first" });
  const other = await insightOf(trends());
  await made({ name: "second", insight: other });
  const { body } = await posthog.ui("POST", "alerts/", spec({ name: "third" }));
  expect(await names()).toEqual(["third", "second", "first"]);
  expect(await names(`?insight=${other}`)).toEqual(["second"]);
  expect(await names(`?insight_id=${insight}`)).toEqual(["third", "first"]);
  const { uuid } = (body as { created_by: { uuid: string } }).created_by;
  expect(await names(`?created_by=${uuid}`)).toEqual(["third"]);
  expect(await names("?search=SEC")).toEqual(["second"]);
  const wrong = (await posthog.get("alerts/?created_by=me")).body;
  expect([wrong.attr, wrong.detail]).toEqual(["created_by", "Not a valid UUID."]);
});

test('"alert is deleted on insight update", and "survives switch between alertable kinds"', async () => {
  const { id } = await made();
  const write = (query: JsonObject) => posthog.patch(`insights/${insight}/`, { query });
  const status = async () => (await posthog.get(`alerts/${id}/`)).status;
  await write(shown(trends({ interval: "week" })));
  await write(sql);
  expect(await status()).toBe(200);
  await write(shown({ kind: "RetentionQuery", retentionFilter: {} }));
  expect(await status()).toBe(404);
});

test("the alerts of a deleted insight are gone for good", async () => {
  await made();
  await posthog.patch(`insights/${insight}/`, { deleted: true });
  await posthog.patch(`insights/${insight}/`, { deleted: false });
  expect(await names()).toEqual([]);
  const dashboard = (await posthog.post("dashboards/", { name: "d" })).body.id;
  await posthog.patch(`insights/${insight}/`, { dashboards: [dashboard] });
  await made();
  await posthog.patch(`dashboards/${dashboard}/`, { deleted: true, delete_insights: true });
  expect(await names()).toEqual([]);
});

test("an alert that does not fit its insight any more is switched off when it is due", async () => {
  const { id } = await made({ config: { type: "TrendsAlertConfig", series_index: 0 } });
  posthog.checkAlerts();
  expect((await posthog.get(`alerts/${id}/`)).body).toMatchObject({ enabled: true, checks_total: 1 });
  await posthog.patch(`insights/${insight}/`, { query: shown(funnel()) });
  posthog.checkAlerts();
  const { body } = await posthog.get(`alerts/${id}/`);
  expect(body).toMatchObject({ enabled: false, state: "Errored", last_checked_at: "2027-01-15T08:00:00Z" });
});

test("snoozed until a moment from now; null wakes it", async () => {
  const { id } = await made();
  const until = async (text: JsonObject[string]) => (await patch(id, { snoozed_until: text })).body;
  expect(await until("2h")).toMatchObject({ snoozed_until: "2027-01-15T10:00:00Z", state: "Snoozed" });
  expect(await until("1d")).toMatchObject({ snoozed_until: "2027-01-16T00:00:00Z" });
  expect(await until(null)).toMatchObject({ snoozed_until: null, state: "Not firing" });
  expect(await until(5)).toMatchObject({ attr: "snoozed_until" });
});

test('"retrieve checks limit behaviour": five, at least one, and words are five', async () => {
  const { id } = await made();
  for (let i = 0; i < 6; i++) {
    now += 3_600_000;
    posthog.checkAlerts();
  }
  const count = async (query: string) => (await posthog.get(`alerts/${id}/?${query}`)).body.checks.length;
  const limits = ["", "checks_limit=0", "checks_limit=-3", "checks_limit=x", "checks_limit=6", "checks_offset=4"];
  expect(await Promise.all(limits.map(count))).toEqual([5, 1, 1, 5, 6, 2]);
  expect(await count("checks_date_from=-2h")).toBe(3);
});

test("texts have their length; another project's alert is not found", async () => {
  expect((await refused({ name: "x".repeat(256) })).slice(0, 3)).toEqual([400, "max_length", "name"]);
  const { id } = await made();
  const other = posthog.addProject("Other").id;
  expect((await posthog.get(`/api/projects/${other}/alerts/${id}/`)).status).toBe(404);
});
