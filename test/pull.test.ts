/** Files from projects that other people made, through the built command line: pulled, checked, planned, applied. */
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator, JsonObject } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { format } from "prettier";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ran } from "./support/cli.js";
import { languageService } from "./support/editor.js";
import { handOf, past, seedForeignProject, trends, type Row } from "./support/foreign-project.js";
import { liveProject, type LiveProject } from "./support/live-project.js";
import { program } from "./support/project.js";
import { key, runTyped, type Keys } from "./support/terminal.js";

let project: LiveProject;
let emulator: Emulator;
let root: string;
beforeEach(async () => {
  // As lenient as a server can be: rows that were made long ago hold what none of today's would take.
  const switches = { queryValidation: "object", flagRules: "logged", endpointQueries: "all" } as const;
  project = await liveProject({}, { emulator: { switches, resources: [past] } });
  ({ emulator, root } = project);
});
afterEach(() => project.close());

const run = (...args: string[]): Promise<Ran> => project.run(...args);
const output = (...args: string[]): Promise<Output> => project.output(...args);
const made = (path: string, body: JsonObject): Promise<Row> => handOf(emulator)(path, body);
/** How many rows there are in each table; the log has more of them after every write. */
const rowsOf = ({ activity_log: _, ...tables }: Readonly<Record<string, readonly unknown[]>>): object =>
  Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.length]));
/** How many files there are for each kind. */
const perFolder = (paths: readonly string[]): object =>
  Object.fromEntries(
    [...new Set(paths.map((path) => path.split("/")[1]!))].map((folder) => [
      folder,
      paths.filter((path) => path.split("/")[1] === folder).length,
    ]),
  );
const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? (readdirSync(folder, { recursive: true, encoding: "utf8" }) as string[])
        .filter((name) => name.endsWith(".ts"))
        .sort()
    : [];
/** But for that of the settings, which every project has. */
const files = (): string[] => filesIn(join(root, "posthog")).filter((file) => !file.startsWith("project-settings"));
const read = (file: string): string => project.read(`posthog/${file}`);

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

