/** What other people and other tools do to a project, and what the tool makes of it. */
import { createWorkbench, type Workbench } from "@posthog-definitions/testkit";
import { dashboard, featureFlag, hogql, insight, text, trends } from "@posthog/definitions";
import { dashboard as dashboardKind } from "@posthog-definitions/plugin-dashboards/kind";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench({ kinds: [dashboardKind, insightKind, flagKind] });
});
afterEach(() => bench.close());

type Row = Record<string, unknown>;
const ui = async (method: string, path: string, body?: unknown): Promise<Row> => {
  const answer = await bench.emulator.ui(method, path, body as never);
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Row;
};
const listed = async (path: string): Promise<Row[]> => (await ui("GET", `${path}?limit=1000`))["results"] as Row[];

const signups = insight({
  key: "Weekly-Signups",
  name: "Weekly signups",
  query: trends({ series: [{ event: "signed_up" }], interval: "week" }),
});
const growth = dashboard({
  key: "growth",
  name: "Growth",
  tiles: [{ insight: signups, layout: { x: 0, y: 0, w: 6, h: 4 } }, text({ key: "intro", body: "## Growth" })],
});
const onboarding = featureFlag({ key: "new-onboarding", name: "Onboarding", rollout: 20 });
const everything = [growth, signups, onboarding];

/** A project as the published alpha leaves it: marks in its form, its own hashes, tiles never sent. */
async function madeByTheAlpha(): Promise<{ dashboardId: unknown; insightId: unknown; flagId: unknown }> {
  const board = await ui("POST", "dashboards/", {
    name: "Growth",
    pinned: true,
    tags: ["company", "iac:dashboards:growth", "iac:hash:00112233445566aa"],
  });
  await ui("PATCH", `dashboards/${board["id"]}/`, {
    filters: { date_from: "-14d" },
    breakdown_colors: [{ breakdownValue: "Chrome", colorToken: "preset-1" }],
  });
  const shown = await ui("POST", "insights/", {
    name: "Weekly signups",
    favorited: true,
    query: {
      kind: "InsightVizNode",
      source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "signed_up" }], interval: "week" },
    },
    tags: ["iac:insights:weekly-signups", "iac:hash:00112233445566bb"],
  });
  const flag = await ui("POST", "feature_flags/", {
    key: "new-onboarding",
    name: "Onboarding",
    active: false,
    filters: { groups: [{ properties: [], rollout_percentage: 20 }] },
    tags: ["iac:feature-flags:new-onboarding", "iac:hash:00112233445566cc"],
  });
  return { dashboardId: board["id"], insightId: shown["id"], flagId: flag["id"] };
}

describe("a project of the published alpha", () => {
  it("is taken over without a duplicate, keys with capitals included", async () => {
    const { dashboardId, insightId, flagId } = await madeByTheAlpha();
    const { plan } = await bench.apply(everything);
    expect(plan.changes.map((change) => [change.address, change.action, change.origin])).toEqual([
      ["dashboard.growth", "update", "unknown"],
    ]);
    expect((await listed("dashboards/")).map((row) => row["id"])).toEqual([dashboardId]);
    expect((await listed("insights/")).map((row) => row["id"])).toEqual([insightId]);
    expect((await listed("feature_flags/")).map((row) => row["id"])).toEqual([flagId]);
    expect((await bench.plan(everything)).changes).toEqual([]);
  });

  it("keeps what people set in the UI and the file does not name", async () => {
    const { dashboardId, insightId, flagId } = await madeByTheAlpha();
    await bench.apply(everything);
    const board = await ui("GET", `dashboards/${dashboardId}/`);
    expect(board).toMatchObject({
      pinned: true,
      persisted_filters: { date_from: "-14d" },
      breakdown_colors: [{ breakdownValue: "Chrome", colorToken: "preset-1" }],
    });
    expect(board["tags"]).toContain("company");
    expect(await ui("GET", `insights/${insightId}/`)).toMatchObject({ favorited: true });
    expect(await ui("GET", `feature_flags/${flagId}/`)).toMatchObject({ active: false });
  });

  it("has its wrapped SQL and funnels understood", async () => {
    await ui("POST", "insights/", {
      name: "Orders",
      query: { kind: "DataTableNode", source: { kind: "HogQLQuery", query: "select 1" } },
      tags: ["iac:insights:orders", "iac:hash:00112233445566dd"],
    });
    const orders = insight({ key: "orders", name: "Orders", query: hogql("select 1") });
    await bench.apply([orders]);
    expect(await listed("insights/")).toHaveLength(1);
    expect((await bench.plan([orders])).changes).toEqual([]);
  });
});

