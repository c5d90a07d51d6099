import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { KindError } from "@posthog-definitions/core/kind";
import { apply } from "../src/run/apply.js";
import { init } from "../src/run/init.js";
import { kinds } from "../src/run/kinds.js";
import { session } from "../src/run/session.js";
import { validate } from "../src/run/validate.js";
import { Cancelled, problem } from "../src/problem.js";
import { testContext, type TestContext } from "./harness.js";
import { kindText, pluginFiles, tree } from "./tree.js";

const schemaFile = new URL("../../../packages/render/schema/output.v1.json", import.meta.url);
const fits = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(schemaFile, "utf8")) as object);
const output = (context: TestContext): { exitCode: number; diagnostics: { code: string; message: string }[] } => {
  const value: unknown = JSON.parse(context.out());
  expect(fits(value) ? [] : fits.errors).toEqual([]);
  return value as ReturnType<typeof output>;
};

describe("the end of a run", () => {
  it.each([
    ["a problem", () => problem("unknown-target", "no such"), 3],
    ["a cancellation", () => new Cancelled(), 130],
    ["a defect", () => new Error("oops"), 2],
    ["a plugin's defect", () => new KindError("decode", { package: "p", version: "1" }, "bird", new Error("no")), 5],
    ["something thrown that is no error", () => "oops", 2],
  ])("is one JSON object after %s", async (_, make, code) => {
    const context = testContext("/");
    expect(await session("plan", { json: true }, context, () => Promise.reject(make() as Error))).toBe(code);
    expect(output(context).exitCode).toBe(code);
    expect(context.err()).toBe("");
  });

  it("shows a stack trace only of a defect, and only when asked to be verbose", async () => {
    const run = async (verbose: boolean, thrown: Error): Promise<string> => {
      const context = testContext("/");
      await session("plan", { verbose }, context, () => Promise.reject(thrown));
      return context.err();
    };
    expect(await run(false, new Error("oops"))).not.toMatch(/\n\s+at .*runs\.test/);
    expect(await run(true, new Error("oops"))).toMatch(/\n\s+at .*runs\.test/);
    expect(await run(true, problem("unreachable", "gone"))).not.toMatch(/\n\s+at .*runs\.test/);
  });

  it("keeps what was found out before it failed", async () => {
    const context = testContext("/");
    await session("plan", { json: true }, context, (printer) => {
      printer.facts.definitions = 7;
      return Promise.reject(problem("unreachable", "gone"));
    });
    expect(output(context)).toMatchObject({ definitions: 7, exitCode: 2 });
  });
});

