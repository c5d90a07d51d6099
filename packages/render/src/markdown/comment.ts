import { count } from "../words.js";

/** What GitHub takes in one comment, in characters. */
export const LONGEST_COMMENT = 65_536;

export const GAP = "\n\n";
export const lengthOf = (parts: readonly string[]): number =>
  parts.reduce((sum, part) => sum + part.length + GAP.length, 0);

/** The last resort: a plan with tens of thousands of changes. */
export const cutTo = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 40)}${GAP}… and more than fits here.`;

/** Those that there is room for, the grave ones first; in the order in which they were. */
export function shownOf<T>(
  items: readonly T[],
  print: (item: T) => string,
  isGrave: (item: T) => boolean,
  room: number,
): readonly T[] {
  const ranked = [...items.filter(isGrave), ...items.filter((item) => !isGrave(item))];
  let left = room;
  const over = ranked.findIndex((item) => (left -= print(item).length + GAP.length) < 0);
  const shown = new Set(over < 0 ? ranked : ranked.slice(0, over));
  return items.filter((item) => shown.has(item));
}

/** How parts of a comment are said: in full, or where there is no room, by name. */
export interface Sayable<T> {
  /** `change`, `difference` */
  readonly what: string;
  full(item: T): string;
  name(item: T): string;
}

/** As many in full as there is room for, and the names of the others. */
export function fullOrNamed<T>(items: readonly T[], { what, full, name }: Sayable<T>, room: number): string[] {
  const naming = (some: readonly T[]): string =>
    `${count(some.length, `more ${what}`)} than a comment has room for: ${some.map(name).join(", ")}`;
  const shown: string[] = [];
  let left = room - lengthOf([naming(items)]);
  for (const [i, item] of items.entries()) {
    const block = full(item);
    const isLast = i === items.length - 1;
    left += name(item).length + 2 - block.length - GAP.length;
    if (left < 0 && !(isLast && left + lengthOf([naming([])]) >= 0)) break;
    shown.push(block);
  }
  const named = items.slice(shown.length);
  return named.length > 0 ? [...shown, naming(named)] : shown;
}