describe("a copy that PostHog made", () => {
  it("is named and left alone, and the rest of the run goes on", async () => {
    await bench.apply(everything);
    const [original] = await listed("dashboards/");
    const copy = await ui("POST", "dashboards/", { name: "Growth (copy)", use_dashboard: original!["id"] });
    expect(copy["tags"]).toContain("iac:dashboards:growth");

    const renamed = dashboard({ ...growth.spec, name: "Growth 2" });
    const { plan } = await bench.apply([renamed, signups, onboarding]);
    expect(plan.diagnostics).toMatchObject([{ code: "twin", severity: "warning", address: "dashboard.growth" }]);
    expect(plan.diagnostics[0]!.message).toContain(`dashboard/${copy["id"]}`);
    expect(await ui("GET", `dashboards/${copy["id"]}/`)).toMatchObject({ name: "Growth (copy)" });
    expect(await ui("GET", `dashboards/${original!["id"]}/`)).toMatchObject({ name: "Growth 2" });
  });
});

describe("a row whose mark somebody took off", () => {
  it("is not made twice where PostHog keeps its key unique, and everything else is applied", async () => {
    await bench.apply([onboarding]);
    const [flag] = await listed("feature_flags/");
    await ui("PATCH", `feature_flags/${flag!["id"]}/`, { tags: [] });

    const { plan, report } = await bench.run(everything);
    expect(plan!.diagnostics).toMatchObject([
      {
        code: "unique-held",
        address: "feature-flag.new-onboarding",
        hint: `To take it over, add: export default adopt("feature-flag.new-onboarding", ${flag!["id"]});`,
      },
    ]);
    expect(report!.outcomes.map(({ address, status }) => [address, status])).toEqual([
      ["dashboard.growth", "done"],
      ["insight.Weekly-Signups", "done"],
      ["feature-flag.new-onboarding", "failed"],
    ]);
    expect(await listed("feature_flags/")).toHaveLength(1);
  });

  it("is warned about where a name is all there is", async () => {
    await bench.apply([signups]);
    const [row] = await listed("insights/");
    await ui("PATCH", `insights/${row!["id"]}/`, { tags: [] });
    const plan = await bench.plan([signups]);
    expect(plan.changes).toMatchObject([{ action: "create" }]);
    expect(plan.diagnostics).toMatchObject([{ code: "same-name", severity: "warning" }]);
  });
});

describe("what people add to a managed dashboard by hand", () => {
  it("stays: an insight, a text and a button", async () => {
    await bench.apply(everything);
    const [{ id } = {}] = await listed("dashboards/");
    const theirs = await ui("POST", "insights/", {
      name: "Theirs",
      query: { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "x" }] } },
      dashboards: [id],
    });
    await ui("PATCH", `dashboards/${id}/`, {
      tiles: [{ text: { body: "A note" } }, { button_tile: { url: "/home", text: "Home" } }],
    });
    expect((await bench.plan(everything)).changes).toEqual([]);

    const moved = dashboard({
      ...growth.spec,
      tiles: [{ insight: signups, layout: { x: 6, y: 0, w: 6, h: 4 } }],
    });
    await bench.apply([moved, signups, onboarding]);
    const tiles = (await ui("GET", `dashboards/${id}/`))["tiles"] as Row[];
    const shown = tiles.map(
      (tile) =>
        (tile["insight"] as Row | null)?.["id"] ??
        (tile["text"] as Row | null)?.["body"] ??
        (tile["button_tile"] as Row | null)?.["text"],
    );
    expect(shown).toHaveLength(4);
    expect(shown).toEqual(expect.arrayContaining([theirs["id"], "A note", "Home"]));
    expect(shown).not.toContain("## Growth");
  });
});

