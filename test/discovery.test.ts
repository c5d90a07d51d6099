/** Which plugins the built command line finds, what it says of those that it cannot use, and what it never loads. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { repository, write } from "./support/packed.js";

const program = join(repository, "apps/cli/bin/run.js");

/** A project with these packages in its `node_modules`, of which it names some. */
function projectWith(
  dependencies: readonly string[],
  packages: Readonly<Record<string, Readonly<Record<string, string | object>>>>,
  files: Readonly<Record<string, string | object>> = {},
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "project-")));
  const all = Object.entries(packages).flatMap(([name, content]) =>
    Object.entries(content).map(([file, text]) => [`node_modules/${name}/${file}`, text] as const),
  );
  const manifest = { devDependencies: Object.fromEntries(dependencies.map((name) => [name, "1"])) };
  const written = Object.entries({ "package.json": manifest, ...Object.fromEntries(all), ...files });
  write(
    folder,
    Object.fromEntries(written.map(([file, text]) => [file, typeof text === "string" ? text : JSON.stringify(text)])),
  );
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(join(repository, target), join(folder, "node_modules", name), "dir");
  }
  return folder;
}

/** What plugins import. */
const links = { "@oclif/core": "apps/cli/node_modules/@oclif/core", "@posthog-definitions/core": "packages/core" };

/** A kind that does nothing, as the text of a module. */
const bare = (name: string): string =>
  `{ name: "${name}", plural: "${name}s", summary: "", contract: 1, spec: {}, identity: {}, api: {}, encode() {}, decode() {} }`;

const plugin = (
  name: string,
  { kinds = ["thing"], contract = 1, ...more }: { kinds?: string[]; contract?: unknown; [field: string]: unknown } = {},
): Record<string, string | object> => ({
  "package.json": {
    name,
    version: "1.2.3",
    type: "module",
    exports: { "./kind": "./kind.js" },
    posthogDefinitions: { contract, kinds, entry: "./kind" },
    ...more,
  },
  "kind.js": `export default [${kinds.map((kind) => bare(kind)).join()}];`,
});

const run = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runNode(program, args, { cwd, env });

