import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { liveSecret, env, withValue } from "@posthog-definitions/core";
import { outputOf, renderOutput, type OutputFacts } from "../src/index.js";
import { diagnostics, plan, report } from "./sample.js";

const schema = JSON.parse(readFileSync(new URL("../schema/output.v1.json", import.meta.url), "utf8")) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
const errorsOf = (text: string): unknown => (validate(JSON.parse(text)) ? [] : validate.errors);

const applied: OutputFacts = {
  command: "apply",
  exitCode: 8,
  diagnostics,
  project: { host: "https://us.posthog.com", id: 1 },
  dryRun: false,
  plan,
  forecast: { requests: 34, seconds: 740 },
  report,
  definitions: 8,
};

describe("the JSON of a run", () => {
  it.each<[string, OutputFacts]>([
    ["a plan and a report", applied],
    ["nothing but a failure", { command: "plan", exitCode: 3, diagnostics }],
    [
      "kinds",
      {
        command: "kinds",
        exitCode: 0,
        diagnostics: [],
        kinds: [{ kind: "insight", summary: "A query", package: "p", version: "1.0.0" }],
      },
    ],
    [
      "checks",
      { command: "doctor", exitCode: 0, diagnostics: [], checks: [{ name: "host", status: "unknown", message: "?" }] },
    ],
    [
      "a pull",
      {
        command: "pull",
        exitCode: 0,
        diagnostics: [],
        files: [
          { file: "posthog/insights/a.ts", action: "created", address: "insight.a" },
          { file: "posthog/insights/b.ts", action: "kept", address: "insight.b", edited: true },
        ],
        leftOut: [{ kind: "insight", id: 7, title: "C", why: "It is a draft." }],
      },
    ],
    ["files", { command: "init", exitCode: 0, diagnostics: [], files: [{ file: ".env.example", action: "kept" }] }],
  ])("fits the schema: %s", (_, facts) => {
    expect(errorsOf(renderOutput(facts))).toEqual([]);
  });

  it("does not fit when a member is wrong", () => {
    const output = outputOf(applied);
    expect(validate({ ...output, version: 2 })).toBe(false);
    expect(validate({ ...output, exitCode: 9 })).toBe(false);
    expect(validate({ ...output, plan: { ...output.plan, changes: [{ address: "x" }] } })).toBe(false);
    expect(validate({ ...output, diagnostics: [{ code: "No Code", severity: "error", message: "m" }] })).toBe(false);
    expect(validate({ version: 1 })).toBe(false);
  });

  it("is ok with changes pending, and with nothing else than success", () => {
    const okFor = (exitCode: number): boolean => outputOf({ command: "plan", exitCode, diagnostics: [] }).ok;
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 130].filter(okFor)).toEqual([0, 4]);
  });

  it("holds no secret", () => {
    const secret = withValue(env("TOKEN"), "hunter2");
    const change = { ...plan.changes[0]!, fields: [{ path: ["token"], before: liveSecret("hunter1"), after: secret }] };
    const text = renderOutput({ ...applied, plan: { ...plan, changes: [change] } });
    expect(text).not.toMatch(/hunter/);
    expect(JSON.parse(text)).toMatchObject({
      plan: { changes: [{ fields: [{ before: { $secret: true }, after: { $env: "TOKEN" } }] }] },
    });
  });
});
