/** Files from projects that other people made, through the built command line: pulled, checked, planned, applied. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, type Emulator } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { check as prettierCheck } from "prettier";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { languageService } from "./support/editor.js";
import { linkedProject, program } from "./support/project.js";

type Row = Record<string, unknown> & { id: number };
let emulator: Emulator;
let host: string;
let root: string;
beforeEach(async () => {
  // As lenient as a server can be: rows that were made long ago hold what none of today's would take.
  emulator = createEmulator({ switches: { queryValidation: "object", flagRules: "logged" } });
  host = (await emulator.listen({ port: 0 })).url;
  root = linkedProject({});
});
afterEach(async () => {
  await emulator.close();
  rmSync(root, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<Ran> =>
  runNode(program, args, {
    cwd: root,
    env: { POSTHOG_HOST: host, POSTHOG_PROJECT_ID: "1", POSTHOG_PERSONAL_API_KEY: emulator.key },
  });
const output = async (...args: string[]): Promise<Output> =>
  JSON.parse((await run(...args, "--json")).stdout) as Output;
const made = async (path: string, body: Parameters<Emulator["ui"]>[2]): Promise<Row> => {
  const { status, body: row } = await emulator.ui("POST", path, body);
  if (status >= 400) throw new Error(`${path}: ${JSON.stringify(row)}`);
  return row as Row;
};
const count = async (path: string): Promise<number> =>
  ((await emulator.ui("GET", `${path}?limit=1000`)).body as { results: unknown[] }).results.length;
const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? (readdirSync(folder, { recursive: true, encoding: "utf8" }) as string[])
        .filter((name) => name.endsWith(".ts"))
        .sort()
    : [];
/** But for that of the settings, which every project has. */
const files = (): string[] => filesIn(join(root, "posthog")).filter((file) => !file.startsWith("project-settings"));
const read = (file: string): string => readFileSync(join(root, "posthog", file), "utf8");
const trends = (event: string, more: object = {}) => ({
  kind: "InsightVizNode",
  source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event }], ...more },
});

