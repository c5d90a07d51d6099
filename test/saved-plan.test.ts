/** A plan that was saved, reviewed and applied later: it is carried out as it is, or refused. Through the built command line. */
import type { Emulator } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ran } from "./support/cli.js";
import { liveProject, type LiveProject } from "./support/live-project.js";

const files = (name = "Board") => `
import { dashboard, env, featureFlag, insight, trends } from "@posthog/definitions";
export const signups = insight({ key: "signups", name: "Signups", query: trends({ series: [{ event: "signed up" }] }) });
export const board = dashboard({ key: "board", name: "${name}", description: "A", tiles: [{ insight: signups, layout: { x: 0, y: 0, w: 6, h: 5 } }] });
export const flag = featureFlag({ key: "flag", rollout: 10 });
export const secret = featureFlag({
  key: "secret",
  is_remote_configuration: true,
  has_encrypted_payloads: true,
  filters: { groups: [{ rollout_percentage: 100 }], payloads: { true: env("PAYLOAD") } },
});
`;
const PAYLOAD = JSON.stringify("s3cret-payload-7");

let project: LiveProject;
let emulator: Emulator;
beforeEach(async () => {
  project = await liveProject({ "posthog/all.ts": files() }, { env: { PAYLOAD } });
  emulator = project.emulator;
  expect((await run("apply", "--yes")).code).toBe(0);
});
afterEach(() => project.close());

const edit = (name: string): void => project.write("posthog/all.ts", files(name));
const run = (...args: string[]): Promise<Ran> => project.run(...args);
const listed = (path: string): Promise<Record<string, unknown>[]> => project.listed(path);
const rowOf = async (path: string, name: string) =>
  (await listed(path)).find((row) => (row["name"] || row["key"]) === name)!;
const save = async (): Promise<Record<string, unknown>> => {
  const { code, stderr } = await run("plan", "--out", "plan.json");
  expect(code).toBe(0);
  expect(stderr).toContain("To apply it: posthog-definitions apply plan.json");
  return JSON.parse(project.read("plan.json")) as Record<string, unknown>;
};
/** What `apply plan.json` says, and that it wrote nothing. */
const refused = async (): Promise<{ exitCode: number; says: string[] }> => {
  emulator.log.clear();
  const output = JSON.parse((await run("apply", "plan.json", "--json")).stdout) as Output;
  expect(emulator.log.writes).toEqual([]);
  return { exitCode: output.exitCode, says: output.diagnostics.map(({ code, message }) => `${code}: ${message}`) };
};

