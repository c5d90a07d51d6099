import { describe, expect, it } from "vitest";
import { renderDiagnostics, renderPlan, renderReport } from "../src/index.js";
import { diagnostics, nothing, plan, pruning, report, source } from "./sample.js";

const golden = (name: string): string => new URL(`golden/${name}`, import.meta.url).pathname;
const forecast = { requests: 34, seconds: 740 };
const places = { root: "/project", cwd: "/project/posthog", source: () => source };

describe("what is printed, to the letter", () => {
  it.each([
    ["plan.txt", () => renderPlan(plan, { forecast })],
    ["plan-narrow.txt", () => renderPlan(plan, { forecast, width: 60 })],
    ["plan-verbose.txt", () => renderPlan(plan, { forecast, verbose: true })],
    ["plan.md", () => renderPlan(plan, { forecast, format: "markdown" })],
    ["plan-prune.txt", () => renderPlan(pruning, { forecast: { requests: 3, seconds: 0 } })],
    ["plan-prune.md", () => renderPlan(pruning, { forecast: { requests: 3, seconds: 0 }, format: "markdown" })],
    ["plan-nothing.txt", () => renderPlan(nothing)],
    ["plan-nothing.md", () => renderPlan(nothing, { format: "markdown" })],
    ["report.txt", () => renderReport(report)],
    ["report.md", () => renderReport(report, { format: "markdown" })],
    ["diagnostics.txt", () => renderDiagnostics(diagnostics, places)],
    ["diagnostics.md", () => renderDiagnostics(diagnostics, { ...places, format: "markdown" })],
  ])("%s", async (name, render) => {
    await expect(render()).toMatchFileSnapshot(golden(name));
  });
});