describe("plan and apply before anything is sent", () => {
  it("say everything that is wrong at once, and end with what comes first", async () => {
    const root = tree({ "package.json": {}, "posthog/a.ts": `throw new Error("boom");` });
    const context = testContext(root);
    expect(await apply("plan", { json: true, "dry-run": true }, context)).toBe(3);
    const codes = output(context).diagnostics.map(({ code }) => code);
    expect(codes).toEqual(["credentials-missing", "credentials-missing", "load-failed"]);
  });

  it("put a missing plugin before missing credentials", async () => {
    const root = tree({ "package.json": { devDependencies: { "@posthog/definitions": "1" } }, "posthog/a.ts": "" });
    expect(await apply("plan", { json: true }, testContext(root))).toBe(5);
  });

  it.each([
    ["the project token", { POSTHOG_PERSONAL_API_KEY: "phc_hunter2" }, "credentials-kind"],
    ["plain http", { POSTHOG_HOST: "http://posthog.example" }, "host-invalid"],
    ["the ingestion host", { POSTHOG_HOST: "https://us.i.posthog.com" }, "host-invalid"],
    ["a project that is no number", { POSTHOG_PROJECT_ID: "growth" }, "config-invalid"],
  ])("refuse %s", async (_, env, code) => {
    const root = tree({ "package.json": {}, "posthog/a.ts": "export const nothing = 1;" });
    const context = testContext(root, {
      env: { POSTHOG_PERSONAL_API_KEY: "phx_hunter2", POSTHOG_PROJECT_ID: "1", ...env },
    });
    expect(await apply("plan", { json: true }, context)).toBe(3);
    expect(output(context).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(context.out() + context.err()).not.toContain("hunter2");
  });
});

describe("validate", () => {
  it("prints what is wrong as its result, with the line", async () => {
    const root = tree({ "package.json": {}, "posthog/a.ts": "export default {" });
    const context = testContext(root);
    expect(await validate({}, context)).toBe(1);
    expect(context.out()).toContain("posthog/a.ts:1:");
    expect(context.out()).toContain("1 │ export default {");
    expect(context.err()).toBe("");
  });

  it("does not show the lines of an .env file", async () => {
    const root = tree({ "package.json": {}, ".env": "phx_hunter2" });
    const context = testContext(root);
    expect(await validate({}, context)).toBe(3);
    expect(context.err()).toContain(".env:1:1");
    expect(context.out() + context.err()).not.toContain("hunter2");
  });

  it("names the install command for a definition whose kind nobody brings", async () => {
    const core = JSON.stringify(new URL("../../../packages/core/src/definition.ts", import.meta.url).pathname);
    const root = tree({
      "package.json": {},
      "pnpm-lock.yaml": "",
      "posthog/a.ts": `import { factory } from ${core};\nexport default factory("survey")({ key: "nps" });`,
    });
    const context = testContext(root);
    expect(await validate({}, context)).toBe(5);
    expect(context.out()).toContain("pnpm add --save-dev @posthog/definitions");
    expect(context.out()).toContain("at posthog/a.ts:");
  });
});

describe("kinds", () => {
  it("lists what is installed, whatever is wrong with the definitions", async () => {
    const root = tree({
      "package.json": { dependencies: { a: "1" } },
      ...pluginFiles("node_modules/a", {
        name: "a",
        module: `export default [${kindText("thing", 'summary: "A thing."')}];`,
      }),
      "posthog/a.ts": "export default {",
    });
    const context = testContext(root);
    expect(await kinds({}, context)).toBe(0);
    expect(context.out()).toBe("thing  a 1.2.3  unknown  A thing.\n");
    const json = testContext(root);
    await kinds({ json: true }, json);
    expect(output(json)).toMatchObject({ kinds: [{ kind: "thing", package: "a", version: "1.2.3" }] });
  });

  it("ends with 5 over a plugin that is broken", async () => {
    const root = tree({
      "package.json": { dependencies: { a: "1" } },
      ...pluginFiles("node_modules/a", { name: "a", module: "throw new Error('boom')" }),
    });
    expect(await kinds({ json: true }, testContext(root))).toBe(5);
  });
});

describe("init", () => {
  const actions = (context: TestContext): Record<string, string> =>
    Object.fromEntries(
      (JSON.parse(context.out()) as { files: { file: string; action: string }[] }).files.map((f) => [f.file, f.action]),
    );
  const all = (action: string): Record<string, string> => ({
    "package.json": action,
    "posthog/example.ts": action,
    ".env.example": action,
    ".gitignore": action,
  });
  const text = (root: string, file: string): string => readFileSync(join(root, file), "utf8");

  it("works in an empty folder, and again without changing anything", async () => {
    const root = tree();
    const first = testContext(root);
    expect(await init({ json: true }, first)).toBe(0);
    expect(actions(first)).toEqual(all("created"));
    output(first);
    const again = testContext(root);
    await init({ json: true }, again);
    expect(actions(again)).toEqual(all("kept"));
  });

  it("keeps what is there, and adds what lacks", async () => {
    const root = tree({
      "package.json": '{\n    "name": "mine",\n    "scripts": { "posthog:plan": "mine" }\n}\n',
      ".env.example": "OTHER=1\nPOSTHOG_HOST=https://eu.posthog.com",
      ".gitignore": "node_modules\n.env\n",
      "posthog/example.ts": "// mine",
    });
    const context = testContext(root);
    await init({ json: true }, context);
    expect(actions(context)).toEqual({ ...all("updated"), "posthog/example.ts": "kept" });
    expect(text(root, "posthog/example.ts")).toBe("// mine");
    expect(text(root, ".env.example").match(/POSTHOG_HOST/g)).toHaveLength(1);
    expect(text(root, ".env.example")).toMatch(/^OTHER=1\nPOSTHOG_HOST=https:\/\/eu\.posthog\.com\n#/);
    expect(text(root, ".gitignore")).toBe("node_modules\n.env\n.env.local\n.posthog/\n");
    expect(JSON.parse(text(root, "package.json"))).toMatchObject({ name: "mine", scripts: { "posthog:plan": "mine" } });
    expect(text(root, "package.json")).toMatch(/^ {4}"name"/m);
  });

  it("adds no example beside definitions", async () => {
    const root = tree({ "package.json": {}, "posthog/growth.ts": "" });
    await init({}, testContext(root));
    expect(existsSync(join(root, "posthog/example.ts"))).toBe(false);
  });

  it("names the package manager of the project", async () => {
    const root = tree({ "package.json": {}, "yarn.lock": "" });
    const context = testContext(root);
    await init({}, context);
    expect(context.out()).toContain("yarn add --dev @posthog/definitions");
  });

  it("does not touch a package.json that is no JSON", async () => {
    const root = tree({ "package.json": "{ oops" });
    expect(await init({ json: true }, testContext(root))).toBe(3);
    writeFileSync(join(root, "package.json"), "{}");
    expect(await init({ json: true }, testContext(root))).toBe(0);
  });
});