/** Plans: nothing but adoptions; applies; plans again: nothing. */
async function takeOver(): Promise<Output> {
  const planned = await output("plan");
  const changes = planned.plan!.changes;
  expect(planned.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(changes.filter(({ action, fields }) => action !== "adopt" || fields.length > 0)).toEqual([]);
  const applied = await run("apply", "--yes");
  expect(applied.stderr + applied.stdout).toContain(`Applied: ${changes.length} done.`);
  expect((await output("plan", "--check")).plan!.changes).toEqual([]);
  return planned;
}

/** Names that are no file names, no identifiers, or would steal somebody else's. */
const NAMES = [
  "Weekly signups",
  "Weekly signups",
  "weekly SIGNUPS!",
  "🚀🔥",
  "🚀🔥",
  "日本の売上",
  "Überblick: Größe & Maß",
  "../../../etc/passwd",
  "..\\..\\windows",
  "/absolute",
  "con",
  "trends",
  "insight",
  "adopt",
  "class",
  "constructor",
  "__proto__",
  "2024 revenue",
  "growth.test",
  "index.d",
  "quotes \" and ' and `${process.exit(1)}`",
  "*/ process.exit(1) /*",
  "line\nbreak\u2028and\u202eback",
  "x".repeat(400),
  "a very long name that goes on and on ".repeat(10).trim(),
  "",
];

/** Queries of which the builders know all, some, or nothing. */
const QUERIES = [
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

describe("a project that other people made", () => {
  it("is pulled, type-checks, and is taken over without a change, a copy, or a file elsewhere", async () => {
    const cohort = await made("cohorts/", {
      name: "Power users",
      filters: {
        properties: { type: "OR", values: [{ type: "person", key: "plan", operator: "exact", value: ["pro"] }] },
      },
    });
    await made("cohorts/", { name: "Power users", is_static: true });
    const action = await made("actions/", {
      name: "Paid",
      steps: [{ event: "paid", url: "/thanks", url_matching: "regex" }],
    });
    const insights: Row[] = [];
    for (let i = 0; i < 208; i++) {
      const name = NAMES[i % NAMES.length]!;
      const query = QUERIES[Math.floor(i / NAMES.length) % QUERIES.length]!;
      insights.push(
        await made("insights/", { name, query: query as never, description: i % 3 === 0 ? name.trim() : "" }),
      );
    }
    insights.push(
      await made("insights/", {
        name: "Paid by power users",
        query: {
          kind: "InsightVizNode",
          source: {
            kind: "TrendsQuery",
            series: [{ kind: "ActionsNode", id: action.id, math: "dau" }],
            properties: [{ type: "cohort", key: "id", value: cohort.id, operator: "in" }],
          },
        },
      }),
    );
    for (const [i, name] of ["Growth", "Growth", "🚀", "../../outside", "con"].entries()) {
      const board = await made("dashboards/", { name });
      for (const insight of insights.slice(i * 4, i * 4 + 4))
        await emulator.ui("PATCH", `insights/${insight.id}/`, { dashboards: [board.id] });
      await emulator.ui("PATCH", `dashboards/${board.id}/`, {
        tiles: [{ text: { body: "## Hello\n\n- a\n- b" }, layouts: { sm: { x: 0, y: 0, w: 6, h: 2 } } }],
      });
    }
    for (const key of ["beta", "Checkout_V2", "constructor", "__proto__", "trends", "con"])
      await made("feature_flags/", {
        key,
        name: `Flag ${key}`,
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
      });
    writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "nodenext" } }));
    const before = { insights: await count("insights/"), boards: await count("dashboards/") };

    emulator.log.clear();
    const pulled = await output("pull", "--all");
    expect(emulator.log.writes).toEqual([]);
    expect(pulled.exitCode).toBe(0);
    expect(pulled.leftOut).toEqual([]);
    expect(pulled.files).toHaveLength(209 + 5 + 6 + 2 + 1 + 1);
    expect(new Set(pulled.files!.map(({ file }) => file.toLowerCase())).size).toBe(pulled.files!.length);
    expect(pulled.files!.every(({ file }) => /^posthog\/[a-z-]+\/[A-Za-z0-9_-]+\.ts$/.test(file))).toBe(true);
    expect(files()).toHaveLength(pulled.files!.length - 1);
    const elsewhere = readdirSync(root).filter(
      (name) => !["posthog", "node_modules", "package.json", "tsconfig.json"].includes(name),
    );
    expect(elsewhere).toEqual([]);

    const editor = languageService(root);
    expect(editor.files.flatMap((file) => editor.problems(file).map(({ message }) => `${file}: ${message}`))).toEqual(
      [],
    );
    for (const file of files())
      expect([file, await prettierCheck(read(file), { parser: "typescript", printWidth: 120 })]).toEqual([file, true]);

    await takeOver();
    expect({ insights: await count("insights/"), boards: await count("dashboards/") }).toEqual(before);

    // What was said about adoption is done with, and nothing else has changed.
    const again = await output("pull", "--all");
    const updated = again.files!.filter(({ action }) => action === "updated").length;
    expect(updated).toBe(files().length);
    expect(files().some((file) => read(file).includes("adopt("))).toBe(false);
    expect((await output("plan", "--check")).exitCode).toBe(0);
    expect(new Set((await output("pull", "--all")).files!.map(({ action }) => action))).toEqual(new Set(["kept"]));
  });
});

