import { describe, expect, it, onTestFinished } from "vitest";
import { createClient, type PostHogClient } from "@posthog-definitions/client";
import { collection, tag, type Kind, type Registry, type Resolved } from "@posthog-definitions/core/kind";
import { createEmulator, type Emulator } from "@posthog-definitions/emulator";
import type { Settings } from "../src/project/settings.js";
import { checkAccount, checkProject } from "../src/run/doctor/account.js";
import { ServerClock } from "../src/run/doctor/clock.js";
import { checkConfiguration } from "../src/run/doctor/credential.js";
import { doctor } from "../src/run/doctor/doctor.js";
import { checkRights } from "../src/run/doctor/rights.js";
import { checkScopes } from "../src/run/doctor/scopes.js";
import { checkTags } from "../src/run/doctor/tags.js";
import { testContext } from "./harness.js";
import { pluginFiles, tree } from "./tree.js";

const settings = (more: Partial<Settings> = {}): Settings => ({
  root: "/project",
  dir: "/project/posthog",
  environments: [],
  keyVariable: "POSTHOG_PERSONAL_API_KEY",
  env: {},
  host: "https://us.posthog.com",
  key: "phx_local",
  projectId: "1",
  ...more,
});

const kind = (name: string, plural: string, path: string, scope: string): Kind =>
  ({ name, plural, identity: tag(), api: collection({ path, scope, remove: "soft" }) }) as unknown as Kind;
const registry: Registry = {
  kinds: new Map([
    ["insight", kind("insight", "insights", "insights/", "insight")],
    ["dashboard", kind("dashboard", "dashboards", "dashboards/", "dashboard")],
  ]),
  sources: new Map(),
  target: () => undefined,
};

function emulated(): Emulator {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  return emulator;
}

function clientOf(emulator: Emulator, key: string, project: number = emulator.projectId): PostHogClient {
  const fetcher: typeof fetch = (input, init) => emulator.fetch(new Request(input, init));
  return createClient({ host: "http://localhost", key, project, limits: "none", attempts: 1, fetch: fetcher });
}

const brief = (checks: readonly { name: string; status: string }[]): string[] =>
  checks.map(({ name, status }) => `${name}: ${status}`);

describe("scopes", () => {
  it("are all there with a key that may do everything, and nothing is written", async () => {
    const emulator = emulated();
    const before = emulator.snapshot();
    const checks = await checkScopes(clientOf(emulator, emulator.key), registry);
    expect(brief(checks)).toEqual([
      "insight:read: ok",
      "insight:write: ok",
      "dashboard:read: ok",
      "dashboard:write: ok",
    ]);
    const { api_keys: _, ...tables } = emulator.snapshot();
    expect(before).toMatchObject(tables);
  });

  it("are told one by one", async () => {
    const emulator = emulated();
    emulator.addKey({ value: "phx_some", scopes: ["insight:read", "dashboard:write"] });
    const checks = await checkScopes(clientOf(emulator, "phx_some"), registry);
    expect(brief(checks)).toEqual([
      "insight:read: ok",
      "insight:write: failed",
      "dashboard:read: ok",
      "dashboard:write: ok",
    ]);
    expect(checks[1]).toMatchObject({ code: "scope-missing", message: "is missing, for insights" });
  });

  it("are not known where there is nothing to try on", async () => {
    const one = {
      ...kind("settings", "settings", "", "project"),
      api: { path: "", scope: "project", remove: "never", singleton: true },
    };
    const emulator = emulated();
    const checks = await checkScopes(clientOf(emulator, emulator.key), {
      ...registry,
      kinds: new Map([["settings", one as unknown as Kind]]),
    });
    expect(brief(checks)).toEqual(["project:read: ok", "project:write: unknown"]);
    expect(emulator.log.entries.map((request) => request.method)).toEqual(["GET"]);
  });
});

