import { isError, stopsRun, type Diagnostic, type Plan, type Report } from "@posthog-definitions/core";
import type { ProjectPlan } from "@posthog-definitions/executor";
import type { Context } from "../context.js";
import { Exit, reportCodes } from "../exit.js";
import { Problem, problem } from "../problem.js";
import { connect, type Connection } from "../project/connection.js";
import { sameProject } from "../project/same-project.js";
import { missingCredentials, readSettings, type SettingsFlags } from "../project/settings.js";
import { canAsk, confirmed } from "../terminal/ask.js";
import { interruptible, type Interrupt } from "../terminal/interrupt.js";
import type { Printer } from "../terminal/printer.js";
import { Progress } from "../terminal/progress.js";
import { readDefinitions, type Definitions } from "./definitions.js";
import { readSavedPlan, writeSavedPlan } from "./saved-plan.js";
import { select, type SelectFlags } from "./select.js";
import { session, type Ending, type OutputFlags } from "./session.js";

export interface ApplyFlags extends OutputFlags, SettingsFlags, SelectFlags {
  readonly "dry-run"?: boolean;
  /** Exit with 4 when something would change. */
  readonly check?: boolean;
  readonly yes?: boolean;
  readonly local?: boolean;
  /** Delete managed rows that no file names. */
  readonly prune?: boolean;
  /** How many of them. Default: a fifth of the managed rows. */
  readonly "prune-limit"?: number;
  /** A file to write the plan to. */
  readonly out?: string;
  /** A file that a plan was written to: that one is applied, or none. */
  readonly saved?: string;
}

/** `apply`, and `plan`, which is the same without the writes. */
export const apply = (command: string, flags: ApplyFlags, context: Context): Promise<number> =>
  session(command, flags, context, (printer) => new Apply(flags, context, printer).run());

class Apply {
  private readonly progress: Progress;
  private readonly interrupt: Interrupt;

  constructor(
    private readonly flags: ApplyFlags,
    private readonly context: Context,
    private readonly printer: Printer,
  ) {
    this.progress = new Progress(context, flags.verbose ?? false);
    this.interrupt = interruptible(context, (line) => {
      this.progress.clear();
      context.stderr.write(`${line}\n`);
    });
  }

  async run(): Promise<Ending> {
    let connection: Connection | undefined;
    try {
      const settings = await readSettings(this.flags, this.context);
      this.printer.root = settings.root;
      this.progress.start("Loading definitions");
      const definitions = await readDefinitions(settings);
      const saved = this.flags.saved === undefined ? undefined : readSavedPlan(this.flags.saved, this.context.cwd);
      const { only, diagnostics } = saved
        ? { only: saved.only && new Set(saved.only), diagnostics: [] }
        : select(this.flags, definitions.resolution, definitions.registry);
      const prune = saved ? saved.prune : this.flags.prune ? pruneOf(this.flags["prune-limit"]) : undefined;
      // Everything that is wrong is said at once, the credentials included.
      const missing = this.flags.local ? [] : missingCredentials(settings);
      const before = [...missing, ...diagnostics, ...definitions.diagnostics];
      this.printer.facts.definitions = definitions.resolution.definitions.length;
      if (before.some(isError)) throw new Problem(before);

      connection = await connect(settings, {
        local: this.flags.local ?? false,
        onRequest: this.progress.onRequest,
        signal: this.interrupt.hard,
      });
      const { client, host, projectId } = connection;
      this.printer.facts.project = { host, id: projectId };
      this.printer.facts.dryRun = this.flags["dry-run"] ?? false;
      this.progress.start(`Reading project ${projectId} at ${host}`);
      const { planProject } = await import("@posthog-definitions/executor");
      const project = await planProject({
        client,
        host,
        projectId,
        registry: definitions.registry,
        resolution: definitions.resolution,
        env: settings.env,
        ...(settings.namespace === undefined ? {} : { namespace: settings.namespace }),
        ...(only ? { only } : {}),
        ...(prune ? { prune } : {}),
        // Who saved a plan has seen whose drift it was.
        authors: saved === undefined,
      });
      const stale = saved ? project.isNot(saved) : [];
      if (stale.length > 0) throw new Problem(definitions.located(stale));
      return await this.carryOut(project, before, definitions, connection);
    } finally {
      this.progress.clear();
      this.interrupt.release();
      await connection?.close();
    }
  }

