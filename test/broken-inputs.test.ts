/** What goes wrong in users' hands: each mistake has a code, a place, a reason and advice, and the right exit code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, type Emulator, type KeyOptions } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { runNode, type Ran } from "./support/cli.js";
import { repository } from "./support/packed.js";
import { linkedProject, program } from "./support/project.js";

/** Code, place, message, advice. */
type Said = readonly [code: string, place: string | undefined, message: string, hint?: string];

interface Case {
  /** Definition files. Default: one flag that is right. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files next to `package.json`. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Default: `plan`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The key has these scopes alone. */
  readonly scopes?: KeyOptions["scopes"];
  readonly posthog?: (emulator: Emulator) => unknown;
  readonly exit: number;
  readonly says: readonly Said[];
  /** Requests that reach PostHog, where that matters. */
  readonly requests?: { readonly writes?: number; readonly atMost?: number };
}

const IMPORT = `import { dashboard, env, featureFlag, insight, lookup, ref, trends } from "@posthog/definitions";\n`;
const flag = `${IMPORT}export default featureFlag({ key: "right", rollout: 10 });\n`;
const query = `trends({ series: [{ event: "signed up" }] })`;

describe("a definition", () => {
  /** Text of a file, and what is said of it. All files lie side by side in one project, so each also shows that no mistake hides another. */
  const files: Record<string, readonly [text: string, ...says: Said[]]> = {
    "wrong-type.ts": [
      `export default featureFlag({ key: "wrong-type", rollout: 10, active: "yes" });`,
      ["invalid-field", "2:62", '`active` must be a boolean, got "yes".'],
    ],
    "wrong-choice.ts": [
      `export default featureFlag({ key: "wrong-choice", rollout: 10, evaluation_runtime: "sever" });`,
      [
        "invalid-field",
        "2:64",
        '`evaluation_runtime` must be one of "server", "client", "all", got "sever".',
        'Did you mean "server"?',
      ],
    ],
    "unknown-nested.ts": [
      `export default dashboard({
  key: "unknown-nested",
  name: "A",
  tiles: [{ insight: insight({ key: "unknown-nested", name: "A", query: ${query} }), layot: { x: 0, y: 0, w: 6, h: 4 } }],
});`,
      ["unknown-field", "5:122", "`tiles.0` has no field `layot`.", "Did you mean `layout`?"],
    ],
    "unknown-in-builder.ts": [
      `export default insight({ key: "unknown-in-builder", name: "A", query: trends({ series: [{ evnt: "x" }] }) });`,
      ["missing-field", "2:89", "`query.series.0.event` is required (a string)."],
      ["unknown-field", "2:91", "`query.series.0.evnt`: there is no such field; did you mean `event`?"],
    ],
    "missing-field.ts": [
      `export default insight({ key: "missing-field", name: "A" });`,
      ["missing-field", "2:16", "`query` is required: a query, such as `trends({ … })`."],
    ],
    "first.ts": [`export default featureFlag({ key: "twice", rollout: 10 });`],
    "second.ts": [
      `export default featureFlag({ key: "twice", rollout: 20 });`,
      [
        "duplicate-key",
        "2:30",
        "feature-flag.twice is defined twice: also at posthog/first.ts:2:16.",
        "Give one of them another key, or export one object and use it in both places.",
      ],
    ],
    "lower-case.ts": [`export default insight({ key: "signups", name: "A", query: ${query} });`],
    "upper-case.ts": [
      `export default insight({ key: "Signups", name: "A", query: ${query} });`,
      [
        "case-only-difference",
        "2:26",
        "insight.Signups and insight.signups (posthog/lower-case.ts:2:16) differ in case alone, which PostHog folds.",
        "Give one of them another key.",
      ],
    ],
    "same-tile.ts": [
      `const shown = insight({ key: "same-tile", name: "A", query: ${query} });
export default dashboard({ key: "same-tile", name: "A", tiles: [{ insight: shown }, { insight: shown }] });`,
      [
        "invalid-field",
        "3:85",
        "insight.same-tile is on this dashboard twice, and PostHog shows an insight once per dashboard",
      ],
    ],
    "shares.ts": [
      `export default featureFlag({ key: "shares", rollout: 100, variants: { control: 50, test: 40 } });`,
      ["invalid-field", "2:59", "The variants' shares must add up to 100; they add up to 90."],
    ],
    "reserved-tag.ts": [
      `export default featureFlag({ key: "reserved-tag", rollout: 10, tags: ["iac:mine"] });`,
      ["reserved-tag", "2:64", 'The tag "iac:mine" is reserved: `iac:` marks managed rows.'],
    ],
    "ignore.ts": [
      `export default featureFlag({ key: "ignore", rollout: 10, ignore: ["filters.groups", "actve"] });`,
      [
        "invalid-ignore",
        "2:85",
        '`ignore` names "actve", but feature-flag has no field "actve".',
        'Did you mean "active"?',
      ],
    ],
    "alias.ts": [
      `const shown = insight({ key: "alias", name: "A", query: ${query} });
export default dashboard({
  key: "alias",
  name: "A",
  tiles: [{ insight: shown, transparent: true, transparent_background: false }],
});`,
      [
        "alias-conflict",
        "6:48",
        "`tiles.0.transparent_background`: `transparent_background` and `transparent` are two names of one field; use `transparent` alone.",
      ],
    ],
    "circle.ts": [
      `const where = (key: string) => [{ properties: [{ type: "flag", key: ref("feature-flag", key), value: true }] }] as const;
export const one = featureFlag({ key: "circle-one", groups: where("circle-two") });
export const two = featureFlag({ key: "circle-two", groups: where("circle-one") });`,
      [
        "reference-cycle",
        "4:20",
        "These definitions refer to each other in a circle: feature-flag.circle-one → feature-flag.circle-two → feature-flag.circle-one.",
        "None of them could be created first. Take one of the references out.",
      ],
    ],
    "throws.ts": [
      `const price = undefined as unknown as { amount: number };\nexport const amount = price.amount;`,
      [
        "load-failed",
        "3:29",
        "This file threw while it was loaded: TypeError: Cannot read properties of undefined (reading 'amount')",
      ],
    ],
    "syntax.ts": [`export default featureFlag({ key: );`, ["syntax-error", "2:35", 'Unexpected ")".']],
    "syntax-too.ts": [`export const = 3;`, ["syntax-error", "2:14", 'Expected identifier but found "=".']],
    "no-file.ts": [
      `import { signup } from "./lib/evnts.js";\nexport default signup;`,
      [
        "import-not-found",
        "2:24",
        'Cannot find "./lib/evnts.js", which this file imports.',
        'Did you mean "./lib/events.js"?',
      ],
    ],
    "no-name.ts": [
      `import { signup } from "./lib/events.js";\nexport default signup;`,
      ["import-not-found", "2:10", '"posthog/lib/events.ts" does not export "signup".'],
    ],
    "no-factory.ts": [
      `import { featureFlg } from "@posthog/definitions";\nexport default featureFlg({ key: "a" });`,
      [
        "import-not-found",
        "2:10",
        '"@posthog/definitions" 0.0.0 does not export "featureFlg".',
        "Did you mean `featureFlag`?",
      ],
    ],
    "no-package.ts": [
      `import { sum } from "lodash-es";\nexport default sum;`,
      [
        "import-not-found",
        "2:21",
        'Cannot find the package "lodash-es", which this file imports.',
        "Install it: npm install --save-dev lodash-es",
      ],
    ],
    "lib/events.ts": [`export const signups = "signed up";`],
  };

  let shared: Promise<Output> | undefined;
  const validated = () =>
    (shared ??= run(
      { files: Object.fromEntries(Object.entries(files).map(([name, [text]]) => [name, `${IMPORT}${text}\n`])) },
      ["validate", "--json"],
    ).then(outputIn));

  it.each(Object.entries(files))("%s", async (file, [, ...says]) => {
    const { diagnostics } = await validated();
    const about = diagnostics.filter(({ place }) => place?.file === `posthog/${file}`);
    expect(about.map(told)).toEqual(
      says.map(([code, at, ...rest]) => [code, `posthog/${file}:${at}`, ...rest].slice(0, 4)),
    );
  });

  it("ends the run with 1, and every mistake has a place", async () => {
    const { exitCode, diagnostics } = await validated();
    expect(exitCode).toBe(1);
    expect(diagnostics.filter(({ place }) => place === undefined)).toEqual([]);
  });
});

