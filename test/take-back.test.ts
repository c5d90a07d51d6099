/** What somebody changed in PostHog, written back into files of people's own, through the built command line. */
import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Change } from "@posthog-definitions/core";
import type { Emulator, JsonObject } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ran } from "./support/cli.js";
import { liveProject, type LiveProject } from "./support/live-project.js";
import { repository } from "./support/packed.js";

let project: LiveProject;
let emulator: Emulator;
let root: string;
beforeEach(async () => {
  project = await liveProject({});
  ({ emulator, root } = project);
});
afterEach(() => project.close());

const run = (...args: string[]): Promise<Ran> => project.run(...args);
const output = (...args: string[]): Promise<Output> => project.output(...args);
const read = (file: string): string => project.read(`posthog/${file}`);
const edit = (file: string, from: string, to: string): void => {
  project.write(`posthog/${file}`, read(file).replace(from, to));
};

/** A project whose files are applied. */
async function applied(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) project.write(`posthog/${name}`, text);
  const { code, stdout, stderr } = await run("apply", "--yes");
  expect([code, stdout + stderr]).toEqual([0, expect.stringContaining("Applied")]);
}
/** A teammate in the UI, who leaves the mark at the end of a description where it is. */
async function inTheUi(path: string, name: string, body: JsonObject): Promise<void> {
  const { results } = (await emulator.ui("GET", `${path}/?limit=100`)).body as { results: JsonObject[] };
  const row = results.find((each) => each.name === name || each.key === name)!;
  const mark = /\s*<!-- iac:.*-->$/s.exec(String(row.description))?.[0];
  const change = mark && body.description !== undefined ? { ...body, description: `${body.description}${mark}` } : body;
  const { status, body: answer } = await emulator.ui(
    "PATCH",
    `${path}/${String(path === "endpoints" ? name : row.id)}/`,
    change,
  );
  expect([status, answer]).toEqual([200, answer]);
}
/** Lines that went and lines that came, by file. */
function changedLines(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([file, text]) => {
    const [old, now] = [text.split("\n"), after.get(file)!.split("\n")];
    const [gone, fresh] = [old.filter((line) => !now.includes(line)), now.filter((line) => !old.includes(line))];
    if (text === after.get(file)) return [];
    return [file, ...gone.map((line) => `- ${line.trim()}`), ...fresh.map((line) => `+ ${line.trim()}`)];
  });
}
const everyFile = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(root, "posthog"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => [name, read(name)]),
  );
const changesOf = async (): Promise<readonly Change[]> => (await output("plan")).plan!.changes;

const GROWTH = `import { dashboard, insight, text, trends } from "@posthog/definitions";

// The one number that counts.
export const signups = insight({
  key: "signups",
  name: 'Signups', // not "Sign-ups"
  query: trends({
    series: [
      { event: "signed up", math: "dau" },
    ],
    interval:   "month",
  }),
});

export default dashboard({
  key: "growth", name: "Growth",
  tiles: [
    text({ key: "intro", body: "## Growth", layout: { x: 0, y: 0, w: 12, h: 2 } }),
    { insight: signups, layout: { x: 0, y: 2, w: 6, h: 5 } }, // left
  ],
});
`;

