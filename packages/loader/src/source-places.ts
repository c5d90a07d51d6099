import { resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Place } from "@posthog-definitions/core";
import { displayName, type Project } from "./project.js";

/** A position in a user's file. */
export interface SourcePlace extends Place {
  /** The same file, absolute. */
  readonly path: string;
}

/** From positions in a bundle's scripts to those in the user's files. */
export class SourcePlaces {
  readonly #maps = new Map<string, TraceMap>();
  readonly #files = new Map<string, Pick<SourcePlace, "path" | "file">>();

  constructor(
    readonly project: Project,
    readonly mapTexts: ReadonlyMap<string, string>,
  ) {}

  /** `line` counts from 1, `column` from 0. */
  at(script: string, line: number, column: number): SourcePlace | undefined {
    const map = this.#map(script);
    if (map === undefined) return undefined;
    const found = originalPositionFor(map, { line, column });
    if (found.source === null) return undefined;
    return { ...this.#file(found.source), line: found.line, column: found.column + 1 };
  }

  /** The file that the text at `offset` of a script comes from. */
  fileAt(script: string, text: string, offset: number): string | undefined {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    return this.at(script, line, offset - (before.lastIndexOf("\n") + 1))?.path;
  }

  /**
   * The user's frames of a stack, innermost first. `folder` is where the scripts were run from, as a URL. They end where
   * the bundle's own code runs a module: what is behind that imported the module, and called nothing in it.
   */
  *frames(stack: string, folder: string): Generator<SourcePlace> {
    for (let at = stack.indexOf(folder); at >= 0; at = stack.indexOf(folder, at + 1)) {
      const rest = stack.slice(at + folder.length, at + folder.length + 200);
      const [, script, line, column] = /^([^/:\s]+):(\d+):(\d+)/.exec(rest) ?? [];
      if (script === undefined) continue;
      const place = this.at(script, Number(line), Number(column) - 1);
      if (place === undefined) return;
      yield place;
    }
  }

  #file(source: string): Pick<SourcePlace, "path" | "file"> {
    const known = this.#files.get(source);
    if (known !== undefined) return known;
    const path = resolve(this.project.cacheDir, source);
    const file = { path, file: displayName(this.project, path) };
    this.#files.set(source, file);
    return file;
  }

  #map(script: string): TraceMap | undefined {
    const known = this.#maps.get(script);
    if (known !== undefined) return known;
    const text = this.mapTexts.get(script);
    if (text === undefined) return undefined;
    const map = new TraceMap(text);
    this.#maps.set(script, map);
    return map;
  }
}
