import type { Outcome, Report } from "@posthog-definitions/core";
import type { Layout } from "../options.js";
import { statusWords } from "../text/report.js";
import { count, statusSign } from "../words.js";
import { LONGEST_COMMENT, shownOf } from "./comment.js";
import { code, link } from "./escape.js";
import { diagnosticsMarkdown } from "./diagnostics.js";

/** A table of what became of each address, and what went wrong below it. */
export function reportMarkdown({ outcomes, requests, cancelled }: Report, layout: Layout): string {
  const done = outcomes.filter(isDone).length;
  const problems = outcomes.flatMap((outcome) =>
    outcome.diagnostics.map((diagnostic) => ({ address: outcome.address, ...diagnostic })),
  );
  // What went well is known by its number; the rest is told as long as there is room.
  const shown = shownOf(outcomes, row, (outcome) => !isDone(outcome), LONGEST_COMMENT / 2);
  const more = outcomes.length - shown.length;
  return `${[
    `### PostHog: ${cancelled ? "cancelled, " : ""}${done} of ${count(outcomes.length, "change")} applied`,
    ...(outcomes.length > 0 ? [["| | | |", "|---|---|---|", ...shown.map(row)].join("\n")] : []),
    ...(more > 0 ? [`${count(more, "more change")} than a comment has room for.`] : []),
    ...(problems.length > 0 ? [diagnosticsMarkdown(problems, layout, LONGEST_COMMENT / 2 - 500)] : []),
    `${count(requests.reads, "read")}, ${count(requests.writes, "write")}.`,
  ].join("\n\n")}\n`;
}

const isDone = ({ status }: Outcome): boolean => status === "done";

function row(outcome: Outcome): string {
  const url = outcome.url === undefined ? "" : link("open in PostHog", outcome.url);
  return `| ${statusSign[outcome.status]} ${statusWords(outcome)} | ${code(outcome.address).replaceAll("|", "\\|")} | ${url} |`;
}
