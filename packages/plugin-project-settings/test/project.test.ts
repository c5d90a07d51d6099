import { lookup, ref } from "@posthog-definitions/core";
import { action } from "@posthog-definitions/plugin-actions";
import { action as actionKind } from "@posthog-definitions/plugin-actions/kind";
import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { dashboard } from "@posthog-definitions/plugin-dashboards";
import { dashboard as dashboardKind } from "@posthog-definitions/plugin-dashboards/kind";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { inCohort } from "@posthog-definitions/queries";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { projectSettings, type ProjectSettingsInput } from "../src/index.js";
import { projectSettings as kind } from "../src/kind.js";

const bench = createWorkbench({ kinds: [kind, actionKind, cohortKind, dashboardKind, flagKind] });
beforeEach(() => {
  bench.reset();
  Object.assign(bench.emulator.switches, { membershipLevel: 15, dataColorThemes: true });
});
afterAll(() => bench.close());

type Settings = Readonly<Record<string, unknown>>;
const project = () => bench.hand.send("GET", "") as Promise<Settings>;
const byHand = (settings: Settings) => bench.hand.send("PATCH", "", settings);
const sent = async (...definitions: Parameters<typeof bench.apply>[0]) => {
  const before = bench.emulator.log.writes.length;
  await bench.apply(definitions);
  return bench.emulator.log.writes.slice(before).map(({ method, path, body }) => ({ method, path, body }));
};

describe("what is declared", () => {
  it("is all that is read, written and compared", async () => {
    const settings = projectSettings({ timezone: "Europe/Berlin", session_recording_sample_rate: 0.5 });
    bench.emulator.log.clear();
    expect(await sent(settings)).toEqual([
      {
        method: "PATCH",
        path: "/api/projects/1/",
        body: { timezone: "Europe/Berlin", session_recording_sample_rate: "0.50" },
      },
    ]);
    expect(bench.emulator.log.entries.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /api/projects/1/",
      "PATCH /api/projects/1/",
    ]);
    await byHand({ anonymize_ips: true, survey_config: { a: 1 } });
    expect(await sent(settings)).toEqual([]);
    await byHand({ session_recording_sample_rate: "0.25" });
    expect(await sent(settings)).toMatchObject([{ body: { session_recording_sample_rate: "0.50" } }]);
  });

  it("comes back from an alpha project without a write", async () => {
    await byHand({ session_recording_sample_rate: "0.10", app_urls: ["https://a.test"], week_start_day: 1 });
    const alpha = { session_recording_sample_rate: "0.1", app_urls: ["https://a.test"], week_start_day: 1 as const };
    expect(await sent(projectSettings(alpha))).toEqual([]);
  });

  it("may be left to people by `ignore`", async () => {
    await byHand({ timezone: "Asia/Tokyo" });
    const settings = projectSettings({ timezone: "UTC", anonymize_ips: true, ignore: ["timezone"] });
    expect(await sent(settings)).toMatchObject([{ body: { anonymize_ips: true } }]);
    expect((await project())["timezone"]).toBe("Asia/Tokyo");
  });

  it("survives that its definition leaves the files, also with prune", async () => {
    await bench.apply([projectSettings({ anonymize_ips: true })]);
    const { plan } = await bench.run([], { prune: true, dry: true });
    expect(plan?.orphans).toEqual([]);
    expect(plan?.requests).toEqual([]);
  });
});

