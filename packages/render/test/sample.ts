import {
  env,
  error,
  liveSecret,
  ref,
  warning,
  type Diagnostic,
  type Plan,
  type Report,
} from "@posthog-definitions/core";

const tileMoves = ["activation", "churn", "mrr", "signups", "visitors"].flatMap((name, i) => [
  { path: ["tiles", `insight.${name}`, "layout", "y"], before: i * 4, after: i * 4 + 4 },
]);

const oldSql = [
  "SELECT properties.plan AS plan,",
  "       count(DISTINCT person_id) AS users",
  "FROM events",
  "WHERE event = 'subscription started'",
  "  AND timestamp > now() - INTERVAL 30 DAY",
  "GROUP BY plan",
  "ORDER BY users DESC",
].join("\n");

export const diagnostics: readonly Diagnostic[] = [
  error("invalid-field", '`interval` must be one of "hour", "day", "week", "month", got "wek".', {
    address: "insight.weekly-signups",
    path: ["query", "interval"],
    place: { file: "posthog/growth.ts", line: 5, column: 31 },
    hint: 'Did you mean "week"?',
  }),
  warning("same-name", 'PostHog has a dashboard "Growth" already that is not managed.', {
    address: "dashboard.growth",
    place: { file: "posthog/growth.ts", line: 2, column: 16 },
    hint: 'To manage that one, add: export default adopt("dashboard.growth", 4218);',
  }),
  error("credentials-missing", "No personal API key is configured.", {
    hint: "Set POSTHOG_PERSONAL_API_KEY in the environment or in .env.",
  }),
];

export const source = [
  'import { dashboard, insight, trends } from "@posthog/definitions";',
  "export default dashboard({",
  '  key: "growth",',
  "  tiles: [",
  '    { insight: insight({ query: trends({ series: [], interval: "wek" }) }) },',
  "  ],",
  "});",
].join("\n");

/** One of everything that a plan can say. */
export const plan: Plan = {
  changes: [
    {
      address: "insight.revenue-by-plan",
      kind: "insight",
      key: "revenue-by-plan",
      action: "update",
      origin: "file",
      id: 31,
      url: "https://us.posthog.com/project/1/insights/aBcD1234",
      place: { file: "posthog/revenue.ts", line: 12, column: 3 },
      fields: [
        { path: ["query", "source", "query"], before: oldSql, after: oldSql.replace("30 DAY", "90 DAY") },
        {
          path: ["query", "source", "series"],
          before: [
            { kind: "EventsNode", event: "signed up", math: "total" },
            { kind: "EventsNode", event: "invited", math: "total" },
          ],
          after: [
            { kind: "EventsNode", event: "signed up", math: "total" },
            {
              kind: "EventsNode",
              event: "invited",
              math: "dau",
              properties: [{ key: "plan", value: ["pro", "team"] }],
            },
            { kind: "EventsNode", event: "paid", math: "total" },
          ],
        },
        { path: ["tags"], before: ["growth"], after: ["growth", "revenue"] },
      ],
      notes: [],
    },
    {
      address: "dashboard.growth",
      kind: "dashboard",
      key: "growth",
      action: "update",
      origin: "drift",
      changedBy: { by: "Ada", at: "2026-11-24T09:12:43.120000Z", others: 2 },
      id: 12,
      url: "https://us.posthog.com/project/1/dashboard/12",
      place: { file: "posthog/growth.ts", line: 2, column: 16 },
      fields: [
        { path: ["name"], before: "Growth (do not touch)", after: "Growth" },
        { path: ["description"], before: undefined, after: "How fast we grow." },
        { path: ["filters"], before: { date_from: "-7d" }, after: undefined },
        {
          path: ["tiles", "insight.new"],
          before: undefined,
          after: { insight: ref("insight", "new"), layout: { x: 0, y: 0, w: 6, h: 4 } },
        },
        ...tileMoves,
      ],
      notes: ["Also adds dashboard 12 to insight.new."],
    },
    {
      address: "insight.new",
      kind: "insight",
      key: "new",
      action: "create",
      origin: "file",
      place: { file: "posthog/growth.ts", line: 5, column: 16 },
      fields: [
        { path: ["name"], before: undefined, after: "New signups" },
        {
          path: ["query"],
          before: undefined,
          after: {
            kind: "InsightVizNode",
            source: {
              kind: "TrendsQuery",
              series: [{ kind: "EventsNode", event: "signed up", math: "total", name: "Signed up" }],
              interval: "week",
              trendsFilter: { display: "ActionsLineGraph", showLegend: true },
              breakdownFilter: { breakdown: "plan", breakdown_type: "event" },
              dateRange: { date_from: "-90d" },
              filterTestAccounts: true,
              properties: [{ key: "email", operator: "not_icontains", value: "@example.com", type: "person" }],
              compareFilter: { compare: true },
            },
          },
        },
      ],
      notes: [],
    },
    {
      address: "feature-flag.checkout",
      kind: "feature-flag",
      key: "checkout",
      action: "update",
      origin: "unknown",
      id: 7,
      url: "https://us.posthog.com/project/1/feature_flags/7",
      place: { file: "posthog/flags.ts", line: 3, column: 8 },
      fields: [
        { path: ["filters", "payloads", "true"], before: liveSecret("s3cret"), after: env("CHECKOUT_PAYLOAD") },
        {
          path: ["filters", "groups", 0, "properties", 0, "value"],
          before: ref("cohort", "beta"),
          after: { $ref: "cohort", id: 42 },
        },
      ],
      notes: [],
    },
    {
      address: "dashboard.sales",
      kind: "dashboard",
      key: "sales",
      action: "adopt",
      origin: "unknown",
      id: 4218,
      url: "https://us.posthog.com/project/1/dashboard/4218",
      place: { file: "posthog/sales.ts", line: 3, column: 8 },
      fields: [
        { path: ["pinned"], before: false, after: true },
        { path: ["description"], before: "Asked about every Monday.", after: undefined, unnamed: true },
      ],
      notes: [],
    },
    {
      address: "endpoint.orders-by-day",
      kind: "endpoint",
      key: "orders-by-day",
      action: "replace",
      origin: "file",
      id: "0198c1de-0000-7000-8000-000000000001",
      url: "https://us.posthog.com/project/1/endpoints/orders",
      place: { file: "posthog/endpoints.ts", line: 3, column: 16 },
      fields: [{ path: ["name"], before: "orders", after: "orders-by-day" }],
      notes: ["the row is deleted and made anew: PostHog does not rename endpoints."],
    },
    {
      address: "insight.churn",
      kind: "insight",
      key: "churn",
      action: "move",
      origin: "file",
      from: "insight.churn-rate",
      id: 9,
      url: "https://us.posthog.com/project/1/insights/zYxW9876",
      place: { file: "posthog/growth.ts", line: 40, column: 3 },
      fields: [],
      notes: [],
    },
  ],
  requests: [
    {
      name: "create insight.new",
      address: "insight.new",
      verb: "create",
      method: "POST",
      path: "",
      body: { name: "New signups", tags: ["iac:insights:new"] },
      joins: [{ field: "dashboards", ref: ref("dashboard", "growth") }],
      after: [],
      joiners: [],
      limit: "analytics",
    },
    {
      name: "update dashboard.growth",
      address: "dashboard.growth",
      verb: "update",
      method: "PATCH",
      path: "",
      body: { name: "Growth", secret: env("CHECKOUT_PAYLOAD") },
      joins: [],
      after: ["create insight.new"],
      joiners: [],
      limit: "crud",
    },
  ],
  unchanged: ["insight.activation", "insight.mrr"],
  orphans: [
    {
      address: "insight.old",
      kind: "insight",
      id: 5,
      title: "Old one",
      url: "https://us.posthog.com/project/1/insights/oLd00000",
    },
    { address: "dashboard.old", kind: "dashboard", id: 6 },
  ],
  diagnostics: [diagnostics[1]!],
};

