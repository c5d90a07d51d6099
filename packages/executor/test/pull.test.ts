import { adopt, env, type Definition } from "@posthog-definitions/core";
import { blaming, type Kind } from "@posthog-definitions/core/kind";
import { cohort } from "@posthog-definitions/plugin-cohorts";
import { cohort as cohortKind } from "@posthog-definitions/plugin-cohorts/kind";
import { dashboard } from "@posthog-definitions/plugin-dashboards";
import { dashboard as dashboardKind } from "@posthog-definitions/plugin-dashboards/kind";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { trends, wherePerson } from "@posthog-definitions/queries";
import { createWorkbench, printPulled, runPulled, type Workbench } from "@posthog-definitions/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { slug } from "../src/pull/slug.js";

const kinds: readonly Kind[] = [cohortKind, dashboardKind, flagKind, insightKind] as unknown as Kind[];
let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench({ kinds, switches: { queryValidation: "object", flagRules: "logged" } });
});
afterEach(() => bench.close());

type Row = Record<string, unknown> & { id: number };
const make = async (path: string, body: object): Promise<Row> => {
  const answer = await bench.emulator.ui("POST", path, body as never);
  if (answer.status >= 400) throw new Error(JSON.stringify(answer.body));
  return answer.body as Row;
};
const made = (name: string, more: object = {}): Promise<Row> =>
  make("insights/", { name, query: { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: [] } }, ...more });
const keys = async (): Promise<string[]> => (await bench.pull()).definitions.map(({ address }) => address);
const query = trends({ series: ["signed up"] });
const text = async (file: string): Promise<string | undefined> =>
  printPulled(await bench.pull(), bench.registry).get(file);
const changes = async (exports: Parameters<Workbench["plan"]>[0]): Promise<string[]> =>
  (await bench.plan(exports)).changes.map(({ action, address, fields }) => `${action} ${address} ${fields.length}`);