describe("merged objects", () => {
  it("send the members that differ, and leave the others", async () => {
    await byHand({ survey_config: { appearance: { color: "red" }, theirs: 1 }, modifiers: { debug: true } });
    const settings = projectSettings({ survey_config: { mine: 2 }, modifiers: { debug: true, timings: true } });
    expect(await sent(settings)).toMatchObject([
      { body: { survey_config: { mine: 2 }, modifiers: { timings: true } } },
    ]);
    const [write] = bench.emulator.log.writes.slice(-1);
    expect(Object.keys((write!.body as { modifiers: object }).modifiers)).toEqual(["timings"]);
    expect((await project())["survey_config"]).toEqual({ appearance: { color: "red" }, theirs: 1, mine: 2 });
  });

  it("go two levels deep in session_replay_config", async () => {
    await byHand({
      session_replay_config: { record_canvas: true, ai_config: { opt_in: true, preferred_events: ["a"] } },
    });
    const settings = projectSettings({ session_replay_config: { ai_config: { opt_in: false } } });
    expect(await sent(settings)).toEqual([
      { method: "PATCH", path: "/api/projects/1/", body: { session_replay_config: { ai_config: { opt_in: false } } } },
    ]);
    expect((await project())["session_replay_config"]).toEqual({
      record_canvas: true,
      ai_config: { opt_in: false, preferred_events: ["a"] },
    });
  });

  it("are emptied by null", async () => {
    await byHand({ survey_config: { theirs: 1 } });
    const settings = projectSettings({ survey_config: null });
    expect(await sent(settings)).toMatchObject([{ body: { survey_config: null } }]);
    expect(await sent(settings)).toEqual([]);
  });

  it("lose a source by null, once", async () => {
    await byHand({ marketing_analytics_config: { sources_map: { a: { cost: "c" }, b: { cost: "d" } } } });
    const settings = projectSettings({ marketing_analytics_config: { sources_map: { a: null, c: { cost: "e" } } } });
    expect(await sent(settings)).toMatchObject([
      { body: { marketing_analytics_config: { sources_map: { a: null, c: { cost: "e" } } } } },
    ]);
    expect((await project())["marketing_analytics_config"]).toMatchObject({
      sources_map: { b: { cost: "d" }, c: { cost: "e" } },
    });
    expect(await sent(settings)).toEqual([]);
  });

  it("lose none that is not there, whatever it is called", async () => {
    const settings = projectSettings({ marketing_analytics_config: { sources_map: { constructor: null } } });
    expect(await sent(settings)).toEqual([]);
  });

  it("are as good as empty where PostHog alone put something in, such as the token of the widget", async () => {
    const settings = projectSettings({ conversations_enabled: true, conversations_settings: null });
    expect(await sent(settings)).toMatchObject([{ body: { conversations_enabled: true } }]);
    const token = (await project())["conversations_settings"];
    expect(token).toEqual({ widget_public_token: expect.any(String) as string });
    expect(await sent(settings)).toEqual([]);
    expect((await project())["conversations_settings"]).toEqual(token);
  });

  it("do not differ for ever where PostHog does not listen", async () => {
    const settings = projectSettings({ conversations_settings: { slack_enabled: true, widget_color: "#fff" } });
    await bench.apply([settings]);
    expect(await sent(settings)).toEqual([]);
  });
});

describe("references", () => {
  const staff = cohort({ key: "staff", name: "Staff", is_static: true });
  const home = dashboard({ key: "home", name: "Home", tiles: [] });
  const beta = featureFlag({ key: "beta", filters: { groups: [{ rollout_percentage: 50 }] } });
  const settings = projectSettings({
    primary_dashboard: home,
    session_recording_linked_flag: { flag: beta, variant: "test" },
    test_account_filters: [inCohort(staff)],
  });
  const all = [settings, staff, home, beta];

  it("are made first, and become numbers and keys", async () => {
    await bench.apply(all);
    const flag = await bench.row(beta);
    expect(await project()).toMatchObject({
      primary_dashboard: (await bench.row(home))["id"],
      session_recording_linked_flag: { id: flag["id"], key: "beta", variant: "test" },
      test_account_filters: [{ type: "cohort", value: (await bench.row(staff))["id"] }],
    });
    expect((await bench.plan(all)).changes).toEqual([]);
  });

  it("are found where nobody manages what they name", async () => {
    const flag = await bench.hand.send("POST", "feature_flags/", {
      key: "theirs",
      filters: { groups: [{ properties: [] }] },
    });
    const id = Number(flag["id"]);
    const link = (link: NonNullable<ProjectSettingsInput["session_recording_linked_flag"]>) =>
      projectSettings({ session_recording_linked_flag: link });
    expect(await sent(link({ flag: lookup("feature-flag", { key: "theirs" }) }))).toMatchObject([
      { body: { session_recording_linked_flag: { id, key: "theirs" } } },
    ]);
    await byHand({ session_recording_linked_flag: null });
    expect(await sent(link({ flag: lookup("feature-flag", { id }) }))).toMatchObject([
      { body: { session_recording_linked_flag: { id, key: "theirs" } } },
    ]);
    // However the same flag is named, it is no difference.
    expect(await sent(link({ flag: lookup("feature-flag", { id }) }))).toEqual([]);
    expect(await sent(link({ id: String(id), key: "theirs" }))).toEqual([]);
    const { plan } = await bench.run([link({ id, key: "another" })], { dry: true });
    expect(plan?.diagnostics).toMatchObject([{ code: "lookup-not-found", address: "project-settings.project" }]);
  });

  it("to a row by its number are taken to be the definition that manages it", async () => {
    await bench.apply(all);
    const id = Number((await bench.row(home))["id"]);
    const raw = { id: Number((await bench.row(beta))["id"]), key: "beta", variant: "test" };
    const byNumber = projectSettings({ primary_dashboard: id, session_recording_linked_flag: raw });
    expect(await sent(byNumber, home, beta)).toEqual([]);
  });

  it("by key may lead to rows that another run made", async () => {
    await bench.apply([beta]);
    const link = projectSettings({ session_recording_linked_flag: { flag: ref("feature-flag", "beta") } });
    await bench.apply([link]);
    expect((await project())["session_recording_linked_flag"]).toEqual({
      id: (await bench.row(beta))["id"],
      key: "beta",
    });
  });

  it("to actions and cohorts stand wherever queries have them", async () => {
    const paid = action({ key: "paid", name: "Paid", steps: [{ event: "paid" }] });
    const config = projectSettings({
      customer_analytics_config: {
        payment_event: { action: paid, properties: [inCohort(staff)] },
        signup_event: "joined",
      },
      marketing_analytics_config: {
        conversion_goals: [{ kind: "ActionsNode", id: paid, name: "Paid", schema_map: {} }],
      },
    });
    await bench.apply([config, paid, staff]);
    const [{ id }, { id: cohortId }] = [await bench.row(paid), await bench.row(staff)];
    expect(await project()).toMatchObject({
      customer_analytics_config: {
        payment_event: { kind: "ActionsNode", id, properties: [{ type: "cohort", key: "id", value: cohortId }] },
        signup_event: { kind: "EventsNode", event: "joined" },
        // What the file does not name stays.
        activity_event: { kind: "EventsNode", event: "$pageview", math: "dau" },
      },
      marketing_analytics_config: { conversion_goals: [{ kind: "ActionsNode", id, name: "Paid", schema_map: {} }] },
    });
    expect((await bench.plan([config, paid, staff])).changes).toEqual([]);
    await byHand({ customer_analytics_config: { payment_event: {} } });
    expect((await bench.plan([config, paid, staff])).changes).toMatchObject([{ address: "project-settings.project" }]);
  });

  it("to a theme go by its name", async () => {
    const theme = await bench.hand.send("POST", "data_color_themes/", { name: "Ours", colors: ["#fff"] });
    const settings = projectSettings({ default_data_theme: "Ours" });
    expect(await sent(settings)).toMatchObject([{ body: { default_data_theme: theme["id"] } }]);
    expect(await sent(settings)).toEqual([]);
  });
});

