import { error, type Diagnostic } from "@posthog-definitions/core";
import type { Format } from "@posthog-definitions/render";
import type { Context } from "../context.js";
import { Exit, exitCodeOf } from "../exit.js";
import { Cancelled, Problem } from "../problem.js";
import { Printer } from "../terminal/printer.js";

/** Flags that every command with a result has. */
export interface OutputFlags {
  readonly json?: boolean;
  readonly format?: string;
  readonly verbose?: boolean;
}

/** How a command ended, beside what it printed. */
export interface Ending {
  /** For JSON and the exit code; printed already. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Exit codes that hold beside those of the diagnostics. */
  readonly codes?: readonly number[];
}

export const formatOf = ({ json, format }: OutputFlags): Format => (json ? "json" : ((format as Format) ?? "text"));

/**
 * Runs a command's work and gives the exit code. Whatever happens in it, there is exactly one end: for JSON one object,
 * for people a message without a stack trace.
 */
export async function session(
  command: string,
  flags: OutputFlags,
  context: Context,
  work: (printer: Printer) => Promise<Ending>,
): Promise<number> {
  const printer = new Printer(context, { command, format: formatOf(flags), verbose: flags.verbose ?? false });
  let ending: Ending;
  let stop = (): void => undefined;
  try {
    const strayed = new Promise<never>((_, reject) => {
      stop = context.onStray((thrown) => reject(new Stray(thrown)));
    });
    ending = await Promise.race([work(printer), strayed]);
  } catch (thrown) {
    ending = await endingOf(thrown);
    const { diagnostics = [], codes = [] } = ending;
    printer.diagnostics(diagnostics);
    if (codes.includes(Exit.cancelled) && printer.format === "text")
      context.stderr.write("Cancelled. Nothing was written.\n");
    if (printer.verbose && diagnostics.some(({ code }) => code === "internal" || code === "plugin-defect"))
      writeStack(thrown, context);
  } finally {
    stop();
  }
  const { diagnostics = [], codes = [] } = ending;
  const exitCode = exitCodeOf(diagnostics, codes);
  printer.finish(diagnostics, exitCode);
  return exitCode;
}

/** Something failed, and nobody waited for it. */
class Stray extends Error {
  override readonly name = "Stray";
  constructor(override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

async function endingOf(thrown: unknown): Promise<Ending> {
  if (thrown instanceof Cancelled) return { codes: [Exit.cancelled] };
  if (thrown instanceof Problem) return { diagnostics: thrown.diagnostics };
  const { isPostHogError } = await import("@posthog-definitions/client");
  if (isPostHogError(thrown)) {
    const { code, message, hint } = thrown;
    if (code === "cancelled") return { codes: [Exit.cancelled] };
    return { diagnostics: [error(code, message, hint === undefined ? {} : { hint })] };
  }
  if (thrown instanceof Error && thrown.name === "KindError") {
    const hint = "This is a defect of that plugin. --verbose shows where it happened.";
    return { diagnostics: [error("plugin-defect", `${thrown.message}.`, { hint })] };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const whose =
    thrown instanceof Stray
      ? "Nobody waited for what failed: a promise or a timer of a definition file, of a plugin, or of this program."
      : "This is a defect of this program.";
  return { diagnostics: [error("internal", message, { hint: `${whose} --verbose shows where it happened.` })] };
}

function writeStack(thrown: unknown, { stderr }: Context): void {
  if (thrown instanceof Error && thrown.cause !== undefined) writeStack(thrown.cause, { stderr } as Context);
  else if (thrown instanceof Error && thrown.stack) stderr.write(`${thrown.stack}\n`);
}
