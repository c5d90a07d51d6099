/** A repository of many packages, with a plugin in it that nobody publishes: links of pnpm, and what npm hoists. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { emptyProject, install, managers } from "./support/install.js";
import { packAll, write } from "./support/packed.js";
import { startRegistry, type LocalRegistry } from "./support/registry.js";

/** Colour themes, in a few lines: known by their names, as plain JavaScript. */
const themes = {
  "tools/themes/package.json": JSON.stringify({
    name: "@acme/themes",
    version: "0.3.0",
    private: true,
    type: "module",
    exports: { ".": "./index.js", "./kind": "./kind.js" },
    dependencies: { "@posthog-definitions/core": "*" },
    peerDependencies: { zod: "^4.6.7" },
    posthogDefinitions: { contract: 1, kinds: ["color-theme"], entry: "./kind" },
  }),
  "tools/themes/index.js": `import { factory } from "@posthog-definitions/core";
    export const colorTheme = factory("color-theme");`,
  "tools/themes/kind.js": `import { defineKind, naturalKey } from "@posthog-definitions/core/kind";
    import { z } from "zod";
    export default [defineKind({
      name: "color-theme", plural: "color-themes", summary: "Colours of charts.",
      spec: z.strictObject({ colors: z.array(z.string()) }),
      identity: naturalKey("name"),
      api: { path: "data_color_themes/", scope: "project", paging: "none", remove: "hard" },
      encode: ({ colors }) => ({ colors }),
      decode: ({ colors }) => ({ colors }),
    })];`,
};

const app = (theme: string): Record<string, string> => ({
  "apps/web/package.json": JSON.stringify({
    name: "web",
    private: true,
    type: "module",
    devDependencies: {
      "@posthog-definitions/cli": "*",
      "@posthog-definitions/plugin-feature-flags": "*",
      "@acme/themes": theme,
    },
  }),
  "apps/web/posthog/all.ts": `import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
    import { colorTheme } from "@acme/themes";
    export const flag = featureFlag({ key: "new-onboarding", rollout: 20 });
    export const theme = colorTheme({ key: "Dusk", colors: ["#112233", "#445566"] });`,
});

let registry: LocalRegistry;
beforeAll(async () => {
  registry = await startRegistry(packAll().values());
});
afterAll(() => registry.close());

describe.each(managers)("a package of a workspace of %s", (manager) => {
  let root: string;
  const cli = (...args: string[]): Promise<Ran> => {
    const cwd = join(root, "apps/web");
    // Where the command of a package of the workspace is, differs: npm hoists it.
    const installed = [cwd, root].map((folder) => join(folder, "node_modules/@posthog-definitions/cli/bin/run.js"));
    return runNode(
      installed.find((file) => existsSync(file))!,
      args,
      { cwd },
    );
  };

  beforeAll(async () => {
    root = emptyProject(registry, {
      ...themes,
      // The folder, as one names it for npm and where there is no workspace at all.
      ...app(manager === "pnpm" ? "workspace:*" : "file:../../tools/themes"),
      ...(manager === "pnpm" ? { "pnpm-workspace.yaml": "packages: [apps/*, tools/*]\n" } : {}),
    });
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as object;
    if (manager === "npm")
      write(root, { "package.json": JSON.stringify({ ...manifest, workspaces: ["apps/*", "tools/*"] }) });
    await install(manager, root);
  });

  it("is laid out as that manager does", () => {
    const local = existsSync(join(root, "apps/web/node_modules/@posthog-definitions/cli"));
    expect(local).toBe(manager === "pnpm");
    expect(existsSync(join(root, "node_modules/@posthog-definitions/cli"))).toBe(manager === "npm");
  });

  it("has the kinds that it names, each with its package and version, and no others", async () => {
    const { stdout, code } = await cli("kinds");
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^color-theme +@acme\/themes 0\.3\.0 +1 defined /),
      expect.stringMatching(/^feature-flag +@posthog-definitions\/plugin-feature-flags \d+\.\d+\.\d+ +1 defined /),
      "",
    ]);
    expect(code).toBe(0);
  });

  it("applies definitions of both, and is at rest", async () => {
    const applied = await cli("apply", "--local", "--yes");
    expect(applied.stderr).toBe("");
    expect(applied.stdout).toMatch(/✓ color-theme\.Dusk +created/);
    expect(applied.stdout).toMatch(/✓ feature-flag\.new-onboarding +created/);
    expect(await cli("plan", "--local", "--check")).toMatchObject({ code: 0 });
  });

  it("leaves the kinds of its siblings alone", async () => {
    write(root, { "apps/other/package.json": JSON.stringify({ name: "other", private: true }) });
    mkdirSync(join(root, "apps/other/posthog"));
    const { stdout } = await cli("kinds", "--dir", "../other/posthog");
    expect(stdout).toContain("No kind is installed.");
  });
});