  private async carryOut(
    project: ProjectPlan,
    warnings: readonly Diagnostic[],
    { located }: Definitions,
    connection: Connection,
  ): Promise<Ending> {
    const planned = this.flags.local ? withoutPages(project.plan) : project.plan;
    const plan: Plan = { ...planned, diagnostics: [...warnings, ...located(planned.diagnostics)] };
    this.progress.clear();
    this.printer.plan(plan, project.forecast);
    const { diagnostics } = plan;
    if (diagnostics.some(stopsRun)) return { diagnostics };
    if (this.flags.out !== undefined) {
      writeSavedPlan(this.flags.out, this.context.cwd, project.save());
      this.context.stderr.write(
        `The plan is in ${this.flags.out}. To apply it: posthog-definitions apply ${this.flags.out}${sameProject(this.flags)}\n`,
      );
    }
    const pending = plan.changes.length > 0;
    if (this.flags["dry-run"] || this.flags.out !== undefined)
      return { diagnostics, codes: pending && this.flags.check ? [Exit.pending] : [] };
    // What the plan refuses stops itself and what needs it; the rest can be had.
    if (plan.requests.length === 0) return { diagnostics };

    await this.confirm(plan, project, connection);
    const report = withPlaces(await this.write(project, plan), located);
    this.printer.report(this.flags.local ? { ...report, outcomes: report.outcomes.map(withoutPage) } : report);
    const failures = report.outcomes.flatMap((outcome) => outcome.diagnostics);
    return { diagnostics: [...diagnostics, ...failures], codes: reportCodes(report) };
  }

  private async confirm(plan: Plan, { forecast }: ProjectPlan, { host, projectId }: Connection): Promise<void> {
    // Who saved a plan has seen it, and nothing else is done.
    if (this.flags.yes || this.flags.saved !== undefined) return;
    if (!canAsk(this.context))
      throw problem("not-confirmed", "There is no terminal to ask in, so nothing was written.", {
        hint: `To apply without being asked: posthog-definitions apply${sameProject(this.flags)} --yes. To look only: posthog-definitions plan${sameProject(this.flags)}.`,
      });
    this.printer.planToAskAbout(plan, forecast);
    if (!(await confirmed(question(plan, `project ${projectId} at ${host}`))))
      throw problem("not-confirmed", "Not confirmed. Nothing was written.");
  }

  private async write(project: ProjectPlan, plan: Plan): Promise<Report> {
    this.interrupt.writing();
    this.progress.start("Applying");
    let done = 0;
    const report = await project.apply({
      signal: this.interrupt.gentle,
      onEvent: (event) => {
        if (event.type === "request" && event.status !== "start") this.progress.at(++done, plan.requests.length);
      },
    });
    this.progress.clear();
    return report;
  }
}

const pruneOf = (limit: number | undefined): { limit?: number } => (limit === undefined ? {} : { limit });

/** What cannot be taken back is said once more. */
function question(plan: Plan, where: string): string {
  const deleted = plan.changes.filter(({ action }) => action === "delete" || action === "replace").length;
  const rows = deleted === 1 ? "1 row is" : `${deleted} rows are`;
  return `Apply this to ${where}?${deleted === 0 ? "" : ` ${rows} deleted.`}`;
}

/** What PostHog refused is told at the field in the files, not only at the definition. */
const withPlaces = (report: Report, located: Definitions["located"]): Report => ({
  ...report,
  outcomes: report.outcomes.map((outcome) => ({
    ...outcome,
    diagnostics: located(outcome.diagnostics.map((diagnostic) => ({ address: outcome.address, ...diagnostic }))),
  })),
});

/** The local PostHog has an API and no pages: their addresses would lead nowhere. */
const withoutPages = (plan: Plan): Plan => ({
  ...plan,
  changes: plan.changes.map(withoutPage),
  orphans: plan.orphans.map(withoutPage),
});

function withoutPage<T extends { readonly url?: string }>({ url: _, ...rest }: T): Omit<T, "url"> {
  return rest;
}
