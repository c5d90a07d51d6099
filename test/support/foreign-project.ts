/**
 * A project as other people leave it after some years: every kind, with names that are no file names, no identifiers, or
 * would steal somebody else's, and with texts that look like code. Made through the API as a hand in the UI would.
 */
import { created, defineResource, type Emulator, type Json, type JsonObject } from "@posthog-definitions/emulator";
import { savedMetrics } from "../../apps/emulator/src/resources/experiment-saved-metrics/table.js";
import { experiments } from "../../apps/emulator/src/resources/experiments/table.js";
import { makeAlerts, makeAnnotations, makeVariables } from "./foreign-charts.js";
import { NAMES, textOf, TEXTS, trends, type Hand, type Row } from "./foreign-words.js";

export { NAMES, trends, type Row };

export const handOf =
  (emulator: Emulator): Hand =>
  async (path, body, method = "POST") => {
    const { status, body: row } = await emulator.ui(method, path, body);
    if (status >= 400) throw new Error(`${path}: ${JSON.stringify(row)}`);
    return row as Row;
  };

/** What only PostHog's past could make: metrics of the old form. `{ metric }` or `{ experiment }`, by id. */
export const past = defineResource({
  path: "past",
  scope: "past",
  create: (call) => {
    const { metric, experiment } = call.data as { metric?: number; experiment?: number };
    const old: JsonObject = {
      kind: "ExperimentTrendsQuery",
      uuid: call.store.uuid(),
      count_query: { kind: "TrendsQuery", series: [] },
    };
    if (metric !== undefined) call.table(savedMetrics).put({ ...call.table(savedMetrics).get(metric)!, query: old });
    if (experiment !== undefined)
      call.table(experiments).put({ ...call.table(experiments).get(experiment)!, metrics: [old] });
    return created({ id: 0 });
  },
});

/** For kinds that have no two of one name. */
const UNIQUE = [...new Set(NAMES)];
/** Names of which a kind makes keys in one way or another, in two cases. */
const KEYS =
  "beta Beta Checkout_V2 checkout-v2 constructor __proto__ trends con class adopt default index prototype toString import-x a1 A1".split(
    " ",
  );
/** Queries of which the builders know all, some, or nothing. */
const QUERIES: readonly JsonObject[] = [
  trends("signed up"),
  trends("signed up", { interval: "week", dateRange: { date_from: "-30d", date_to: null }, filterTestAccounts: true }),
  trends("signed up", { fromTheFuture: { nested: [1, { two: 2 }] } }),
  { kind: "InsightVizNode", source: { kind: "QuantumQuery", states: ["dead", "alive"] } },
  { kind: "HologramNode", source: { kind: "TrendsQuery", series: [] } },
  { kind: "DataVisualizationNode", source: { kind: "HogQLQuery", query: "select 1\n  from events\n where 1" } },
  { kind: "DataTableNode", source: { kind: "EventsQuery", select: ["*"], after: "-24h" }, full: true },
  trends("a `b` ${c}", {
    properties: {
      type: "AND",
      values: [{ type: "OR", values: [{ type: "person", key: "plan", operator: "exact", value: ["pro"] }] }],
    },
  }),
];

/** How many rows of each kind there are that a definition can say, by plural. */
export type Seeded = Readonly<Record<string, number>>;

export async function seedForeignProject(hand: Hand, ingest: (names: string[]) => void): Promise<Seeded> {
  const cohorts = await makeCohorts(hand);
  const actions = await makeActions(hand, cohorts);
  const insights = await makeInsights(hand, cohorts[0]!, actions[0]!);
  const boards = await makeDashboards(hand, insights);
  const variables = await makeVariables(hand);
  const alerts = await makeAlerts(hand);
  const annotations = await makeAnnotations(hand, insights[0]!, boards[0]!);
  const flags = await makeFlags(hand, cohorts[0]!);
  const groups = await makePropertyGroups(hand);
  const events = await makeEvents(hand, groups, ingest);
  const endpoints = await makeEndpoints(hand, insights);
  const holdouts = await makeHoldouts(hand, cohorts[0]!);
  const metrics = await makeSavedMetrics(hand, actions[0]!);
  const { made: experimentRows, flags: own } = await makeExperiments(hand, {
    holdouts,
    metrics,
    flags,
    action: actions[0]!,
  });
  await hand(
    "",
    {
      timezone: "Europe/Berlin",
      test_account_filters: [
        { key: "id", type: "cohort", value: cohorts[0]!.id, operator: "not_in" },
        { key: "email", type: "person", operator: "not_icontains", value: TEXTS[1]! },
      ],
      app_urls: ["https://*.example.com/`${x}`"],
    },
    "PATCH",
  );
  return {
    cohorts: cohorts.length,
    actions: actions.length,
    // Three more stand below alerts and variables.
    insights: insights.length + 3,
    "insight-variables": variables.length,
    "insight-alerts": alerts.length,
    annotations: annotations.length,
    dashboards: BOARDS.length,
    // Four flags and two groups differ from others in case alone.
    "feature-flags": flags.length + own - 4,
    "property-groups": groups.length - 2,
    "event-definitions": events,
    endpoints: endpoints.length,
    "experiment-holdouts": holdouts.length,
    "experiment-saved-metrics": metrics.length - 1,
    experiments: experimentRows.length,
    "project-settings": 1,
  };
}