describe("a scope of one row alone", () => {
  const settings = (targets: readonly object[]): Registry => ({
    ...registry,
    kinds: new Map([
      [
        "settings",
        {
          ...kind("settings", "settings", "", "project"),
          api: { path: "", scope: "project", remove: "never", singleton: true },
          targets,
        } as unknown as Kind,
      ],
    ]),
  });
  const theme = {
    name: "theme",
    plural: "themes",
    api: collection({ path: "data_color_themes/", scope: "project", remove: "hard" }),
  };

  it("is tried on what it refers to, where that needs the same", async () => {
    const emulator = emulated();
    emulator.addKey({ value: "phx_read", scopes: ["project:read"] });
    const before = emulator.snapshot();
    const check = (key: string) => checkScopes(clientOf(emulator, key), settings([theme]));
    expect(brief(await check(emulator.key))).toEqual(["project:read: ok", "project:write: ok"]);
    expect(brief(await check("phx_read"))).toEqual(["project:read: ok", "project:write: failed"]);
    expect(emulator.snapshot()).toEqual(before);
  });

  it("is not tried on what needs another", async () => {
    const emulator = emulated();
    const other = { ...theme, api: { ...theme.api, scope: "insight" } };
    const checks = await checkScopes(clientOf(emulator, emulator.key), settings([other]));
    expect(brief(checks)).toEqual(["project:read: ok", "project:write: unknown"]);
  });
});

describe("rights", () => {
  const declared = (adminOnly?: (spec: object) => readonly string[][]): Resolved =>
    ({
      address: "settings.project",
      spec: { timezone: "UTC", surveys: true, urls: [] },
      kind: { ...kind("settings", "settings", "", "project"), ...(adminOnly ? { adminOnly } : {}) },
    }) as unknown as Resolved;
  const some = declared(() => [["timezone"], ["urls"]]);

  it("are asked for only where a definition has fields for admins", async () => {
    const emulator = emulated();
    const client = clientOf(emulator, emulator.key);
    expect(await checkRights(client, [declared(), declared(() => [])])).toEqual([]);
    expect(emulator.log.entries).toEqual([]);
  });

  it("are enough for an owner and an admin", async () => {
    const emulator = emulated();
    for (const level of [15, 8] as const) {
      emulator.switches.membershipLevel = level;
      expect(brief(await checkRights(clientOf(emulator, emulator.key), [some]))).toEqual(["settings.project: ok"]);
    }
  });

  it("are not for a member, who is told by name what is closed", async () => {
    const emulator = emulated();
    emulator.switches.membershipLevel = 1;
    const before = emulator.snapshot();
    expect(await checkRights(clientOf(emulator, emulator.key), [some])).toMatchObject([
      {
        name: "settings.project",
        status: "failed",
        code: "not-permitted",
        message: expect.stringContaining("only admins may change: timezone, urls.") as string,
      },
    ]);
    expect(emulator.snapshot()).toEqual(before);
  });

  it("are not known where the key may not look", async () => {
    const emulator = emulated();
    emulator.addKey({ value: "phx_some", scopes: ["insight:read"] });
    expect(await checkRights(clientOf(emulator, "phx_some"), [some])).toMatchObject([
      { status: "unknown", message: expect.stringContaining("timezone, urls") as string },
    ]);
  });
});

describe("account and project", () => {
  it("knows a key that lacks user:read", async () => {
    const emulator = emulated();
    emulator.addKey({ value: "phx_some", scopes: ["insight:read"] });
    const client = clientOf(emulator, "phx_some");
    expect((await checkAccount(client, settings())).usable).toBe(true);
    expect(await checkProject(client, 1)).toMatchObject({ status: "unknown" });
  });

  it("names the region that a key is of", async () => {
    const emulator = emulated();
    const elsewhere: typeof fetch = (input, init) => emulator.fetch(new Request(input, init));
    const client = clientOf(emulated(), "phx_eu");
    emulator.addKey({ value: "phx_eu", scopes: ["*"] });
    const { usable, checks } = await checkAccount(client, settings({ key: "phx_eu" }), elsewhere);
    expect(usable).toBe(false);
    expect(checks.at(-1)).toMatchObject({
      code: "credentials-invalid",
      hint: expect.stringContaining("eu.posthog.com") as string,
    });
  });

  it("tells a project that the key may see from others", async () => {
    const emulator = emulated();
    const check = (project: number): Promise<unknown> =>
      checkProject(clientOf(emulator, emulator.key, project), project);
    expect(await check(1)).toMatchObject({ status: "ok" });
    expect(await check(2)).toMatchObject({ status: "failed", code: "project-not-found" });
    expect(await check(99)).toMatchObject({ status: "failed", code: "project-not-found" });
  });
});

