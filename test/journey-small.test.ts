/** The small install: the command line and one plugin, as they would be published, and nothing of any other kind. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createEmulator } from "@posthog-definitions/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { emptyProject, install, managers, nodeOf, nodeVersions } from "./support/install.js";
import { packAll, write } from "./support/packed.js";
import { startRegistry, type LocalRegistry } from "./support/registry.js";

const flags = `import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
export default featureFlag({ key: "new-onboarding", rollout: 20 });`;
const insights = `import { insight } from "@posthog-definitions/plugin-insights";
export default insight({ key: "a", name: "A", query: {} });`;

let registry: LocalRegistry;
beforeAll(async () => {
  registry = await startRegistry(packAll().values());
});
afterAll(() => registry.close());

describe.each(managers)("the command line and one plugin, installed with %s", (manager) => {
  const add = { npm: "npm install --save-dev", pnpm: "pnpm add --save-dev" }[manager];
  let project: string;
  const cli = (...args: string[]): Promise<Ran> => cliOn(process.execPath, ...args);
  const cliOn = (node: string, ...args: string[]): Promise<Ran> =>
    runNode(join(project, "node_modules/@posthog-definitions/cli/bin/run.js"), args, { cwd: project, node: [node] });
  /** The project with these definitions, and nothing on its server. */
  const startWith = (files: Readonly<Record<string, string>>): void => {
    for (const folder of ["posthog", ".posthog"]) rmSync(join(project, folder), { recursive: true, force: true });
    write(project, files);
  };

  beforeAll(async () => {
    project = emptyProject(registry);
    await install(manager, project, ["@posthog-definitions/cli", "@posthog-definitions/plugin-feature-flags"]);
  });

  it("installs no other kind", () => {
    expect(kindsIn(join(project, "node_modules"))).toEqual(["feature-flag"]);
  });

  it.each(nodeVersions)("applies flags on Node %s", async (version) => {
    const node = await nodeOf(version);
    startWith({ "posthog/flags.ts": flags });
    const kinds = await cliOn(node, "kinds");
    expect(kinds.stdout).toMatch(/^feature-flag +@posthog-definitions\/plugin-feature-flags \d+\.\d+\.\d+ +1 defined/);
    expect(kinds.stdout.trim().split("\n")).toHaveLength(1);
    const applied = await cliOn(node, "apply", "--local", "--yes");
    expect(applied.stdout).toContain("Applied: 1 done. 1 request (0 reads, 1 write).");
    expect(applied.code).toBe(0);
    expect(await cliOn(node, "plan", "--local", "--check")).toMatchObject({ code: 0 });
  });

  it("says what to install for a definition of another kind, and neither plans nor applies the rest", async () => {
    startWith({ "posthog/flags.ts": flags, "posthog/insight.ts": insights });
    for (const command of [["plan"], ["apply", "--yes", "--prune"]]) {
      const { code, stdout, stderr } = await cli(...command, "--local");
      expect(code).toBe(5);
      expect(stdout + stderr).toContain(`${add} @posthog-definitions/plugin-insights`);
      expect(stdout).not.toContain("new-onboarding");
    }
    expect(await onServer(project, "feature_flags")).toEqual([]);
  });

  it("takes no row of a kind that is not installed for an orphan", async () => {
    startWith({ "posthog/flags.ts": flags });
    await onServer(project, "insights", { name: "Ours", tags: ["iac:insights:ours"] });
    await onServer(project, "feature_flags", {
      key: "ours",
      filters: { groups: [{}] },
      tags: ["iac:feature-flags:ours"],
    });
    const plan = await cli("plan", "--local", "--prune");
    expect(plan.stdout).toContain("feature-flag.ours");
    expect(plan.stdout).not.toContain("insight");
    expect(await cli("apply", "--local", "--prune", "--prune-limit", "1", "--yes")).toMatchObject({ code: 0 });
    expect(await onServer(project, "insights")).toMatchObject([{ name: "Ours" }]);
    expect(await onServer(project, "feature_flags")).toMatchObject([{ key: "new-onboarding" }]);
  });

  it("pulls", async () => {
    startWith({});
    await onServer(project, "feature_flags", { key: "by-hand", filters: { groups: [{ rollout_percentage: 5 }] } });
    let pulled = await cli("pull", "--local", "--all");
    if (manager === "pnpm") {
      // Here only what the project names can be imported, and `adopt` belongs to no kind.
      expect(pulled.code).toBe(5);
      expect(pulled.stderr).toContain(`${add} @posthog-definitions/core`);
      await install(manager, project, ["@posthog-definitions/core"]);
      pulled = await cli("pull", "--local", "--all");
    }
    expect(pulled.stdout).toContain("1 file: 1 created.");
    const plan = await cli("plan", "--local");
    expect(plan.stdout).toContain("Plan: 1 to adopt.");
  });
});

/** What the plugins in a tree of installed packages bring. */
function kindsIn(folder: string): string[] {
  const manifests = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(`node_modules/${path}`),
  );
  const kinds = manifests.flatMap((path) => {
    const { posthogDefinitions } = JSON.parse(readFileSync(join(folder, path), "utf8")) as {
      posthogDefinitions?: { kinds: string[] };
    };
    return posthogDefinitions?.kinds ?? [];
  });
  // pnpm shows a package in more than one place.
  return [...new Set(kinds)];
}

/** The rows of the project that `--local` keeps; with a body, after making one more. */
async function onServer(project: string, path: string, body?: object): Promise<readonly object[]> {
  const emulator = createEmulator({ file: join(project, ".posthog/local.db") });
  const request = async (init?: RequestInit): Promise<unknown> => {
    const headers = { authorization: `Bearer ${emulator.key}`, "content-type": "application/json" };
    const url = `http://localhost/api/projects/${emulator.projectId}/${path}/`;
    const answer = await emulator.fetch(new Request(url, { headers, ...init }));
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  try {
    if (body) await request({ method: "POST", body: JSON.stringify(body) });
    return ((await request()) as { results: object[] }).results;
  } finally {
    await emulator.close();
  }
}