describe("an edit in PostHog", () => {
  it("of a declared field shows at that field, as drift; of any other it shows nothing", async () => {
    await bench.apply(everything);
    const [flag] = await listed("feature_flags/");
    const [shown] = await listed("insights/");
    await ui("PATCH", `insights/${shown!["id"]}/`, { description: "Edited", favorited: true });
    await ui("PATCH", `feature_flags/${flag!["id"]}/`, { active: false });
    const plan = await bench.plan(everything);
    expect(plan.changes.map(({ address, origin, fields }) => ({ address, origin, fields }))).toEqual([
      {
        address: "insight.Weekly-Signups",
        origin: "drift",
        fields: [{ path: ["description"], before: "Edited", after: "" }],
      },
    ]);
  });

  it("made while a plan waits is a conflict, not an overwrite, where PostHog can tell", async () => {
    await bench.apply([onboarding]);
    const [flag] = await listed("feature_flags/");
    const wider = featureFlag({ ...onboarding.spec, rollout: 50 });
    const result = await racing([wider], flag!["id"]);
    expect(result.report!.outcomes).toMatchObject([{ status: "failed", diagnostics: [{ code: "conflict" }] }]);
    expect((await ui("GET", `feature_flags/${flag!["id"]}/`))["filters"]).toMatchObject({
      groups: [{ rollout_percentage: 70 }],
    });
  });

  /** Somebody else saves the flag between the reading of it and the writing. */
  async function racing(definitions: Parameters<Workbench["run"]>[0], id: unknown) {
    let edited = false;
    const fetched = bench.emulator.fetch.bind(bench.emulator);
    bench.emulator.fetch = async (request: Request) => {
      if (request.method === "PATCH" && !edited) {
        edited = true;
        await ui("PATCH", `feature_flags/${String(id)}/`, {
          filters: { groups: [{ properties: [], rollout_percentage: 70 }] },
        });
      }
      return fetched(request);
    };
    try {
      return await bench.run(definitions);
    } finally {
      bench.emulator.fetch = fetched;
    }
  }
});

describe("SQL variables", () => {
  it("are found by their code name, in an insight and on a dashboard, and are at rest afterwards", async () => {
    const { id } = await ui("POST", "insight_variables/", { name: "Plan name", type: "String", default_value: "free" });
    const byPlan = insight({
      key: "by-plan",
      name: "By plan",
      query: hogql({ query: "select {variables.plan_name}", variables: { plan_name: "pro" } }),
    });
    const board = dashboard({
      key: "plans",
      name: "Plans",
      variables: { plan_name: "team" },
      tiles: [{ insight: byPlan, layout: { x: 0, y: 0, w: 6, h: 4 } }],
    });
    await bench.apply([board, byPlan]);
    const [row] = await listed("insights/");
    expect(row!["query"]).toMatchObject({
      source: { variables: { [String(id)]: { variableId: id, code_name: "plan_name", value: "pro" } } },
    });
    const [shown] = await listed("dashboards/");
    expect((await ui("GET", `dashboards/${shown!["id"]}/`))["variables"]).toMatchObject({
      [String(id)]: { variableId: id, code_name: "plan_name", value: "team" },
    });
    expect((await bench.plan([board, byPlan])).changes).toEqual([]);
    expect((await bench.plan([board, byPlan])).orphans).toEqual([]);
  });
});

describe("a process that dies between a dashboard and its tiles", () => {
  it("leaves what the next run finishes: the tiles are there, once", async () => {
    const asked = [growth, signups];
    // Two lists, then the dashboard's POST, the insight's POST, and the PATCH with the tiles.
    for (const at of [3, 4, 5]) {
      for (const when of ["before", "after"] as const) {
        bench.reset();
        const run = await bench.run(asked, { kill: { at, when } });
        expect(run.ending).toBe("killed");
        await bench.apply(asked);
        const boards = await listed("dashboards/");
        expect(boards).toHaveLength(1);
        expect(await listed("insights/")).toHaveLength(1);
        const tiles = (await ui("GET", `dashboards/${boards[0]!["id"]}/`))["tiles"] as Row[];
        expect(tiles).toHaveLength(2);
        expect((await bench.plan(asked)).changes).toEqual([]);
      }
    }
  });
});
