import type { Outcome, Report } from "@posthog-definitions/core";
import type { Layout } from "../options.js";
import { statusWords } from "../text/report.js";
import { count, statusSign } from "../words.js";
import { code, link } from "./escape.js";
import { diagnosticsMarkdown } from "./diagnostics.js";

/** A table of what became of each address, and what went wrong below it. */
export function reportMarkdown({ outcomes, requests, cancelled }: Report, layout: Layout): string {
  const done = outcomes.filter((outcome) => outcome.status === "done").length;
  const problems = outcomes.flatMap((outcome) =>
    outcome.diagnostics.map((diagnostic) => ({ address: outcome.address, ...diagnostic })),
  );
  return `${[
    `### PostHog: ${cancelled ? "cancelled, " : ""}${done} of ${count(outcomes.length, "change")} applied`,
    ...(outcomes.length > 0 ? [["| | | |", "|---|---|---|", ...outcomes.map(row)].join("\n")] : []),
    ...(problems.length > 0 ? [diagnosticsMarkdown(problems, layout)] : []),
    `${count(requests.reads, "read")}, ${count(requests.writes, "write")}.`,
  ].join("\n\n")}\n`;
}

function row(outcome: Outcome): string {
  const url = outcome.url === undefined ? "" : link("open in PostHog", outcome.url);
  return `| ${statusSign[outcome.status]} ${statusWords(outcome)} | ${code(outcome.address).replaceAll("|", "\\|")} | ${url} |`;
}