describe("a change in PostHog", () => {
  it("is written where it stands, and nothing else is touched", async () => {
    await applied({ "growth.ts": GROWTH });
    await inTheUi("insights", "Signups", {
      name: "New accounts",
      description: "Per week.",
      query: {
        kind: "InsightVizNode",
        source: {
          kind: "TrendsQuery",
          series: [{ kind: "EventsNode", event: "signed up", name: "signed up", math: "weekly_active" }],
          interval: "week",
        },
      },
    });

    const dry = await run("pull", "--all", "--dry-run");
    expect(dry.stdout).toMatchInlineSnapshot(`
      "✓ posthog/project-settings/project.ts  created
      ✓ posthog/growth.ts  updated in place
          insight.signups  name, description, query.source.series[0].math, query.source.series[0].name, query.source.interval
            export const signups = insight({
              key: "signups",
          -   name: 'Signups', // not "Sign-ups"
          +   name: 'New accounts', // not "Sign-ups"
          +   description: "Per week.",
              query: trends({
                series: [
          -       { event: "signed up", math: "dau" },
          +       { event: "signed up", math: "weekly_active", name: "signed up" },
                ],
          -     interval:   "month",
          +     interval:   "week",
              }),
            });

      2 files: 1 would be created, 1 would be updated in place.
      "
    `);
    expect(read("growth.ts")).toBe(GROWTH);

    emulator.log.clear();
    const { stdout, stderr, code } = await run("pull", "--all");
    expect([code, stderr]).toEqual([0, ""]);
    expect(emulator.log.writes).toEqual([]);
    expect(stdout).toMatchInlineSnapshot(`
      "✓ posthog/project-settings/project.ts  created
      ✓ posthog/growth.ts  updated in place
          insight.signups  name, description, query.source.series[0].math, query.source.series[0].name, query.source.interval

      2 files: 1 created, 1 updated in place.
      Next: posthog-definitions plan. It shows no change.
      "
    `);
    expect(read("growth.ts")).toMatchInlineSnapshot(`
      "import { dashboard, insight, text, trends } from "@posthog/definitions";

      // The one number that counts.
      export const signups = insight({
        key: "signups",
        name: 'New accounts', // not "Sign-ups"
        description: "Per week.",
        query: trends({
          series: [
            { event: "signed up", math: "weekly_active", name: "signed up" },
          ],
          interval:   "week",
        }),
      });

      export default dashboard({
        key: "growth", name: "Growth",
        tiles: [
          text({ key: "intro", body: "## Growth", layout: { x: 0, y: 0, w: 12, h: 2 } }),
          { insight: signups, layout: { x: 0, y: 2, w: 6, h: 5 } }, // left
        ],
      });
      "
    `);
    expect(await changesOf()).toEqual([]);
  });

  it("is written in all kinds of definitions, as people write them", { timeout: 120_000 }, async () => {
    cpSync(join(repository, "apps/example/posthog"), join(root, "posthog"), { recursive: true });
    expect((await run("apply", "--yes")).code).toBe(0);
    const before = everyFile();

    await inTheUi("insights", "Weekly signups", {
      name: "Weekly sign-ups",
      query: {
        kind: "InsightVizNode",
        source: {
          kind: "TrendsQuery",
          series: [{ kind: "EventsNode", event: "signed_up", math: "weekly_active" }],
          interval: "day",
          dateRange: { date_from: "-90d", explicitDate: false },
          trendsFilter: { display: "ActionsBar" },
          properties: [{ type: "person", key: "plan", operator: "exact", value: ["team"] }],
        },
      },
    });
    await inTheUi("dashboards", "Growth", { name: "Growth!", description: "" });
    await inTheUi("feature_flags", "new-onboarding", {
      filters: {
        groups: [
          {
            properties: [{ type: "person", key: "email", operator: "icontains", value: "@example.com" }],
            rollout_percentage: 100,
          },
          { properties: [], rollout_percentage: 50 },
        ],
      },
    });
    await inTheUi("cohorts", "Hedgebox staff", { name: "Staff", description: "Who works here." });
    await inTheUi("actions", "Saw the prices", {
      steps: [{ event: "$pageview", url: "/prices", url_matching: "exact" }],
    });
    await inTheUi("event_definitions", "shared_file_link", { description: "Shared.", primary_property: null });
    await inTheUi("schema_property_groups", "sharing", {
      description: "How it was shared.",
      properties: [
        { name: "channel", property_type: "String", validation_rules: { enum: ["email", "chat"] } },
        { name: "has_password", property_type: "Boolean", is_required: true },
        { name: "by", property_type: "String" },
      ],
    });
    await inTheUi("endpoints", "uploads-per-day", { data_freshness_seconds: 900, description: "Uploads." });
    await inTheUi("experiment_holdouts", "Untouched", { filters: [{ properties: [], rollout_percentage: 5 }] });
    await inTheUi("experiment_saved_metrics", "Activation", {
      description: "An account, and somebody to share with.",
      query: {
        kind: "ExperimentMetric",
        metric_type: "funnel",
        series: ["signed_up", "shared_file_link"].map((event) => ({ kind: "EventsNode", event })),
        conversion_window: 7,
        conversion_window_unit: "day",
      },
    });
    await inTheUi("experiments", "One price or three", {
      description: "Three plans help.",
      running_time_calculation: { minimum_detectable_effect: 20 },
    });
    await emulator.ui("PATCH", "", { timezone: "UTC", week_start_day: 0 });

    const { stderr, code } = await run("pull", "--all");
    expect(code).toBe(0);
    // The project carries no mark that could tell who changed it.
    expect(stderr.match(/\[[a-z-]+\]/g)).toEqual(["[drift-unclear]"]);
    expect(stderr).toContain("warning: project-settings.project differs from its row");
    expect(changedLines(before, everyFile()).join("\n")).toMatchInlineSnapshot(`
      "actions.ts
      - steps: [{ event: "$pageview", url: "/pricing", url_matching: "contains" }],
      + steps: [{ event: "$pageview", url: "/prices", url_matching: "exact" }],
      cohorts.ts
      - name: "Hedgebox staff",
      + name: "Staff",
      + description: "Who works here.",
      dashboards/growth.ts
      - name: "Growth",
      - description: "Who comes, and who stays long enough to share a file.",
      + name: "Growth!",
      endpoints.ts
      - description: "Uploads of the last 30 days.",
      - data_freshness_seconds: 3600,
      + description: "Uploads.",
      + data_freshness_seconds: 900,
      events.ts
      - description: "A link to a file was made.",
      - primaryProperty: "channel",
      + description: "Shared.",
      experiments.ts
      - filters: [{ rollout_percentage: 2 }],
      - description: "An account, a file, and somebody to share it with.",
      - series: [signedUp, uploadedFile, sharedFile],
      - conversion_window: 14,
      - description: "Three plans side by side help people to choose.",
      - running_time_calculation: { minimum_detectable_effect: 10 },
      + filters: [{ rollout_percentage: 5 }],
      + description: "An account, and somebody to share with.",
      + series: [signedUp, sharedFile],
      + conversion_window: 7,
      + description: "Three plans help.",
      + running_time_calculation: { minimum_detectable_effect: 20 },
      feature-flags/product.ts
      - properties: [{ type: "person", key: "email", operator: "icontains", value: "@hedgebox.net" }],
      - { rollout_percentage: 25 },
      + properties: [{ type: "person", key: "email", operator: "icontains", value: "@example.com" }],
      + { rollout_percentage: 50 },
      insights/acquisition.ts
      - import { funnels, insight, trends } from "@posthog/definitions";
      - name: "Weekly signups",
      - series: [{ event: signedUp, math: "dau" }],
      - interval: "week",
      + import { funnels, insight, trends, wherePerson } from "@posthog/definitions";
      + name: "Weekly sign-ups",
      + series: [{ event: signedUp, math: "weekly_active" }],
      + interval: "day",
      + dateRange: { date_from: "-90d", explicitDate: false },
      + properties: wherePerson({ plan: "team" }),
      property-groups.ts
      - description: "How a link to a file was shared.",
      - channel: { type: "String", validation_rules: { enum: ["email", "link", "chat"] } },
      - has_password: { type: "Boolean" },
      - expires_at: { type: "DateTime" },
      + description: "How it was shared.",
      + channel: { type: "String", validation_rules: { enum: ["email", "chat"] } },
      + has_password: { type: "Boolean", required: true },
      + by: { type: "String" },"
    `);
    expect((await changesOf()).map(({ address }) => address)).toEqual(["project-settings.project"]);
  });

  it("is written into tiles by what they show", async () => {
    const file = (
      tiles: string,
      more = "",
    ): string => `import { dashboard, insight, sqlTable, text } from "@posthog/definitions";
const query = sqlTable("select 1");
const [a, b] = [insight({ key: "a", name: "A", query }), insight({ key: "b", name: "B", query })];
export const both = { a, b };
export const c = insight({ key: "c", name: "C", query });
export const d = dashboard({
  key: "d",
  name: "D",${more}
  tiles: [${tiles}
  ],
});
export const e = dashboard({ key: "e", name: "E", tiles: [{ insight: c }] });
`;
    const one = `
    // First things first.
    { insight: b!, layout: { x: 6, y: 0, w: 6, h: 5 } }, // beside
    text({ key: "t", body: "Hello", layout: { x: 0, y: 9, w: 6, h: 2 } }),`;
    const before = file(`${one}
    // Soon to go.
    { insight: a!, layout: { x: 0, y: 0, w: 6, h: 5 } },`);
    await applied({ "d.ts": before });
    const { results } = (await emulator.ui("GET", "dashboards/?limit=9")).body as { results: JsonObject[] };
    const board = results.find(({ name }) => name === "D")!;
    type Tile = JsonObject & { insight: { name: string; id: number } | null };
    const { tiles } = (await emulator.ui("GET", `dashboards/${String(board.id)}/`)).body as { tiles: Tile[] };
    const tile = (name: string | null) => tiles.find(({ insight }) => (insight?.name ?? null) === name)!;
    const body = (tile(null).text as JsonObject).body as string;
    await emulator.ui("PATCH", `dashboards/${String(board.id)}/`, {
      tiles: [
        { id: tile("A").id!, deleted: true },
        { id: tile("B").id!, layouts: { sm: { x: 6, y: 0, w: 4, h: 5 } }, color: "blue" },
        { id: tile(null).id!, text: { ...(tile(null).text as JsonObject), body: body.replace("Hello", "Hello!") } },
      ],
    });
    const insights = (await emulator.ui("GET", "insights/?limit=9")).body as { results: JsonObject[] };
    const third = insights.results.find(({ name }) => name === "C")!;
    await emulator.ui("PATCH", `insights/${String(third.id)}/`, {
      dashboards: [...(third.dashboards as number[]), board.id as number],
    });

    const { code, stderr } = await run("pull", "--all");
    expect([code, stderr]).toEqual([0, ""]);
    expect(read("d.ts")).toBe(
      file(
        `${one.replace("w: 6, h: 5", "w: 4, h: 5").replace("Hello", "Hello!")}
    { insight: c },`,
      ),
    );
    expect(await changesOf()).toEqual([]);
  });
});