describe("keys", () => {
  it.each([
    ["Weekly signups", "weekly-signups"],
    ["  MRR (€) — by plan  ", "mrr-by-plan"],
    ["Größe, naïve façade, Łódź", "grosse-naive-facade-lodz"],
    ["Users' plans", "users-plans"],
    ["../../etc/passwd", "etc-passwd"],
    ["🚀 日本", ""],
    ["a".repeat(80), "a".repeat(60)],
    ["many words ".repeat(9), "many-words-many-words-many-words-many-words-many-words-many"],
  ])("come from titles: %j", (title, key) => expect(slug(title)).toBe(key));

  it("are those of the marks, then of titles, then of ids; each once, whatever its case", async () => {
    await bench.apply([insight({ key: "Signups", name: "Whatever", query })]);
    for (const name of ["signups", "Signups", "🚀", ""]) await made(name);
    const ids = (await bench.live()).rows("insight").map((row) => row["id"]);
    expect((await keys()).sort()).toEqual(
      [
        "insight.signups",
        "insight.signups-2",
        "insight.signups-3",
        `insight.insight-${ids[3]}`,
        `insight.insight-${ids[4]}`,
      ].sort(),
    );
  });

  it("are PostHog's own where it has one; of two that differ in case alone, one is left out", async () => {
    for (const key of ["New_Onboarding", "NEW_Onboarding"]) await make("feature_flags/", { key, name: "" });
    const { definitions, leftOut } = await bench.pull();
    expect(definitions.map(({ key }) => key)).toEqual(["New_Onboarding"]);
    expect(leftOut).toMatchObject([
      { title: "NEW_Onboarding", why: expect.stringContaining("in another case") as unknown },
    ]);
  });

  it("of a row that its kind cannot make anything of is not looked for; the others are pulled", async () => {
    const broken = {
      ...cohortKind,
      decode(row, at) {
        if (row.name === "Odd") throw new TypeError("no such thing");
        return cohortKind.decode(row, at);
      },
    } as typeof cohortKind;
    const blamed = blaming(broken as unknown as Kind, { package: "cohorts-of-ours", version: "1.0.0" });
    const odd = createWorkbench({ kinds: [blamed, flagKind as unknown as Kind] });
    const filters = { properties: { type: "OR", values: [] } };
    const made: number[] = [];
    for (const name of ["Odd", "Even"]) {
      const { body } = await odd.emulator.ui("POST", "cohorts/", { name, filters });
      made.push((body as Row).id);
    }
    const properties = made.map((value) => ({ key: "id", type: "cohort", value }));
    const both = { groups: [{ properties, rollout_percentage: 100 }] };
    await odd.emulator.ui("POST", "feature_flags/", { key: "both", name: "", filters: both });
    const { definitions, leftOut } = await odd.pull();
    odd.close();
    expect(definitions.map(({ address }) => address).sort()).toEqual(["cohort.even", "feature-flag.both"]);
    expect(leftOut).toEqual([
      {
        kind: "cohort",
        id: made[0],
        title: "Odd",
        why: '`decode` of the kind "cohort" (cohorts-of-ours 1.0.0) threw: no such thing.',
      },
    ]);
  });

  it("are as short as the text leaves room in the field of the mark", async () => {
    const description = "x".repeat(940);
    for (const more of [description, description, "Short."])
      await make("cohorts/", { name: "Weekly customers", is_static: true, description: more });
    const pulled = await bench.pull();
    expect(pulled.definitions.map(({ key }) => key)).toEqual(["weekly-cust", "weekly-cu-2", "weekly-customers"]);
    const exports = runPulled(pulled, bench.registry);
    expect((await bench.plan(exports)).changes.map(({ action }) => action)).toEqual(["adopt", "adopt", "adopt"]);
    await bench.apply(exports);
    expect((await bench.live()).rows("cohort").map((row) => String(row["description"]).length)).toContain(1000);
  });

  it("fit beside a namespace", async () => {
    const spaced = createWorkbench({ kinds, namespace: "n".repeat(150) });
    await spaced.emulator.ui("POST", "insights/", {
      name: "a".repeat(60),
      query: { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: [] } },
    });
    const { definitions } = await spaced.pull();
    expect(definitions.map(({ key }) => key)).toEqual([expect.stringMatching(/^insight-\d+$/)]);
    await spaced.close();
  });
});

describe("rows that are not pulled", () => {
  it("belong to another repository, or are copies", async () => {
    const board = dashboard({ key: "growth", name: "Growth", tiles: [] });
    await bench.apply([board]);
    const { id } = await bench.row(board);
    await bench.emulator.ui("POST", "dashboards/", { name: "Copy", use_dashboard: id as number });
    await make("dashboards/", { name: "Theirs", tags: ["iac:dashboards:web/theirs"] });
    const { definitions, leftOut } = await bench.pull();
    expect(definitions.map(({ address, adopts }) => [address, adopts])).toEqual([["dashboard.growth", false]]);
    expect(leftOut.map(({ title, why }) => `${title}: ${why}`).sort()).toEqual([
      "Copy: It is a copy that carries the mark of dashboard.growth.",
      "Theirs: It belongs to the namespace web.",
    ]);
  });

  it("cannot be said; what refers to them looks them up", async () => {
    const old = await make("insights/", { name: "Old", query: { kind: "InsightVizNodes" } });
    const board = await make("dashboards/", { name: "Growth" });
    await bench.emulator.ui("PATCH", `insights/${old.id}/`, { dashboards: [board.id] });
    const pulled = await bench.pull();
    expect(pulled.leftOut.map(({ title }) => title)).toEqual(["Old"]);
    expect(pulled.definitions).toMatchObject([{ address: "dashboard.growth", shortest: true }]);
    expect(printPulled(pulled, bench.registry).get("dashboards/growth.ts")).toContain(
      `tiles: [{ insight: lookup("insight", { name: "Old" }) }]`,
    );
    expect(await changes(runPulled(pulled, bench.registry))).toEqual(["adopt dashboard.growth 0"]);
  });

  it("do not come along either when they are another repository's", async () => {
    const theirs = await made("Theirs", { tags: ["iac:insights:web/theirs"] });
    const board = await make("dashboards/", { name: "Growth" });
    await bench.emulator.ui("PATCH", `insights/${theirs.id}/`, { dashboards: [board.id] });
    const { definitions } = await bench.pull([], { ids: [{ kind: "dashboard", id: String(board.id) }] });
    expect(definitions.map(({ address, input }) => [address, (input as { tiles: unknown }).tiles])).toEqual([
      ["dashboard.growth", [{ insight: { $ref: "insight", lookup: { name: "Theirs" } } }]],
    ]);
  });

  it("are drafts, unless something refers to them", async () => {
    const [draft] = [await made("On a dashboard", { saved: false }), await made("Alone", { saved: false })];
    const board = await make("dashboards/", { name: "Growth" });
    await bench.emulator.ui("PATCH", `insights/${draft.id}/`, { dashboards: [board.id], saved: false });
    const { definitions, leftOut } = await bench.pull();
    expect(definitions.map(({ address }) => address)).toEqual(["dashboard.growth", "insight.on-a-dashboard"]);
    expect(leftOut.map(({ title }) => title)).toEqual(["Alone"]);
  });
});