const person = (key: string, value: Json, operator = "exact"): JsonObject => ({ type: "person", key, operator, value });
const performed = (more: JsonObject): JsonObject => ({
  type: "behavioral",
  key: "paid",
  event_type: "events",
  value: "performed_event",
  time_value: 30,
  time_interval: "day",
  ...more,
});

async function makeCohorts(hand: Hand): Promise<Row[]> {
  const rows: Row[] = [];
  const make = async (body: JsonObject): Promise<Row> => {
    const row = await hand("cohorts/", {
      name: NAMES[rows.length % NAMES.length]!,
      description: textOf(rows.length),
      ...body,
    });
    rows.push(row);
    return row;
  };
  const of = (...values: JsonObject[]): JsonObject => ({ filters: { properties: { type: "OR", values } } });
  const first = await make({ name: "Power users", ...of(person("plan", ["pro"])) });
  const inFirst: JsonObject = { type: "cohort", key: "id", value: first.id };
  const forms: JsonObject[] = [
    { is_static: true },
    { is_static: true, query: { kind: "HogQLQuery", query: "select id from persons where `a` = '${b}'" } },
    {
      is_static: true,
      query: {
        kind: "ActorsQuery",
        select: ["id"],
        source: { kind: "InsightActorsQuery", source: trends("paid").source! },
      },
    },
    of(person("email", "@example.com", "icontains"), {
      type: "person",
      key: "phone",
      operator: "is_set",
      value: "is_set",
    }),
    of(
      { type: "AND", values: [person("a", "`${b}`"), { ...inFirst, negation: true }] },
      { type: "OR", values: [inFirst] },
    ),
    of(performed({})),
    of(
      performed({
        negation: true,
        event_filters: [{ type: "event", key: "$current_url", operator: "icontains", value: "/thanks" }],
      }),
    ),
    of(performed({ value: "performed_event_multiple", operator: "gte", operator_value: 3 })),
    of(performed({ value: "performed_event_first_time" })),
    of(
      performed({
        value: "performed_event_sequence",
        seq_event: "left",
        seq_event_type: "events",
        seq_time_value: 7,
        seq_time_interval: "day",
      }),
    ),
    of(
      performed({
        value: "performed_event_regularly",
        total_periods: 5,
        min_periods: 3,
        operator: "gte",
        operator_value: 2,
      }),
    ),
    of({ type: "AND", values: [] }),
    { filters: { properties: { type: "AND", values: [person("created", "-30d", "is_date_before")] } } },
  ];
  for (let i = 0; i < 2 * forms.length; i++) await make(forms[i % forms.length]!);
  return rows;
}

async function makeActions(hand: Hand, cohorts: readonly Row[]): Promise<Row[]> {
  const forms: JsonObject[] = [
    { steps: [{ event: "paid", url: "/thanks", url_matching: "regex" }] },
    { steps: [] },
    {
      steps: [
        {
          event: "$autocapture",
          tag_name: "button",
          text: " Buy `${now}` ",
          text_matching: "exact",
          selector: "div > .buy[data-x='1']",
        },
      ],
    },
    {
      steps: [
        { event: "$pageview", href: "/a", href_matching: "contains" },
        { event: null, url: "/b" },
      ],
    },
    {
      steps: [
        {
          event: "paid",
          properties: [person("plan", ["a", "b"]), { type: "cohort", key: "id", value: cohorts[0]!.id }],
        },
      ],
      pinned_at: "2026-01-01T00:00:00Z",
    },
    {
      steps: [{ event: "paid" }],
      post_to_slack: true,
      slack_message_format: "[event] by `${x}`",
      tags: ["Money", "a b"],
    },
  ];
  const rows = [await hand("actions/", { name: "Paid", ...forms[0] })];
  for (const [i, name] of [...UNIQUE, "PAID", "paid"].entries())
    rows.push(await hand("actions/", { name, description: textOf(i), ...forms[i % forms.length] }));
  return rows;
}

