import type { Diagnostic, FieldChange, Id, Plan, Report } from "@posthog-definitions/core";
import type { Forecast } from "./forecast.js";

/** The project that a run was about. */
export interface OutputProject {
  /** `https://us.posthog.com` */
  readonly host: string;
  readonly id: number | string;
}

/** An installed kind, as `kinds` lists it. */
export interface OutputKind {
  readonly kind: string;
  readonly summary: string;
  readonly package: string;
  readonly version: string;
  /** How many definitions there are of it; absent when the files could not be loaded. */
  readonly definitions?: number;
}

/** One check of `doctor`. `unknown`: it could not be made. */
export interface OutputCheck {
  readonly name: string;
  readonly status: "ok" | "failed" | "unknown";
  readonly message: string;
  readonly hint?: string;
}

/** A file that `init` or `pull` looked after. */
export interface OutputFile {
  readonly file: string;
  /** `kept`: it is as it was. */
  readonly action: "created" | "updated" | "kept";
  /** For `pull`: the definition that stands in it. */
  readonly address?: string;
  /** For `pull`, of a file that is kept: somebody has edited it since it was written. */
  readonly edited?: boolean;
  /** For `pull`, of a file that is updated: the fields that were written where they stand; the rest of it is as it was. */
  readonly fields?: readonly string[];
}

/** A row that `pull` was asked for and wrote no file for. */
export interface OutputLeftOut {
  readonly kind: string;
  readonly id: Id;
  /** What it is called in PostHog. */
  readonly title?: string;
  readonly why: string;
}

/** How two projects differ in what is managed. */
export interface OutputComparison {
  /** Names of the two environments. */
  readonly here: string;
  readonly there: string;
  readonly onlyHere: readonly string[];
  readonly onlyThere: readonly string[];
  /** `before` is what stands there, `after` what stands here. */
  readonly different: readonly { readonly address: string; readonly fields: readonly FieldChange[] }[];
  readonly same: readonly string[];
}

/** What a command found out or did, before it is made JSON. */
export interface OutputFacts {
  /** `"apply"`. */
  readonly command: string;
  readonly exitCode: number;
  /** All of them, those of the plan and of the report included. */
  readonly diagnostics: readonly Diagnostic[];
  readonly project?: OutputProject;
  /** Whether nothing was to be written whatever the plan says. */
  readonly dryRun?: boolean;
  readonly plan?: Plan;
  readonly forecast?: Forecast;
  readonly report?: Report;
  readonly kinds?: readonly OutputKind[];
  readonly checks?: readonly OutputCheck[];
  readonly files?: readonly OutputFile[];
  readonly leftOut?: readonly OutputLeftOut[];
  readonly comparison?: OutputComparison;
  /** How many definitions were looked at. */
  readonly definitions?: number;
}

/** `schema/output.v1.json` as a type. Members are only ever added to version 1. */
export interface Output extends Omit<OutputFacts, "plan"> {
  readonly version: 1;
  /** Whether the exit code is 0, or 4: changes pending is an answer, not a failure. */
  readonly ok: boolean;
  /** Its diagnostics are among those of the whole. */
  readonly plan?: Omit<Plan, "diagnostics">;
}

/** The one object that `--json` prints, on success and on failure. Secrets stand in it as `{ "$env": … }` or `{ "$secret": true }`. */
export function outputOf({ command, exitCode, diagnostics, plan, ...facts }: OutputFacts): Output {
  const { diagnostics: _, ...bare } = plan ?? { diagnostics: [] };
  return {
    version: 1,
    command,
    ok: exitCode === 0 || exitCode === 4,
    exitCode,
    ...facts,
    ...(plan ? { plan: bare as Omit<Plan, "diagnostics"> } : {}),
    diagnostics,
  };
}

export const renderOutput = (facts: OutputFacts): string => `${JSON.stringify(outputOf(facts), null, 2)}\n`;