describe("a saved plan", () => {
  it("is applied without asking, and holds what a reviewer wants to know", async () => {
    edit("Board 2");
    const saved = await save();
    expect(saved).toMatchObject({
      version: 1,
      project: { host: project.env.POSTHOG_HOST, id: "1" },
      plan: {
        changes: [{ address: "dashboard.board", fields: [{ path: ["name"], before: "Board", after: "Board 2" }] }],
      },
    });
    expect((await run("plan", "--check")).code).toBe(4);
    emulator.log.clear();
    const { code, stdout } = await run("apply", "plan.json");
    expect(code).toBe(0);
    expect(stdout).toContain("updated");
    expect(emulator.log.writes).toHaveLength(1);
    expect((await run("plan", "--check")).code).toBe(0);
  });

  it("holds no secret, of the file or of PostHog", async () => {
    project.write("posthog/all.ts", files().replace("rollout_percentage: 100", "rollout_percentage: 50"));
    await save();
    const text = project.read("plan.json");
    expect(text).toContain("feature-flag.secret");
    expect(text).not.toContain("s3cret");
  });

  it("speaks of a secret that changed without a guess at who changed it, and without the secret", async () => {
    const path = "feature_flags/";
    const { id, filters } = (await rowOf(path, "secret")) as { id: number; filters: Record<string, unknown> };
    const payloads = { true: '"0ther-secret"' };
    await emulator.ui("PATCH", `${path}${id}/`, { filters: { ...filters, payloads } });
    const saved = (await save()) as { plan: { changes: unknown[] } };
    expect(saved.plan.changes).toMatchObject([{ address: "feature-flag.secret", origin: "unknown" }]);
    expect((await run("apply", "--yes")).code).toBe(0);
    expect(await refused()).toEqual({
      exitCode: 6,
      says: [
        "stale-plan: feature-flag.secret has moved since the plan was made: `filters.payloads.true` is another secret.",
      ],
    });
  });

  it("is applied although somebody changed what the files leave alone", async () => {
    edit("Board 2");
    await save();
    const row = await rowOf("dashboards/", "Board");
    await emulator.ui("PATCH", `dashboards/${row["id"]}/`, { pinned: true });
    expect((await run("apply", "plan.json")).code).toBe(0);
  });

  it("is refused once a row of it was edited, and says what is different", async () => {
    edit("Board 2");
    await save();
    const row = await rowOf("dashboards/", "Board");
    await emulator.ui("PATCH", `dashboards/${row["id"]}/`, { name: "Theirs", description: "B" });
    expect(await refused()).toEqual({
      exitCode: 6,
      says: [
        'stale-plan: dashboard.board has moved since the plan was made: `name` was "Board", and is "Theirs", `description` was "A", and is "B".',
      ],
    });
  });

  it("is refused once a row that it leaves unchanged was edited", async () => {
    edit("Board 2");
    await save();
    await emulator.ui("PATCH", `insights/${(await rowOf("insights/", "Signups"))["id"]}/`, { description: "Theirs" });
    expect(await refused()).toEqual({
      exitCode: 6,
      says: ['stale-plan: insight.signups has moved since the plan was made: `description` was "", and is "Theirs".'],
    });
  });

  it("is refused once a row of it was deleted", async () => {
    edit("Board 2");
    await save();
    await emulator.ui("PATCH", `feature_flags/${(await rowOf("feature_flags/", "flag"))["id"]}/`, { deleted: true });
    expect(await refused()).toMatchObject({
      exitCode: 6,
      says: ["stale-plan: feature-flag.flag has moved since the plan was made: its row is gone."],
    });
  });

  it("is applied although PostHog's Duplicate made a twin, which it leaves alone", async () => {
    edit("Board 2");
    await save();
    const row = await rowOf("dashboards/", "Board");
    const copy = (await emulator.ui("POST", "dashboards/", { name: "Copy", use_dashboard: row["id"] as number }))
      .body as {
      id: number;
    };
    expect((await run("apply", "plan.json")).code).toBe(0);
    expect(await rowOf("dashboards/", "Copy")).toMatchObject({ id: copy.id });
    expect(await rowOf("dashboards/", "Board 2")).toMatchObject({ id: row["id"] });
  });

  it("is refused once somebody else took a row over", async () => {
    edit("Board 2");
    await save();
    const row = await rowOf("dashboards/", "Board");
    await emulator.ui("PATCH", `dashboards/${row["id"]}/`, { tags: ["iac:dashboards:web/board"] });
    expect(await refused()).toMatchObject({
      exitCode: 6,
      says: [
        "stale-plan: dashboard.board has moved since the plan was made: its row is gone.",
        // A new board would have to take the insight in.
        "stale-plan: insight.signups has moved since the plan was made: what would be sent is different.",
      ],
    });
  });

  it("is refused where a row that it would create is there by now", async () => {
    project.write("posthog/all.ts", `${files()}export const more = featureFlag({ key: "more", rollout: 5 });\n`);
    await save();
    expect((await run("apply", "--yes")).code).toBe(0);
    expect(await refused()).toMatchObject({
      exitCode: 6,
      says: ["stale-plan: feature-flag.more has moved since the plan was made: it has a row now."],
    });
  });

  it("is refused for other definitions, another project, and a form that is none of ours", async () => {
    edit("Board 2");
    const saved = await save();
    edit("Board 3");
    expect(await refused()).toEqual({
      exitCode: 6,
      says: ["saved-plan-other: The definitions are not those that the saved plan was made from."],
    });
    edit("Board 2");
    const put = (content: unknown) => project.write("plan.json", JSON.stringify(content));
    put({ ...saved, project: { host: project.env.POSTHOG_HOST, id: "7" } });
    expect(await refused()).toMatchObject({ exitCode: 6, says: [expect.stringContaining("is for project 7")] });
    put({ ...saved, version: 99 });
    expect(await refused()).toMatchObject({ exitCode: 3, says: [expect.stringContaining("it has the form 99")] });
    put([]);
    expect(await refused()).toMatchObject({
      exitCode: 3,
      says: [expect.stringContaining("saved-plan-invalid: plan.json")],
    });
    expect((await run("apply", "nowhere.json")).code).toBe(3);
    expect((await run("apply", "plan.json", "--prune")).code).toBe(3);
  });

  it("keeps what was asked for: a prune, and a part of the definitions", async () => {
    project.write("posthog/all.ts", files().replace(/export const flag .*\n/, ""));
    expect((await run("plan", "--prune", "--prune-limit", "1", "--out", "plan.json")).code).toBe(0);
    expect((await run("apply", "plan.json")).code).toBe(0);
    expect(await rowOf("feature_flags/", "flag")).toBeUndefined();

    edit("Board 2");
    expect((await run("plan", "--target", "insight.signups", "--out", "plan.json")).code).toBe(0);
    expect((await run("apply", "plan.json")).code).toBe(0);
    expect(await rowOf("dashboards/", "Board")).toBeDefined();
  });
});