describe("a plugin that cannot be used ends a run with 5 and says why", () => {
  const stamped = (contract: number): string =>
    `export default [{ name: "thing", contract: ${contract}, encode() {}, decode() {} }];`;
  it.each<[string, readonly string[], Parameters<typeof projectWith>[1], string, string]>([
    ["it is not installed", ["posthog-definitions-plugin-a"], {}, "plugin-missing", "Run: npm install"],
    [
      "two bring one kind",
      ["a", "b"],
      { a: plugin("a"), b: plugin("b") },
      "plugin-conflict",
      'Both a 1.2.3 and b 1.2.3 bring the kind "thing".',
    ],
    [
      "its contract is newer",
      ["a"],
      { a: { ...plugin("a", { contract: 2 }), "kind.js": "throw new Error('ran')" } },
      "plugin-contract",
      "a 1.2.3 is written for contract 2, this tool reads 1.",
    ],
    [
      "its contract is older",
      ["a"],
      { a: { ...plugin("a", { contract: 0 }), "kind.js": "throw new Error('ran')" } },
      "plugin-contract",
      "a 1.2.3 is written for contract 0, this tool reads 1.",
    ],
    [
      "it waits for ever",
      ["a"],
      { a: { ...plugin("a"), "kind.js": "await new Promise(() => {}); export default [];" } },
      "plugin-broken",
      "The plugin a cannot be used: it waits for ever: its top-level `await` can no longer end.",
    ],
    [
      "it ends the process",
      ["a"],
      { a: { ...plugin("a"), "kind.js": "process.exit(0);" } },
      "plugin-broken",
      "The plugin a cannot be used: it calls `process.exit(0)` while it is loaded.",
    ],
    [
      "its kinds are of another contract than it says",
      ["a"],
      { a: { ...plugin("a"), "kind.js": stamped(2) } },
      "plugin-contract",
      "a 1.2.3 is written for contract 2, this tool reads 1.",
    ],
    [
      "it throws",
      ["a"],
      { a: { ...plugin("a"), "kind.js": "throw new Error('boom');" } },
      "plugin-broken",
      "The plugin a cannot be used: loading it failed (boom).",
    ],
    [
      "its file is missing",
      ["a"],
      { a: { "package.json": plugin("a")["package.json"]! } },
      "plugin-broken",
      'The plugin a cannot be used: it has no file for its entry "./kind".',
    ],
    [
      "something that it imports is missing",
      ["a"],
      { a: { ...plugin("a"), "kind.js": "import 'not-there';" } },
      "plugin-broken",
      "Cannot find package 'not-there'",
    ],
    [
      "its manifest is wrong",
      ["a"],
      { a: plugin("a", { posthogDefinitions: { contract: 1, kinds: "thing", entry: "./kind" } }) },
      "plugin-broken",
      "`posthogDefinitions` in its package.json has no list `kinds`.",
    ],
    [
      "its manifest is no JSON",
      ["a"],
      { a: { "package.json": "{" } },
      "plugin-broken",
      "The plugin a cannot be used: its package.json is no JSON",
    ],
    [
      "its command throws when it is loaded",
      ["a"],
      {
        a: {
          ...plugin("a", { oclif: { commands: { strategy: "explicit", target: "./all.js", identifier: "ALL" } } }),
          "all.js": "throw new Error('boom');",
        },
      },
      "plugin-broken",
      "The plugin a cannot be used: loading it failed",
    ],
    [
      "its hook is missing",
      ["a"],
      { a: plugin("a", { oclif: { hooks: { init: ["./init", { target: "./there.js" }] } } }) },
      "plugin-broken",
      "The plugin a cannot be used: `oclif` in its package.json names ./init, which is not there.",
    ],
    [
      "its commands are missing",
      ["a"],
      { a: plugin("a", { oclif: { commands: { strategy: "pattern", target: "./commands" } } }) },
      "plugin-broken",
      "The plugin a cannot be used: `oclif` in its package.json names ./commands, which is not",
    ],
    [
      "its command has an alias that is another's name",
      ["a"],
      {
        a: {
          ...plugin("a", { oclif: { commands: "./commands" } }),
          "commands/mine.js": command("Another plan.").replace("static", 'static aliases = ["plan"]; static'),
        },
      },
      "plugin-conflict",
      'Both @posthog-definitions/cli and a bring the command "plan".',
    ],
    [
      "its command has the name of another",
      ["a"],
      {
        a: {
          ...plugin("a", { oclif: { commands: "./commands" } }),
          "commands/plan.js": command("Another plan."),
        },
      },
      "plugin-conflict",
      'Both @posthog-definitions/cli and a bring the command "plan".',
    ],
  ])("where %s", async (_, dependencies, packages, code, message) => {
    const project = projectWith(dependencies, packages, { "posthog/a.ts": "export const nothing = 1;" });
    for (const args of [["plan", "--local"], ["kinds"]]) {
      const { code: exit, stdout, stderr } = await run(project, args);
      expect(stdout + stderr).toContain(`[${code}]`);
      expect(stdout + stderr).toContain(message);
      expect(stdout + stderr).not.toContain("ran");
      expect(exit).toBe(5);
    }
  });
});

describe("what a plugin does while it is loaded", () => {
  const loads = (text: string, files: Readonly<Record<string, string>> = {}): string =>
    projectWith(["a"], { a: { ...plugin("a"), "kind.js": `${text} ${plugin("a")["kind.js"] as string}` } }, files);

  it("prints nothing between our lines", async () => {
    const project = loads(`console.log("loud"); process.stdout.write("raw\\n");`);
    const { code, stdout, stderr } = await run(project, ["kinds", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ kinds: [{ kind: "thing" }] });
    expect(stderr).toBe("loud\nraw\n");
    expect(code).toBe(0);
  });

  it("may be what a compiler made of an ES module for CommonJS", async () => {
    const project = projectWith(["a"], {
      a: {
        ...plugin("a", { type: "commonjs" }),
        "kind.js": `Object.defineProperty(exports, "__esModule", { value: true }); exports.default = [${bare("thing")}];`,
      },
    });
    expect(await run(project, ["kinds"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^thing +a 1/) as string,
    });
  });

  it.each([
    ["a plugin", loads(`Promise.reject(new Error("stray"));`, { "posthog/a.ts": "export const a = 1;" })],
    ["a definition file", loads("", { "posthog/a.ts": `Promise.reject(new Error("stray")); export const a = 1;` })],
    ["a timer", loads("", { "posthog/a.ts": `setTimeout(() => { throw new Error("stray"); }); export const a = 1;` })],
  ])("ends the run with a message where nobody waits for what fails: %s", async (_, project) => {
    const { code, stdout, stderr } = await run(project, ["plan", "--local", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: "internal", message: "stray" }] });
    expect(stderr).toBe("");
    expect(code).toBe(2);
    expect((await run(project, ["plan", "--local", "--verbose"])).stderr).toContain("Error: stray\n    at ");
  });
});

