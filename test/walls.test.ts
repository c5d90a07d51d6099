/** That the walls between packages stand: each of these lines is refused by lint, and those that are allowed pass. */
import { join } from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import { repository } from "./support/packed.js";

const eslint = new ESLint({ cwd: repository });
const complaints = async (file: string, text: string): Promise<string[]> => {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: join(repository, file) });
  return result!.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
};

const SRC = "packages/plugin-actions/src/new.ts";
const TEST = "packages/plugin-actions/test/new.test.ts";

describe("a plugin of ours may import what a plugin of anybody's may", () => {
  it.each([
    [SRC, `export { factory } from "@posthog-definitions/core";`],
    [SRC, `export { defineKind } from "@posthog-definitions/core/kind";`],
    [SRC, `export { z } from "zod";`],
    [SRC, `export { actionSpec } from "./schema.js";`],
    [TEST, `export { conformance } from "@posthog-definitions/testkit";`],
    [TEST, `export { insight } from "@posthog-definitions/plugin-insights/kind";`],
    [TEST, `export { readFileSync } from "node:fs";`],
    [TEST, `export { action } from "../src/index.js";`],
  ])("%s: %s", async (file, text) => expect(await complaints(file, text)).toEqual([]));
});

describe("and nothing else", () => {
  it.each([
    ["a package that it does not name", SRC, `import "@posthog-definitions/plugin-cohorts";`, "dependencies or peer"],
    ["one that it names for its tests", SRC, `import "vitest";`, "dependencies or peer"],
    ["one that nobody names", TEST, `import "ajv";`, "has to name ajv in its devDependencies"],
    [
      "a file of a package",
      SRC,
      `import "@posthog-definitions/core/src/freeze.js";`,
      'does not export "./src/freeze.js"',
    ],
    ["a built file of a package", TEST, `import "@posthog-definitions/core/dist/kind.js";`, "does not export"],
    ["another package's folder", SRC, `export * from "../../core/src/freeze.js";`, "leads out of `src`"],
    ["its own tests", SRC, `import "../test/support.js";`, "leads out of `src`"],
    ["helpers of the repository", TEST, `import "../../../test/support/cli.js";`, "leads out of the package"],
    ["another package's tests", TEST, `void import("../../plugin-cohorts/test/x.js");`, "leads out of the package"],
    ["a type from afar", TEST, `export type X = import("../../core/src/freeze.js").X;`, "leads out of the package"],
    ["Node", SRC, `import "node:fs";`, "is of Node"],
  ])("not %s", async (_, file, text, message) => {
    const found = await complaints(file, text);
    expect(found.filter((complaint) => complaint.startsWith("ours/plugin-imports")).join()).toContain(message);
  });

  it.each([
    [`export const now = Date.now();`, "no clock"],
    [`export const made = fetch("https://example.com");`, "no request"],
    [`export const mine = Symbol("mine");`, "Symbol.for"],
  ])("nor may it do: %s", async (text, message) => {
    expect((await complaints(SRC, text)).join()).toContain(message);
  });
});

describe("the other packages", () => {
  it.each([
    ["packages/core/src/new.ts", `import "@posthog-definitions/client";`],
    ["packages/client/src/new.ts", `import "@posthog-definitions/executor";`],
    ["packages/planner/src/new.ts", `import "@posthog-definitions/client";`],
    ["packages/executor/src/new.ts", `import "@posthog-definitions/plugin-actions";`],
    ["apps/cli/src/new.ts", `import "@posthog-definitions/plugin-actions";`],
    ["apps/emulator/src/new.ts", `import "@posthog-definitions/core";`],
    ["packages/core/src/new.ts", `import "../../packages/client/src/index.js";`],
  ])("%s does not import what is not below it: %s", async (file, text) => {
    expect((await complaints(file, text)).join()).toContain("no-restricted-imports");
  });
});
