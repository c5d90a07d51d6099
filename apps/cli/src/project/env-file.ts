import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { error, type Diagnostic } from "@posthog-definitions/core";
import { Problem } from "../problem.js";

/** Read in this order, the later wins; those of an environment after those of all. */
const namesFor = (environment: string | undefined): string[] => [
  ".env",
  ".env.local",
  ...(environment === undefined ? [] : [`.env.${environment}`, `.env.${environment}.local`]),
];

/** The variables of the project's `.env` files. Throws a `Problem` where a line of one means nothing. */
export function readEnvFiles(root: string, environment?: string): Record<string, string> {
  const variables: Record<string, string> = {};
  const mistakes: Diagnostic[] = [];
  for (const name of namesFor(environment)) {
    const text = textOf(join(root, name));
    if (text === undefined) continue;
    mistakes.push(...envMistakes(text, name));
    Object.assign(variables, parse(text));
  }
  if (mistakes.length > 0) throw new Problem(mistakes);
  return variables;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw thrown;
  }
}

const ASSIGNMENT = /^\s*(?:export\s+)?[\w.-]+(?:\s*=|:\s)\s*(.*)$/;

/**
 * The lines that assign nothing, which the parser would skip without a word. What they hold is not repeated: it may be
 * a key that was pasted without its name.
 */
export function envMistakes(text: string, file: string): Diagnostic[] {
  const lines = text.split(/\r\n|\n|\r/);
  const mistakes: Diagnostic[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (/^\s*(#|$)/.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.[1];
    if (value === undefined)
      mistakes.push(mistake(file, i, line, "This line is no NAME=value.", "Start it with # to make it a comment."));
    const quote = value === undefined ? undefined : /^["'`]/.exec(value)?.[0];
    if (value === undefined || quote === undefined) continue;
    const end = closingLine([value.slice(1), ...lines.slice(i + 1)], quote);
    if (end === undefined) {
      mistakes.push(
        mistake(
          file,
          i,
          line,
          `The quotation mark ${quote} is never closed.`,
          "Close it on the same line, or where the value ends.",
        ),
      );
      break;
    }
    i += end;
  }
  return mistakes;
}

/** How many lines below the first the quotation ends. */
function closingLine(lines: readonly string[], quote: string): number | undefined {
  const at = lines.findIndex((line) => line.replaceAll(`\\${quote}`, "").includes(quote));
  return at < 0 ? undefined : at;
}

const mistake = (file: string, index: number, line: string, message: string, hint: string): Diagnostic =>
  error("config-invalid", message, {
    place: { file, line: index + 1, column: line.length - line.trimStart().length + 1 },
    hint,
  });
