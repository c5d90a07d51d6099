import { describe, expect, it, onTestFinished } from "vitest";
import { createClient, type PostHogClient } from "@posthog-definitions/client";
import { collection, tag, type Kind, type Registry } from "@posthog-definitions/core/kind";
import { createEmulator, type Emulator } from "@posthog-definitions/emulator";
import type { Settings } from "../src/project/settings.js";
import { checkAccount, checkProject } from "../src/run/doctor/account.js";
import { ServerClock } from "../src/run/doctor/clock.js";
import { checkConfiguration } from "../src/run/doctor/credential.js";
import { doctor } from "../src/run/doctor/doctor.js";
import { checkScopes } from "../src/run/doctor/scopes.js";
import { checkTags } from "../src/run/doctor/tags.js";
import { testContext } from "./harness.js";
import { tree } from "./tree.js";

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

describe("doctor as a whole", () => {
  it("never prints the key, and ends with 3 over a wrong one", async () => {
    for (const json of [true, false]) {
      const context = testContext(tree({ "package.json": {} }), { env: { POSTHOG_PERSONAL_API_KEY: "phc_hunter2" } });
      expect(await doctor({ json }, context)).toBe(5);
      expect(context.out()).toContain("project token");
      expect(context.out() + context.err()).not.toContain("hunter2");
    }
  });
});