describe("what cannot be said of a row", () => {
  it("is left alone, where it need not be said", async () => {
    const known = dashboardKind as unknown as Kind;
    const filters = { date_from: "-7d", interval: "fortnight" };
    const strange: Kind = { ...known, decode: (row, at) => ({ ...known.decode(row, at), filters }) };
    const other = createWorkbench({ kinds: [strange] });
    await other.emulator.ui("POST", "dashboards/", { name: "Growth" });
    const pulled = await other.pull();
    expect(pulled.definitions).toMatchObject([{ ignored: ["filters"], shortest: false }]);
    expect(printPulled(pulled, other.registry).get("dashboards/growth.ts")).toContain(`ignore: ["filters"],`);
    const plan = await other.plan(runPulled(pulled, other.registry));
    expect(plan.changes).toMatchObject([{ action: "adopt", fields: [] }]);
    await other.close();
  });

  it("is said at greater length where the short form says something else, or throws", async () => {
    for (const shorten of [
      () => ({ name: "Other" }),
      () => {
        throw new Error("oops");
      },
    ]) {
      const wrong = createWorkbench({ kinds: [{ ...(insightKind as unknown as Kind), shorten }] });
      await wrong.apply([insight({ key: "signups", name: "Signups", query })]);
      const pulled = await wrong.pull();
      expect(pulled.definitions).toMatchObject([{ shortest: false, ignored: [] }]);
      expect((await wrong.plan(runPulled(pulled, wrong.registry))).changes).toEqual([]);
      await wrong.close();
    }
  });
});