/** What a prune looks like, beside something that cannot be had. */
export const pruning: Plan = {
  changes: [
    {
      address: "insight.old",
      kind: "insight",
      key: "old",
      action: "delete",
      origin: "file",
      id: 5,
      title: "Old one",
      url: "https://us.posthog.com/project/1/insights/oLd00000",
      fields: [],
      notes: ["It can be restored in PostHog."],
    },
    {
      address: "experiment-holdout.everybody-else",
      kind: "experiment-holdout",
      key: "everybody-else",
      action: "delete",
      origin: "file",
      id: 6,
      title: "Everybody else, and a name that leaves no room for an address on the same line",
      url: "https://us.posthog.com/project/1/experiments/holdouts/6",
      fields: [],
      notes: ["It is gone for good: PostHog cannot restore it."],
    },
    {
      address: "dashboard.old",
      kind: "dashboard",
      key: "old",
      action: "forget",
      origin: "file",
      id: 6,
      title: "Old board",
      fields: [],
      notes: ["The row stays as it is, and is managed no longer."],
    },
  ],
  requests: [
    {
      name: "delete insight.old",
      address: "insight.old",
      verb: "delete",
      method: "PATCH",
      path: "",
      body: { deleted: true },
      joins: [],
      after: [],
      joiners: [],
      limit: "analytics",
    },
  ],
  unchanged: ["insight.mrr"],
  orphans: [],
  diagnostics: [
    error("refused", "cohort.beta is not defined here, and feature-flag.checkout refers to it: row 9.", {
      address: "cohort.beta",
      hint: "Define it, or take the reference out.",
    }),
  ],
};

export const nothing: Plan = { changes: [], requests: [], unchanged: ["insight.mrr"], orphans: [], diagnostics: [] };

export const report: Report = {
  outcomes: [
    {
      address: "insight.new",
      action: "create",
      status: "done",
      id: 77,
      url: "https://us.posthog.com/project/1/insights/nEw77777",
      diagnostics: [],
    },
    {
      address: "dashboard.growth",
      action: "update",
      status: "partly",
      id: 12,
      url: "https://us.posthog.com/project/1/dashboard/12",
      diagnostics: [error("not-kept", "PostHog accepted `filters.date_from`, but did not keep it.")],
    },
    {
      address: "feature-flag.checkout",
      action: "update",
      status: "failed",
      diagnostics: [
        error("conflict", "Somebody changed the row since it was read.", {
          hint: "Plan again, and look at what they changed.",
        }),
      ],
    },
    { address: "experiment.checkout", action: "create", status: "not-tried", diagnostics: [] },
  ],
  requests: { reads: 5, writes: 3 },
  cancelled: false,
};