const project = (name: string): string => `${IMPORT}export default ${name}\n`;
const boards =
  (...names: string[]) =>
  async (emulator: Emulator) => {
    for (const name of names) await emulator.ui("POST", "dashboards/", { name });
  };
const missingKey: Said = [
  "credentials-missing",
  undefined,
  "No personal API key is configured.",
  "Set POSTHOG_PERSONAL_API_KEY in the environment or in .env. Keys are made in PostHog's account settings.",
];
const notFromHere =
  "The host must be the address of the PostHog app (https://us.posthog.com, https://eu.posthog.com, or your own), and nothing in between may answer in its place.";

const cases: Record<string, Case> = {
  // What takes PostHog to tell
  "a reference to nothing": {
    files: {
      "a.ts": project(`dashboard({ key: "a", name: "A", tiles: [{ insight: ref("insight", "weekly-signps") }] });`),
      "b.ts": project(`insight({ key: "weekly-signups", name: "A", query: ${query} });`),
    },
    exit: 1,
    says: [
      [
        "reference-not-found",
        "posthog/a.ts:2:59",
        "insight.weekly-signps is neither defined here nor managed in the project.",
        'Did you mean "weekly-signups"?',
      ],
    ],
  },
  "a lookup without a match": {
    files: {
      "a.ts": project(
        `featureFlag({ key: "a", rollout: 1, analytics_dashboards: [lookup("dashboard", { name: "Grwth" })] });`,
      ),
    },
    posthog: boards("Growth"),
    exit: 1,
    says: [
      [
        "lookup-not-found",
        "posthog/a.ts:2:75",
        'The project has no dashboard that fits dashboard{name: "Grwth"}.',
        'Did you mean "Growth"?',
      ],
    ],
  },
  "a lookup of what there is nothing like": {
    files: {
      "a.ts": project(
        `featureFlag({ key: "a", groups: [{ properties: [{ type: "cohort", key: "id", value: lookup("cohort", { name: "VIP" }) }] }] });`,
      ),
    },
    exit: 1,
    says: [
      [
        "lookup-not-found",
        "posthog/a.ts:2:93",
        'The project has no cohort that fits cohort{name: "VIP"}.',
        "A lookup takes whole values, letter by letter as they stand in PostHog.",
      ],
    ],
  },
  "a lookup with two": {
    files: {
      "a.ts": project(
        `featureFlag({ key: "a", rollout: 1, analytics_dashboards: [lookup("dashboard", { name: "Growth" })] });`,
      ),
    },
    posthog: boards("Growth", "Growth"),
    exit: 1,
    says: [
      [
        "lookup-ambiguous",
        "posthog/a.ts:2:75",
        '2 rows fit dashboard{name: "Growth"}: 202, 201.',
        'Name more of its fields, or use lookup("dashboard", { id: 202 }).',
      ],
    ],
  },
  "no definition": {
    files: { "a.ts": "export const x = 1;\n" },
    args: ["validate"],
    exit: 0,
    says: [
      [
        "no-definitions",
        undefined,
        "No file below `posthog` exports a definition.",
        "Export what the factories return: `export default dashboard({ … })`.",
      ],
    ],
  },
  "a plugin that is not installed": {
    files: {
      "a.ts": `import { survey } from "@posthog-definitions/plugin-surveys";\nexport default survey({ key: "a" });\n`,
    },
    args: ["validate"],
    exit: 5,
    says: [
      [
        "plugin-missing",
        "posthog/a.ts:1:24",
        '"@posthog-definitions/plugin-surveys" is not installed.',
        "Install it: npm install --save-dev @posthog-definitions/plugin-surveys",
      ],
    ],
  },

  // Configuration
  "a line of .env that means nothing": {
    beside: { ".env": "# PostHog\nPOSTHOG_PROJECT_ID=1\n  phx_pasted_without_its_name\n" },
    exit: 3,
    says: [["config-invalid", ".env:3:3", "This line is no NAME=value.", "Start it with # to make it a comment."]],
  },
  "a field that posthog.config.ts does not have": {
    beside: { "posthog.config.ts": `export default { namespce: "web" };\n` },
    exit: 3,
    says: [
      [
        "config-invalid",
        "posthog.config.ts:1:1",
        "posthog.config.ts cannot be used: there is no field `namespce`.",
        "Did you mean `namespace`?",
      ],
    ],
  },
  "neither key nor project": {
    env: { POSTHOG_PERSONAL_API_KEY: "", POSTHOG_PROJECT_ID: "" },
    exit: 3,
    says: [
      missingKey,
      [
        "credentials-missing",
        undefined,
        "No project is configured.",
        "Set POSTHOG_PROJECT_ID in the environment or in .env, or give --project. It is the number in the project's address: /project/12345.",
      ],
    ],
  },
  "a project token as the key": {
    env: { POSTHOG_PERSONAL_API_KEY: "phc_token" },
    exit: 3,
    says: [
      [
        "credentials-kind",
        undefined,
        "The key is a project's, which the private API does not take.",
        "Use a personal API key (phx_…), from PostHog's account settings.",
      ],
    ],
    requests: { atMost: 0 },
  },
  "the host that takes in events": {
    env: { POSTHOG_HOST: "https://eu.i.posthog.com" },
    exit: 3,
    says: [
      [
        "host-invalid",
        undefined,
        "`eu.i.posthog.com` takes in events and does not serve the API.",
        "Use https://eu.posthog.com",
      ],
    ],
  },
  "a key over plain http": {
    env: { POSTHOG_HOST: "http://posthog.example.com" },
    exit: 3,
    says: [
      [
        "host-invalid",
        undefined,
        "`http://posthog.example.com` would carry the key unencrypted.",
        "Write https://posthog.example.com; plain http is for this machine only (localhost, 127.0.0.1).",
      ],
    ],
  },
  "a secret that the environment lacks": {
    files: {
      "a.ts": project(
        `featureFlag({ key: "a", rollout: 100, is_remote_configuration: true, has_encrypted_payloads: true, payloads: { true: env("PAYLOAD") } });`,
      ),
    },
    args: ["apply", "--yes"],
    exit: 3,
    says: [
      [
        "env-missing",
        "posthog/a.ts:2:16",
        "feature-flag.a needs the environment variable PAYLOAD, which is not set.",
        "Set PAYLOAD in the environment or in .env.",
      ],
    ],
    requests: { writes: 0 },
  },

  // The command line
  "a flag that there is not": {
    args: ["plan", "--chek"],
    exit: 3,
    says: [["arguments-invalid", undefined, "Nonexistent flag: --chek", "--help lists what there is."]],
  },
  "a mistyped command": {
    args: ["aply", "--yes"],
    exit: 3,
    says: [["arguments-invalid", undefined, 'There is no command "aply".', "Did you mean: posthog-definitions apply"]],
  },
  "a target that is not defined": {
    args: ["plan", "--target", "feature-flag.rigt"],
    exit: 3,
    says: [
      [
        "unknown-target",
        undefined,
        "--target feature-flag.rigt names no definition.",
        "Did you mean feature-flag.right?",
      ],
    ],
  },
  "nobody to ask": {
    args: ["apply"],
    exit: 7,
    says: [
      [
        "not-confirmed",
        undefined,
        "There is no terminal to ask in, so nothing was written.",
        "To apply without being asked: posthog-definitions apply --yes. To look only: posthog-definitions plan.",
      ],
    ],
    requests: { writes: 0 },
  },
  "several at once: the exit code of the plugin goes before that of the key, and that before the definitions'": {
    files: {
      "a.ts": `import { survey } from "@posthog-definitions/plugin-surveys";\nexport default survey({ key: "a" });\n`,
      "b.ts": project(`featureFlag({ key: "b", rollout: 10, actve: true });`),
    },
    env: { POSTHOG_PERSONAL_API_KEY: "" },
    exit: 5,
    says: [
      missingKey,
      [
        "plugin-missing",
        "posthog/a.ts:1:24",
        '"@posthog-definitions/plugin-surveys" is not installed.',
        "Install it: npm install --save-dev @posthog-definitions/plugin-surveys",
      ],
      ["unknown-field", "posthog/b.ts:2:53", "There is no field `actve`.", "Did you mean `active`?"],
    ],
  },

  // PostHog
  "a key that PostHog does not know": {
    env: { POSTHOG_PERSONAL_API_KEY: "phx_wrong" },
    exit: 3,
    says: [
      [
        "credentials-invalid",
        undefined,
        "GET /api/projects/1/feature_flags/ was answered with 401: Personal API key found in request Authorization header is invalid.",
        "Check that the personal API key is whole, not revoked, and of this host: keys of the US and EU clouds differ.",
      ],
    ],
  },
  "a key without the scope to read": {
    scopes: ["insight:read"],
    exit: 3,
    says: [
      [
        "scope-missing",
        undefined,
        "GET /api/projects/1/feature_flags/ was answered with 403: API key missing required scope 'feature_flag:read'",
        "Give the personal API key the scope `feature_flag:read`.",
      ],
    ],
  },
  "a key without the scope to write": {
    args: ["apply", "--yes"],
    scopes: ["feature_flag:read"],
    exit: 3,
    says: [
      [
        "scope-missing",
        "posthog/a.ts:2:16",
        "POST /api/projects/1/feature_flags/ was answered with 403: API key missing required scope 'feature_flag:write'",
        "Give the personal API key the scope `feature_flag:write`.",
      ],
    ],
  },
  "a project of another organisation": {
    env: { POSTHOG_PROJECT_ID: "2" },
    exit: 3,
    says: [
      [
        "project-no-access",
        undefined,
        "GET /api/projects/2/feature_flags/ was answered with 403: You don't have access to the project.",
        "Check the project's number, and that the key's owner is a member there and the key not limited to other projects.",
      ],
    ],
  },
  "a project that does not exist": {
    env: { POSTHOG_PROJECT_ID: "3" },
    exit: 3,
    says: [
      [
        "project-not-found",
        undefined,
        "GET /api/projects/3/feature_flags/ was answered with 404: Project not found.",
        "Check the project's number, and that the host is of its region (US or EU).",
      ],
    ],
  },
  "a server that is down": {
    posthog: (emulator) => emulator.close(),
    exit: 2,
    says: [
      [
        "unreachable",
        undefined,
        "PostHog did not answer GET /api/projects/1/feature_flags/ (ECONNREFUSED).",
        "Check the host and the network.",
      ],
    ],
  },
  "a page instead of JSON": {
    posthog: ({ faults }) => faults.add({ kind: "html", status: 200, times: 100 }),
    exit: 2,
    says: [
      [
        "not-json",
        undefined,
        "GET /api/projects/1/feature_flags/ was answered with 200: 502 Bad Gateway 502 Bad Gateway",
        notFromHere,
      ],
    ],
  },
  "a limit that lasts an hour": {
    posthog: ({ faults }) => faults.add({ kind: "limited", retryAfter: 3600, times: 100 }),
    exit: 2,
    says: [
      [
        "rate-limited",
        undefined,
        "GET /api/projects/1/feature_flags/ was answered with 429: Request was throttled. Expected available in 3600 seconds.",
        "Try again in 60 min.",
      ],
    ],
    requests: { atMost: 2 },
  },
  "a write that PostHog refuses": {
    args: ["apply", "--yes"],
    posthog: ({ faults }) => faults.add(refusal),
    exit: 2,
    says: [
      [
        "request-refused",
        "posthog/a.ts:2:44",
        "POST /api/projects/1/feature_flags/ was answered with 400: Not every share will do. (field `filters.groups`)",
      ],
    ],
  },
  "a write that PostHog refuses, beside one that it takes": {
    files: {
      "a.ts": flag,
      "b.ts": project(`insight({ key: "b", name: "B", query: ${query} });`),
    },
    args: ["apply", "--yes"],
    posthog: ({ faults }) => faults.add(refusal),
    exit: 8,
    says: [
      [
        "request-refused",
        "posthog/a.ts:2:44",
        "POST /api/projects/1/feature_flags/ was answered with 400: Not every share will do. (field `filters.groups`)",
      ],
    ],
    requests: { writes: 2 },
  },
};