describe("tags", () => {
  it("are kept where a row carries a mark, and unknown before", async () => {
    const emulator = emulated();
    const client = clientOf(emulator, emulator.key);
    expect(await checkTags(client, registry)).toMatchObject({ status: "unknown" });
    await client.send({ method: "POST", path: "dashboards/", body: { name: "x", tags: ["iac:dashboards:x"] } });
    expect(await checkTags(client, registry)).toMatchObject({ status: "ok" });
  });
});

describe("what can be told without sending anything", () => {
  const status = (more: Partial<Settings>): string[] => brief(checkConfiguration(settings(more)));

  it.each<[Partial<Settings>, string[]]>([
    [{}, ["host: ok", "key: ok"]],
    [{ key: "phc_token" }, ["host: ok", "key: failed"]],
    [{ key: "phs_secret" }, ["host: ok", "key: failed"]],
    [{ key: "pha_token" }, ["host: ok", "key: ok"]],
    [{ key: "old-key" }, ["host: ok", "key: unknown"]],
    [{ host: "https://eu.i.posthog.com" }, ["host: failed", "key: ok"]],
    [{ host: "http://posthog.example" }, ["host: failed", "key: ok"]],
    [{ key: undefined, projectId: undefined }, ["host: ok", "configuration: failed", "configuration: failed"]],
  ])("%j", (more, expected) => expect(status(more)).toEqual(expected));
});

describe("the clock", () => {
  const at = async (ahead: number, headers: Record<string, string>): Promise<unknown> => {
    const clock = new ServerClock(() => Date.parse("2026-09-01T12:00:00Z") + ahead * 1000);
    await clock.overhear(() => Promise.resolve(new Response("", { headers })))("https://us.posthog.com");
    return clock.check();
  };
  const date = { date: "Tue, 01 Sep 2026 12:00:00 GMT" };

  it("is right, ahead, behind, or not known", async () => {
    expect(await at(5, date)).toMatchObject({ status: "ok" });
    expect(await at(600, date)).toMatchObject({ status: "failed", message: "This machine's is 10 min ahead." });
    expect(await at(-600, date)).toMatchObject({ message: "This machine's is 10 min behind." });
    expect(await at(600, {})).toMatchObject({ status: "unknown" });
  });
});

/** A plugin with one kind, whose row is the project, and a definition of it; written without any package of ours. */
const settingsProject = (): string =>
  tree({
    "package.json": { dependencies: { plugin: "1" } },
    ...pluginFiles("node_modules/plugin", {
      name: "plugin",
      module: `const spec = { shape: {}, meta() {}, strict() { return this; }, safeParse: (data) => ({ success: true, data }) };
        export default [{
          name: "thing", plural: "things", contract: 1, spec, encode() {}, decode() {},
          identity: { room: 200, foldsCase: false, read: () => [], strip: (row) => row, write: (body) => body },
          api: { path: "", scope: "project", remove: "never", singleton: true },
          adminOnly: (spec) => Object.keys(spec).map((name) => [name]),
        }];`,
    }),
    "posthog/settings.ts": `const definition = { kind: "thing", key: "project", spec: { key: "project", timezone: "UTC" } };
      Object.defineProperty(definition, Symbol.for("posthog-definitions.definition"), { value: 1 });
      export default definition;`,
  });

describe("doctor as a whole", () => {
  it("looks at what the files declare, where a kind has fields for admins", async () => {
    const emulator = emulated();
    const { url } = await emulator.listen();
    const env = { POSTHOG_PERSONAL_API_KEY: emulator.key, POSTHOG_PROJECT_ID: "1", POSTHOG_HOST: url };
    const run = async (): Promise<[number, string]> => {
      const context = testContext(settingsProject(), { env });
      return [await doctor({}, context), context.out()];
    };
    const [fine, all] = await run();
    expect(all).toContain("thing.project  the key's owner is an admin");
    expect(fine).toBe(0);
    emulator.switches.membershipLevel = 1;
    const [code, out] = await run();
    expect(out).toContain("only admins may change: timezone.");
    expect(code).toBe(3);
  });

  it("never prints the key, and ends with 3 over a wrong one", async () => {
    for (const json of [true, false]) {
      const context = testContext(tree({ "package.json": {} }), { env: { POSTHOG_PERSONAL_API_KEY: "phc_hunter2" } });
      expect(await doctor({ json }, context)).toBe(5);
      expect(context.out()).toContain("project token");
      expect(context.out() + context.err()).not.toContain("hunter2");
    }
  });
});