describe("files that are there already", () => {
  beforeEach(async () => {
    await made("insights/", { name: "Signups", query: trends("signed up") });
    await made("insights/", { name: "Orders", query: trends("order paid") });
    expect((await run("pull", "--all")).code).toBe(0);
  });

  it("are updated when nobody has touched them, left alone and named when somebody has", async () => {
    expect(files()).toEqual(["insights/orders.ts", "insights/signups.ts"]);
    writeFileSync(
      join(root, "posthog/insights/orders.ts"),
      read("insights/orders.ts").replace("Orders", "Paid orders"),
    );
    const { results } = (await emulator.ui("GET", "insights/?order=id")).body as { results: Row[] };
    for (const { id } of results) await emulator.ui("PATCH", `insights/${id}/`, { description: "From the UI." });

    const { stdout, stderr, code } = await run("pull", "--all");
    expect(code).toBe(0);
    expect(stderr).toContain("posthog/insights/orders.ts has been edited since it was pulled, and is left alone.");
    expect(stdout).toContain("✓ posthog/insights/signups.ts  updated");
    expect(read("insights/orders.ts")).toContain("Paid orders");
    expect(read("insights/signups.ts")).toContain("From the UI.");

    expect((await run("pull", "--all", "--force")).code).toBe(0);
    expect(read("insights/orders.ts")).not.toContain("Paid orders");
    expect(read("insights/orders.ts")).toContain("From the UI.");
  });

  it("are known by what they define, wherever they stand", async () => {
    const mine = read("insights/signups.ts").replace(/^.*\n/, "");
    writeFileSync(join(root, "posthog/mine.ts"), mine);
    rmSync(join(root, "posthog/insights/signups.ts"));
    const { files: found } = await output("pull", "--all");
    expect(found).toContainEqual({ file: "posthog/mine.ts", action: "kept", address: "insight.signups" });
    expect(files()).toEqual(["insights/orders.ts", "mine.ts"]);
    await takeOver();
  });

  it("get no second definition of a row that is adopted under another key", async () => {
    writeFileSync(
      join(root, "posthog/insights/signups.ts"),
      read("insights/signups.ts").replaceAll(/"signups"|insight\.signups/g, (found) =>
        found === '"signups"' ? '"new-accounts"' : "insight.new-accounts",
      ),
    );
    await run("pull", "--all");
    expect(files()).toEqual(["insights/orders.ts", "insights/signups.ts"]);
    await takeOver();
  });

  it("are named when their rows are gone", async () => {
    await run("apply", "--yes");
    const { results } = (await emulator.ui("GET", "insights/?order=id")).body as { results: Row[] };
    await emulator.ui("PATCH", `insights/${results[0]!.id}/`, { deleted: true });
    const { stderr, code } = await run("pull", "--all");
    expect(code).toBe(0);
    expect(stderr).toContain("posthog/insights/signups.ts defines insight.signups, whose row is gone.");
    expect(stderr).not.toContain("insight.orders");
    expect(files()).toEqual(["insights/orders.ts", "insights/signups.ts"]);
  });

  it("stop the pull when they cannot be understood", async () => {
    writeFileSync(join(root, "posthog/broken.ts"), "export default ;;;");
    const { code, stderr } = await run("pull", "--all");
    expect(code).toBe(1);
    expect(stderr).toContain("posthog/broken.ts");
  });

  it("are not written through a link that leads out of the folder", async () => {
    rmSync(join(root, "posthog/insights"), { recursive: true });
    mkdirSync(join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(root, "posthog/insights"));
    const { code, stderr } = await run("pull", "--all");
    expect(code).toBe(3);
    expect(stderr).toContain("would come to lie outside of the definitions' folder");
    expect(filesIn(join(root, "elsewhere"))).toEqual([]);
  });
});

describe("what is chosen", () => {
  let board: Row;
  beforeEach(async () => {
    const insight = await made("insights/", { name: "Signups", query: trends("signed up") });
    await made("insights/", { name: "Orders", query: trends("order paid") });
    await made("insights/", { name: "A draft", query: trends("x"), saved: false });
    board = await made("dashboards/", { name: "Growth" });
    await made("dashboards/", { name: "Generated Dashboard: beta usage" });
    await emulator.ui("PATCH", `insights/${insight.id}/`, { dashboards: [board.id] });
  });

  it("is everything, but for what PostHog made by itself", async () => {
    const { leftOut } = await output("pull", "--all");
    expect(files()).toEqual(["dashboards/growth.ts", "insights/orders.ts", "insights/signups.ts"]);
    expect(leftOut!.map(({ title, why }) => [title, why]).sort()).toEqual([
      ["A draft", "It is a draft that nobody has saved."],
      ["Generated Dashboard: beta usage", "PostHog made it for a feature flag."],
    ]);
    await takeOver();
  });

  it("is one row and what it refers to", async () => {
    expect((await run("pull", "--id", `dashboard:${board.id}`)).code).toBe(0);
    expect(files()).toEqual(["dashboards/growth.ts", "insights/signups.ts"]);
    expect(read("dashboards/growth.ts")).toContain(`import { signups } from "../insights/signups`);
    await takeOver();
  });

  it("is what is called something like it", async () => {
    await run("pull", "--search", "GROW");
    expect(files()).toEqual(["dashboards/growth.ts", "insights/signups.ts"]);
  });

  it("is one kind alone, whose references are looked up", async () => {
    await run("pull", "--kind", "dashboards");
    expect(files()).toEqual(["dashboards/growth.ts"]);
    expect(read("dashboards/growth.ts")).toContain(`insight: lookup("insight", { name: "Signups" })`);
    await takeOver();
  });

  it("is only said with --dry-run", async () => {
    const { stdout } = await run("pull", "--all-rows", "--dry-run");
    expect(stdout).toContain("4 files: 4 would be created.");
    expect(files()).toEqual([]);
  });

  it.each([
    [[], "Say what to pull"],
    [["--id", "12"], "--id 12 does not say of which kind"],
    [["--id", "dashboard:999"], "The project has no dashboard with the id 999"],
    [["--kind", "dashbord"], "Did you mean dashboard?"],
    [["--all", "--search", "x"], "--all is everything"],
  ])("has to make sense: %j", async (args, message) => {
    const { code, stderr } = await run("pull", ...args);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
    expect(files()).toEqual([]);
  });
});
