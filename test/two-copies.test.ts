/** Plugins that bring a core and a zod of their own, in other versions than everybody else's. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { emptyProject, install } from "./support/install.js";
import { packAll } from "./support/packed.js";
import { repacked } from "./support/repack.js";
import { startRegistry, type LocalRegistry } from "./support/registry.js";

const CORE = "@posthog-definitions/core";
const OWN = ["@posthog-definitions/plugin-insights", "@posthog-definitions/plugin-feature-flags"];
const OTHER_CORE = "99.0.0";
const OTHER_ZOD = "4.5.4";

let registry: LocalRegistry;
let project: string;
const cli = (...args: string[]): Promise<Ran> =>
  runNode(join(project, "node_modules/@posthog-definitions/cli/bin/run.js"), args, { cwd: project });

beforeAll(async () => {
  const tarballs = packAll();
  const otherCore = repacked(tarballs.get(CORE)!, (manifest) => ({ ...manifest, version: OTHER_CORE }));
  const packages = [...tarballs].map(([name, tarball]) =>
    OWN.includes(name)
      ? repacked(tarball, ({ peerDependencies: _, ...manifest }) => ({
          ...manifest,
          dependencies: { ...(manifest["dependencies"] as object), [CORE]: OTHER_CORE, zod: OTHER_ZOD },
        }))
      : tarball,
  );
  registry = await startRegistry([...packages, otherCore]);
  project = emptyProject(registry, {
    "posthog/growth.ts": `import { dashboard } from "@posthog-definitions/plugin-dashboards";
      import { featureFlag, person } from "@posthog-definitions/plugin-feature-flags";
      import { insight } from "@posthog-definitions/plugin-insights";
      import { env, ref } from "${CORE}";
      import { trends } from "@posthog-definitions/queries";
      const signups = insight({ key: "signups", name: "Signups", query: trends({ series: ["signed up"], interval: "week" }) });
      export default dashboard({ key: "growth", name: "Growth", tiles: [{ insight: signups }, { insight: ref("insight", "paying") }] });
      export const paying = insight({ key: "paying", name: "Paying", query: trends({ series: ["paid"] }) });
      export const flag = featureFlag({
        key: "a",
        filters: { groups: [{ properties: [person("email").icontains("@")], rollout_percentage: 10 }] },
      });
      export const remote = featureFlag({ key: "b", has_encrypted_payloads: true, is_remote_configuration: true, rollout: 100, payloads: { true: env("SECRET") } });`,
    ".env": "SECRET=hush\n",
  });
  await install("npm", project, [
    "@posthog-definitions/cli",
    "@posthog-definitions/plugin-dashboards",
    ...OWN,
    CORE,
    "@posthog-definitions/queries",
  ]);
});
afterAll(() => registry.close());

const versionAt = (folder: string): string =>
  (JSON.parse(readFileSync(join(project, folder, "package.json"), "utf8")) as { version: string }).version;

describe("plugins with their own core and zod", () => {
  it("are what this is about", () => {
    for (const plugin of OWN) {
      expect(versionAt(`node_modules/${plugin}/node_modules/${CORE}`)).toBe(OTHER_CORE);
      expect(versionAt(`node_modules/${plugin}/node_modules/zod`)).toBe(OTHER_ZOD);
    }
    expect(versionAt(`node_modules/${CORE}`)).not.toBe(OTHER_CORE);
    expect(versionAt("node_modules/zod")).not.toBe(OTHER_ZOD);
  });

  it("are planned, applied, at rest and pulled with all others", async () => {
    const applied = await cli("apply", "--local", "--yes");
    expect(applied.stderr).toBe("");
    expect(applied.stdout).toContain("Applied: 5 done.");
    expect(await cli("plan", "--local", "--check")).toMatchObject({ code: 0 });
    rmSync(join(project, "posthog"), { recursive: true });
    const pulled = await cli("pull", "--local", "--all");
    expect(pulled.stderr).toBe("");
    const pulledFile = (name: string): string => readFileSync(join(project, "posthog", name), "utf8");
    expect(pulledFile("insights/signups.ts")).toContain("query: trends({");
    expect(pulledFile("feature-flags/a.ts")).toContain('person("email").icontains("@")');
    expect(pulledFile("dashboards/growth.ts")).toContain('from "../insights/signups"');
    expect(await cli("plan", "--local", "--check")).toMatchObject({ code: 0 });
  });
});
