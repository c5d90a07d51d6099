import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkConformance, lawNames, type ConformanceOptions } from "@posthog-definitions/testkit";
import type { Kind } from "@posthog-definitions/core/kind";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { answers } from "../src/run/plugin/answers.js";
import { pluralOf, wrongName } from "../src/run/plugin/names.js";
import type { NewFlags } from "../src/run/plugin/flags.js";
import { newPlugin } from "../src/run/plugin/new.js";
import { filled } from "../src/run/plugin/template.js";
import { testContext } from "./harness.js";
import { pluginFiles, tree } from "./tree.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const FORMS: Readonly<Record<string, NewFlags>> = {
  tag: {},
  marker: { identity: "marker", field: "content", package: "@acme/posthog-definitions-plugin-birds" },
  "natural-key": { identity: "natural-key", field: "slug", path: "aviary/birds", scope: "aviary" },
};

/** Runs the command in a folder; what it said, and how it ended. */
async function run(kind: string, flags: NewFlags, cwd: string): Promise<{ code: number; out: string; err: string }> {
  const context = testContext(cwd);
  const code = await newPlugin(kind, flags, context);
  return { code, out: context.out(), err: context.err() };
}

/** Files below a folder by path. */
function filesBelow(folder: string): Map<string, string> {
  const names = ts.sys
    .readDirectory(folder, undefined, undefined, ["**/*"])
    .concat([".gitignore", "package.json", "tsconfig.json", "README.md"].map((name) => join(folder, name)));
  return new Map([...new Set(names)].sort().map((name) => [relative(folder, name), readFileSync(name, "utf8")]));
}

