import { excerpts } from "./excerpt.js";
import { align, type Step } from "./sequence.js";
import { safe } from "./safe.js";
import { inline, isBlock, isLeaf, memberName, membersOf, spread, type Line } from "./value.js";

/** `~` holds both sides on one line; `…` stands for what is the same on both and left out. */
export interface DiffLine extends Line {
  readonly sign: "+" | "-" | "~" | " " | "…";
}

export interface DiffOptions {
  readonly width: number;
  /** How many members, items or lines that are the same are shown on either side of a difference. */
  readonly context: number;
  /** Whether `a → b` may stand on one line. */
  readonly arrows: boolean;
}

/** What differs between two values, part by part, with a little of what is around it. */
export function diff(before: unknown, after: unknown, options: DiffOptions): DiffLine[] {
  return between(before, after, { depth: 0, label: "", tail: "" }, options);
}

/** Where in the whole a value stands. */
interface Spot {
  readonly depth: number;
  readonly label: string;
  readonly tail: string;
}

function between(before: unknown, after: unknown, spot: Spot, options: DiffOptions): DiffLine[] {
  if (isBlock(before) && isBlock(after))
    return framed("`", textLines(before, after, spot.depth + 1, options), "`", spot);
  const arrow = (a: unknown, b: unknown): string => `${spot.label}${inline(a)} → ${inline(b)}`;
  const fits = (text: string): boolean => text.length + 2 * spot.depth <= options.width;
  if (options.arrows && isSimple(before) && isSimple(after) && fits(arrow(before, after)))
    return [{ sign: "~", depth: spot.depth, text: arrow(before, after) }];
  if (!isLeaf(before) && !isLeaf(after) && Array.isArray(before) === Array.isArray(after)) {
    return Array.isArray(before)
      ? framed("[", items(before, after as unknown[], spot.depth + 1, options), "]", spot)
      : framed("{", members(before as object, after as object, spot.depth + 1, options), "}", spot);
  }
  const [a, b] =
    isLine(before) && isLine(after) && !fits(inline(before) + inline(after))
      ? excerpts(before, after)
      : [before, after];
  return [...whole("-", a, spot, options), ...whole("+", b, spot, options)];
}

/** What reads well on one line: no parts, or only such as have none. */
const isSimple = (value: unknown): boolean => isLeaf(value) || (Array.isArray(value) && value.every(isLeaf));

const isLine = (value: unknown): value is string => typeof value === "string" && !isBlock(value);

const whole = (
  sign: "+" | "-" | " ",
  value: unknown,
  { depth, label, tail }: Spot,
  { width }: DiffOptions,
): DiffLine[] => spread(value, width, depth, label, tail).map((line) => ({ sign, ...line }));

const framed = (open: string, inside: DiffLine[], close: string, { depth, label, tail }: Spot): DiffLine[] => [
  { sign: " ", depth, text: `${label}${open}` },
  ...inside,
  { sign: " ", depth, text: `${close}${tail}` },
];

/** A part of a list or an object: the same on both sides, or not. */
interface Part {
  readonly same: boolean;
  readonly lines: () => DiffLine[];
}

function members(before: object, after: object, depth: number, options: DiffOptions): DiffLine[] {
  const [left, right] = [new Map(membersOf(before)), new Map(membersOf(after))];
  const parts = namesInOrder([...left.keys()], [...right.keys()]).map((name): Part => {
    const spot = { depth, label: `${memberName(name)}: `, tail: "," };
    return part(left.get(name), right.get(name), spot, options);
  });
  return withContext(parts, depth, "unchanged", options);
}

/** As the file has them, with what only the other side has where it stood. */
const namesInOrder = (before: string[], after: string[]): string[] => [
  ...new Set(
    align(before, after, (a, b) => a === b).flatMap((step) => ("after" in step ? [step.after] : [step.before])),
  ),
];

function part(before: unknown, after: unknown, spot: Spot, options: DiffOptions): Part {
  if (before === undefined) return { same: false, lines: () => whole("+", after, spot, options) };
  if (after === undefined) return { same: false, lines: () => whole("-", before, spot, options) };
  if (equal(before, after)) return { same: true, lines: () => [shortened(after, spot, options)] };
  return { same: false, lines: () => between(before, after, spot, options) };
}

function items(before: readonly unknown[], after: readonly unknown[], depth: number, options: DiffOptions): DiffLine[] {
  const spot = { depth, label: "", tail: "," };
  const parts = paired(align(before, after, equal)).map(([a, b]) => part(a, b, spot, options));
  return withContext(parts, depth, "unchanged", options);
}

/** In a gap, the first that goes is held against the first that is new, and so on: an item was probably edited. */
function paired(steps: readonly Step<unknown>[]): [unknown, unknown][] {
  const pairs: [unknown, unknown][] = [];
  let gone: unknown[] = [];
  let fresh: unknown[] = [];
  const flush = (): void => {
    const edited = Math.min(gone.length, fresh.length);
    for (let i = 0; i < Math.max(gone.length, fresh.length); i++) {
      if (i < edited && !isLeaf(gone[i]) && !isLeaf(fresh[i])) pairs.push([gone[i], fresh[i]]);
      else {
        if (i < gone.length) pairs.push([gone[i], undefined]);
        if (i < fresh.length) pairs.push([undefined, fresh[i]]);
      }
    }
    [gone, fresh] = [[], []];
  };
  for (const step of steps) {
    if (step.in === "before") gone.push(step.before);
    else if (step.in === "after") fresh.push(step.after);
    else {
      flush();
      pairs.push([step.before, step.after]);
    }
  }
  flush();
  return pairs;
}

function textLines(before: string, after: string, depth: number, options: DiffOptions): DiffLine[] {
  const parts = align(before.split("\n"), after.split("\n"), (a, b) => a === b).map((step): Part => {
    const line = (sign: DiffLine["sign"], text: string) => (): DiffLine[] => [{ sign, depth, text: safe(text) }];
    if (step.in === "both") return { same: true, lines: line(" ", step.after) };
    return step.in === "before"
      ? { same: false, lines: line("-", step.before) }
      : { same: false, lines: line("+", step.after) };
  });
  return withContext(parts, depth, "unchanged lines", options);
}

/** Differences with their neighbours; longer runs of what is the same become one line. */
function withContext(parts: readonly Part[], depth: number, word: string, { context }: DiffOptions): DiffLine[] {
  const near = parts.map((_, i) => parts.slice(Math.max(0, i - context), i + context + 1).some((p) => !p.same));
  const lines: DiffLine[] = [];
  for (let i = 0; i < parts.length; i++) {
    let end = i;
    while (end < parts.length && !near[end]) end++;
    const left = end - i;
    // A line that says "1 unchanged" is no shorter than the one it stands for.
    if (left > 1) {
      lines.push({ sign: "…", depth, text: `${left} ${word}` });
      i = end - 1;
    } else lines.push(...parts[i]!.lines());
  }
  return lines;
}

function shortened(value: unknown, { depth, label, tail }: Spot, { width }: DiffOptions): DiffLine {
  const text = `${label}${inline(value)}${tail}`;
  const room = Math.max(20, width - 2 * depth);
  return { sign: " ", depth, text: text.length <= room ? text : `${text.slice(0, room - 1)}…` };
}

/** Equal as printed. Two secrets that print alike are a difference only as a field of their own. */
const equal = (a: unknown, b: unknown): boolean => inline(a) === inline(b);
