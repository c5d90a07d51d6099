/**
 * What somebody does who writes a plugin, on packages as they would be published: the package that `plugin new` writes, as
 * it comes, and the one that the tutorial builds.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runNode } from "./support/cli.js";
import { nodeOf, nodeVersions } from "./support/install.js";
import { packAll, repository } from "./support/packed.js";
import { blocksOf, filesIn, Workplace, type Manager } from "./support/plugin-author.js";

let tarballs: ReadonlyMap<string, string>;
const place = (name: string, manager: Manager): Workplace =>
  new Workplace(join(mkdtempSync(join(tmpdir(), "author-")), name), manager, tarballs);
const cli = (folder: string, args: readonly string[], node?: readonly string[]) =>
  runNode(join(folder, "node_modules/@posthog-definitions/cli/bin/run.js"), args, {
    cwd: folder,
    ...(node ? { node } : {}),
  });

async function newPlugin(folder: string, ...args: string[]): Promise<void> {
  const program = join(repository, "apps/cli/bin/run.js");
  const { code, stderr } = await runNode(program, ["plugin", "new", ...args, "--dir", folder], { cwd: tmpdir() });
  expect([code, stderr]).toEqual([0, ""]);
}

/** A project with the command line and one plugin, from its tarball. */
async function projectWith(plugin: Workplace, definition: string): Promise<Workplace> {
  await plugin.start("npm", "pack", "--ignore-scripts", "--loglevel=error");
  const { name, version } = JSON.parse(readFileSync(join(plugin.folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  const project = place("my-project", plugin.manager);
  const devDependencies = {
    "@posthog-definitions/cli": "*",
    // pnpm installs peers by itself, but asks the registry for them whatever it was told to take instead.
    ...(plugin.manager === "pnpm" ? { "@posthog-definitions/core": "*" } : {}),
    [name]: `file:${join(plugin.folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`)}`,
  };
  project.write({
    "package.json": JSON.stringify({ name: "my-project", private: true, devDependencies }),
    "posthog/definition.ts": definition,
  });
  await project.install();
  return project;
}

/** Lists the kind, plans, applies, and is at rest. */
async function expectWorks(project: Workplace, kind: string): Promise<void> {
  const kinds = await cli(project.folder, ["kinds"]);
  expect(kinds.stdout).toMatch(new RegExp(`^${kind} .* 1 defined`));
  const plan = await cli(project.folder, ["plan", "--local"]);
  expect(plan.stderr + plan.stdout).toContain("Plan: 1 to create.");
  expect(await cli(project.folder, ["apply", "--local", "--yes"])).toMatchObject({ code: 0 });
  expect(await cli(project.folder, ["plan", "--local", "--check"])).toMatchObject({ code: 0 });
}

async function expectAtRest(project: Workplace, version: string): Promise<void> {
  const node = [await nodeOf(version)];
  expect(await cli(project.folder, ["plan", "--local", "--check"], node)).toMatchObject({ code: 0, stderr: "" });
}

beforeAll(() => {
  tarballs = packAll();
}, 120_000);

describe("a package as `plugin new` writes it, with npm", () => {
  let plugin: Workplace;
  let project: Workplace;
  const name = "@acme/posthog-definitions-plugin-hog-functions";

  it("builds and passes its tests", async () => {
    plugin = place("hog-functions", "npm");
    await newPlugin(plugin.folder, "hog-function", "--package", name);
    await plugin.install();
    await plugin.run("run", "build");
    const said = await plugin.run("test");
    expect(said).toMatch(/Tests +13 passed \| 1 skipped/);
  }, 180_000);

  it("can be tried where it stands", async () => {
    expect(await plugin.run("run", "try")).toContain("Applied: 1 done. 1 request");
    expect(await cli(plugin.folder, ["plan", "--local", "--check"])).toMatchObject({ code: 0 });
  }, 60_000);

  it("is pulled where it stands: its files import it by its name, as Node lets it do", async () => {
    const pulled = await cli(plugin.folder, ["pull", "--local", "--all", "--dir", "pulled"]);
    expect(pulled).toMatchObject({ code: 0, stdout: expect.stringContaining("1 file: 1 created.") as string });
    expect(await cli(plugin.folder, ["plan", "--local", "--check", "--dir", "pulled"])).toMatchObject({ code: 0 });
  }, 60_000);

  it("has a command line that can write another, from templates of its own", async () => {
    const { stdout } = await cli(plugin.folder, ["plugin", "new", "other", "--dry-run"]);
    expect(stdout).toContain("posthog-definitions-plugin-others/src/kind.ts");
    expect(await cli(plugin.folder, ["plugin", "new", "hog-function"])).toMatchObject({ code: 5 });
  });

  it("works in a project that depends on it", async () => {
    project = await projectWith(
      plugin,
      `import { hogFunction } from "${name}"; export default hogFunction({ key: "a", name: "A", tags: ["x"] });`,
    );
    await expectWorks(project, "hog-function");
  }, 120_000);

  it.each(nodeVersions)("works there on Node %s", (version) => expectAtRest(project, version), 180_000);
});

describe("the plugin of the tutorial, with pnpm", () => {
  const page = readFileSync(join(repository, "docs/plugins/README.md"), "utf8");
  const files = filesIn(page);
  /** Outputs that the page shows, in order. */
  const outputs = blocksOf(page)
    .filter(({ info }) => info === "text")
    .map(({ text }) => text);
  const [brokenLaw, tried, edited] = outputs as [string, string, string];
  const name = "posthog-definitions-plugin-session-recording-playlists";
  let plugin: Workplace;
  let project: Workplace;

  it("is written by commands and files that the page gives", () => {
    expect(outputs).toHaveLength(3);
    expect(page).toContain("plugin new session-recording-playlist --identity marker\n");
    expect(Object.keys(files).sort()).toEqual([
      "README.md",
      "posthog/example.ts",
      "src/emulator.ts",
      "src/input.ts",
      "src/kind.ts",
      "src/row.ts",
      "src/schema.ts",
      "test/conformance.test.ts",
      "test/playlist.test.ts",
    ]);
  });

  it("passes its tests", async () => {
    plugin = place(name, "pnpm");
    await newPlugin(plugin.folder, "session-recording-playlist", "--identity", "marker");
    plugin.write(files);
    await plugin.install();
    expect(await plugin.run("test")).toMatch(/Tests +15 passed \| 1 skipped/);
  }, 180_000);

  it("fails as the page says it does", async () => {
    const kind = files["src/kind.ts"]!;
    const without = kind.replace(/^ +always: .*\n/m, "");
    expect(without).not.toBe(kind);
    plugin.write({ "src/kind.ts": without });
    const said = await plugin.run("exec", "vitest", "run", "-t", "3 change").catch((failed: Error) => failed.message);
    plugin.write({ "src/kind.ts": kind });
    expect(said).toContain(brokenLaw);
  }, 60_000);

  it("is tried, and edited, as the page says it is", async () => {
    expect(await plugin.run("run", "try")).toContain(tried);
    const example = files["posthog/example.ts"]!;
    const after = /^ +~ name +"(.*)" → "(.*)"$/m.exec(edited)!;
    plugin.write({ "posthog/example.ts": example.replace(after[1]!, after[2]!) });
    expect((await cli(plugin.folder, ["plan", "--local"])).stdout).toContain(edited);
  }, 60_000);

  it("has the manifest that the page shows, and works in a project", async () => {
    const manifest = JSON.parse(readFileSync(join(plugin.folder, "package.json"), "utf8")) as object;
    const shown = blocksOf(page).find(({ info }) => info === "json")!;
    expect(manifest).toMatchObject(JSON.parse(shown.text) as object);
    project = await projectWith(plugin, files["posthog/example.ts"]!);
    await expectWorks(project, "session-recording-playlist");
  }, 120_000);

  it.each(nodeVersions)("works there on Node %s", (version) => expectAtRest(project, version), 180_000);
});
