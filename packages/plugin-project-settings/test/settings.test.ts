import { lookup, ref } from "@posthog-definitions/core";
import { normalised, same } from "@posthog-definitions/core/kind";
import { inCohort, where, wherePerson } from "@posthog-definitions/queries";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { projectSettings, type ProjectSettingsInput, type TriggerGroups } from "../src/index.js";
import { projectSettings as kind } from "../src/kind.js";
import { betaFlag, decoded, sent, specOf, validate } from "./support.js";

describe("a definition", () => {
  it("has no key of its own, and one address", () => {
    expect(projectSettings({ anonymize_ips: true })).toMatchObject({ kind: "project-settings", key: "project" });
    expect(validate({ anonymize_ips: true }).definitions[0]!.address).toBe("project-settings.project");
  });

  it("of the alpha loads unchanged, and says what it said", () => {
    const alpha = {
      timezone: "Europe/Berlin",
      session_recording_opt_in: true,
      session_recording_sample_rate: "0.50",
      session_recording_linked_flag: { id: 12, key: "beta" },
      primary_dashboard: 7,
      default_data_theme: 3,
      test_account_filters: [
        { key: "email", type: "person" as const, value: "@example.com", operator: "not_icontains" as const },
        { key: "$host", value: "localhost" },
        { key: "id" as const, type: "cohort" as const, value: 9, operator: "not_in" as const },
      ],
      survey_config: { appearance: { backgroundColor: "#fff" }, whatever: [1] },
      modifiers: { personsOnEventsMode: "person_id_override_properties_joined" as const, newerThanThis: true },
      correlation_config: { excluded_event_names: ["$pageleave"] },
      extra_settings: null,
    };
    expect(specOf(alpha)).toEqual({
      ...alpha,
      session_recording_sample_rate: 0.5,
      session_recording_linked_flag: { flag: { $ref: "feature-flag", lookup: { id: 12, key: "beta" } } },
      primary_dashboard: { $ref: "dashboard", id: 7 },
      default_data_theme: { $ref: "data-color-theme", id: 3 },
      test_account_filters: [
        { type: "person", key: "email", operator: "not_icontains", value: "@example.com" },
        { type: "event", key: "$host", operator: "exact", value: "localhost" },
        { type: "cohort", key: "id", operator: "not_in", value: { $ref: "cohort", id: 9 } },
      ],
    });
  });

  it("says nothing of what it does not name", () => {
    expect(specOf({})).toEqual({});
    expect(specOf({ survey_config: {}, workflows_config: {}, modifiers: {} })).toEqual({});
    expect(sent({ anonymize_ips: false })).toEqual({ anonymize_ips: false });
  });
});

