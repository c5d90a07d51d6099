import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { everyProperty } from "./support/properties.js";
import { languageService, type Editor } from "./support/editor.js";
import { repository, write } from "./support/packed.js";

/** One mistake per file, between «…»: where the editor underlines it. */
const mistakes: Readonly<Record<string, string>> = {
  "a misspelt field of a kind": `dashboard({ key: "growth", name: "Growth", «descripton»: "" });`,
  "a misspelt field of a query": `insight({ key: "a", name: "A", query: trends({ series: ["a"], «intervall»: "week" }) });`,
  "a misspelt field of a tile": `dashboard({ key: "growth", name: "Growth", tiles: [text({ body: "a", «colour»: "blue" })] });`,
  "a misspelt field of a layout": `button({ url: "/", text: "All", layout: { x: 0, y: 0, «width»: 6, h: 4 } });`,
  "a misspelt field of a condition set": `featureFlag({ key: "beta", groups: [{ «rollout»: 20 }] });`,
  "a wrong enum of a kind": `dashboard({ key: "growth", name: "Growth", «grid_spacing»: "huge" });`,
  "a wrong enum of a query": `funnels({ series: ["a", "b"], funnelsFilter: { «funnelOrderType»: "sorted" } });`,
  "a wrong enum of a flag": `featureFlag({ key: "beta", rollout: 20, «evaluation_runtime»: "edge" });`,
  "a cohort where an insight belongs": `dashboard({ key: "growth", name: "Growth", tiles: [{ «insight»: lookup("cohort", { name: "Staff" }) }] });`,
  "a flag where an insight belongs": `dashboard({ key: "growth", name: "Growth", tiles: [{ «insight»: featureFlag({ key: "beta" }) }] });`,
  "a cohort where a flag belongs": `flagIs(«lookup("cohort", { name: "Staff" })»);`,
  "an insight where a cohort belongs": `inCohort(«ref("insight", "signups")»);`,
  "a definition without its query": `insight(«{ key: "a", name: "A" }»);`,
};

const everything =
  'import { button, dashboard, featureFlag, flagIs, funnels, inCohort, insight, lookup, ref, text, trends } from "@posthog/definitions";\n' +
  "void [button, dashboard, featureFlag, flagIs, funnels, inCohort, insight, lookup, ref, text, trends];\n";

const marked = Object.entries(mistakes).map(([name, code], i) => {
  const text = everything + code;
  const start = text.indexOf("«");
  return {
    name,
    file: `mistakes/${i}.ts`,
    text: text.replace(/[«»]/g, ""),
    start,
    length: text.indexOf("»") - start - 1,
  };
});

/**
 * Fields of every factory, as deep as they go, in the forms that people write. One is out of reach: editors show nothing
 * for the `value` of a flag's condition that names no `operator`, since which of several `value`s it is depends on that.
 */
const fields = `
import {
  actorsQuery, and, anyOf, button, dashboard, dataTable, event, eventDefinition, eventsQuery, featureFlag, flagIs, funnels,
  groupsQuery, hogql, insight, insightViz, lifecycle, lookup, or, paths, pathsV2, person, propertyGroup, ref, retention,
  sessionsQuery, sqlChart, sqlTable, stickiness, text, trends, webOverview, webStatsTable, where,
} from "@posthog/definitions";

const signups = insight({
  key: "signups",
  name: "Signups",
  description: "",
  tags: ["growth"],
  favorited: true,
  derived_name: null,
  ignore: ["tags"],
  protect: true,
  query: insightViz(
    trends({
      series: [
        { event: "signed up", custom_name: "New", math: "dau", properties: where({ plan: "pro", seats: { gte: 5 } }) },
        event("paid", { math: "sum", math_property: "total", math_property_revenue_currency: { static: "EUR" } }),
        anyOf(["a", { action: lookup("action", { name: "b" }) }], { name: "Any" }),
      ],
      interval: "week",
      dateRange: { date_from: "-30d", date_to: null },
      trendsFilter: { display: "ActionsBar", goalLines: [{ label: "Goal", value: 10 }], formulaNodes: [{ formula: "A / B" }] },
      breakdownFilter: { breakdowns: [{ property: "$browser", type: "event" }], breakdown_limit: 5 },
      compareFilter: { compare: true, compare_to: "-1y" },
      properties: and(where({ plan: "pro" }), or({ type: "person", key: "email", operator: "icontains", value: "@" })),
      filterTestAccounts: true,
    }),
    { showTable: true, vizSpecificOptions: { ActionsPie: { hideAggregation: true } } },
  ),
});

export default [
  dashboard({
    key: "growth",
    name: "Growth",
    filters: { date_from: "-30d", properties: [{ type: "cohort", key: "id", value: ref("cohort", "staff") }] },
    variables: { plan: "pro", seats: { value: 5 } },
    breakdownColors: [{ value: "Chrome", color: "preset-1", type: "event" }],
    tiles: [
      { insight: signups, layout: { x: 0, y: 0, w: 6, h: 4 }, filtersOverride: { date_from: "-7d", ignoreDashboardFilters: true } },
      text({ key: "intro", body: "## Growth", layout: { x: 6, y: 0, w: 6, h: 2 }, transparent: true }),
      button({ url: "/insights", text: "All", placement: "left", style: "primary", color: "blue" }),
    ],
    ownsAllTiles: false,
  }),
  featureFlag({
    key: "beta",
    active: true,
    groups: [
      {
        properties: [{ type: "person", key: "email", operator: "icontains", value: "@example.com" }, person("plan").exact("pro"), flagIs(ref("feature-flag", "a"))],
        rollout_percentage: 50,
        variant: "red",
      },
      { properties: [{ type: "group", key: "plan", operator: "exact", value: "pro", group_type_index: 0 }], aggregation_group_type_index: 0 },
    ],
    variants: [{ key: "red", rollout_percentage: 100, name: "Red" }],
    payloads: { red: { hex: "#f54e00" } },
  }),
  featureFlag({
    key: "long",
    filters: {
      groups: [{ rollout_percentage: 10 }],
      multivariate: { variants: [{ key: "a", rollout_percentage: 100 }] },
      holdout: { id: lookup("experiment-holdout", { name: "H" }), exclusion_percentage: 5 },
    },
  }),
  funnels({
    series: ["a", { event: "b", optionalInFunnel: true, math: "first_time_for_user" }, event("c")],
    funnelsFilter: { funnelWindowInterval: 3, funnelWindowIntervalUnit: "day", exclusions: [{ event: "x", funnelFromStep: 0, funnelToStep: 1 }] },
  }),
  retention({ retentionFilter: { period: "Week", targetEntity: { event: "a" }, returningEntity: "b" } }),
  paths({ pathsFilter: { includeEventTypes: ["$pageview"], startPoint: "/home", stepLimit: 4 } }),
  pathsV2({}),
  stickiness({ series: ["a"], interval: "day", stickinessFilter: { display: "ActionsLineGraph" } }),
  lifecycle({ series: ["a"], lifecycleFilter: { showLegend: true } }),
  webOverview({ dateRange: { date_from: "-7d" } }),
  webStatsTable({ breakdownBy: "Page", limit: 10 }),
  hogql({ query: "select {name}", values: { name: 1 }, filters: { dateRange: "-7d" }, variables: { plan: { value: "pro" } } }),
  sqlChart("select 1", { display: "ActionsBar", chartSettings: { goalLines: [{ label: "Goal", value: 1 }], xAxis: { column: "day" } } }),
  sqlTable("select 1", { pinnedColumns: ["day"] }),
  dataTable(eventsQuery({ select: ["event"], event: "a", after: "-24h" }), { pinnedColumns: ["event"] }),
  sessionsQuery({ select: ["session_id"] }),
  actorsQuery({ select: ["person"] }),
  groupsQuery({ group_type_index: 0 }),
  propertyGroup({
    key: "billing",
    description: "",
    properties: {
      "the plan": { type: "String", required: true, description: "", validation_rules: { enum: ["free", "pro"] } },
      "the source": { property_type: "String", is_required: true, validation_rules: { not: { enum: ["unknown"] } } },
      "the seats": { type: "Numeric", is_optional_in_types: true, validation_rules: { minimum: 1, exclusiveMaximum: 9 } },
      "the time": { type: "DateTime", validation_rules: null },
    },
  }),
  eventDefinition({ key: "paid", name: "paid", tags: [], owner: "ann@example.com", propertyGroups: [ref("property-group", "a")] }),
];
`;

