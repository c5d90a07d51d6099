import { resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Place } from "@posthog-definitions/core";
import { displayName, type Project } from "./project.js";

/** A position in a user's file. */
export interface SourcePlace extends Place {
  /** The same file, absolute. */
  readonly path: string;
}

/** From positions in a bundle's script to those in the user's files. */
export class SourcePlaces {
  readonly #map: TraceMap;
  readonly #files = new Map<string, Pick<SourcePlace, "path" | "file">>();

  constructor(
    readonly project: Project,
    mapText: string,
  ) {
    // Decoded at the first question only.
    this.#map = new TraceMap(mapText);
  }

  /** `line` counts from 1, `column` from 0. */
  at(line: number, column: number): SourcePlace | undefined {
    const found = originalPositionFor(this.#map, { line, column });
    if (found.source === null) return undefined;
    return { ...this.#file(found.source), line: found.line, column: found.column + 1 };
  }

  /** The file that the text at `offset` of the script comes from. */
  fileAt(script: string, offset: number): string | undefined {
    const before = script.slice(0, offset);
    const line = before.split("\n").length;
    return this.at(line, offset - (before.lastIndexOf("\n") + 1))?.path;
  }

  /**
   * The user's frames of a stack, innermost first; `url` is that of the script. They end where the bundle's own code runs
   * a module: what is behind that imported the module, and called nothing in it.
   */
  *frames(stack: string, url: string): Generator<SourcePlace> {
    for (let at = stack.indexOf(url); at >= 0; at = stack.indexOf(url, at + url.length)) {
      const [, line, column] = /^:(\d+):(\d+)/.exec(stack.slice(at + url.length, at + url.length + 20)) ?? [];
      const place = line === undefined ? undefined : this.at(Number(line), Number(column) - 1);
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
}
