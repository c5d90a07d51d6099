/** What a newcomer does, on packages as they would be published, in an empty folder. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runNode } from "./support/cli.js";
import { newProject, packAll, write } from "./support/packed.js";

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

let tarballs: ReadonlyMap<string, string>;
let project: string;
const cli = (folder: string, ...args: string[]) =>
  runNode(join(folder, "node_modules/@posthog/definitions/bin/posthog-definitions.js"), args, { cwd: folder });

beforeAll(() => {
  tarballs = packAll();
  project = newProject(tarballs, {
    dependencies: ["@posthog/definitions"],
    files: { "posthog/dashboards/growth.ts": growth },
  });
}, 300_000);

describe("the all-in-one package, installed with npm", () => {
  it("validates, plans, applies, and is at rest", async () => {
    expect(await cli(project, "validate")).toMatchObject({ code: 0 });
    const plan = await cli(project, "plan", "--local");
    expect(plan.stdout).toContain("dashboard.growth");
    expect(plan.stdout).toContain("Plan: 2 to create.");
    const applied = await cli(project, "apply", "--local", "--yes");
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stdout).toContain("Applied: 2 done. 3 requests (0 reads, 3 writes).");
    expect(await cli(project, "plan", "--local", "--check")).toMatchObject({ code: 0 });
  });

  it("has a command of its own name", () => {
    expect(existsSync(join(project, "node_modules/.bin/posthog-definitions"))).toBe(true);
  });

  it.each(["module", "commonjs"] as const)(
    "loads files of a project of type %s, and whatever they export",
    async (type) => {
      const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as object;
      write(project, {
        "package.json": JSON.stringify({ ...manifest, type }),
        "posthog/more.mts": `import { featureFlag } from "@posthog/definitions";
        export const flags = [featureFlag({ key: "a", rollout: 10 }), [featureFlag({ key: "b", rollout: 10 })]];`,
        "posthog/plain.js":
          type === "module"
            ? `import { featureFlag } from "@posthog/definitions"; export const c = featureFlag({ key: "c", rollout: 1 });`
            : `const { featureFlag } = require("@posthog/definitions"); module.exports = { c: featureFlag({ key: "c", rollout: 1 }) };`,
      });
      const { code, stdout, stderr } = await cli(project, "plan", "--local");
      expect(stderr).toBe("");
      expect(code).toBe(0);
      for (const key of ["a", "b", "c"]) expect(stdout).toContain(`feature-flag.${key}  create`);
    },
  );

  it.each(["22", "24"])(
    "runs on Node %s",
    async (version) => {
      const { code, stdout } = await runNode(
        join(project, "node_modules/@posthog/definitions/bin/posthog-definitions.js"),
        ["validate"],
        { cwd: project, node: ["npx", "--yes", "-p", `node@${version}`, "node"] },
      );
      expect(stdout).toContain("definitions");
      expect(code).toBe(0);
    },
    180_000,
  );
});

describe("the small install", () => {
  it("applies flags with the command line and one plugin, and says what is missing for the rest", async () => {
    const small = newProject(tarballs, {
      dependencies: ["@posthog-definitions/cli", "@posthog-definitions/plugin-feature-flags"],
      files: {
        "posthog/flags.ts": `import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
          export default featureFlag({ key: "new-onboarding", rollout: 20 });`,
      },
    });
    const run = (...args: string[]) =>
      runNode(join(small, "node_modules/@posthog-definitions/cli/bin/run.js"), args, { cwd: small });
    expect(await run("apply", "--local", "--yes")).toMatchObject({ code: 0 });
    expect(existsSync(join(small, "node_modules/@posthog-definitions/plugin-insights"))).toBe(false);
    write(small, {
      "posthog/insight.ts": `import { insight } from "@posthog-definitions/plugin-insights"; export default insight({ key: "a" });`,
    });
    const broken = await run("plan", "--local");
    expect(broken.code).toBe(5);
    expect(broken.stdout + broken.stderr).toContain("npm install --save-dev @posthog-definitions/plugin-insights");
  }, 240_000);
});
