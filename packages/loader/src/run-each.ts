import type { Diagnostic } from "@posthog-definitions/core";
import type { Trace } from "./attempt.js";
import { apartName, BROKEN } from "./bundle.js";
import type { Modules } from "./collect.js";
import { importScript, settled, type ProcessExit } from "./guard.js";
import { startOf, thrownMistake } from "./mistakes.js";
import type { Project } from "./project.js";

/** Runs the files that are not broken, one after the other. A mistake that several files run into is told once. */
export async function runEach(
  project: Project,
  files: readonly string[],
  broken: ReadonlySet<string>,
  trace: Trace,
  exits: readonly ProcessExit[],
): Promise<{ modules: Modules; mistakes: Diagnostic[] }> {
  const modules = new Map<string, Record<string, unknown>>();
  // Node throws the same object at every file that imports the one that failed.
  const thrown = new Map<unknown, string>();
  for (const [index, file] of files.entries()) {
    if (broken.has(file)) continue;
    const exitsBefore = exits.length;
    try {
      const running = importScript(trace.url + apartName(index)) as Promise<Record<string, unknown>>;
      modules.set(file, await settled(running));
    } catch (error) {
      if (!isBroken(error) && !thrown.has(error)) thrown.set(error, file);
    }
    for (const exit of exits.slice(exitsBefore)) if (!thrown.has(exit)) thrown.set(exit, file);
  }
  return { modules, mistakes: [...thrown].map(([error, file]) => tell(error, file)) };

  function tell(error: unknown, file: string): Diagnostic {
    const [innermost] = trace.places.frames(stackOf(error), trace.url);
    return thrownMistake(error, innermost ?? startOf(project, file));
  }
}

const isBroken = (error: unknown): boolean => hasField(error, "code") && error.code === BROKEN;

const stackOf = (error: unknown): string =>
  hasField(error, "stack") && typeof error.stack === "string" ? error.stack : "";

const hasField = <K extends string>(value: unknown, name: K): value is Record<K, unknown> =>
  typeof value === "object" && value !== null && name in value;
