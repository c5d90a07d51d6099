import { flush, run } from "@oclif/core";
import { error, isError, type Diagnostic } from "@posthog-definitions/core";
import { processContext } from "./context.js";
import { loadHost } from "./oclif/host.js";
import { Problem } from "./problem.js";

export { defineConfig, type ProjectConfig } from "./config.js";

/** Runs the command line, and ends the process with its exit code. */
export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<never> {
  // While code of others is loaded, this one is not what it is here.
  const exit = process.exit.bind(process);
  const code = await exitCodeFor(argv);
  await flush();
  return exit(code);
}

async function exitCodeFor(argv: readonly string[]): Promise<number> {
  const context = processContext();
  try {
    const { host, discovery, commands } = await loadHost(argv, context.cwd);
    const errors = [...(looksItself(argv) ? [] : discovery), ...commands].filter(isError);
    if (errors.length > 0 && !helps(argv)) throw new Problem(errors);
    await run([...argv], host);
    return Number(process.exitCode ?? 0);
  } catch (thrown) {
    const exit = ownExit(thrown);
    if (exit !== undefined) return exit;
    // Printing is not needed where oclif prints: help comes sooner without it.
    const { session } = await import("./run/session.js");
    return session(argv[0] ?? "help", outputFlagsIn(argv), context, () => Promise.reject(explained(thrown)));
  }
}

/** With a broken plugin, help still helps, and so does what makes a new one. */
const helps = (argv: readonly string[]): boolean =>
  argv.length === 0 || ["help", "init", "plugin", "--version"].includes(argv[0]!) || argv.includes("--help");

/** These two look at the plugins themselves, and say more. */
const looksItself = ([command]: readonly string[]): boolean => command === "doctor" || command === "kinds";

interface OclifError extends Error {
  readonly code?: string;
  readonly oclif?: { readonly exit?: number };
}

/** A command that ended itself by `this.exit(…)`. */
function ownExit(thrown: unknown): number | undefined {
  const { code, oclif } = thrown as OclifError;
  return code === "EEXIT" ? oclif?.exit : undefined;
}

/** What oclif throws is about the command line, and ends with 2, which means something else here. */
function explained(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || (thrown as OclifError).oclif === undefined) return thrown;
  const [message = "", ...rest] = thrown.message.split("\n").filter((line) => line !== "See more help with --help");
  const diagnostic: Diagnostic = error("arguments-invalid", [message, ...rest].join("\n"), {
    hint: "--help lists what there is.",
  });
  return new Problem([diagnostic]);
}

function outputFlagsIn(argv: readonly string[]): { json: boolean; format: string; verbose: boolean } {
  const at = argv.indexOf("--format");
  const format = (at < 0 ? argv.find((arg) => arg.startsWith("--format="))?.slice(9) : argv[at + 1]) ?? "text";
  return {
    json: argv.includes("--json"),
    format: ["text", "markdown", "json"].includes(format) ? format : "text",
    verbose: argv.includes("--verbose"),
  };
}
