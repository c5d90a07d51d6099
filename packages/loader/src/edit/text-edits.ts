/** A piece of a file's text, and what is to stand there instead. */
export interface TextEdit {
  readonly start: number;
  /** Not included. `start` for what is only put in. */
  readonly end: number;
  readonly text: string;
}

/** Whether two edits are about the same text. Two that put something in at one place are not. */
export const overlap = (a: TextEdit, b: TextEdit): boolean => a.start < b.end && b.start < a.end;

/** The text with the edits made. What is put in at one place comes in the order of the list. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const inOrder = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index)
    .map(({ edit }) => edit);
  let out = "";
  let at = 0;
  for (const { start, end, text: added } of inOrder) {
    out += text.slice(at, start) + added;
    at = end;
  }
  return out + text.slice(at);
}

/** Where something is in the edited text that stood at a position of the old one, and was not edited itself. */
export const movedTo = (position: number, edits: readonly TextEdit[]): number =>
  edits
    .filter(({ end }) => end <= position)
    .reduce((at, { start, end, text }) => at + text.length - (end - start), position);
