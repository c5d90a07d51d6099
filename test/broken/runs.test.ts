/** What goes wrong in users' hands: each mistake has a code, a place, a reason and advice, and the right exit code. */
import type { Emulator } from "@posthog-definitions/emulator";
import { describe, expect, it } from "vitest";
import { file, flag, outputIn, refusal, run, told, type Broken, type Said } from "../support/broken.js";

const query = `trends({ series: [{ event: "signed up" }] })`;
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

const cases: Record<string, Broken> = {
  // What takes PostHog to tell
  "a reference to nothing": {
    files: {
      "a.ts": file(`dashboard({ key: "a", name: "A", tiles: [{ insight: ref("insight", "weekly-signps") }] });`),
      "b.ts": file(`insight({ key: "weekly-signups", name: "A", query: ${query} });`),
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
      "a.ts": file(
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
      "a.ts": file(
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
      "a.ts": file(
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
      "a.ts": file(
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
      "b.ts": file(`featureFlag({ key: "b", rollout: 10, actve: true });`),
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
      "b.ts": file(`insight({ key: "b", name: "B", query: ${query} });`),
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
