import type { FieldChange } from "@posthog-definitions/core";
import { diff, type DiffLine, type DiffOptions } from "./diff.js";
import { inline, isLeaf, pathWords, spread } from "./value.js";

/** A field that changes, ready to be laid out. */
export interface FieldView {
  readonly sign: "+" | "-" | "~";
  /** `tiles[insight.weekly-signups].layout.x` */
  readonly name: string;
  /** The whole of it on one line, where it fits: `"Growth" → "Growth 2026"`. */
  readonly line?: string;
  /** Otherwise. */
  readonly lines: readonly DiffLine[];
}

/** `nameWidth`: how many columns names get, so that values stand below each other. Longer names take what they need. */
export function fieldView({ path, before, after }: FieldChange, options: DiffOptions, nameWidth = 0): FieldView {
  const name = pathWords(path);
  if (before === undefined || after === undefined) {
    const sign = before === undefined ? "+" : "-";
    const value = before === undefined ? after : before;
    const label = `${name.padEnd(nameWidth)}  `;
    const [first, ...rest] = spread(value, options.width, 0, label).map((line): DiffLine => ({ sign, ...line }));
    const text = first!.text.slice(label.length);
    return rest.length === 0
      ? { sign, name, line: text, lines: [] }
      : { sign, name, lines: [{ ...first!, text }, ...rest] };
  }
  if (inline(before) === inline(after)) return { sign: "~", name, line: unlikeInSecret(before), lines: [] };
  const lines = diff(before, after, options);
  const only = lines.length === 1 ? lines[0] : undefined;
  if (only) return { sign: "~", name, line: only.text, lines: [] };
  return { sign: "~", name, lines };
}

/** The two sides print alike, so what differs is a secret. */
const unlikeInSecret = (value: unknown): string =>
  isLeaf(value) ? "(secret) → (secret), another value" : "a secret in it has another value";