const refusal = {
  kind: "error",
  status: 400,
  method: "POST",
  path: "feature_flags",
  body: {
    type: "validation_error",
    code: "invalid_input",
    detail: "Not every share will do.",
    attr: "filters__groups",
  },
} as const;

describe("a run", () => {
  it.concurrent.each(Object.entries(cases))("%s", async (_, given) => {
    const [command = "plan", ...more] = given.args ?? [];
    const { log, ...ran } = await run(given, [command, ...more, "--json"]);
    const output = outputIn(ran);
    expect(output.diagnostics.map(told)).toEqual(given.says.map((said) => [...said].slice(0, 4)));
    expect([ran.code, output.exitCode]).toEqual([given.exit, given.exit]);
    expect(ran.stderr).toBe("");
    const { writes = log.writes.length, atMost = Infinity } = given.requests ?? {};
    expect(log.writes).toHaveLength(writes);
    expect(log.entries.length).toBeLessThanOrEqual(atMost);
  });

  it.concurrent.each([
    ["apply --yes", 0],
    ["plan --check", 4],
    ["validate", 0],
    ["kinds", 0],
    ["doctor", 0],
  ])("that goes well says so in the same form: %s", async (command, exitCode) => {
    const ran = await run({}, [...command.split(" "), "--json"]);
    expect(outputIn(ran)).toMatchObject({ ok: true, exitCode, diagnostics: [] });
    expect([ran.code, ran.stderr]).toEqual([exitCode, ""]);
  });
});