describe("a file", () => {
  const insight = (key: string, fields: string): string =>
    `export const ${key} = insight({ key: "${key}", ${fields}, query: sqlTable("select 1") });`;

  it("is left alone where what stands there may mean more, and the value to write is told", async () => {
    const text = `import { insight, sqlTable } from "@posthog/definitions";
const description = "Shared.";
export const a = insight({ key: "a", name: "A", description, query: sqlTable("select 1") });
export const both = ["b", "c"].map((key) => insight({ key, name: key.toUpperCase(), query: sqlTable("select 1") }));
`;
    await applied({ "a.ts": text });
    await inTheUi("insights", "A", { name: "A!", description: "Not shared." });
    await inTheUi("insights", "B", { name: "B!" });
    const { stdout, stderr, code } = await run("pull", "--kind", "insight");
    expect([code, read("a.ts")]).toEqual([0, text.replace('"A"', '"A!"')]);
    expect(stdout).toContain("1 file: 1 updated in place.\nNext: posthog-definitions plan.\n");
    expect(stderr).toMatchInlineSnapshot(`
      "warning: \`description\` of insight.a was changed in PostHog, and is left alone: it stands in
        \`description\`, which other code may use too.  [drift-not-taken]
        at posthog/a.ts:3:50
        1 │ import { insight, sqlTable } from "@posthog/definitions";
        2 │ const description = "Shared.";
        3 │ export const a = insight({ key: "a", name: "A!", description, query: sqlTable("select 1") });
          │                                                  ^
        4 │ export const both = ["b", "c"].map((key) => insight({ key, name: key.toUpperCase(), query: sq…
        → PostHog has \`description\`: "Not shared."

      warning: \`name\` of insight.b was changed in PostHog, and is left alone: its definition is made in a
        function or a loop.  [drift-not-taken]
        at posthog/a.ts:4:45
        2 │ const description = "Shared.";
        3 │ export const a = insight({ key: "a", name: "A!", description, query: sqlTable("select 1") });
        4 │ export const both = ["b", "c"].map((key) => insight({ key, name: key.toUpperCase(), query: sq…
          │                                             ^
        → PostHog has \`name\`: "B!"

      2 warnings
      "
    `);
    const left = (await changesOf()).flatMap(({ address, fields }) => fields.map(({ path }) => [address, ...path]));
    expect(left).toEqual([
      ["insight.a", "description"],
      ["insight.b", "name"],
    ]);
  });

  it("is left alone where an edit would change another definition", async () => {
    const text = `import { insight, sqlTable } from "@posthog/definitions";
${insight("a", 'name: "A"')}
${insight("b", "name: `${a.spec.name} again`")}
`;
    await applied({ "a.ts": text, "c.ts": text.replace(/"a"|"b"|"A"/g, (found) => `"${found[1]}2"`) });
    await inTheUi("insights", "A", { name: "A!" });
    const { stderr, code } = await run("pull", "--kind", "insight");
    expect([code, read("a.ts")]).toEqual([0, text]);
    expect(stderr.replace(/\s+/g, " ")).toContain(
      "`name` of insight.a was changed in PostHog, and is left alone: its file could not say that and nothing else.",
    );
    expect(stderr).toContain('→ PostHog has `name`: "A!"');
  });

  it("holds a field as a whole or not at all", async () => {
    const text = `import { insight, trends, where } from "@posthog/definitions";
const plan = "pro";
export const a = insight({ key: "a", name: "A", query: trends({ series: ["x"], properties: where({ plan, os: "Linux" }) }) });
`;
    await applied({ "a.ts": text });
    const condition = (key: string, value: string) => ({ key, type: "event", value: [value], operator: "exact" });
    await inTheUi("insights", "A", {
      name: "A!",
      query: {
        kind: "InsightVizNode",
        source: {
          kind: "TrendsQuery",
          series: [{ kind: "EventsNode", event: "x" }],
          // As many as two halves: one that cannot be written, and ones that could.
          properties: [condition("plan", "team"), condition("os", "Windows"), condition("browser", "Edge")],
        },
      },
    });
    const { code, stderr } = await run("pull", "--kind", "insight");
    expect([code, read("a.ts")]).toEqual([0, text.replace('"A"', '"A!"')]);
    expect(stderr.replace(/\s+/g, " ")).toContain("it stands in `plan`");
    const left = (await changesOf()).flatMap(({ fields }) => fields.map(({ path }) => path.join(".")));
    expect(left).toEqual(["query.source.properties"]);
  });

  it("does not get another key", async () => {
    const text = `import { featureFlag } from "@posthog/definitions";
export default featureFlag({ key: "beta", name: "A\\nlonger\\ntext", rollout: 10 });
`;
    await applied({ "beta.ts": text });
    await inTheUi("feature_flags", "beta", { key: "gamma", name: "Another\nlonger\ntext" });
    const { stderr, code } = await run("pull", "--kind", "feature-flag");
    expect(code).toBe(0);
    expect(read("beta.ts")).toBe(text.replace('"A\\nlonger\\ntext"', "`Another\nlonger\ntext`"));
    expect(stderr).toContain("`key` of feature-flag.beta was changed in PostHog, and is left alone.");
    expect(stderr).toContain('→ PostHog has `key`: "gamma"');
  });

  it("does not hold up others", async () => {
    const text = `import { insight, sqlTable } from "@posthog/definitions";
${insight("a", 'name: "A"')}
${insight("b", "name: `${a.spec.name} again`")}
`;
    const other = `import { insight, sqlTable } from "@posthog/definitions";\n${insight("c", 'name: "C"')}\n`;
    await applied({ "a.ts": text, "c.ts": other });
    for (const name of ["A", "C"]) await inTheUi("insights", name, { name: `${name}!` });
    await run("pull", "--kind", "insight");
    expect([read("a.ts"), read("c.ts")]).toEqual([text, other.replace('"C"', '"C!"')]);
  });

  it("that has moved on as well is named, and left alone", async () => {
    const text = `import { insight, sqlTable } from "@posthog/definitions";\n${insight("a", 'name: "A"')}\n`;
    await applied({ "a.ts": text });
    edit("a.ts", '"A"', '"A of ours"');
    const ahead = await run("pull", "--kind", "insight");
    expect([ahead.code, ahead.stderr]).toEqual([0, ""]);

    await inTheUi("insights", "A", { description: "Theirs." });
    const { stderr, code } = await run("pull", "--kind", "insight");
    expect([code, read("a.ts")]).toEqual([0, text.replace('"A"', '"A of ours"')]);
    expect(stderr).toContain("insight.a differs from its row, and both may have changed since the last apply.");
    expect(stderr).toContain("[drift-unclear]");
  });
});
