import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Place } from "@posthog-definitions/core";

export type Format = "text" | "markdown" | "json";

/** How to print, the same for plans, reports and diagnostics. */
export interface RenderOptions {
  /** Default: `"text"`. */
  readonly format?: Format;
  /** ANSI colours, in text only. Default: `false`. */
  readonly color?: boolean;
  /** Nothing is folded or shortened, and requests are listed. Default: `false`. */
  readonly verbose?: boolean;
  /** Columns of the terminal; text is laid out for this many, at least 40. Default: 100. */
  readonly width?: number;
  /** What the files of places are relative to. Default: `cwd`. */
  readonly root?: string;
  /** What printed files are relative to, so that a terminal can open them. Default: as places have them. */
  readonly cwd?: string;
  /** The text of a file as a place names it, for the lines around a mistake. Default: none are shown. */
  readonly source?: (file: string) => string | undefined;
}

/** The options with their defaults, and what follows from them. */
export interface Layout {
  readonly color: boolean;
  readonly verbose: boolean;
  readonly width: number;
  readonly source: (file: string) => string | undefined;
  /** `posthog/growth.ts:4:3`, as seen from the terminal. */
  readonly place: (place: Place) => string;
}

export function layoutOf(options: RenderOptions): Layout {
  return {
    color: options.color ?? false,
    verbose: options.verbose ?? false,
    width: Math.max(40, options.width ?? 100),
    source: options.source ?? (() => undefined),
    place: (place) => `${fileSeenFrom(place.file, options)}:${place.line}:${place.column}`,
  };
}

function fileSeenFrom(file: string, { root, cwd }: RenderOptions): string {
  if (cwd === undefined) return file;
  const seen = relative(cwd, isAbsolute(file) ? file : resolve(root ?? cwd, file));
  return seen === "" ? file : seen.split(sep).join("/");
}