describe("a value", () => {
  it("of the sample rate is a number, whichever way it is written, and goes as PostHog's text", () => {
    for (const rate of [0.5, "0.5", "0.50", ".5"])
      expect(sent({ session_recording_sample_rate: rate })).toEqual({ session_recording_sample_rate: "0.50" });
    expect(sent({ session_recording_sample_rate: 0.29 })).toEqual({ session_recording_sample_rate: "0.29" });
    expect(sent({ session_recording_sample_rate: null })).toEqual({ session_recording_sample_rate: null });
    expect(decoded({ session_recording_sample_rate: "0.50" })).toEqual({ session_recording_sample_rate: 0.5 });
  });

  it("of the linked flag goes with the flag's number and key", () => {
    const body = (link: ProjectSettingsInput["session_recording_linked_flag"]) =>
      sent({ session_recording_linked_flag: link! })["session_recording_linked_flag"];
    expect(body({ flag: ref("feature-flag", "beta"), variant: "test" })).toEqual({
      id: { $ref: "feature-flag", key: "beta" },
      key: { $ref: "feature-flag", key: "beta", out: "key" },
      variant: "test",
    });
    expect(body({ id: "12", key: "beta" })).toMatchObject({ id: { lookup: { id: 12, key: "beta" } } });
    expect(body({ flag: betaFlag })).toMatchObject({ key: { lookup: { key: "beta" }, out: "key" } });
    expect(body(null)).toBeNull();
    expect(decoded({ session_recording_linked_flag: { id: 12, key: "beta", variant: "test" } })).toEqual({
      session_recording_linked_flag: { flag: { $ref: "feature-flag", id: 12 }, variant: "test" },
    });
  });

  it("of a flag in a group of triggers is its key", () => {
    const flags = (...all: NonNullable<TriggerGroups["groups"][number]["conditions"]["flag"]>[]) => {
      const groups = all.map((flag, i) => ({ id: String(i), sampleRate: 1, conditions: { flag } }));
      const spec = specOf({ session_recording_trigger_groups: { version: 2, groups } });
      return (spec["session_recording_trigger_groups"] as TriggerGroups).groups.map(
        ({ conditions }) => conditions.flag,
      );
    };
    const full = { id: 3, key: "beta", variant: "test" };
    expect(flags("beta", betaFlag, ref("feature-flag", "other"), full)).toEqual(["beta", "beta", "other", full]);
  });

  it("of the test accounts is what queries have for conditions", () => {
    const filters = (test_account_filters: NonNullable<ProjectSettingsInput["test_account_filters"]>) =>
      sent({ test_account_filters })["test_account_filters"];
    expect(filters(where({ plan: "pro" }))).toMatchObject([{ type: "event", key: "plan" }]);
    expect(filters([wherePerson({ email: { icontains: "@a.test" } }), inCohort(ref("cohort", "staff"))])).toMatchObject(
      [
        { type: "person", key: "email" },
        { type: "cohort", value: { $ref: "cohort", key: "staff" } },
      ],
    );
    expect(filters([])).toEqual([]);
  });

  it("of a theme is its name, or its number", () => {
    expect(specOf({ default_data_theme: "Ours" })).toEqual({
      default_data_theme: { $ref: "data-color-theme", lookup: { name: "Ours" } },
    });
  });

  it("of revenue events leaves out what is usual anyway", () => {
    const padded = {
      eventName: "paid",
      revenueProperty: "amount",
      couponProperty: null,
      currencyAwareDecimal: false,
      revenueCurrencyProperty: { property: null, static: "USD" },
      subscriptionDropoffDays: 45,
      subscriptionDropoffMode: "last_event",
    };
    const plain = { eventName: "paid", revenueProperty: "amount" };
    expect(decoded({ revenue_analytics_config: { events: [padded] } })).toEqual({
      revenue_analytics_config: { events: [plain] },
    });
    expect(decoded({ revenue_analytics_config: { events: [{ ...padded, subscriptionDropoffDays: 30 }] } })).toEqual({
      revenue_analytics_config: { events: [{ ...plain, subscriptionDropoffDays: 30 }] },
    });
  });

  it("of goals and customer events is what queries have for events and actions", () => {
    const paid = ref("action", "paid");
    expect(
      specOf({
        customer_analytics_config: {
          activity_event: { kind: "EventsNode", event: "$pageview", name: "$pageview", math: "total", properties: [] },
          signup_event: "joined",
          payment_event: { action: paid },
          subscription_event: null,
          signup_pageview_event: {},
        },
      })["customer_analytics_config"],
    ).toEqual({
      activity_event: { kind: "EventsNode", event: "$pageview", name: "$pageview" },
      signup_event: { kind: "EventsNode", event: "joined" },
      payment_event: { kind: "ActionsNode", id: { $ref: "action", key: "paid" } },
      subscription_event: {},
      signup_pageview_event: {},
    });
    const goal = { name: "Paid", schema_map: { utm_campaign_name: null, other: [] } };
    const goals = [
      { kind: "EventsNode" as const, event: "paid", math: "total", newer: 1, ...goal },
      { kind: "ActionsNode" as const, id: 12, ...goal },
      { kind: "DataWarehouseNode" as const, id: "t", table_name: "t", ...goal },
    ];
    const normal = [
      { kind: "EventsNode", event: "paid", newer: 1, ...goal },
      { kind: "ActionsNode", id: { $ref: "action", id: 12 }, ...goal },
      { kind: "DataWarehouseNode", id: "t", table_name: "t", ...goal },
    ];
    expect(specOf({ marketing_analytics_config: { conversion_goals: goals } })).toEqual({
      marketing_analytics_config: { conversion_goals: normal },
    });
    expect(decoded({ marketing_analytics_config: { conversion_goals: goals } })).toEqual({
      marketing_analytics_config: { conversion_goals: normal },
    });
  });

  it("of logs keeps the time that PostHog notes in it", () => {
    const row = { logs_settings: { retention_days: 14, retention_last_updated: "2026-01-01" } };
    expect(decoded(row)).toEqual({ logs_settings: { retention_days: 14 } });
    expect(sent({ logs_settings: { retention_days: 30 } }, row)).toEqual({
      logs_settings: { retention_days: 30, retention_last_updated: "2026-01-01" },
    });
  });
});

