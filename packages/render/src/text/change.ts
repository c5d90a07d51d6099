import type { Action, Change, FieldChange } from "@posthog-definitions/core";
import type { DiffLine } from "../diff.js";
import { fieldView, type FieldView } from "../fields.js";
import { foldMoves } from "../fold.js";
import type { Layout } from "../options.js";
import { paintFor, type Paint } from "../paint.js";
import { oneLine, safe } from "../safe.js";
import { pathWords } from "../value.js";
import { wrap } from "../wrap.js";
import { actionSign, actionWord, authorWords, originWord, saysWho } from "../words.js";

/** Names longer than this do not push the others' values to the right. */
const WIDEST_NAME = 32;
/** Lines of one value of a new row. The file has the rest. */
const LONGEST_NEW_VALUE = 12;
const GUTTER = 4;

/** Over fields of a row that is taken over. */
export const UNNAMED = "Not in the file, so back to the default:";

/** A change: what, where, and every field. */
export function changeText(change: Change, layout: Layout, paint: Paint): string {
  const named = change.fields.filter((field) => !field.unnamed);
  const unnamed = change.fields.filter((field) => field.unnamed);
  return [
    ...headline(change, layout, paint),
    ...whereabouts(change, layout).map((line) => `    ${paint.faint(line)}`),
    ...fieldsText(named, layout, paint, change.action === "create"),
    ...(unnamed.length > 0 ? [`    ${paint.warning(UNNAMED)}`, ...fieldsText(unnamed, layout, paint)] : []),
    ...change.notes.map(
      (note) => `    ${paint.hint("i")} ${wrap(oneLine(note), layout.width - GUTTER - 2, GUTTER + 2).join("\n")}`,
    ),
  ].join("\n");
}

/** Every field that differs, with what stands there before and after. */
export function fieldsText(all: readonly FieldChange[], layout: Layout, paint: Paint, isNew = false): string[] {
  const { fields, moves } = layout.verbose ? { fields: all, moves: [] } : foldMoves(all);
  const options = { width: layout.width - GUTTER - 2, context: layout.verbose ? 8 : 2, arrows: true };
  const names = fields.map((field) => pathWords(field.path).length);
  const widest = Math.max(0, ...names.filter((length) => length <= WIDEST_NAME));
  const views = fields.map((field) => fieldView(field, options, widest));
  return [
    ...views.flatMap((view) => fieldLines(view, { isNew, widest, layout, paint })),
    ...moves.map(({ text, names }) => movedLine(text, names, layout, paint)),
  ];
}

export const signOf = (action: Action, paint: Paint): string => strokeOf(action, paint)(actionSign[action]);

function strokeOf(action: Action, paint: Paint): (text: string) => string {
  if (action === "create" || action === "adopt") return paint.added;
  return action === "delete" || action === "forget" || action === "replace" ? paint.removed : paint.changed;
}

/** Who changed it stands at the end of the line, or below it where that is too long. */
function headline(change: Change, layout: Layout, paint: Paint): string[] {
  const line = saying(change, paint);
  if (!change.changedBy || !saysWho(change)) return [line];
  const author = oneLine(authorWords(change.changedBy));
  const bare = saying(change, paintFor(false));
  return bare.length + 1 + author.length <= layout.width
    ? [`${line} ${paint.warning(author)}`]
    : [line, `    ${paint.warning(author)}`];
}

function saying(change: Change, paint: Paint): string {
  const parts = [
    change.from === undefined ? actionWord[change.action] : `${actionWord[change.action]} from ${safe(change.from)}`,
    ...(change.action === "adopt" && change.id !== undefined ? [`row ${safe(String(change.id))}`] : []),
    ...(saysWho(change) ? [(change.origin === "drift" ? paint.warning : String)(originWord[change.origin])] : []),
  ];
  return `${signOf(change.action, paint)} ${paint.strong(safe(change.address))}  ${parts.join(" · ")}`;
}

function whereabouts(change: Change, layout: Layout): string[] {
  const place = change.place && layout.place(change.place);
  const parts = [place, change.url].filter((part) => part !== undefined).map(safe);
  const together = parts.join(" · ");
  return together.length + GUTTER <= layout.width && together !== "" ? [together] : parts;
}

interface FieldLayout {
  readonly isNew: boolean;
  readonly widest: number;
  readonly layout: Layout;
  readonly paint: Paint;
}

function fieldLines(view: FieldView, { isNew, widest, layout, paint }: FieldLayout): string[] {
  const sign = isNew ? " " : signed(view.sign, view.sign, paint);
  const head = `    ${sign} `;
  if (view.line !== undefined) {
    const room = layout.width - GUTTER - 2 - Math.max(widest, view.name.length) - 2;
    if (view.line.length <= room || view.sign !== "~") return [`${head}${view.name.padEnd(widest)}  ${view.line}`];
    return [`${head}${view.name}`, `        ${view.line}`];
  }
  const lines = isNew && !layout.verbose ? cutShort(view.lines) : view.lines;
  const gutter = (line: DiffLine): string => (isNew ? " " : signed(line.sign, line.sign, paint));
  const opens = view.lines[0]!.sign === view.sign || view.lines[0]!.sign === " ";
  const below = (line: DiffLine): string => {
    const text = `${"  ".repeat(line.depth + (opens ? 0 : 1))}${line.sign === "…" ? paint.faint(line.text) : line.text}`;
    return `    ${gutter(line)} ${isNew ? text : signed(line.sign, text, paint)}`;
  };
  return opens
    ? [`${head}${view.name.padEnd(widest)}  ${lines[0]!.text}`, ...lines.slice(1).map(below)]
    : [`${head}${view.name}`, ...lines.map(below)];
}

function signed(sign: DiffLine["sign"], text: string, paint: Paint): string {
  if (sign === "+") return paint.added(text);
  if (sign === "-") return paint.removed(text);
  return sign === "~" ? paint.changed(text) : text;
}

/** The first and the last lines of a long value, so that its brackets still close. */
function cutShort(lines: readonly DiffLine[]): readonly DiffLine[] {
  const more = lines.length - LONGEST_NEW_VALUE;
  if (more <= 1) return lines;
  const left: DiffLine = { sign: "…", depth: 1, text: `… ${more} more lines (--verbose shows them)` };
  return [...lines.slice(0, LONGEST_NEW_VALUE - 1), left, lines.at(-1)!];
}

/** Shows as many names as there is room for. */
function movedLine(text: string, names: readonly string[], layout: Layout, paint: Paint): string {
  const lead = `    ${paint.changed("~")} ${text}`;
  const shown: string[] = [];
  let room = layout.width - GUTTER - 2 - text.length - 6;
  for (const name of names.map(safe)) {
    room -= name.length + 2;
    if (room < 0) break;
    shown.push(name);
  }
  const list = shown.length < names.length ? [...shown, "…"] : shown;
  return `${lead}  ${paint.faint(`(${list.join(", ")})`)}`;
}