describe("a project that other people made", () => {
  it(
    "is pulled, type-checks, and is taken over without a change, a copy, or a file elsewhere",
    { timeout: 180_000 },
    async () => {
      const seeded = await seedForeignProject(handOf(emulator), (names) => {
        emulator.ingest(names);
      });
      writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "nodenext" } }));
      const before = rowsOf(emulator.snapshot());

      emulator.log.clear();
      const pulled = await output("pull", "--all");
      expect(emulator.log.writes).toEqual([]);
      expect(pulled.exitCode).toBe(0);
      // Named, because no definition can say them: what differs in case alone, what no object can hold, what PostHog takes
      // from nobody any more, what is not of this project alone.
      const whys = pulled.leftOut!.map(({ kind, title, why }) => `${kind} ${title}: ${why}`.toLowerCase());
      const cased = (of: string, key: string): string =>
        `${of} ${key}: its key "${key}" is taken by another definition, if in another case.`;
      expect(whys.sort()).toEqual([
        "annotation everywhere: it is of the whole organisation, perhaps of another project: a definition would move it here.",
        expect.stringContaining("experiment-saved-metric a very long name"),
        ...["a1-2", "a1", "beta-2", "beta"].map((key) => cased("feature-flag", key)),
        ...["a1", "beta"].map((key) => cased("property-group", key)),
        "property-group odd: `properties.__proto__`: nothing can be called `__proto__` here; it would be lost.",
      ]);
      const silent = pulled.diagnostics.filter(({ code }) => code !== "row-left-out");
      expect(silent.map(({ address, code, path }) => [address, code, path])).toEqual([
        ["experiment.weekly-signups", "field-left-alone", ["metrics"]],
        ["experiment.weekly-signups-2", "field-left-alone", ["metrics"]],
      ]);
      expect(perFolder(pulled.files!.map(({ file }) => file))).toEqual(seeded);
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
      const texts = files().map((file) => `// ${file}\n${read(file)}`);
      const pretty = texts.map((text) => format(text, { parser: "typescript", printWidth: 120 }));
      expect(texts.join("\n")).toBe((await Promise.all(pretty)).join("\n"));

      await takeOver();
      expect(rowsOf(emulator.snapshot())).toEqual(before);

      // What was said about adoption is done with, and nothing else has changed.
      const again = await output("pull", "--all");
      const updated = again.files!.filter(({ action }) => action === "updated").length;
      // Events are taken over by their names, and variables by what PostHog calls them, without a word.
      expect(updated).toBe(files().length - seeded["event-definitions"]! - seeded["insight-variables"]!);
      expect(files().some((file) => read(file).includes("adopt("))).toBe(false);
      expect((await output("plan", "--check")).exitCode).toBe(0);
      expect(new Set((await output("pull", "--all")).files!.map(({ action }) => action))).toEqual(new Set(["kept"]));
    },
  );
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

  it("hold what is changed in PostHog beside what somebody has edited and applied", async () => {
    const file = join(root, "posthog/insights/orders.ts");
    writeFileSync(file, read("insights/orders.ts").replace('name: "Orders",', 'name: "Paid orders", // not carts'));
    expect((await run("apply", "--yes")).code).toBe(0);
    const { results } = (await emulator.ui("GET", "insights/?order=id")).body as { results: Row[] };
    for (const { id } of results) await emulator.ui("PATCH", `insights/${id}/`, { description: "From the UI." });

    const { files: found, diagnostics } = await output("pull", "--kind", "insight");
    expect(diagnostics).toEqual([]);
    expect(found).toEqual([
      { file: "posthog/insights/signups.ts", action: "updated", address: "insight.signups" },
      { file: "posthog/insights/orders.ts", action: "updated", address: "insight.orders", fields: ["description"] },
    ]);
    expect(read("insights/orders.ts")).toContain(
      '  name: "Paid orders", // not carts\n  description: "From the UI.",\n',
    );
    expect((await output("plan", "--check")).plan!.changes).toEqual([]);

    expect((await run("pull", "--kind", "insight", "--force")).code).toBe(0);
    expect(read("insights/orders.ts")).not.toContain("not carts");
  });

  it("ask for the secrets that are not set", async () => {
    await made("feature_flags/", {
      key: "quiet",
      is_remote_configuration: true,
      has_encrypted_payloads: true,
      filters: { groups: [{ properties: [], rollout_percentage: 100 }], payloads: { true: '"s3cret"' } },
    });
    const asks = "Set QUIET_TRUE: secrets do not stand in files.";
    expect((await run("pull", "--kind", "feature-flag")).stdout).toContain(asks);
    expect(read("feature-flags/quiet.ts")).toContain('env("QUIET_TRUE")');
    writeFileSync(join(root, ".env"), "QUIET_TRUE=s3cret\n");
    expect((await run("pull", "--kind", "feature-flag")).stdout).not.toContain(asks);
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
    expect(stderr).toContain("posthog/insights/signups.ts defines insight.signups, and the project has no row for it.");
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

  it("are not taken for a defect where the file system refuses them", async () => {
    const folder = join(root, "posthog/insights");
    rmSync(folder, { recursive: true });
    for (const inTheWay of [() => symlinkSync(join(root, "nowhere"), folder), () => writeFileSync(folder, "")]) {
      inTheWay();
      const { code, stderr } = await run("pull", "--all");
      expect(code).toBe(3);
      expect(stderr).toMatch(/^error: posthog\/insights\/\S+ cannot be written: .*\[config-invalid\]/s);
      rmSync(folder);
    }
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

describe("what is chosen from a list", () => {
  const typed = (...keys: Keys[]): Promise<Ran> =>
    runTyped(program, ["pull"], keys, {
      cwd: root,
      env: project.env,
    });
  beforeEach(async () => {
    await made("insights/", { name: "Signups", query: trends("signed up") });
    await made("insights/", { name: "Orders", query: trends("order paid") });
    await made("cohorts/", { name: "Staff", is_static: true });
    await made("dashboards/", { name: "Growth" });
  });

  it("is what somebody marks, of kinds that have rows, with their numbers", async () => {
    const { code, stderr, stdout } = await typed(
      { when: /dashboards {2}1/, press: key.space },
      { when: /◉ cohorts/, press: key.down },
      { when: /◯ dashboards/, press: key.down },
      { when: /◯ insights/, press: key.space },
      { when: /◉ insights/, press: key.enter },
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining("3 files: 3 created.")]);
    expect(files()).toEqual(["cohorts/staff.ts", "insights/orders.ts", "insights/signups.ts"]);
    expect(stderr).toContain("What do you want to pull?");
    expect(stderr).toContain("insights  2");
    expect(stderr).not.toContain("endpoints");
    expect(await output("plan", "--check")).toMatchObject({ exitCode: 4 });
  });

  it("says which of them are managed", async () => {
    await run("pull", "--kind", "insight");
    await run("apply", "--yes");
    await made("insights/", { name: "Another", query: trends("x") });
    const { stderr } = await typed({ when: /insights {2}3/, press: key.ctrlC });
    expect(stderr).toContain("insights  3, 2 of them managed");
  });

  it("has to be something", async () => {
    const { code, stderr } = await typed(
      { when: /cohorts {2}1/, press: key.enter },
      { when: /At least one choice/, press: key.ctrlC },
    );
    expect([code, files()]).toEqual([130, []]);
    expect(stderr).toContain("Cancelled. Nothing was written.");
  });

  it("is nothing when somebody leaves", async () => {
    const { code, stdout } = await typed({ when: /cohorts {2}1/, press: key.ctrlC });
    expect([code, stdout, files()]).toEqual([130, "", []]);
  });
});
