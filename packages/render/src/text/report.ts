import { isError, type Outcome, type Report } from "@posthog-definitions/core";
import type { Layout } from "../options.js";
import { paintFor, type Paint } from "../paint.js";
import { safe } from "../safe.js";
import { actionWord, count, doneWord, statusSign, tally } from "../words.js";
import { diagnosticText, sorted } from "./diagnostics.js";
import { blocks } from "./plan.js";

/** What became of each address, and a line that sums it up. */
export function reportText(report: Report, layout: Layout): string {
  const paint = paintFor(layout.color);
  const widest = Math.min(48, Math.max(0, ...report.outcomes.map((outcome) => outcome.address.length)));
  return blocks([
    report.outcomes.map((outcome) => outcomeText(outcome, widest, layout, paint)).join("\n"),
    summary(report, paint),
  ]);
}

function outcomeText(outcome: Outcome, widest: number, layout: Layout, paint: Paint): string {
  const stroke = { done: paint.good, failed: paint.error, partly: paint.warning, "not-tried": paint.faint }[
    outcome.status
  ];
  const url = outcome.url === undefined ? "" : `  ${paint.faint(safe(outcome.url))}`;
  const line = `${stroke(statusSign[outcome.status])} ${safe(outcome.address).padEnd(widest)}  ${statusWords(outcome)}${url}`;
  const narrow = { ...layout, width: layout.width - 4 };
  const below = sorted(outcome.diagnostics).map((diagnostic) =>
    diagnosticText(diagnostic, narrow, paint)
      .split("\n")
      .map((text) => `    ${text}`)
      .join("\n"),
  );
  return [line, ...below].join("\n");
}

export function statusWords({ status, action }: Outcome): string {
  if (status === "done") return doneWord[action];
  if (status === "failed") return `could not ${actionWord[action]}`;
  return status === "partly" ? `${doneWord[action]} in part` : "not tried";
}

const statusWord: Readonly<Record<Outcome["status"], string>> = {
  done: "done",
  partly: "in part",
  failed: "failed",
  "not-tried": "not tried",
};

function summary({ outcomes, requests, cancelled }: Report, paint: Paint): string {
  const { reads, writes } = requests;
  const sent = `${count(reads + writes, "request")} (${count(reads, "read")}, ${count(writes, "write")})`;
  const whole = outcomes.every((outcome) => outcome.status === "done" && !outcome.diagnostics.some(isError));
  const counted = tally(
    outcomes.map((outcome) => outcome.status),
    statusWord,
  );
  const lead = cancelled
    ? paint.warning("Cancelled:")
    : whole
      ? paint.good("Applied:")
      : paint.error("Not all applied:");
  const line = `${lead} ${counted || "nothing to do"}. ${sent}.`;
  return whole && !cancelled ? line : `${line}\nWhat is not done is taken up by the next apply.`;
}
