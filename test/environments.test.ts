/** Staging and production from the same files, and two repositories on one project. Through the built command line. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, type Emulator } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { linkedProject, program } from "./support/project.js";

let emulator: Emulator;
let host: string;
let production: number;
beforeEach(async () => {
  emulator = createEmulator();
  host = (await emulator.listen({ port: 0 })).url;
  production = emulator.addProject("Production").id;
});
afterEach(() => emulator.close());

const config = (more = "") => `
export default {
  ${more}
  environments: {
    staging: { host: "${host}", project: 1, keyVariable: "STAGING_KEY" },
    production: { host: "${host}", project: ${production}, keyVariable: "PRODUCTION_KEY" },
  },
};
`;
const run = (root: string, ...args: string[]): Promise<Ran> =>
  runNode(program, args, {
    cwd: root,
    // Variables of another project, which a chosen environment must win over.
    env: { POSTHOG_PROJECT_ID: "7", STAGING_KEY: emulator.key, PRODUCTION_KEY: emulator.key },
  });
const output = async (root: string, ...args: string[]): Promise<Output> =>
  JSON.parse((await run(root, ...args, "--json")).stdout) as Output;
const flags = async (project: number): Promise<Record<string, Record<string, unknown>>> => {
  const path = `api/projects/${project}/feature_flags/?limit=1000`;
  const { results } = (await emulator.ui("GET", path)).body as { results: Record<string, unknown>[] };
  return Object.fromEntries(results.map((row) => [row["key"], row]));
};

const definitions = `
import { adopt, featureFlag, perEnvironment } from "@posthog/definitions";
export const checkout = featureFlag({ key: "checkout", rollout: perEnvironment({ staging: 100 }, 10) });
export const debug = featureFlag({ key: "debug", rollout: 100, environments: ["staging"] });
export const steady = featureFlag({ key: "steady", rollout: 50 });
`;

describe("two environments", () => {
  let root: string;
  beforeEach(() => {
    root = linkedProject({ "posthog/flags.ts": definitions, "posthog.config.ts": config() });
  });

  it("get the same files, with what differs between them", async () => {
    expect((await run(root, "apply", "--env", "staging", "--yes")).code).toBe(0);
    expect((await run(root, "apply", "--env", "production", "--yes")).code).toBe(0);
    const [here, there] = [await flags(1), await flags(production)];
    expect(Object.keys(here).sort()).toEqual(["checkout", "debug", "steady"]);
    expect(Object.keys(there).sort()).toEqual(["checkout", "steady"]);
    expect(here["checkout"]).toMatchObject({ filters: { groups: [{ rollout_percentage: 100 }] } });
    expect(there["checkout"]).toMatchObject({ filters: { groups: [{ rollout_percentage: 10 }] } });
    for (const name of ["staging", "production"])
      expect((await run(root, "plan", "--env", name, "--check")).code).toBe(0);
  });

  it("are compared with each other by what stands in them", async () => {
    await run(root, "apply", "--env", "staging", "--yes");
    await run(root, "apply", "--env", "production", "--yes");
    const steady = (await flags(production))["steady"]!;
    await emulator.ui("PATCH", `api/projects/${production}/feature_flags/${steady["id"]}/`, { name: "Edited" });
    emulator.log.clear();
    const { stdout, code } = await run(root, "plan", "--env", "staging", "--against", "production", "--check");
    expect(code).toBe(4);
    expect(stdout).toMatchInlineSnapshot(`
      "~ feature-flag.checkout  production → staging
          ~ filters.groups[0].rollout_percentage  10 → 100

      ~ feature-flag.steady  production → staging
          ~ name  "Edited" → ""

      Only in staging
        + feature-flag.debug

      staging, compared with production: 2 different, 1 only in staging, 0 the same.
      "
    `);
    expect(emulator.log.writes).toEqual([]);
    expect((await output(root, "plan", "--env", "production", "--against", "staging")).comparison).toMatchObject({
      here: "production",
      onlyThere: ["feature-flag.debug"],
      different: [{ address: "feature-flag.checkout", fields: [{ before: 100, after: 10 }] }, {}],
    });
  });

  it("must be chosen where something differs, by a name that there is", async () => {
    const { exitCode, diagnostics } = await output(root, "plan");
    expect(exitCode).toBe(3);
    expect(diagnostics.map(({ code }) => code)).toContain("environment-missing");
    expect((await output(root, "plan", "--env", "stagin")).diagnostics).toMatchObject([
      { code: "environment-unknown", hint: "Did you mean staging?" },
    ]);
    writeFileSync(join(root, "posthog.config.ts"), config("enviroment: {},"));
    expect((await output(root, "plan", "--env", "staging")).diagnostics).toMatchObject([
      { code: "config-invalid", hint: "Did you mean `environments`?" },
    ]);
  });

  it("are validated together, and never hold a key in a file", async () => {
    expect((await run(root, "validate")).stdout).toContain("3 definitions in 1 file: nothing is wrong.");
    writeFileSync(
      join(root, "posthog/flags.ts"),
      definitions.replace("{ staging: 100 }, 10", "{ staging: 100 }, 1000"),
    );
    const { stdout, code } = await run(root, "validate");
    expect(code).toBe(1);
    expect(stdout.match(/invalid-field/g)).toHaveLength(1);
    writeFileSync(join(root, "posthog.config.ts"), config().replace('"STAGING_KEY"', '"phx_1234-abc"'));
    const refused = await output(root, "plan", "--env", "staging");
    expect(refused.diagnostics).toMatchObject([{ code: "config-invalid" }]);
    expect(JSON.stringify(refused)).not.toContain("phx_1234");
  });

  it("take rows over by ids of their own", async () => {
    const made: number[] = [];
    for (const project of [1, production]) {
      const path = `api/projects/${project}/feature_flags/`;
      if (project === 1) await emulator.ui("POST", path, { key: "filler", name: "" });
      made.push(((await emulator.ui("POST", path, { key: "steady", name: "Theirs" })).body as { id: number }).id);
    }
    const statement = `export const own = adopt("feature-flag.steady", perEnvironment({ staging: ${made[0]}, production: ${made[1]} }));`;
    writeFileSync(join(root, "posthog/flags.ts"), `${definitions}${statement}\n`);
    for (const [i, name] of ["staging", "production"].entries()) {
      const { plan } = await output(root, "plan", "--env", name);
      expect(plan!.changes.find(({ address }) => address === "feature-flag.steady")).toMatchObject({
        action: "adopt",
        id: made[i],
      });
    }
  });
});

describe("what was pulled from one environment", () => {
  it("is taken over there, and made in the others", async () => {
    await emulator.ui("POST", "api/projects/1/feature_flags/", { key: "theirs", name: "Theirs" });
    const pulled = linkedProject({ "posthog.config.ts": config() });
    const { stdout } = await run(pulled, "pull", "--kind", "feature-flag", "--env", "staging");
    expect(stdout).toContain(
      "\nNext: posthog-definitions plan --env staging. It shows 1 adoption and no other change.",
    );
    expect(readFileSync(join(pulled, "posthog/feature-flags/theirs.ts"), "utf8")).toMatch(
      /adopt\("feature-flag\.theirs", perEnvironment\(\{ staging: \d+ \}\)\);/,
    );
    for (const [name, action] of [
      ["staging", "adopt"],
      ["production", "create"],
    ] as const) {
      expect((await output(pulled, "plan", "--env", name)).plan!.changes).toMatchObject([{ action }]);
      expect((await run(pulled, "apply", "--env", name, "--yes")).code).toBe(0);
      expect((await run(pulled, "plan", "--env", name, "--check")).code).toBe(0);
    }
  });
});

describe("two repositories on one project", () => {
  const repository = (namespace: string, text: string): string =>
    linkedProject({ "posthog/all.ts": text, "posthog.config.ts": config(`namespace: "${namespace}",`) });
  const board = (name: string) =>
    `import { dashboard, moved } from "@posthog/definitions";\nexport default dashboard({ key: "growth", name: "${name}" });\n`;
  const boards = async (project = 1): Promise<unknown[]> => {
    const { results } = (await emulator.ui("GET", `api/projects/${project}/dashboards/?limit=1000`)).body as {
      results: { name: string; tags: string[] }[];
    };
    return results.map(({ name, tags }) => [name, tags.find((tag) => tag.startsWith("iac:dashboards"))]).sort();
  };

  it("may use the same key, never see each other's rows, and hand a definition over", async () => {
    const [web, app] = [repository("web", board("Web")), repository("app", board("App"))];
    for (const root of [web, app]) expect((await run(root, "apply", "--env", "staging", "--yes")).code).toBe(0);
    expect(await boards()).toEqual([
      ["App", "iac:dashboards:app/growth"],
      ["Web", "iac:dashboards:web/growth"],
    ]);
    for (const root of [web, app])
      expect((await output(root, "plan", "--env", "staging", "--prune")).plan).toMatchObject({
        changes: [],
        orphans: [],
      });

    // `web` gives its board to `app`, under another key.
    writeFileSync(
      join(web, "posthog/all.ts"),
      `import { featureFlag } from "@posthog/definitions";\nexport default featureFlag({ key: "a", rollout: 1 });\n`,
    );
    const taken = `${board("App")}export const web = dashboard({ key: "web-growth", name: "Web" });\nexport const from = moved("dashboard.web/growth", "dashboard.web-growth");\n`;
    writeFileSync(join(app, "posthog/all.ts"), taken);
    expect((await output(app, "plan", "--env", "staging")).plan!.changes).toMatchObject([
      { action: "move", address: "dashboard.web-growth", from: "dashboard.web/growth" },
    ]);
    expect((await run(app, "apply", "--env", "staging", "--yes")).code).toBe(0);
    expect(await boards()).toEqual([
      ["App", "iac:dashboards:app/growth"],
      ["Web", "iac:dashboards:app/web-growth"],
    ]);
    expect((await output(web, "plan", "--env", "staging", "--prune")).plan!.orphans).toEqual([]);
  });

  it("do so in each of two environments, where what one changes stays its own", async () => {
    const all = [repository("web", board("Web")), repository("app", board("App"))].flatMap((root) =>
      ["staging", "production"].map((name) => ({ root, name })),
    );
    for (const { root, name } of all) expect((await run(root, "apply", "--env", name, "--yes")).code).toBe(0);
    const both = [
      ["App", "iac:dashboards:app/growth"],
      ["Web", "iac:dashboards:web/growth"],
    ];
    expect([await boards(), await boards(production)]).toEqual([both, both]);

    const web = all[0]!.root;
    writeFileSync(join(web, "posthog/all.ts"), board("Web 2"));
    expect((await run(web, "apply", "--env", "production", "--yes")).code).toBe(0);
    expect(await boards()).toEqual(both);
    expect(await boards(production)).toEqual([both[0], ["Web 2", "iac:dashboards:web/growth"]]);
    for (const { root, name } of all) {
      const { plan } = await output(root, "plan", "--env", name, "--prune");
      const due = root === web && name === "staging" ? [{ action: "update", address: "dashboard.growth" }] : [];
      expect(plan).toMatchObject({ changes: due, orphans: [] });
    }
  });

  it("cannot both have what PostHog keeps unique", async () => {
    const flag = `import { featureFlag } from "@posthog/definitions";\nexport default featureFlag({ key: "checkout", rollout: 1 });\n`;
    const [web, app] = [repository("web", flag), repository("app", flag)];
    expect((await run(web, "apply", "--env", "staging", "--yes")).code).toBe(0);
    const { diagnostics, exitCode } = await output(app, "plan", "--env", "staging");
    expect(exitCode).toBe(1);
    expect(diagnostics).toMatchObject([
      { code: "unique-held", message: expect.stringContaining('in the namespace "web"') },
    ]);
  });
});