const command = (description: string, does = ""): string => `import { Command } from "@oclif/core";
  export default class extends Command { static description = "${description}"; async run() { ${does} } }`;

describe("what a plugin adds to the command line", () => {
  const extended = plugin("a", {
    oclif: {
      commands: "./commands",
      topics: { things: { description: "About things." } },
      hooks: { init: "./init.js" },
    },
  });
  const project = (): string =>
    projectWith(["a"], {
      a: {
        ...extended,
        "commands/things/count.js": command("Counts things.", `this.log("3 things");`),
        "init.js": `export default async function ({ id }) { this.log("before " + id); }`,
      },
    });

  it("are commands, which help shows and which run, and hooks", async () => {
    const folder = project();
    const help = await run(folder, ["--help"]);
    expect(help.stdout).toMatch(/things +About things\./);
    const ran = await run(folder, ["things", "count"]);
    expect(ran.stdout).toContain("before things:count\n3 things\n");
    expect(ran.code).toBe(0);
  });

  it("is told of a slip of the pen", async () => {
    const { code, stderr } = await run(project(), ["things", "coun"]);
    expect(code).toBe(3);
    expect(stderr).toContain("posthog-definitions things count");
  });
});

describe("what is not named in the project's package.json is never loaded", () => {
  /** Leaves a file behind when any of it runs. */
  const loud = (name: string, proof: string): Record<string, string | object> => {
    const shout = `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(proof)}, "");`;
    return {
      ...plugin(name, {
        kinds: ["loud"],
        main: "./kind.js",
        oclif: { commands: "./commands", hooks: { init: "./init.js" } },
      }),
      "kind.js": `${shout} export default [${bare("loud")}];`,
      "init.js": `${shout} export default async function () {}`,
      "commands/shout.js": shout + command("Shouts."),
    };
  };
  const name = "posthog-definitions-plugin-loud";

  it("neither what lies in its node_modules, nor what a plugin depends on", async () => {
    const proof = join(mkdtempSync(join(tmpdir(), "proof-")), "loaded");
    const packages = { [name]: loud(name, proof), "@posthog-definitions/plugin-loud": loud("x", proof) };
    const project = projectWith(["a"], { ...packages, a: plugin("a", { dependencies: { [name]: "1" } }) });
    for (const args of [["kinds"], ["--help"], ["plan", "--local"], ["shout"]])
      expect((await run(project, args)).stdout).not.toMatch(/loud|shout/i);
    expect(existsSync(proof)).toBe(false);
  });

  it("not even where a definition is of its kind: that is an error, with what to add", async () => {
    const proof = join(mkdtempSync(join(tmpdir(), "proof-")), "loaded");
    const files = {
      "posthog/a.ts": `import { factory } from "@posthog-definitions/core"; export default factory("loud")({ key: "a" });`,
    };
    const project = projectWith(["a"], { [name]: loud(name, proof), a: plugin("a") }, files);
    const { code, stderr } = await run(project, ["plan", "--local"]);
    expect(code).toBe(5);
    expect(stderr).toContain('No installed plugin brings the kind "loud".');
    expect(stderr).toContain(`npm install --save-dev ${name}`);
    expect(existsSync(proof)).toBe(false);
  });

  it("nor what is installed in the home folder, as oclif would by itself", async () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), "home-")));
    const proof = join(home, "loaded");
    const inHome = (folder: string): Record<string, string> =>
      Object.fromEntries([
        [
          join(folder, "package.json"),
          JSON.stringify({
            private: true,
            dependencies: { [name]: "1" },
            oclif: { schema: 1, plugins: [{ name, type: "user", tag: "latest" }] },
          }),
        ],
        ...Object.entries(loud(name, proof)).map(([file, text]) => [
          join(folder, "node_modules", name, file),
          typeof text === "string" ? text : JSON.stringify(text),
        ]),
      ]) as Record<string, string>;
    write(home, {
      ...inHome("data/posthog-definitions"),
      ...inHome(".local/share/posthog-definitions"),
      ...inHome(""),
    });
    const project = projectWith([], {});
    const env = { HOME: home, XDG_DATA_HOME: join(home, "data") };
    for (const args of [["kinds"], ["--help"], ["shout"]])
      expect((await run(project, args, env)).stdout).not.toMatch(/loud|shout/i);
    expect(existsSync(proof)).toBe(false);
  });
});