async function makeInsights(hand: Hand, cohort: Row, action: Row): Promise<Row[]> {
  const rows: Row[] = [];
  for (let i = 0; i < 208; i++) {
    const name = i % 27 === 26 ? "" : NAMES[i % NAMES.length]!;
    const query = QUERIES[Math.floor(i / NAMES.length) % QUERIES.length]!;
    rows.push(await hand("insights/", { name, query, description: i % 3 === 0 ? name.trim() : "" }));
  }
  const query: JsonObject = trends("paid", {
    series: [{ kind: "ActionsNode", id: action.id, math: "dau" }],
    properties: [{ type: "cohort", key: "id", value: cohort.id, operator: "in" }],
  });
  return [...rows, await hand("insights/", { name: "Paid by power users", query })];
}

const BOARDS = [...["Growth", "Growth", "🚀", "../../outside", "con"], ...NAMES.slice(7, 22)];

async function makeDashboards(hand: Hand, insights: readonly Row[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [i, name] of BOARDS.entries()) {
    const board = await hand("dashboards/", {
      name,
      description: textOf(i),
      pinned: i % 2 === 0,
      tags: i % 3 === 0 ? ["Team A"] : [],
    });
    rows.push(board);
    for (const insight of insights.slice(i * 4, i * 4 + 4))
      await hand(`insights/${insight.id}/`, { dashboards: [board.id] }, "PATCH");
    await hand(
      `dashboards/${board.id}/`,
      {
        tiles: [
          { text: { body: "## Hello\n\n- a\n- `${b}`" }, layouts: { sm: { x: 0, y: 0, w: 6, h: 2 } } },
          {
            button_tile: { url: "https://example.com/?a=`${b}`", text: "*/ Go" },
            layouts: { sm: { x: 6, y: 0, w: 6, h: 2 } },
          },
        ],
        ...(i % 4 === 0 ? { filters: { date_from: "-7d", properties: [person("plan", ["pro"])] } } : {}),
      },
      "PATCH",
    );
  }
  return rows;
}

async function makeFlags(hand: Hand, cohort: Row): Promise<Row[]> {
  const half = { groups: [{ properties: [], rollout_percentage: 50 }] };
  const variants: JsonObject[] = [
    { key: "control", name: "`${c}`", rollout_percentage: 50 },
    { key: "test", rollout_percentage: 30 },
    { key: "__proto__", rollout_percentage: 20 },
  ];
  const forms: JsonObject[] = [
    {
      filters: {
        groups: [
          {
            properties: [
              { key: "id", type: "cohort", value: cohort.id },
              { key: "email", type: "person", operator: "icontains", value: "@example.com" },
            ],
            rollout_percentage: 30,
          },
        ],
        payloads: { true: '{"$ref": "#/definitions/a", "__proto__": 1}' },
      },
    },
    {
      filters: { ...half, payloads: { true: '"`${secret}` that nobody else may read"' } },
      is_remote_configuration: true,
      has_encrypted_payloads: true,
    },
    {
      filters: { ...half, multivariate: { variants }, payloads: { control: "1", test: '[null, {"*/": 1}]' } },
      ensure_experience_continuity: true,
    },
    {
      filters: {
        groups: [
          { properties: [{ key: "plan", type: "group", group_type_index: 0, operator: "exact", value: ["a"] }] },
        ],
        aggregation_group_type_index: 0,
      },
      active: false,
    },
    {
      filters: { ...half, payloads: { true: '{"a": [1, 2.50, "*/"]}' } },
      is_remote_configuration: true,
      evaluation_runtime: "server",
      tags: ["Ops"],
    },
    {
      filters: { groups: [{ properties: [] }] },
      evaluation_contexts: ["web", "a b"],
      bucketing_identifier: "device_id",
    },
  ];
  const rows: Row[] = [];
  for (const [i, key] of [...KEYS, ...KEYS.map((key) => `${key}-2`)].entries())
    rows.push(await hand("feature_flags/", { key, name: NAMES[i % NAMES.length]!, ...forms[i % forms.length] }));
  const needs = { type: "flag", key: String(rows[0]!.id), operator: "flag_evaluates_to", value: true };
  rows.push(
    await hand("feature_flags/", {
      key: "needs-beta",
      filters: { groups: [{ properties: [needs], rollout_percentage: 100 }] },
    }),
  );
  return rows;
}

