import { byCodeUnits, isError, stopsRun, type Change, type Orphan, type Plan } from "@posthog-definitions/core";
import type { Forecast } from "../forecast.js";
import { forecastWords } from "../forecast.js";
import type { Layout } from "../options.js";
import { paintFor, type Paint } from "../paint.js";
import { oneLine, safe } from "../safe.js";
import { actionWord, count, isDeletion, tally } from "../words.js";
import { changeText } from "./change.js";
import { diagnosticText, sorted } from "./diagnostics.js";
import { requestText } from "./requests.js";

/** Changes, orphans, what is wrong, and a line that sums it up. */
export function planText(plan: Plan, forecast: Forecast | undefined, layout: Layout): string {
  const paint = paintFor(layout.color);
  const changes = [...plan.changes].sort((a, b) => byCodeUnits(a.address, b.address));
  const [deleted, others] = [changes.filter(isDeletion), changes.filter((change) => !isDeletion(change))];
  return blocks([
    ...others.map((change) => changeText(change, layout, paint)),
    deletionsText(deleted, layout, paint),
    orphansText(plan.orphans, layout, paint),
    layout.verbose ? requestText(plan.requests, layout, paint) : "",
    ...sorted(plan.diagnostics).map((diagnostic) => diagnosticText(diagnostic, layout, paint)),
    summary(plan, forecast, paint),
  ]);
}

/** Parts with an empty line between them. */
export const blocks = (parts: readonly string[]): string => `${parts.filter((part) => part !== "").join("\n\n")}\n`;

/** Apart from all else, and by name: nobody should overlook what goes. */
function deletionsText(deletions: readonly Change[], layout: Layout, paint: Paint): string {
  if (deletions.length === 0) return "";
  return [
    paint.strong(`${count(deletions.length, "managed row")} that no file names`) + paint.removed("  (to be deleted)"),
    ...deletions.flatMap((change) => [
      ...rowLines(paint.removed("-"), change, layout, paint),
      ...change.notes.map((note) => `      ${paint.faint(oneLine(note))}`),
    ]),
  ].join("\n");
}

function orphansText(orphans: readonly Orphan[], layout: Layout, paint: Paint): string {
  if (orphans.length === 0) return "";
  const sortedOrphans = [...orphans].sort((a, b) => byCodeUnits(a.address, b.address));
  return [
    paint.strong(`${count(orphans.length, "managed row")} that no file names`) + paint.faint("  (left alone)"),
    ...sortedOrphans.flatMap((orphan) => rowLines("?", orphan, layout, paint)),
  ].join("\n");
}

/** A row that no file names: what it is called, and where it is. */
function rowLines(
  sign: string,
  { address, title, url, id }: Pick<Change, "address" | "title" | "url" | "id">,
  layout: Layout,
  paint: Paint,
): string[] {
  const name = `${safe(address)}${title === undefined ? "" : `  ${oneLine(JSON.stringify(title))}`}`;
  const where = safe(url ?? `row ${id}`);
  return name.length + where.length + 6 <= layout.width
    ? [`  ${sign} ${name}  ${paint.faint(where)}`]
    : [`  ${sign} ${name}`, `      ${paint.faint(where)}`];
}

function summary(plan: Plan, forecast: Forecast | undefined, paint: Paint): string {
  const errors = plan.diagnostics.filter(isError);
  const rest = [
    ...(plan.unchanged.length > 0 ? [`${plan.unchanged.length} unchanged`] : []),
    ...(plan.orphans.length > 0 ? [`${plan.orphans.length} not in the files`] : []),
  ];
  if (plan.changes.length === 0 && errors.length === 0) {
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
  if (errors.some(stopsRun))
    return `${line}\n${paint.error(`${count(errors.length, "error")}: it cannot be applied.`)}`;
  if (errors.length > 0 && plan.requests.length === 0)
    return `${line}\n${paint.error(`${count(errors.length, "error")}: nothing of it can be applied.`)}`;
  if (errors.length > 0) {
    const left = `${count(errors.length, "error")}: what it is about, and what needs that, is left out.`;
    return [line, paint.error(left), ...(forecast ? [forecastWords(forecast)] : [])].join("\n");
  }
  return forecast ? `${line}\n${forecastWords(forecast)}` : line;
}
