import { action } from "@posthog-definitions/plugin-actions";
import { action as actionKind } from "@posthog-definitions/plugin-actions/kind";
import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { dashboard } from "@posthog-definitions/plugin-dashboards";
import { dashboard as dashboardKind } from "@posthog-definitions/plugin-dashboards/kind";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { inCohort, where, wherePerson } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { projectSettings } from "../src/index.js";
import { projectSettings as kind } from "../src/kind.js";

const staff = cohort({ key: "staff", name: "Staff", is_static: true });
const paid = action({ key: "paid", name: "Paid", steps: [{ event: "paid" }] });
const home = dashboard({ key: "home", name: "Home", tiles: [] });
const ops = dashboard({ key: "ops", name: "Ops", tiles: [] });
const beta = featureFlag({
  key: "beta",
  evaluation_contexts: ["web"],
  filters: { groups: [{ rollout_percentage: 50 }] },
});
const gamma = featureFlag({
  key: "gamma",
  evaluation_contexts: ["web"],
  filters: { groups: [{ rollout_percentage: 10 }] },
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const orNull = <T>(value: fc.Arbitrary<T>) => maybe(fc.option(value, { nil: null, freq: 4 }));
const some = <T extends Record<string, unknown>>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(members, { requiredKeys: [] });
const words = fc.array(fc.constantFrom("signed up", "paid", "$pageview"), { maxLength: 3 });
const currencies = fc.constantFrom("EUR", "USD", "JPY");
const json = fc.dictionary(
  fc.constantFrom("a", "b", "constructor"),
  fc.oneof(fc.boolean(), fc.nat(9), words, fc.constantFrom(null, 1e21, {}, [], [[{ a: null }]])),
  {
    noNullPrototype: true,
  },
);

const filtered = { event: "signed up", properties: where({ plan: "pro" }) };
const goal = { name: fc.constantFrom("Paid", "Signed up"), schema_map: json };

conformance(kind, {
  factory: projectSettings,
  friends: [staff, paid, home, ops, beta, gamma],
  kinds: [actionKind, cohortKind, dashboardKind, flagKind],
  arbitraries: {
    name: maybe(fc.constantFrom("Shop", "Shop 2", " Trimmed ")),
    timezone: maybe(fc.constantFrom("UTC", "Europe/Paris", "Asia/Tokyo")),
    base_currency: maybe(currencies),
    "revenue_analytics_config.base_currency": maybe(currencies),
    "revenue_analytics_config.events[].revenueCurrencyProperty.static": orNull(currencies),
    primary_dashboard: orNull(fc.constantFrom(home, ops)),
    default_data_theme: orNull(fc.constant(1)),
    test_account_filters: maybe(
      fc.constantFrom(
        [],
        where({ plan: "pro" }),
        [wherePerson({ email: { icontains: "@example.com" } }), inCohort(staff)],
        [{ key: "$host", value: ["localhost"] }],
      ),
    ),
    path_cleaning_filters: orNull(
      fc.array(
        fc.record(
          {
            regex: fc.constantFrom("/user/\\d+", "(a)(b)"),
            alias: fc.constantFrom("/user/<id>", "x"),
            order: fc.nat(5),
          },
          { requiredKeys: ["regex"] },
        ),
        { maxLength: 2 },
      ),
    ),
    modifiers: orNull(
      some({
        debug: fc.boolean(),
        bounceRateDurationSeconds: fc.integer({ min: 1, max: 120 }),
        inCohortVia: fc.constantFrom("auto", "subquery"),
      }),
    ),
    survey_config: orNull(some({ appearance: json, other: json })),
    conversations_settings: orNull(
      some({ widget_greeting_text: fc.constantFrom("Hi", "Hello"), widget_domains: words, more: json }),
    ),
    logs_settings: orNull(some({ capture_console_logs: fc.boolean(), more: json })),
    extra_settings: orNull(json),
    correlation_config: orNull(json),
    has_completed_onboarding_for: orNull(json),
    onboarding_tasks: orNull(json),
    proactive_tasks_enabled: maybe(fc.constantFrom(false, null)),
    session_recording_sample_rate: orNull(fc.constantFrom<string | number>(0, 0.5, "0.50", 0.25, "1")),
    session_recording_linked_flag: orNull(
      fc.record(
        { flag: fc.constantFrom(beta, gamma), variant: fc.constantFrom("control", "test") },
        { requiredKeys: ["flag"] },
      ),
    ),
    "session_recording_trigger_groups.groups[].conditions.urls[].url": fc.constantFrom("/a", "^/b$"),
    "session_recording_trigger_groups.groups[].conditions.flag": orNull(
      fc.constantFrom(beta, "gamma", { key: "beta", variant: "test" }),
    ),
    "marketing_analytics_config.conversion_goals": maybe(
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant("EventsNode"), event: fc.constantFrom("paid", "signed up"), ...goal }),
          fc.record({ kind: fc.constant("ActionsNode"), id: fc.constant(paid), ...goal }),
        ),
        { maxLength: 2 },
      ),
    ),
    ...Object.fromEntries(
      ["activity", "signup_pageview", "signup", "subscription", "payment"].map((name) => [
        `customer_analytics_config.${name}_event`,
        orNull(fc.constantFrom("paid", { event: "signed up", math: "dau" }, { action: paid }, filtered)),
      ]),
    ),
  },
});