const isOurs = (file: string): boolean => file.startsWith(repository) && !file.includes("/node_modules/");

let editor: Editor;
let example: readonly string[];

beforeAll(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "editor-")));
  const link = join(folder, "node_modules/@posthog/definitions");
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(repository, "packages/definitions"), link);
  cpSync(join(repository, "apps/example/posthog"), join(folder, "example"), { recursive: true });
  write(folder, {
    "package.json": '{ "type": "module" }',
    "all.ts": 'export * from "@posthog/definitions";\n',
    "fields.ts": fields,
    ...Object.fromEntries(marked.map(({ file, text }) => [file, text])),
  });
  editor = languageService(folder);
  example = editor.files.filter((file) => file.startsWith(`example${sep}`));
});

it("asks about the built declarations", () => {
  const own = editor.program
    .getSourceFiles()
    .map(({ fileName }) => fileName)
    .filter(isOurs);
  expect(own).toContain(join(repository, "packages/definitions/dist/index.d.ts"));
  expect(own.filter((name) => name.includes("/src/"))).toEqual([]);
});

it("every field of everything that definition files call has a comment", () => {
  const properties = everyProperty(editor.program, editor.source("all.ts"), isOurs);
  const named = new Map(properties.map((property) => [property.name, property.comment]));
  for (const known of [
    "DashboardInput.tiles",
    "TileLayout.w",
    "TileFilters.ignoreDashboardFilters",
    "ButtonInput.placement",
    "InsightInput.query",
    "FeatureFlagInput.rollout",
    "FlagGroup.properties",
    "TrendsFilter.display",
    "FunnelsFilter.exclusions",
    "Comparisons.gte",
  ])
    expect(named.get(known), known).toBeTruthy();
  expect(properties.filter(({ comment }) => comment === "").map(({ name }) => name)).toEqual([]);
});

describe("hovering a field where it is written", () => {
  it("shows its comment, in the example company's files", () => {
    expect(example.length).toBeGreaterThan(0);
    expect(example.flatMap((file) => editor.silentFields(file))).toEqual([]);
  });

  it("shows its comment, for every factory and nested fields", () => {
    expect(editor.problems("fields.ts")).toEqual([]);
    expect(editor.silentFields("fields.ts")).toEqual([]);
  });

  it("is the comment of the interface", () => {
    expect(editor.hover("fields.ts", "ignoreDashboardFilters:")).toMatch(/the dashboard's own filters do not apply/);
    expect(editor.hover("fields.ts", "funnelWindowInterval:")).toMatch(/How long people may take/);
    expect(editor.hover("fields.ts", "exclusion_percentage:")).toMatch(/Share that is kept out/);
  });
});

describe("does not compile", () => {
  it.each(marked)("$name", ({ file, start, length }) => {
    expect(editor.problems(file).map(({ start, length }) => ({ start, length }))).toEqual([{ start, length }]);
  });
});
