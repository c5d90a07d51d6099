/** What leaves the files: left alone, deleted when that is asked for, or let go. Through the built command line. */
import type { Emulator } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ran } from "./support/cli.js";
import { liveProject, type LiveProject } from "./support/live-project.js";

let project: LiveProject;
let emulator: Emulator;
beforeEach(async () => {
  project = await liveProject({ "posthog/all.ts": "" });
  emulator = project.emulator;
});
afterEach(() => project.close());

const IMPORT = `import { dashboard, featureFlag, forget, insight, trends } from "@posthog/definitions";\n`;
const board = (...insights: string[]) =>
  `export default dashboard({ key: "board", name: "Board", tiles: [${insights
    .map((key, i) => `{ insight: ${insightOf(key)}, layout: { x: 0, y: ${i * 5}, w: 6, h: 5 } }`)
    .join(", ")}] });`;
const insightOf = (key: string) =>
  `insight({ key: "${key}", name: "${key}", query: trends({ series: [{ event: "${key}" }] }) })`;
const flags = (...keys: string[]) =>
  `export const flags = [${keys.map((key) => `featureFlag({ key: "${key}", rollout: 10 })`).join(", ")}];`;

const write = (text: string): void => project.write("posthog/all.ts", `${IMPORT}${text}\n`);
const run = (...args: string[]): Promise<Ran> => project.run(...args);
const output = (...args: string[]): Promise<Output> => project.output(...args);
const listed = (path: string): Promise<Record<string, unknown>[]> => project.listed(path);
const names = async (path: string): Promise<unknown[]> =>
  (await listed(path)).map((row) => row["name"] || row["key"]).sort();

describe("a definition that leaves the files", () => {
  beforeEach(async () => {
    write(`${board("one", "two")}\n${flags("a", "b", "c")}`);
    expect((await run("apply", "--yes")).code).toBe(0);
    await emulator.ui("POST", "insights/", {
      name: "theirs",
      query: { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: [] } },
    });
  });

  it("leaves its row alone, which every plan names", async () => {
    write(`${board("one")}\n${flags("a", "b", "c")}`);
    const { stdout, code } = await run("apply", "--yes");
    expect(code).toBe(0);
    expect(stdout).toContain("1 managed row that no file names  (left alone)");
    expect(await names("insights/")).toEqual(["one", "theirs", "two"]);
  });

  it("is deleted by a prune, after whatever showed it; other people's rows stay", async () => {
    write(`${board("one")}\n${flags("a", "b", "c")}`);
    await run("apply", "--yes");
    emulator.log.clear();
    const { stdout, code } = await run("apply", "--yes", "--prune");
    expect(stdout).toMatch(/1 managed row that no file names {2}\(to be deleted\)\n {2}- insight\.two {2}"two"/);
    expect(stdout).toContain("It can be restored in PostHog.");
    expect(code).toBe(0);
    expect(emulator.log.writes).toHaveLength(1);
    expect(await names("insights/")).toEqual(["one", "theirs"]);
    expect((await output("plan", "--prune")).plan).toMatchObject({ changes: [], orphans: [] });
  });

  it("is deleted in the run that takes it off its dashboard, after that", async () => {
    write(`${board("one")}\n${flags("a", "b", "c")}`);
    emulator.log.clear();
    expect((await run("apply", "--yes", "--prune")).code).toBe(0);
    expect(emulator.log.writes.map(({ path }) => path.replace(/\/\d+\/$|\/[^/]{8}\/$/, "/"))).toEqual([
      expect.stringContaining("dashboards/"),
      expect.stringContaining("insights/"),
    ]);
  });

  it("is deleted too where nothing of its kind is defined any more", async () => {
    write(board("one", "two"));
    const { code } = await run("apply", "--yes", "--prune", "--prune-limit", "3");
    expect(code).toBe(0);
    expect(await names("feature_flags/")).toEqual([]);
  });

  it("stops a prune of more than a fifth, with exit code 7 and the number to say", async () => {
    write(board("one", "two"));
    emulator.log.clear();
    const { code, stdout } = await run("apply", "--yes", "--prune");
    expect(code).toBe(7);
    expect(stdout).toContain("3 of 6 managed rows would be deleted, which is more than a fifth.");
    expect(stdout).toContain("--prune-limit 3");
    expect(emulator.log.writes).toEqual([]);
  });

  it("is let go by `forget`: the row stays, and no prune finds it again", async () => {
    write(`${board("one", "two")}\n${flags("a", "b")}\nexport const gone = forget("feature-flag.c");`);
    expect((await run("apply", "--yes", "--prune")).code).toBe(0);
    const [row] = (await listed("feature_flags/")).filter(({ key }) => key === "c");
    expect(row).toMatchObject({ key: "c", tags: [] });
    expect((await output("plan", "--prune")).plan).toMatchObject({ changes: [], orphans: [] });
  });
});

describe("a protected definition", () => {
  it("keeps its row when it has left the files, because the row remembers", async () => {
    const kept = `export const kept = featureFlag({ key: "kept", rollout: 10, protect: true });`;
    write(`${kept}\n${flags("a", "b", "c", "d", "e")}`);
    expect((await run("apply", "--yes")).code).toBe(0);
    write(flags("a", "b", "c", "d", "e"));
    const { code, stdout } = await run("apply", "--yes", "--prune");
    expect(code).toBe(7);
    expect(stdout).toContain("feature-flag.kept is protected");
    expect(await names("feature_flags/")).toContain("kept");

    write(`${kept.replace(", protect: true", "")}\n${flags("a", "b", "c", "d", "e")}`);
    expect((await run("apply", "--yes")).code).toBe(0);
    write(flags("a", "b", "c", "d", "e"));
    expect((await run("apply", "--yes", "--prune")).code).toBe(0);
    expect(await names("feature_flags/")).not.toContain("kept");
  });
});

describe("a plan with an error about one row", () => {
  it("applies everything else, and ends with 8", async () => {
    await emulator.ui("POST", "feature_flags/", { key: "theirs", name: "Theirs" });
    write(flags("theirs", "mine"));
    expect((await output("plan")).exitCode).toBe(1);
    const { code, stdout } = await run("apply", "--yes");
    expect(stdout).toContain("1 error: what it is about, and what needs that, is left out.");
    expect(code).toBe(8);
    const rows = await listed("feature_flags/");
    expect(rows.find(({ key }) => key === "mine")).toBeDefined();
    expect(rows.find(({ key }) => key === "theirs")).toMatchObject({ name: "Theirs", tags: [] });
  });
});