describe("what is said", () => {
  it("of a protected row: that it is", async () => {
    await bench.apply([insight({ key: "signups", name: "Signups", query, protect: true })]);
    const pulled = await bench.pull();
    expect(pulled.definitions[0]!.input).toMatchObject({ protect: true });
    expect(await changes(runPulled(pulled, bench.registry))).toEqual([]);
  });

  it("of a secret: the name of a variable", async () => {
    bench.env = { TOKEN: "hunter2" };
    await bench.apply([
      featureFlag({
        key: "upload-limits",
        is_remote_configuration: true,
        has_encrypted_payloads: true,
        rollout: 100,
        payloads: { true: env("TOKEN") },
      }),
    ]);
    const pulled = await bench.pull();
    expect(pulled.definitions).toMatchObject([{ secrets: ["UPLOAD_LIMITS_TRUE"] }]);
    const file = printPulled(pulled, bench.registry).get("feature-flags/upload-limits.ts")!;
    expect(file).toContain(`payloads: { true: env("UPLOAD_LIMITS_TRUE") }`);
    expect(JSON.stringify(pulled) + file).not.toContain("hunter2");
    bench.env = {};
    expect(await changes(runPulled(pulled, bench.registry))).toEqual([]);
  });

  it("of references that go in a circle: one is looked up", async () => {
    const flag = await make("feature_flags/", { key: "beta", name: "Beta" });
    const shown = await make("insights/", {
      name: "Beta usage",
      query: {
        kind: "InsightVizNode",
        source: {
          kind: "TrendsQuery",
          series: [],
          properties: [{ type: "flag", key: String(flag.id), operator: "flag_evaluates_to", value: true }],
        },
      },
    });
    const board = await make("dashboards/", { name: "Beta" });
    await bench.emulator.ui("PATCH", `insights/${shown.id}/`, { dashboards: [board.id] });
    await bench.emulator.ui("PATCH", `feature_flags/${flag.id}/`, { analytics_dashboards: [board.id] });
    const pulled = await bench.pull();
    const files = [...printPulled(pulled, bench.registry).values()].join("\n");
    expect(files.match(/lookup\(/g)).toHaveLength(1);
    expect((await changes(runPulled(pulled, bench.registry))).sort()).toEqual([
      "adopt dashboard.beta 0",
      "adopt feature-flag.beta 0",
      "adopt insight.beta-usage 0",
    ]);
  });

  it("of a row that carries a mark: no adoption", async () => {
    const beta: Definition = cohort({ key: "beta", name: "Beta", criteria: wherePerson({ beta: true }) });
    await bench.apply([
      beta,
      insight({
        key: "used",
        name: "Used",
        query: trends({ series: ["x"], properties: [{ type: "cohort", key: "id", value: beta as never }] }),
      }),
    ]);
    expect(await text("insights/used.ts")).toMatchInlineSnapshot(`
      "import { inCohort, insight, trends } from "ours";
      import { beta } from "../cohorts/beta";

      export const used = insight({
        key: "used",
        name: "Used",
        query: trends({ series: ["x"], properties: [inCohort(beta)] }),
      });
      "
    `);
    expect(await text("cohorts/beta.ts")).toMatchInlineSnapshot(`
      "import { cohort, wherePerson } from "ours";

      export const beta = cohort({
        key: "beta",
        name: "Beta",
        criteria: wherePerson({ beta: true }),
      });
      "
    `);
  });
});

describe("files that are there", () => {
  it("are not defined again, and keep the key that they gave a row", async () => {
    const { id } = await made("Signups");
    const mine = [insight({ key: "mine", name: "Signups", query }), adopt("insight.mine", id)];
    const { definitions, kept } = await bench.pull(mine);
    expect({ definitions, kept }).toEqual({ definitions: [], kept: ["insight.mine"] });
  });

  it("are referred to by those that are pulled", async () => {
    const row = await made("Signups");
    const board = await make("dashboards/", { name: "Growth" });
    await bench.emulator.ui("PATCH", `insights/${row.id}/`, { dashboards: [board.id] });
    const mine = insight({ key: "mine", name: "Signups", query });
    const { definitions } = await bench.pull([mine, adopt("insight.mine", row.id)]);
    expect(definitions).toMatchObject([{ input: { tiles: [{ insight: { $ref: "insight", key: "mine" } }] } }]);
  });

  it("do not lend their keys to others", async () => {
    await made("Signups");
    const { definitions } = await bench.pull(["signups", "SIGNUPS-2"].map((key) => insight({ key, name: "x", query })));
    expect(definitions.map(({ key }) => key)).toEqual(["signups-3"]);
  });
});

describe("definitions that stay, and their rows", () => {
  const [a, b] = ["a", "b"].map((key) => insight({ key, name: key.toUpperCase(), query }));
  const board = dashboard({
    key: "board",
    name: "Board",
    tiles: [
      { insight: b!, layout: { x: 0, y: 0, w: 6, h: 5 } },
      { insight: a!, layout: { x: 6, y: 0, w: 6, h: 5 } },
    ],
  });
  const inUi = async (path: string, body: object): Promise<void> => {
    const { status } = await bench.emulator.ui("PATCH", path, body as never);
    expect(status).toBe(200);
  };
  const idOf = async (kind: string, name: string): Promise<unknown> =>
    (await bench.live()).rows(kind).find((row) => row["name"] === name)!["id"];

  it("have drifted when the row alone has changed", async () => {
    await bench.apply([board]);
    await inUi(`insights/${await idOf("insight", "A")}/`, { name: "A!" });
    const { drift } = await bench.pull([board]);
    expect(drift.drifted.map(({ address, fields }) => [address, fields])).toEqual([
      ["insight.a", [{ path: ["name"], before: "A!", after: "A" }]],
    ]);
    const [way] = drift.drifted[0]!.ways;
    expect([way!.file["name"], way!.live["name"]]).toEqual(["A", "A!"]);
    expect(drift.unclear).toEqual([]);
  });

  it("are unclear when both have, and no concern of pull's when the file alone has", async () => {
    await bench.apply([board]);
    const renamed = insight({ ...a!.spec, name: "Mine" } as never) as Definition;
    const mine = dashboard({ ...board.spec, tiles: [{ insight: b! }, { insight: renamed as typeof a }] } as never);
    expect((await bench.pull([mine, renamed])).drift).toMatchObject({ drifted: [], unclear: [] });
    await inUi(`insights/${await idOf("insight", "A")}/`, { description: "Theirs." });
    expect((await bench.pull([mine, renamed])).drift).toMatchObject({ drifted: [], unclear: ["insight.a"] });
  });

  it("are said with lists in the order of the file", async () => {
    await bench.apply([board]);
    const id = await idOf("dashboard", "Board");
    const { body } = await bench.emulator.ui("GET", `dashboards/${id}/`);
    const { tiles } = body as { tiles: { id: number; layouts: { sm: object }; insight: { name: string } }[] };
    const tile = tiles.find((each) => each.insight.name === "A")!;
    // Above the other one: by their places, it would come first.
    await inUi(`dashboards/${id}/`, { tiles: [{ id: tile.id, layouts: { sm: { x: 0, y: 0, w: 3, h: 5 } } }] });
    const { drift } = await bench.pull([board]);
    const [way] = drift.drifted[0]!.ways;
    expect(way!.items["tiles"]).toEqual({ file: ["insight.b", "insight.a"], live: ["insight.b", "insight.a"] });
    expect(way!.live["tiles"]).toMatchObject([{ layout: { x: 0 } }, { layout: { x: 0, w: 3 } }]);
  });

  it("are compared anew with what the files would say", async () => {
    await bench.apply([board]);
    await inUi(`insights/${await idOf("insight", "A")}/`, { name: "A!", description: "Theirs." });
    const { drift } = await bench.pull([board]);
    const remaining = (spec: object, others: readonly Definition[] = [b!, board]): unknown => {
      const changed = insight({ ...a!.spec, ...spec } as never) as Definition;
      const definitions = [changed, ...others].map((definition) => ({ definition }));
      return drift.remaining({ definitions, statements: [] }, new Set(["insight.a"]))?.get("insight.a");
    };
    expect(remaining({ name: "A!" })).toEqual([{ path: ["description"], before: "Theirs.", after: "" }]);
    expect(remaining({ name: "A!", description: "Theirs." })).toEqual([]);
    // Wrong; neither the one nor the other; another definition that was not to be touched.
    expect(remaining({ nam: "A!" })).toBeUndefined();
    expect(remaining({ name: "A?", description: "Theirs." })).toBeUndefined();
    const b2 = insight({ ...b!.spec, description: "Else." } as never) as Definition;
    expect(remaining({ name: "A!", description: "Theirs." }, [b2, board])).toBeUndefined();
    expect(remaining({ name: "A!", description: "Theirs." }, [b!])).toBeUndefined();
  });

  it("may be protected anew: that is the file's to say", async () => {
    await bench.apply([board]);
    const kept = insight({ ...a!.spec, protect: true } as never) as Definition;
    expect((await bench.pull([kept, b!])).drift.drifted).toEqual([]);
  });
});