async function makePropertyGroups(hand: Hand): Promise<Row[]> {
  const rows: Row[] = [];
  const properties: JsonObject[] = [
    { name: "plan", property_type: "String", is_required: true, validation_rules: { enum: ["a", "`${b}`", "*/"] } },
    { name: "toString", property_type: "Object", description: TEXTS[1]! },
    { name: "10", property_type: "Numeric", validation_rules: { minimum: 0 } },
    { name: "a b 'c' \"d\" 🚀", property_type: "Boolean", is_optional_in_types: true },
    { name: "constructor", property_type: "DateTime" },
  ];
  for (const [i, name] of KEYS.filter((key) => /^[a-zA-Z]/.test(key)).entries())
    rows.push(
      await hand("schema_property_groups/", { name, description: textOf(i), properties: properties.slice(0, i % 6) }),
    );
  // No object of JavaScript's holds this name as others: such a group cannot be said.
  await hand("schema_property_groups/", { name: "odd", properties: [{ name: "__proto__", property_type: "String" }] });
  return rows;
}

const EVENTS = [
  ...UNIQUE,
  "$pageview",
  "SIGNED UP",
  "signed up",
  "Signed Up",
  "a",
  "A",
  "order.paid:v2",
  "default",
  "$$",
  "'",
  "a\tb",
];

async function makeEvents(hand: Hand, groups: readonly Row[], ingest: (names: string[]) => void): Promise<number> {
  for (const [i, name] of EVENTS.entries()) {
    const row = await hand("event_definitions/", {
      name,
      description: textOf(i),
      tags: i % 4 === 0 ? ["Core", "a b"] : [],
      verified: i % 5 === 0,
      ...(i % 6 === 0 ? { owner: 1, default_columns: ["event", "`${x}`"] } : {}),
      ...(i % 7 === 0 ? { primary_property: "__proto__" } : {}),
    });
    for (const group of groups.slice(i % 3, (i % 3) + (i % 4)))
      await hand("event_schemas/", { event_definition: row.id, property_group_id: group.id });
  }
  const fresh = ["only ingested", "🔥 ingested", "ingested/../../x", "Ingested"];
  ingest(fresh);
  return EVENTS.length + fresh.length;
}

async function makeEndpoints(hand: Hand, insights: readonly Row[]): Promise<Row[]> {
  const queries: JsonObject[] = [
    { kind: "HogQLQuery", query: "select event, count() from events where event != '`${x}`' group by event" },
    trends("paid", { breakdownFilter: { breakdowns: [{ property: "plan" }] } }).source as JsonObject,
    { kind: "RetentionQuery", retentionFilter: { period: "Week", targetEntity: { id: "paid", type: "events" } } },
    { kind: "LifecycleQuery", series: [{ kind: "EventsNode", event: "*/" }] },
    { kind: "WebOverviewQuery", properties: [] },
    {
      kind: "FunnelsQuery",
      series: [
        { kind: "EventsNode", event: "a" },
        { kind: "EventsNode", event: "b" },
      ],
    },
  ];
  const rows: Row[] = [];
  for (const [i, name] of KEYS.filter((key) => /^[a-zA-Z]/.test(key))
    .flatMap((key) => [key, `${key}_2`])
    .entries()) {
    const row = await hand("endpoints/", {
      name,
      description: textOf(i),
      query: queries[i % queries.length]!,
      ...(i % 5 === 0 ? { derived_from_insight: insights[i]!.short_id! } : {}),
      ...(i % 4 === 0 ? { data_freshness_seconds: 900, tags: ["Api", "a b"] } : {}),
    });
    if (i % 6 === 0)
      await hand(`endpoints/${name}/`, { is_materialized: true, bucket_overrides: { timestamp: "day" } }, "PATCH");
    if (i % 7 === 5) await hand(`endpoints/${name}/`, { is_active: false }, "PATCH");
    rows.push(row);
  }
  return rows;
}

async function makeHoldouts(hand: Hand, cohort: Row): Promise<Row[]> {
  const forms: JsonObject[][] = [
    [{ properties: [], rollout_percentage: 10 }],
    [{ rollout_percentage: 0.5, properties: [{ type: "cohort", key: "id", value: cohort.id, operator: "in" }] }],
    [
      { properties: [person("plan", ["`${x}`"])], rollout_percentage: 20 },
      { properties: [], rollout_percentage: 5 },
    ],
  ];
  const rows: Row[] = [];
  for (const [i, name] of NAMES.entries())
    rows.push(await hand("experiment_holdouts/", { name, description: textOf(i), filters: forms[i % forms.length]! }));
  return rows;
}