describe("what PostHog does not do", () => {
  it("is told by field where the plan has no themes", async () => {
    bench.emulator.switches.dataColorThemes = false;
    await bench.hand.send("POST", "data_color_themes/", { name: "Ours", colors: ["#fff"] });
    const { report } = await bench.run([projectSettings({ default_data_theme: "Ours", anonymize_ips: true })]);
    expect(report?.outcomes.flatMap((outcome) => outcome.diagnostics)).toMatchObject([
      { code: "not-kept", path: ["default_data_theme"] },
    ]);
    expect((await project())["anonymize_ips"]).toBe(true);
  });

  it("for a member is refused whole, in PostHog's words", async () => {
    bench.emulator.switches.membershipLevel = 1;
    const { report } = await bench.run([projectSettings({ timezone: "Asia/Tokyo", surveys_opt_in: true })]);
    expect(report?.outcomes).toMatchObject([
      {
        address: "project-settings.project",
        status: "failed",
        diagnostics: [
          { message: expect.stringContaining("Only project admins can modify these settings: timezone") as string },
        ],
      },
    ]);
    expect((await project())["surveys_opt_in"]).toBeNull();
  });

  it("about a name that another project has is told at the name", async () => {
    bench.emulator.addProject("Second");
    const { report } = await bench.run([projectSettings({ name: "second" })]);
    expect(report?.outcomes[0]).toMatchObject({ status: "failed" });
    expect(JSON.stringify(report)).toContain('There is already a project called \\"second\\"');
  });
});

describe("secrets of the project", () => {
  it("reach neither plan nor report", async () => {
    await byHand({ conversations_enabled: true });
    const raw = await project();
    const { widget_public_token: widget } = raw["conversations_settings"] as { widget_public_token: string };
    const secrets = [raw["secret_api_token"], raw["heatmaps_screenshot_secret"], widget].map(String);
    expect(secrets.every((secret) => secret.length > 8)).toBe(true);
    const settings = projectSettings({ conversations_settings: null, survey_config: null, anonymize_ips: true });
    const { plan, report } = await bench.run([settings]);
    const shown = JSON.stringify({ plan, report });
    for (const secret of [...secrets, "live_"]) expect(shown).not.toContain(secret);
  });
});