describe("a row", () => {
  it("is read for settings alone", () => {
    const row = {
      id: 1,
      name: "Shop",
      api_token: "phc_public",
      secret_api_token: "phs_secret",
      secret_api_token_backup: "phs_older",
      live_events_token: "live_secret",
      heatmaps_screenshot_secret: "hm_secret",
      conversations_settings: { widget_public_token: "widget", slack_bot_token: "xoxb", widget_color: "#fff" },
      is_demo: false,
      inject_web_apps: true,
      access_control: false,
      effective_membership_level: 15,
    };
    expect(decoded(row)).toEqual({ name: "Shop", conversations_settings: { widget_color: "#fff" } });
  });

  it("of any shape is read without a throw", () => {
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 4, maxKeys: 4 });
    const fields = fc.constantFrom(...Object.keys(kind.spec.shape));
    fc.assert(
      fc.property(fc.dictionary(fields, junk), (junkRow) => {
        const row: Readonly<Record<string, unknown>> = junkRow;
        const spec = decoded(row);
        kind.encode(spec, { key: "project", row });
        expect(same(normalised(kind, spec), spec)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what only admins may change", () => {
  it("is everything but a few settings", () => {
    const paths = (input: ProjectSettingsInput) => kind.adminOnly!(specOf(input));
    expect(paths({ timezone: "UTC", surveys_opt_in: true, app_urls: [] })).toEqual([["timezone"], ["app_urls"]]);
    expect(paths({ primary_dashboard: null, session_recording_opt_in: true, onboarding_tasks: {} })).toEqual([]);
  });
});

const inGroup = (flag: unknown) => ({ id: "a", sampleRate: 1, conditions: { flag } });
const GOAL = { name: "Paid", schema_map: {} };

describe("mistakes", () => {
  const complaints = (input: object) =>
    validate(input).diagnostics.map(
      ({ path, message, severity }) => `${severity} ${(path ?? []).join(".")} ${message}`,
    );
  it.each<[string, object, string, string]>([
    ["another key", { key: "mine" }, "key", 'its key is "project"'],
    ["a misspelt setting", { time_zone: "UTC" }, "time_zone", ""],
    ["what PostHog maintains", { inject_web_apps: true }, "inject_web_apps", ""],
    ["what is deprecated", { access_control: true }, "access_control", ""],
    ["an empty name", { name: " " }, "name", "says nothing"],
    ["a long name", { name: "x".repeat(201) }, "name", "more than 200"],
    ["half a per mille", { session_recording_sample_rate: 0.0005 }, "session_recording_sample_rate", "two decimals"],
    ["a share above one", { session_recording_sample_rate: "1.5" }, "session_recording_sample_rate", "between 0 and 1"],
    ["a currency that is none", { base_currency: "Euro" }, "base_currency", "ISO 4217"],
    ["a rule without a regex", { path_cleaning_filters: [{ alias: "x" }] }, "path_cleaning_filters.0.regex", ""],
    [
      "an address with half a bracket",
      { app_urls: ["https://a.test", "http://["] },
      "app_urls.1",
      "a bracket stands alone",
    ],
    [
      "an empty domain",
      { conversations_settings: { widget_domains: [""] } },
      "conversations_settings.widget_domains.0",
      "says nothing",
    ],
    [
      "a domain with many wildcards",
      { conversations_settings: { widget_domains: ["https://*.*.*.*.*.*.a.test"] } },
      "conversations_settings.widget_domains.0",
      "more than 5 wildcards",
    ],
    [
      "a long list of errors",
      { autocapture_exceptions_errors_to_ignore: ["x".repeat(300)] },
      "autocapture_exceptions_errors_to_ignore",
      "longer than 300",
    ],
    [
      "a list of errors that is long as PostHog spells it",
      { autocapture_exceptions_errors_to_ignore: ["ü".repeat(50)] },
      "autocapture_exceptions_errors_to_ignore",
      "longer than 300",
    ],
    ["a flag without its key", { session_recording_linked_flag: { id: 1 } }, "session_recording_linked_flag.key", ""],
    [
      "a goal without a kind",
      { marketing_analytics_config: { conversion_goals: [{ name: "Paid", schema_map: {} }] } },
      "marketing_analytics_config.conversion_goals.0",
      "EventsNode, ActionsNode, DataWarehouseNode",
    ],
    [
      "a goal of another kind's definition",
      { marketing_analytics_config: { conversion_goals: [{ kind: "ActionsNode", id: betaFlag, ...GOAL }] } },
      "marketing_analytics_config.conversion_goals.0.id",
      "action",
    ],
    [
      "a mistyped event",
      { customer_analytics_config: { payment_event: { evnt: "paid" } } },
      "customer_analytics_config.payment_event.evnt",
      "`event`",
    ],
    [
      "a table among customer events",
      { customer_analytics_config: { payment_event: { kind: "DataWarehouseNode", id: "t" } } },
      "customer_analytics_config.payment_event.kind",
      "expected an event or an action",
    ],
    [
      "a flag in a trigger by its number alone",
      { session_recording_trigger_groups: { version: 2, groups: [inGroup(lookup("feature-flag", { id: 3 }))] } },
      "session_recording_trigger_groups.groups.0.conditions.flag",
      "by its key",
    ],
    [
      "a misspelt member of it",
      { session_recording_trigger_groups: { version: 2, groups: [inGroup({ key: "beta", varient: "a" })] } },
      "session_recording_trigger_groups.groups.0.conditions.flag.varient",
      "variant",
    ],
    ["an unknown member", { workflows_config: { email_tracking: true } }, "workflows_config.email_tracking", ""],
    [
      "an unknown member of recordings",
      { session_replay_config: { record_canvases: true } },
      "session_replay_config.record_canvases",
      "record_canvas",
    ],
  ])("%s", (_, input, path, words) => {
    expect(complaints(input)).toContainEqual(expect.stringMatching(`^error ${path} `));
    expect(complaints(input).join("\n")).toContain(words);
  });

  it("of which PostHog says nothing are warned about", () => {
    expect(complaints({ conversations_settings: { widget_public_token: "x", widget_color: "#fff" } })).toEqual([
      "warning conversations_settings.widget_public_token PostHog keeps this by itself, and does not listen.",
    ]);
  });

  it("are none of wildcards and brackets that stand in no host", () => {
    const many = [
      "https://*",
      "https://*.*.*.*.*.a.test",
      "https://a.test/*/*/*/*/*/*/[",
      "*.*.*.*.*.*.a.test",
      "http://[::1]",
    ];
    expect(complaints({ app_urls: many, conversations_settings: { widget_domains: many } })).toEqual([]);
  });

  it("in the name of a time zone are warned about, as PostHog may know more of them", () => {
    expect(complaints({ timezone: "Europe/Berln" })).toEqual([expect.stringMatching(/^warning timezone /)]);
    expect(complaints({ timezone: "+02:00" })).toHaveLength(1);
    for (const timezone of ["UTC", "Europe/Berlin", "US/Pacific", "Asia/Kathmandu", "Etc/GMT+3"])
      expect(complaints({ timezone })).toEqual([]);
  });

  it("do not compile", () => {
    // @ts-expect-error a misspelt setting
    projectSettings({ time_zone: "UTC" });
    // @ts-expect-error no such day
    projectSettings({ week_start_day: 6 });
    // @ts-expect-error no such way
    projectSettings({ modifiers: { inCohortVia: "magic" } });
    // @ts-expect-error null is refused by PostHog
    projectSettings({ anonymize_ips: null });
  });
});
