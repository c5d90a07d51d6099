/** What GitHub takes in one comment, in characters. */
export const LONGEST_COMMENT = 65_536;

export const GAP = "\n\n";
export const lengthOf = (parts: readonly string[]): number =>
  parts.reduce((sum, part) => sum + part.length + GAP.length, 0);

/** The last resort: a plan with tens of thousands of changes. */
export const cutTo = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 40)}${GAP}… and more than fits here.`;

/** How many of them there is room for, the first first. */
export function fitting(parts: readonly string[], room: number): number {
  let left = room;
  const over = parts.findIndex((part) => (left -= part.length + GAP.length) < 0);
  return over < 0 ? parts.length : over;
}