const mean = (more: JsonObject = {}): JsonObject => ({
  kind: "ExperimentMetric",
  metric_type: "mean",
  source: { kind: "EventsNode", event: "paid" },
  ...more,
});
const METRICS: readonly JsonObject[] = [
  mean(),
  mean({
    source: { kind: "EventsNode", event: "a `${b}`", math: "sum", math_property: "*/" },
    goal: "decrease",
    name: "Gü",
  }),
  {
    kind: "ExperimentMetric",
    metric_type: "funnel",
    series: [
      { kind: "EventsNode", event: "a" },
      { kind: "EventsNode", event: "paid" },
    ],
  },
  {
    kind: "ExperimentMetric",
    metric_type: "ratio",
    numerator: { kind: "EventsNode", event: "refunded" },
    denominator: { kind: "EventsNode", event: "paid" },
  },
  {
    kind: "ExperimentMetric",
    metric_type: "retention",
    start_event: { kind: "EventsNode", event: "a" },
    completion_event: { kind: "EventsNode", event: "paid" },
    retention_window_start: 1,
    retention_window_end: 7,
    retention_window_unit: "day",
    start_handling: "first_seen",
  },
];

async function makeSavedMetrics(hand: Hand, action: Row): Promise<Row[]> {
  const queries = [...METRICS, mean({ source: { kind: "ActionsNode", id: action.id } })];
  const names = [...new Map(UNIQUE.map((name) => [name.toLowerCase(), name])).values()];
  const rows: Row[] = [];
  for (const [i, name] of names.entries())
    rows.push(
      await hand("experiment_saved_metrics/", {
        name,
        description: textOf(i),
        query: queries[i % queries.length]!,
        tags: i % 3 === 0 ? ["Shared", "a b"] : [],
      }),
    );
  await hand("past/", { metric: rows.at(-1)!.id });
  return rows;
}

interface Around {
  readonly holdouts: readonly Row[];
  readonly metrics: readonly Row[];
  readonly flags: readonly Row[];
  readonly action: Row;
}

/** Drafts, running, paused, stopped, archived; in a holdout, with saved metrics; on flags of their own and of others. */
async function makeExperiments(
  hand: Hand,
  { holdouts, metrics, flags, action }: Around,
): Promise<{ made: Row[]; flags: number }> {
  const made: Row[] = [];
  const shared = flags.filter(({ filters }) => "multivariate" in (filters as JsonObject)).slice(0, 2);
  for (const [i, name] of NAMES.entries()) {
    const flag = i % 9 === 8 ? shared[i % 2] : undefined;
    const row = await hand("experiments/", {
      name,
      description: textOf(i),
      feature_flag_key: flag ? flag.key! : `${KEYS[i % KEYS.length]}-experiment${i}`,
      type: i % 2 === 0 ? "product" : "web",
      allow_unknown_events: true,
      metrics: METRICS.slice(0, i % 6),
      metrics_secondary: i % 3 === 0 ? [mean({ source: { kind: "ActionsNode", id: action.id } })] : [],
      ...(i % 3 === 1
        ? {
            saved_metrics_ids: [metrics[i % 20]!, i === 1 ? metrics.at(-1)! : metrics[(i % 20) + 1]!].map(
              ({ id }, n) => ({ id, metadata: { type: n === 0 ? "primary" : "secondary" } }),
            ),
          }
        : {}),
      ...(i % 4 === 1 && !flag ? { holdout_id: holdouts[i]!.id } : {}),
      ...(i % 5 === 0
        ? {
            exposure_criteria: {
              filterTestAccounts: false,
              exposure_config: { kind: "ExperimentEventExposureConfig", event: "`${x}`", properties: [] },
            },
          }
        : {}),
      ...(i % 5 === 1 ? { stats_config: { method: "frequentist" }, tags: ["A b"] } : {}),
    });
    made.push(row);
    const act = (what: string, body: JsonObject = {}): Promise<Row> => hand(`experiments/${row.id}/${what}/`, body);
    const life = i % 5;
    if (life > 0) await act("launch");
    if (life === 2 && !flag) await act("pause");
    if (life > 2) await act("end", { conclusion: "won", conclusion_comment: textOf(i) || "By far." });
    if (life === 4) await act("archive");
  }
  await hand("past/", { experiment: made[0]!.id });
  await hand("past/", { experiment: made[1]!.id });
  return { made, flags: made.filter((_, i) => i % 9 !== 8).length };
}
