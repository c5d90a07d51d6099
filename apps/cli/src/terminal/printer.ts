import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Diagnostic, Plan, Report } from "@posthog-definitions/core";
import {
  paintFor,
  renderComparison,
  renderDiagnostics,
  renderOutput,
  renderPlan,
  renderReport,
  type Forecast,
  type Format,
  type OutputComparison,
  type OutputFacts,
  type Paint,
  type RenderOptions,
} from "@posthog-definitions/render";
import type { Context, Stream } from "../context.js";
import { wantsColor } from "./color.js";

export interface PrinterOptions {
  /** `"apply"` */
  readonly command: string;
  readonly format: Format;
  readonly verbose: boolean;
}

/**
 * Prints what a command finds out. As text and Markdown, things are printed as they come; as JSON, they are kept, and
 * printed as one object in the end, whatever the end is.
 */
export class Printer {
  /** What JSON will hold. */
  readonly facts: { -readonly [F in keyof OutputFacts]?: OutputFacts[F] } = {};
  /** The project's folder, once it is known: what places are relative to. */
  root: string | undefined;

  constructor(
    private readonly context: Context,
    private readonly options: PrinterOptions,
  ) {}

  get format(): Format {
    return this.options.format;
  }

  get verbose(): boolean {
    return this.options.verbose;
  }

  /** The result, in words of its own. Not part of JSON. */
  text(make: (paint: Paint, width: number) => string): void {
    if (this.format === "json") return;
    const { color = false, width = 100 } = this.layout(this.context.stdout);
    this.context.stdout.write(make(paintFor(color), width));
  }

  plan(plan: Plan, forecast: Forecast): void {
    Object.assign(this.facts, { plan, forecast });
    if (this.format !== "json") this.context.stdout.write(this.planText(plan, forecast, this.context.stdout));
  }

  /** For a person who is about to be asked and would see no plan, because the result goes elsewhere. */
  planToAskAbout(plan: Plan, forecast: Forecast): void {
    if (this.format === "text" && this.context.stdout.isTTY) return;
    this.context.stderr.write(this.planText(plan, forecast, this.context.stderr, "text"));
  }

  private planText(plan: Plan, forecast: Forecast, stream: Stream, format: Format = this.format): string {
    return renderPlan(plan, { ...this.layout(stream), format, forecast });
  }

  comparison(comparison: OutputComparison): void {
    this.facts.comparison = comparison;
    if (this.format === "json") return;
    const { stdout } = this.context;
    stdout.write(renderComparison(comparison, { ...this.layout(stdout), format: this.format }));
  }

  report(report: Report): void {
    this.facts.report = report;
    if (this.format === "json") return;
    const { stdout } = this.context;
    stdout.write(`\n${renderReport(report, { ...this.layout(stdout), format: this.format })}`);
  }

  /** What ends a run early, or is the whole result of one (`asResult`). As text, the first goes to standard error. */
  diagnostics(diagnostics: readonly Diagnostic[], asResult = false): void {
    if (this.format === "json" || diagnostics.length === 0) return;
    const stream = this.format === "markdown" || asResult ? this.context.stdout : this.context.stderr;
    stream.write(renderDiagnostics(diagnostics, { ...this.layout(stream), format: this.format }));
  }

  /** The last word: JSON, if that is what was asked for. */
  finish(diagnostics: readonly Diagnostic[], exitCode: number): void {
    if (this.format !== "json") return;
    this.context.stdout.write(renderOutput({ ...this.facts, command: this.options.command, diagnostics, exitCode }));
  }

  private layout(stream: Stream): RenderOptions {
    const { cwd, env } = this.context;
    const root = this.root ?? cwd;
    return {
      color: this.format !== "markdown" && wantsColor(stream, env),
      verbose: this.verbose,
      ...(stream.columns ? { width: stream.columns } : {}),
      root,
      cwd,
      source: (file) => readable(resolve(root, file)),
    };
  }
}

/** The lines of an `.env` file are nobody's business: a key may stand in the one that is wrong. */
function readable(file: string): string | undefined {
  if (basename(file).startsWith(".env")) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
