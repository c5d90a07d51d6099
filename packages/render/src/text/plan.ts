import { byCodeUnits, isError, type Orphan, type Plan } from "@posthog-definitions/core";
import type { Forecast } from "../forecast.js";
import { forecastWords } from "../forecast.js";
import type { Layout } from "../options.js";
import { paintFor, type Paint } from "../paint.js";
import { oneLine, safe } from "../safe.js";
import { actionWord, count, tally } from "../words.js";
import { changeText } from "./change.js";
import { diagnosticText, sorted } from "./diagnostics.js";
import { requestText } from "./requests.js";

/** Changes, orphans, what is wrong, and a line that sums it up. */
export function planText(plan: Plan, forecast: Forecast | undefined, layout: Layout): string {
  const paint = paintFor(layout.color);
  const changes = [...plan.changes].sort((a, b) => byCodeUnits(a.address, b.address));
  return blocks([
    ...changes.map((change) => changeText(change, layout, paint)),
    orphansText(plan.orphans, layout, paint),
    layout.verbose ? requestText(plan.requests, layout, paint) : "",
    ...sorted(plan.diagnostics).map((diagnostic) => diagnosticText(diagnostic, layout, paint)),
    summary(plan, forecast, paint),
  ]);
}

/** Parts with an empty line between them. */
export const blocks = (parts: readonly string[]): string => `${parts.filter((part) => part !== "").join("\n\n")}\n`;

function orphansText(orphans: readonly Orphan[], layout: Layout, paint: Paint): string {
  if (orphans.length === 0) return "";
  const sortedOrphans = [...orphans].sort((a, b) => byCodeUnits(a.address, b.address));
  return [
    paint.strong(`${count(orphans.length, "managed row")} that no file names`) + paint.faint("  (left alone)"),
    ...sortedOrphans.flatMap((orphan) => {
      const title = orphan.title === undefined ? "" : `  ${oneLine(JSON.stringify(orphan.title))}`;
      const line = `  ? ${safe(orphan.address)}${title}`;
      const url = safe(orphan.url ?? `row ${orphan.id}`);
      return line.length + 2 + url.length <= layout.width
        ? [`${line}  ${paint.faint(url)}`]
        : [line, `      ${paint.faint(url)}`];
    }),
  ].join("\n");
}

function summary(plan: Plan, forecast: Forecast | undefined, paint: Paint): string {
  const errors = plan.diagnostics.filter(isError).length;
  const rest = [
    ...(plan.unchanged.length > 0 ? [`${plan.unchanged.length} unchanged`] : []),
    ...(plan.orphans.length > 0 ? [`${plan.orphans.length} not in the files`] : []),
  ];
  if (plan.changes.length === 0 && errors === 0) {
    return [paint.good("No changes."), `PostHog is as the files say: ${rest.join(", ") || "nothing is defined"}.`].join(
      " ",
    );
  }
  const due = tally(
    plan.changes.map((change) => change.action),
    actionWord,
    "to ",
  );
  const line = `${paint.strong("Plan:")} ${[due, ...rest].filter((part) => part !== "").join(", ")}.`;
  if (errors > 0) return `${line}\n${paint.error(`${count(errors, "error")}: it cannot be applied.`)}`;
  return forecast ? `${line}\n${forecastWords(forecast)}` : line;
}
