import {
  byCodeUnits,
  isError,
  stopsRun,
  type Change,
  type FieldChange,
  type Orphan,
  type Plan,
} from "@posthog-definitions/core";
import { fieldView, type FieldView } from "../fields.js";
import { foldMoves } from "../fold.js";
import { forecastWords, type Forecast } from "../forecast.js";
import type { Layout } from "../options.js";
import { actionSign, actionWord, authorWords, count, isDeletion, originWord, saysWho, tally } from "../words.js";
import { UNNAMED } from "../text/change.js";
import { cutTo, fullOrNamed, GAP, lengthOf, LONGEST_COMMENT } from "./comment.js";
import { block, code, html, link, plain, prose } from "./escape.js";
import { diagnosticsMarkdown } from "./diagnostics.js";

/** Lines of one change; a comment on a pull request has room for 65,536 characters. */
const LONGEST = 60;

/**
 * For a comment on a pull request: what would change, each change folded away under its headline. Where that is more than
 * a comment may hold, the last changes are named only.
 */
export function planMarkdown(plan: Plan, forecast: Forecast | undefined, layout: Layout): string {
  const byAddress = [...plan.changes].sort((a, b) => byCodeUnits(a.address, b.address));
  const [deleted, others] = [byAddress.filter(isDeletion), byAddress.filter((change) => !isDeletion(change))];
  const above = [
    `### ${title(plan)}`,
    ...(plan.diagnostics.length > 0 ? [diagnosticsMarkdown(plan.diagnostics, layout, LONGEST_COMMENT / 2)] : []),
    ...deletionsMarkdown(deleted),
  ];
  const below = [
    ...orphansMarkdown(plan.orphans),
    ...(forecast && plan.changes.length > 0 && !plan.diagnostics.some(stopsRun)
      ? [plain(forecastWords(forecast))]
      : []),
  ];
  const room = LONGEST_COMMENT - 1 - lengthOf([...above, ...below]);
  const sayable = {
    what: "change",
    full: (change: Change) => changeMarkdown(change, layout),
    name: ({ action, address }: Change) => `${actionSign[action]} ${code(address)}`,
  };
  const text = [...above, ...fullOrNamed(others, sayable, room), ...below].join(GAP);
  return `${cutTo(text, LONGEST_COMMENT - 1)}\n`;
}

function title(plan: Plan): string {
  const errors = plan.diagnostics.filter(isError);
  const due = tally(
    plan.changes.map((change) => change.action),
    actionWord,
    "to ",
  );
  const unchanged = plan.unchanged.length > 0 ? `${plan.unchanged.length} unchanged` : "";
  if (errors.some(stopsRun)) return `PostHog: ${count(errors.length, "error")}, the plan cannot be applied`;
  const wrong = errors.length > 0 ? count(errors.length, "error") : "";
  return `PostHog: ${[due || "no changes", unchanged, wrong].filter((part) => part !== "").join(", ")}`;
}

function changeMarkdown(change: Change, layout: Layout): string {
  const named = change.fields.filter((field) => !field.unnamed);
  const unnamed = change.fields.filter((field) => field.unnamed);
  const { fields, moves } = layout.verbose ? { fields: named, moves: [] } : foldMoves(named);
  const lines = fieldsMarkdown(fields, layout, change.action === "create");
  const words = [
    change.from === undefined ? actionWord[change.action] : `${actionWord[change.action]} from ${change.from}`,
    ...(saysWho(change) ? [[originWord[change.origin], ...authorOf(change)].join(" ")] : []),
  ];
  const where = [
    ...(change.place ? [code(layout.place(change.place))] : []),
    ...(change.url === undefined ? [] : [link("open in PostHog", change.url)]),
  ].join(" · ");
  return [
    `<details><summary>${actionSign[change.action]} <code>${html(change.address)}</code> ${html(words.join(" · "))}</summary>`,
    ...(where === "" ? [] : [where]),
    ...(lines.length > 0 ? [block("diff", lines)] : []),
    ...moves.map(({ text, names }) => `${plain(text)}: ${names.map(code).join(", ")}`),
    ...(unnamed.length > 0 ? [plain(UNNAMED), block("diff", fieldsMarkdown(unnamed, layout))] : []),
    ...(change.notes.length > 0 ? [change.notes.map((note) => `- ${prose(note)}`).join("\n")] : []),
    "</details>",
  ].join("\n\n");
}

const authorOf = ({ changedBy }: Change): string[] => (changedBy ? [authorWords(changedBy)] : []);

/** Every field that differs, with what stands there before and after. */
export function fieldsMarkdown(all: readonly FieldChange[], layout: Layout, isNew = false): readonly string[] {
  const options = { width: 100, context: layout.verbose ? 8 : 2, arrows: false };
  return cutShort(
    all.flatMap((field) => fieldLines(fieldView(field, options), isNew)),
    layout,
  );
}

/** The first column decides the colour, so there is no arrow: what goes and what comes have a line each. */
function fieldLines(view: FieldView, isNew: boolean): string[] {
  const sign = view.sign === "~" ? " " : view.sign;
  if (view.line !== undefined) return [`${isNew ? "+" : sign} ${view.name}: ${view.line}`];
  const [before, after] = view.lines;
  if (view.lines.length === 2 && before!.sign === "-" && after!.sign === "+")
    return [`- ${view.name}: ${before!.text}`, `+ ${view.name}: ${after!.text}`];
  return [
    `${isNew ? "+" : sign} ${view.name}:`,
    ...view.lines.map(({ sign, depth, text }) =>
      sign === "…" ? `@@ ${text} @@` : `${isNew ? "+" : sign} ${"  ".repeat(depth + 1)}${text}`,
    ),
  ];
}

function cutShort(lines: readonly string[], layout: Layout): readonly string[] {
  const more = lines.length - LONGEST;
  return layout.verbose || more <= 0 ? lines : [...lines.slice(0, LONGEST), `@@ ${count(more, "more line")} @@`];
}

/** Not folded away: nobody should overlook what goes. */
function deletionsMarkdown(deletions: readonly Change[]): string[] {
  if (deletions.length === 0) return [];
  const rows = deletions.map((change) => `${rowMarkdown(change)}  \n  ${change.notes.map(prose).join(" ")}`);
  return [`**${count(deletions.length, "managed row")} that no file names, to be deleted**`, rows.join("\n")];
}

function orphansMarkdown(orphans: readonly Orphan[]): string[] {
  if (orphans.length === 0) return [];
  const rows = [...orphans].sort((a, b) => byCodeUnits(a.address, b.address));
  return [
    `<details><summary>${count(orphans.length, "managed row")} that no file names (left alone)</summary>`,
    rows.map(rowMarkdown).join("\n"),
    "</details>",
  ];
}

function rowMarkdown({ address, title, url, id }: Pick<Change, "address" | "title" | "url" | "id">): string {
  const name = title === undefined ? "" : ` ${plain(title)}`;
  return `- ${code(address)}${name} ${url === undefined ? plain(`row ${id}`) : link("open in PostHog", url)}`;
}
