import { adopt } from "@posthog-definitions/core";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { trends } from "@posthog-definitions/queries";
import { createWorkbench, type Exports, type Workbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { button, dashboard, text, type DashboardInput } from "../src/index.js";
import { dashboard as kind } from "../src/kind.js";

const bench: Workbench = createWorkbench({ kinds: [kind, insightKind] });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const insights = ["signups", "churn", "revenue"].map((key) =>
  insight({ key, name: key, query: trends({ series: [{ event: key }] }) }),
);
const layout = (y: number) => ({ x: 0, y, w: 6, h: 4 });
const board = (more: Partial<DashboardInput>) => dashboard({ key: "growth", name: "Growth", ...more });

async function apply(exports: Exports): Promise<string[]> {
  const before = bench.requests.length;
  const { report, error } = await bench.run(exports);
  if (error) throw error;
  expect(report?.outcomes.flatMap((outcome) => outcome.diagnostics) ?? []).toEqual([]);
  return bench.requests
    .slice(before)
    .map(({ method, path }) => `${method} ${path.replace(/^\/api\/projects\/\d+\//, "")}`);
}
const isAtRest = async (exports: Exports) => expect((await bench.plan(exports)).requests).toEqual([]);

describe("a dashboard with insights, a text and a button", () => {
  const whole = [
    ...insights,
    board({
      tiles: [
        ...insights.map((each, i) => ({ insight: each, layout: layout(i * 4) })),
        text({ body: "## Growth", layout: layout(12) }),
        button({ url: "/insights", text: "All", layout: layout(16) }),
      ],
    }),
  ];

  it("costs one request per row and one for its tiles", async () => {
    const sent = await apply(whole);
    expect(sent.filter((request) => !request.startsWith("GET"))).toEqual([
      "POST dashboards/",
      "POST insights/",
      "POST insights/",
      "POST insights/",
      expect.stringMatching(/^PATCH dashboards\/\d+\/$/),
    ]);
    await isAtRest(whole);
  });

  it("loses a tile with its line, and gets it back where the file says", async () => {
    await apply(whole);
    const [signups] = insights;
    const without = [...insights, board({ tiles: [{ insight: signups!, layout: layout(0) }] })];
    await apply(without);
    await isAtRest(without);
    await apply(whole);
    await isAtRest(whole);
  });
});

describe("a colour theme", () => {
  it("is found by its name", async () => {
    const themed = [board({ dataColorThemeKey: "Default Theme" })];
    await apply(themed);
    expect(await bench.row(themed[0]!)).toMatchObject({ data_color_theme_id: 1 });
    await isAtRest(themed);
    const { plan } = await bench.run([board({ dataColorThemeKey: "Default" })], { dry: true });
    expect(plan?.diagnostics).toMatchObject([{ code: "lookup-not-found" }]);
  });
});

describe("a dashboard of somebody else's, taken over", () => {
  const hand = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await bench.emulator.ui(method, path, body as never);
    expect([answer.status, answer.body]).toEqual([expect.toBeOneOf([200, 201]), answer.body]);
    return answer.body as Record<string, unknown>;
  };
  const cards = async (id: unknown): Promise<string[]> => {
    const { tiles } = (await hand("GET", `dashboards/${String(id)}/`, {})) as {
      tiles: { text?: { body: string }; button_tile?: { text: string } }[];
    };
    return tiles.map(({ text: words, button_tile }) => words?.body.split("\n")[0] ?? button_tile!.text).sort();
  };
  const file = (said: string, label: string) =>
    board({
      name: "Theirs",
      tiles: [text({ body: said, layout: layout(0) }), button({ url: "/insights", text: label, layout: layout(4) })],
    });

  it("keeps its cards when their words are edited or taken out of the file", async () => {
    const { id } = await hand("POST", "dashboards/", { name: "Theirs" });
    await hand("PATCH", `dashboards/${String(id)}/`, {
      tiles: [
        { text: { body: "Growth" }, layouts: { sm: layout(0) } },
        { text: { body: "Not in the file" }, layouts: { sm: layout(8) } },
        {
          button_tile: { url: "/insights", text: "All", placement: "left", style: "primary" },
          layouts: { sm: layout(4) },
        },
      ],
    });
    const adoption = adopt("dashboard.growth", id as number);
    const { changes } = await bench.plan([file("Growth", "All"), adoption]);
    expect(changes.map(({ action, fields }) => [action, fields])).toEqual([["adopt", []]]);
    const sent = await apply([file("Growth", "All"), adoption]);
    expect(sent.filter((request) => !request.startsWith("GET"))).toEqual([`PATCH dashboards/${String(id)}/`]);
    await isAtRest([file("Growth", "All")]);
    expect(await cards(id)).toEqual(["All", "Growth", "Not in the file"]);

    await apply([file("Growth, by week", "All of them")]);
    expect(await cards(id)).toEqual(["All of them", "Growth, by week", "Not in the file"]);
    await apply([board({ name: "Theirs", tiles: [] })]);
    expect(await cards(id)).toEqual(["Not in the file"]);
  });
});