describe("the package of a new kind", () => {
  it.each(Object.entries(FORMS))("with identity %s is this", async (form, flags) => {
    const cwd = tree();
    const { code, out } = await run("bird", { ...flags, dir: "out" }, cwd);
    expect(code).toBe(0);
    const files = filesBelow(join(cwd, "out"));
    for (const name of files.keys()) expect(out).toContain(`out/${name}`);
    expect(out.match(/✓/g)).toHaveLength(files.size);
    const text = [...files].map(([name, content]) => `──── ${name}\n${content}`).join("\n");
    expect(text).not.toMatch(/__|\/\/:|<!--:/);
    await expect(text).toMatchFileSnapshot(`__snapshots__/plugin-new/${form}.txt`);
  });

  it("asks for what the repository itself is built and tested with", async () => {
    const cwd = tree();
    await run("bird", { dir: "out" }, cwd);
    const manifest = JSON.parse(readFileSync(join(cwd, "out/package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    const ours = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as typeof manifest;
    for (const [name, range] of Object.entries(manifest.devDependencies))
      if (!name.startsWith("@posthog-definitions/")) expect([name, range]).toEqual([name, ours.devDependencies[name]]);
      else expect([name, range]).toEqual([name, "^0.0.0"]);
  });
});

describe("from sources", () => {
  let folder: string;
  beforeAll(async () => {
    // Inside of the repository, so that its packages are found.
    folder = mkdtempSync(join(repository, "apps/cli/test/.written-"));
    for (const [form, flags] of Object.entries(FORMS)) await run("bird", { ...flags, dir: join(folder, form) }, folder);
    return () => rmSync(folder, { recursive: true, force: true });
  });

  it("all of them are without an error of types", () => {
    const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
    // What calls the suite is checked on packed packages: the suite's sources would take a program of their own size.
    const sources = Object.keys(FORMS).flatMap((form) =>
      ts.sys.readDirectory(join(folder, form), [".ts"], ["**/conformance.test.ts"], ["src/*", "test/*"]),
    );
    expect(sources).toHaveLength(7 * 3);
    const found = ts.getPreEmitDiagnostics(ts.createProgram(sources, options));
    expect(
      found.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
    ).toEqual([]);
  });

  // That the one with tags does is shown on packed packages, by its own tests.
  it.each(["marker", "natural-key"])("the one with identity %s keeps the laws", async (form) => {
    const load = async (name: string): Promise<Record<string, unknown>> =>
      (await import(pathToFileURL(join(folder, form, "src", name)).href)) as Record<string, unknown>;
    const kind = (await load("kind.ts"))["bird"] as Kind;
    const options: ConformanceOptions = {
      factory: (await load("index.ts"))["bird"] as ConformanceOptions["factory"],
      resources: (await load("emulator.ts"))["default"] as NonNullable<ConformanceOptions["resources"]>,
      runs: 10,
    };
    for (const law of lawNames) await checkConformance(law, kind, options);
  });
});

describe("what is refused", () => {
  const refused = async (kind: string, flags: NewFlags = {}, cwd = tree()): Promise<string> => {
    const { code, err } = await run(kind, flags, cwd);
    expect(code).toBe(3);
    return err;
  };

  it.each([
    ["Bird", "small letters"],
    ["bird2", "small letters"],
    ["bird--song", "small letters"],
    ["-bird", "small letters"],
    ["../bird", "small letters"],
    ["class", "a word of JavaScript"],
    ["", "small letters"],
  ])("a kind called %j", async (kind, why) => {
    expect(await refused(kind)).toContain(why);
  });

  it.each<[string, NewFlags]>([
    ["--plural", { plural: "Birds" }],
    ["--package", { package: "birds" }],
    ["--package", { package: "@Acme/posthog-definitions-plugin-birds" }],
    ["--path", { path: "../birds" }],
    ["--path", { path: "birds/{id}" }],
    ["--scope", { scope: "bird:read" }],
    ["--field", { identity: "marker", field: "a b" }],
    ["--field", { identity: "marker", field: "name" }],
    ["--field", { identity: "natural-key", field: "description" }],
    ["--field", { field: "content" }],
  ])("%s %j", async (flag, flags) => {
    expect(await refused("bird", flags)).toContain(flag);
  });

  it("a folder that holds something, of which nothing is overwritten", async () => {
    const cwd = tree({ "posthog-definitions-plugin-birds/README.md": "mine", file: "x", "fresh/.git/HEAD": "ref" });
    expect(await refused("bird", {}, cwd)).toContain("--dir");
    expect([...filesBelowNames(cwd)]).toEqual(["file", "posthog-definitions-plugin-birds/README.md"]);
    expect(await refused("bird", { dir: "file" }, cwd)).toContain("is a file");
    expect((await run("bird", { dir: "fresh" }, cwd)).code).toBe(0);
  });

  it("a kind that is installed", async () => {
    const cwd = tree({
      "package.json": { devDependencies: { "posthog-definitions-plugin-birds": "1" } },
      ...pluginFiles("node_modules/posthog-definitions-plugin-birds", {
        name: "posthog-definitions-plugin-birds",
        kinds: ["bird"],
      }),
    });
    const { code, err } = await run("bird", { dir: "out" }, cwd);
    expect(code).toBe(5);
    expect(err).toContain("posthog-definitions-plugin-birds");
    expect((await run("nest", { dir: "out" }, cwd)).code).toBe(0);
  });
});

/** Without what starts with a dot. */
const filesBelowNames = (folder: string): string[] =>
  ts.sys
    .readDirectory(folder, undefined, undefined, ["**/*"])
    .map((name) => relative(folder, name))
    .sort();

describe("a dry run", () => {
  it("says what would be written, and writes nothing", async () => {
    const cwd = tree();
    const { code, out } = await run("bird", { "dry-run": true }, cwd);
    expect(code).toBe(0);
    expect(out).toContain("posthog-definitions-plugin-birds/src/kind.ts");
    expect(filesBelowNames(cwd)).toEqual([]);
  });
});

describe("names", () => {
  it.each([
    ["alert", "alerts"],
    ["batch", "batches"],
    ["query", "queries"],
    ["survey", "surveys"],
    ["early-access-feature", "early-access-features"],
    ["address", "addresses"],
  ])("several of %s are %s", (one, many) => expect(pluralOf(one)).toBe(many));

  it("are taken from the kind's where nobody is asked", async () => {
    expect(await answers("hog-function", { identity: "marker", path: "/hog_functions/" }, testContext("/"))).toEqual({
      kind: "hog-function",
      plural: "hog-functions",
      path: "hog_functions",
      scope: "hog_function",
      identity: "marker",
      field: "description",
      package: "posthog-definitions-plugin-hog-functions",
    });
    expect(wrongName("hog-function")).toBeUndefined();
  });
});

describe("a template", () => {
  const fill = (text: string): string => filled(text, { form: "tag", values: { kind: "bird", Kind: "Bird" } });
  it("has names, and lines of some forms only", () => {
    expect(fill("a __kind__s\nb //: tag marker\nc //: marker\nd <!--: tag -->\n__Kind__ __other__ //\n")).toBe(
      "a birds\nb\nd\nBird __other__ //\n",
    );
  });
});