describe("as text", () => {
  const print = async (given: Partial<Case>, ...args: string[]) => {
    const { code, stdout, stderr } = await run(given, args);
    return `exit ${code}\n${stdout}${stderr}`;
  };

  it("a mistake stands in its line, with what to do", async () => {
    const files = {
      "a.ts": project(`featureFlag({ key: "a", rollout: 10, actve: true });`),
      "b.ts": `export const = 3;\n`,
    };
    expect(await print({ files }, "validate")).toMatchInlineSnapshot(`
      "exit 1
      error: There is no field \`actve\`.  [unknown-field]
        at posthog/a.ts:2:53 · feature-flag.a
        1 │ import { dashboard, env, featureFlag, insight, lookup, ref, trends } from "@posthog/definitio…
        2 │ export default featureFlag({ key: "a", rollout: 10, actve: true });
          │                                                     ^
        → Did you mean \`active\`?

      error: Expected identifier but found "=".  [syntax-error]
        at posthog/b.ts:1:14
        1 │ export const = 3;
          │              ^

      2 errors
      "
    `);
  });

  it("an import of a plugin that is not installed says how to install it", async () => {
    const files = {
      "a.ts": `import { survey } from "@posthog-definitions/plugin-surveys";\nexport default survey({});\n`,
    };
    expect(await print({ files }, "plan")).toMatchInlineSnapshot(`
      "exit 5
      error: "@posthog-definitions/plugin-surveys" is not installed.  [plugin-missing]
        at posthog/a.ts:1:24
        1 │ import { survey } from "@posthog-definitions/plugin-surveys";
          │                        ^
        2 │ export default survey({});
        → Install it: npm install --save-dev @posthog-definitions/plugin-surveys
      "
    `);
  });

  it("a line of .env is not repeated, since a key may stand in it", async () => {
    const beside = { ".env": "phx_pasted_without_its_name\n" };
    expect(await print({ beside }, "plan")).toMatchInlineSnapshot(`
      "exit 3
      error: This line is no NAME=value.  [config-invalid]
        at .env:1:1
        → Start it with # to make it a comment.
      "
    `);
  });

  it("a refused write is told beside its definition", async () => {
    const posthog = ({ faults }: Emulator) => faults.add(refusal);
    expect(await print({ posthog }, "apply", "--yes")).toMatchInlineSnapshot(`
      "exit 2
      + feature-flag.right  create
          posthog/a.ts:2:16
            filters  { groups: [{ properties: [], rollout_percentage: 10 }] }
            key      "right"

      Plan: 1 to create.
      Applying it sends 1 request.

      ✗ feature-flag.right  could not create
          error: POST /api/projects/1/feature_flags/ was answered with 400: Not every share will do.
            (field \`filters.groups\`)  [request-refused]
            at posthog/a.ts:2:44 · feature-flag.right
            1 │ import { dashboard, env, featureFlag, insight, lookup, ref, trends } from "@posthog/defin…
            2 │ export default featureFlag({ key: "right", rollout: 10 });
              │                                            ^

      Not all applied: 1 failed. 1 request (0 reads, 1 write).
      What is not done is taken up by the next apply.
      "
    `);
  });
});

