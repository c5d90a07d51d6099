import { isError, type Diagnostic, type Plan, type Report } from "@posthog-definitions/core";
import type { Forecast } from "./forecast.js";
import { comparisonMarkdown } from "./markdown/comparison.js";
import { diagnosticsMarkdown } from "./markdown/diagnostics.js";
import { planMarkdown } from "./markdown/plan.js";
import { reportMarkdown } from "./markdown/report.js";
import { layoutOf, type RenderOptions } from "./options.js";
import type { OutputComparison } from "./output.js";
import { comparisonText } from "./text/comparison.js";
import { diagnosticsText } from "./text/diagnostics.js";
import { planText } from "./text/plan.js";
import { reportText } from "./text/report.js";
import { count } from "./words.js";

export type { Forecast } from "./forecast.js";
export { layoutOf, type Format, type Layout, type RenderOptions } from "./options.js";
export {
  outputOf,
  renderOutput,
  type Output,
  type OutputCheck,
  type OutputComparison,
  type OutputFacts,
  type OutputFile,
  type OutputLeftOut,
  type OutputKind,
  type OutputProject,
} from "./output.js";
export { paintFor, type Paint } from "./paint.js";
export { linesText } from "./text/lines.js";
export { pathWords } from "./value.js";
export { count, duration } from "./words.js";

/** A plan, with what would be sent and how long PostHog's limits make that, where it is known. */
export function renderPlan(plan: Plan, options: RenderOptions & { readonly forecast?: Forecast } = {}): string {
  if (options.format === "json") return json(plan);
  const render = options.format === "markdown" ? planMarkdown : planText;
  return render(plan, options.forecast, layoutOf(options));
}

/** How two projects differ. */
export function renderComparison(comparison: OutputComparison, options: RenderOptions = {}): string {
  if (options.format === "json") return json(comparison);
  return (options.format === "markdown" ? comparisonMarkdown : comparisonText)(comparison, layoutOf(options));
}

/** What an apply did. */
export function renderReport(report: Report, options: RenderOptions = {}): string {
  if (options.format === "json") return json(report);
  return (options.format === "markdown" ? reportMarkdown : reportText)(report, layoutOf(options));
}

/** What is wrong; empty where nothing is. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  if (options.format === "json") return json(diagnostics);
  if (options.format !== "markdown") return diagnosticsText(diagnostics, layoutOf(options));
  if (diagnostics.length === 0) return "";
  const errors = diagnostics.filter(isError).length;
  const title = `### PostHog: ${errors > 0 ? count(errors, "error") : count(diagnostics.length, "warning")}`;
  return `${title}\n\n${diagnosticsMarkdown(diagnostics, layoutOf(options))}\n`;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
