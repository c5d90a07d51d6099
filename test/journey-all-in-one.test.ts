/** What a newcomer does with the package that brings everything, as it would be published, in an empty folder. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { emptyProject, install, managers, nodeOf, nodeVersions } from "./support/install.js";
import { packAll, write } from "./support/packed.js";
import { startRegistry, type LocalRegistry } from "./support/registry.js";

const growth = `// posthog/dashboards/growth.ts
import { dashboard, insight, trends } from "@posthog/definitions";
export default dashboard({
  key: "growth",
  name: "Growth",
  tiles: [
    {
      insight: insight({
        key: "weekly-signups",
        name: "Weekly signups",
        query: trends({ series: [{ event: "user signed up" }], interval: "week" }),
      }),
      layout: { x: 0, y: 0, w: 6, h: 4 },
    },
  ],
});
`;

let registry: LocalRegistry;
beforeAll(async () => {
  registry = await startRegistry(packAll().values());
});
afterAll(() => registry.close());

describe.each(managers)("the all-in-one package, installed with %s", (manager) => {
  let project: string;
  let node: string;
  const cli = (...args: string[]): Promise<Ran> =>
    runNode(join(project, "node_modules/@posthog/definitions/bin/posthog-definitions.js"), args, {
      cwd: project,
      node: [node],
    });
  beforeAll(async () => {
    project = emptyProject(registry);
    await install(manager, project, ["@posthog/definitions"]);
  });

  it("has a command of its own name", () => {
    expect(existsSync(join(project, "node_modules/.bin/posthog-definitions"))).toBe(true);
  });

  it.each(nodeVersions)("begins, validates, plans, applies, is at rest, and pulls, on Node %s", async (version) => {
    node = await nodeOf(version);
    for (const folder of ["posthog", ".posthog"]) rmSync(join(project, folder), { recursive: true, force: true });
    expect(await cli("init")).toMatchObject({ code: 0 });
    expect(await cli("validate")).toMatchObject({ code: 0 });
    write(project, { "posthog/dashboards/growth.ts": growth });
    rmSync(join(project, "posthog/example.ts"));
    const plan = await cli("plan", "--local");
    expect(plan.stdout).toContain("dashboard.growth");
    expect(plan.stdout).toContain("Plan: 2 to create.");
    const applied = await cli("apply", "--local", "--yes");
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stdout).toContain("Applied: 2 done. 3 requests (0 reads, 3 writes).");
    expect(await cli("plan", "--local", "--check")).toMatchObject({ code: 0 });
    rmSync(join(project, "posthog"), { recursive: true });
    const pulled = await cli("pull", "--local", "--kind", "dashboard,insight");
    expect(pulled.stderr).toBe("");
    expect(pulled.stdout).toContain("2 files: 2 created.");
    expect(await cli("plan", "--local", "--check")).toMatchObject({ code: 0 });
  });

  it.each(["module", "commonjs"] as const)(
    "loads files of a project of type %s, and whatever they export",
    async (type) => {
      node = process.execPath;
      const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as object;
      rmSync(join(project, "posthog"), { recursive: true, force: true });
      write(project, {
        "package.json": JSON.stringify({ ...manifest, type }),
        "posthog/growth.ts": growth,
        "posthog/more.mts": `import { featureFlag } from "@posthog/definitions";
        export const flags = [featureFlag({ key: "a", rollout: 10 }), [featureFlag({ key: "b", rollout: 10 })]];`,
        "posthog/plain.js":
          type === "module"
            ? `import { featureFlag } from "@posthog/definitions"; export const c = featureFlag({ key: "c", rollout: 1 });`
            : `const { featureFlag } = require("@posthog/definitions"); module.exports = { c: featureFlag({ key: "c", rollout: 1 }) };`,
      });
      const { code, stdout, stderr } = await cli("plan", "--local");
      expect(stderr).toBe("");
      expect(code).toBe(0);
      for (const key of ["a", "b", "c"]) expect(stdout).toContain(`feature-flag.${key}  create`);
    },
  );
});
