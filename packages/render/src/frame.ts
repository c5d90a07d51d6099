import type { Place } from "@posthog-definitions/core";
import { safe } from "./safe.js";

export interface FrameLine {
  readonly text: string;
  /** Whether it is the line with the caret. */
  readonly marks: boolean;
}

const ABOVE = 2;
const BELOW = 1;

/** The lines around a place, with a caret under it. */
export function codeFrame(source: string | undefined, place: Place, width: number): FrameLine[] | undefined {
  const lines = source?.split(/\r?\n/);
  if (!lines || place.line < 1 || place.line > lines.length) return undefined;
  const first = Math.max(1, place.line - ABOVE);
  const last = Math.min(lines.length, place.line + BELOW);
  const digits = String(last).length;
  const room = Math.max(20, width - digits - 3);
  // A place far to the right: the lines are shown from where it can be seen.
  const left = place.column > room ? place.column - Math.ceil(room / 2) : 0;
  const out: FrameLine[] = [];
  for (let n = first; n <= last; n++) {
    // A tab is one character wide to the caret, and eight to the terminal.
    const line = safe(lines[n - 1]!.replaceAll("\t", " "));
    if (n === last && n !== place.line && line.trim() === "") continue;
    out.push({ text: `${String(n).padStart(digits)} │ ${cut(line, left, room)}`.trimEnd(), marks: false });
    if (n !== place.line) continue;
    out.push({ text: `${" ".repeat(digits)} │ ${" ".repeat(place.column - 1 - left)}^`, marks: true });
  }
  return out;
}

function cut(line: string, left: number, room: number): string {
  const shown = left > 0 && line.length > left ? `…${line.slice(left + 1)}` : line.slice(left);
  return shown.length > room ? `${shown.slice(0, room - 1)}…` : shown;
}
