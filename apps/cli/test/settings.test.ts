import { describe, expect, it } from "vitest";
import type { Diagnostic } from "@posthog-definitions/core";
import { Problem } from "../src/problem.js";
import { envMistakes } from "../src/project/env-file.js";
import { missingCredentials, readSettings, type Settings, type SettingsFlags } from "../src/project/settings.js";
import { testContext } from "./harness.js";
import { tree } from "./tree.js";

const read = (cwd: string, flags: SettingsFlags = {}, env: Record<string, string> = {}): Promise<Settings> =>
  readSettings(flags, testContext(cwd, { env }));

async function told(settings: Promise<Settings>): Promise<readonly Diagnostic[]> {
  const thrown: unknown = await settings.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (thrown instanceof Problem) return thrown.diagnostics;
  throw new Error("it did not fail", { cause: thrown });
}

describe("configuration", () => {
  it("has defaults", async () => {
    const root = tree({ "package.json": {} });
    expect(await read(root)).toMatchObject({ root, dir: `${root}/posthog`, host: "https://us.posthog.com" });
    expect(await read(root)).not.toHaveProperty("key");
  });

  it("lets .env.local win over .env, the environment over both, and flags over all", async () => {
    const root = tree({
      "package.json": {},
      ".env": "POSTHOG_HOST=https://a.example\nPOSTHOG_PROJECT_ID=1\nPOSTHOG_PERSONAL_API_KEY=phx_file",
      ".env.local": "POSTHOG_HOST=https://b.example",
    });
    expect(await read(root)).toMatchObject({ host: "https://b.example", projectId: "1", key: "phx_file" });
    const env = { POSTHOG_HOST: "https://c.example", POSTHOG_PROJECT_ID: "2", POSTHOG_PERSONAL_API_KEY: "phx_env" };
    expect(await read(root, {}, env)).toMatchObject({ host: "https://c.example", projectId: "2", key: "phx_env" });
    const flags = { host: "https://d.example", project: "3" };
    expect(await read(root, flags, env)).toMatchObject({ host: "https://d.example", projectId: "3", key: "phx_env" });
  });

  it("takes a variable that is empty for one that is not set", async () => {
    const root = tree({ "package.json": {}, ".env": "POSTHOG_PERSONAL_API_KEY=phx_file" });
    expect(await read(root, {}, { POSTHOG_PERSONAL_API_KEY: "", POSTHOG_HOST: "" })).toMatchObject({
      key: "phx_file",
      host: "https://us.posthog.com",
    });
  });

  it("reads posthog.config.ts, which --dir overrides", async () => {
    const root = tree({
      "package.json": { type: "commonjs" },
      "posthog.config.ts": `export default { dir: "analytics" as string, namespace: "web" };`,
    });
    expect(await read(root)).toMatchObject({ dir: `${root}/analytics`, namespace: "web" });
    expect(await read(root, { dir: "other" })).toMatchObject({ dir: `${root}/other`, namespace: "web" });
  });

  it("takes the nearest package.json above the definitions for the project", async () => {
    const root = tree({
      "package.json": {},
      "packages/app/package.json": {},
      "packages/app/.env": "POSTHOG_PROJECT_ID=7",
      "packages/app/posthog/a.ts": "",
    });
    const app = `${root}/packages/app`;
    expect(await read(root, { dir: "packages/app/posthog" })).toMatchObject({ root: app, projectId: "7" });
    expect(await read(`${app}/posthog`)).toMatchObject({ root: app, dir: `${app}/posthog` });
  });

  it.each([
    ["an unknown field", `export default { dirr: "x" };`, "Did you mean `dir`?"],
    ["a wrong type", `export default { dir: 1 };`, undefined],
    ["a namespace with capitals", `export default { namespace: "Web" };`, undefined],
    ["no default export", `export const x = 1;`, undefined],
    ["a syntax error", `export default {`, undefined],
    ["an error of its own", `throw new Error("boom");`, undefined],
  ])("refuses a configuration file with %s", async (_, text, hint) => {
    const [diagnostic] = await told(read(tree({ "package.json": {}, "posthog.config.ts": text })));
    expect(diagnostic).toMatchObject({ code: "config-invalid", place: { file: "posthog.config.ts" } });
    expect(diagnostic!.hint).toBe(hint);
  });

  it("says what is missing to reach PostHog", async () => {
    const settings = await read(tree({ "package.json": {} }));
    expect(missingCredentials(settings).map(({ code }) => code)).toEqual([
      "credentials-missing",
      "credentials-missing",
    ]);
    expect(missingCredentials({ ...settings, key: "phx_1", projectId: "1" })).toEqual([]);
  });
});

describe(".env files", () => {
  const lines = (text: string): number[] => envMistakes(text, ".env").map(({ place }) => place!.line);

  it("takes everything that assigns something", () => {
    const fine = [
      "# a comment",
      "",
      "A=1",
      " export B = two words # and why",
      "C=",
      "D='it''s'",
      'E="a',
      'b" # end',
      "F: 1",
    ];
    expect(lines(fine.join("\n"))).toEqual([]);
    expect(lines(fine.join("\r\n"))).toEqual([]);
  });

  it("names each line that assigns nothing", () => {
    expect(lines("A=1\nphx_pasted\nB=2\n  = 3\n")).toEqual([2, 4]);
  });

  it("names the line where a quotation begins that does not end", () => {
    expect(lines('A=1\nB="two\nC=3')).toEqual([2]);
    expect(lines('A="a \\" b"\nB=2')).toEqual([]);
  });

  it("does not repeat what the line holds", async () => {
    const diagnostics = await told(read(tree({ "package.json": {}, ".env": "phx_secret" })));
    expect(diagnostics).toHaveLength(1);
    expect(JSON.stringify(diagnostics)).not.toContain("phx_secret");
  });
});