const validate = new Ajv({ allowUnionTypes: true, allErrors: true }).compile<Output>(
  JSON.parse(readFileSync(join(repository, "packages/render/schema/output.v1.json"), "utf8")) as object,
);

/** What `--json` printed, once it is sure that it is what the schema says. */
function outputIn({ stdout }: Ran): Output {
  const output: unknown = JSON.parse(stdout);
  if (!validate(output)) throw new Error(JSON.stringify(validate.errors, null, 2));
  return output;
}

function told({ code, place, message, hint }: Output["diagnostics"][number]): unknown[] {
  const at = place && `${place.file}:${place.line}:${place.column}`;
  return hint === undefined ? [code, at, message] : [code, at, message, hint];
}

/** More than two at a time only wait for each other. */
const turns: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];

function run(given: Partial<Case>, args: readonly string[]): Promise<Ran & { readonly log: Emulator["log"] }> {
  const turn = turns.shift()!.then(() => runNow(given, args));
  turns.push(turn.catch(() => undefined));
  return turn;
}

async function runNow(
  { files = { "a.ts": flag }, beside, env, scopes, posthog }: Partial<Case>,
  args: readonly string[],
) {
  const emulator = createEmulator();
  const { url } = await emulator.listen({ port: 0 });
  try {
    if (scopes) emulator.addKey({ value: "phx_few", scopes });
    await posthog?.(emulator);
    const below = Object.entries(files).map(([name, text]) => [`posthog/${name}`, text]);
    const folder = linkedProject({ ...Object.fromEntries(below), ...beside });
    const connection = {
      POSTHOG_HOST: url,
      POSTHOG_PROJECT_ID: "1",
      POSTHOG_PERSONAL_API_KEY: scopes ? "phx_few" : emulator.key,
    };
    const ran = await runNode(program, args, { cwd: folder, env: { ...connection, ...env } });
    return { ...ran, log: emulator.log };
  } finally {
    await emulator.close();
  }
}
