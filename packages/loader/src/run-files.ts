import type { Diagnostic } from "@posthog-definitions/core";
import type { Attempt, Trace } from "./attempt.js";
import { bundle, BROKEN, type Openers } from "./bundle.js";
import { faultyImports } from "./externals.js";
import { guarded, type Guard } from "./guard.js";
import { buildMistake, messagePlace, mistake, startOf, thrownMistake, thrownText } from "./mistakes.js";
import type { Project } from "./project.js";
import { importScript, withScript } from "./scratch.js";

/**
 * Builds and runs the files: once, when all is well. Otherwise it builds again without the files that do not parse or
 * import what is not there, until the others build and link, so that one broken file hides no mistake of another.
 * Whatever imports a broken file is left out without a word of its own.
 */
export async function runFiles(project: Project, files: readonly string[]): Promise<Attempt> {
  const broken = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (;;) {
    const built = await bundle(project, files, broken);
    if (!built.ok) {
      const errors = built.errors.map((message) => ({ message, path: messagePlace(project, message)?.path }));
      // What fails although it was left out (a tsconfig, say) would fail for ever.
      const news = errors.filter(({ path }) => path === undefined || !broken.has(path));
      diagnostics.push(...news.map(({ message }) => buildMistake(project, message)));
      if (!news.some(({ path }) => path !== undefined)) return { modules: new Map(), diagnostics };
      for (const { path } of news) if (path !== undefined) broken.add(path);
      continue;
    }

    const { script, places } = built.bundle;
    const ran = await withScript(project, script, (url) =>
      guarded(async (guard) => {
        const linked = await link(url, guard);
        if (linked instanceof LinkFailure) return linked;
        const trace = { places, url };
        const { modules, mistakes } = await openEach(project, files, linked, trace, guard);
        return { modules, diagnostics: [...diagnostics, ...mistakes], trace };
      }),
    );
    if (!(ran instanceof LinkFailure)) return ran;

    const faults = await faultyImports(project, built.bundle);
    diagnostics.push(...faults.map(({ diagnostic }) => diagnostic));
    for (const { place } of faults) broken.add(place.path);
    if (faults.length === 0) {
      const text = `The definition files could not be loaded: ${thrownText(ran.reason)}`;
      return { modules: new Map(), diagnostics: [...diagnostics, mistake("load-failed", text)] };
    }
  }
}

/** A package that the files import, or a name in it, is not there: Node refuses the script as a whole. */
class LinkFailure {
  constructor(readonly reason: unknown) {}
}

async function link(url: string, guard: Guard): Promise<Openers | LinkFailure> {
  try {
    const { default: openers } = (await guard.settle(importScript(url))) as { default: Openers };
    return openers;
  } catch (reason) {
    return new LinkFailure(reason);
  }
}

/** Runs the files one after the other. A mistake that several of them run into is told once. */
async function openEach(
  project: Project,
  files: readonly string[],
  openers: Openers,
  trace: Trace,
  { exits, settle }: Guard,
): Promise<{ modules: Map<string, Record<string, unknown>>; mistakes: Diagnostic[] }> {
  const modules = new Map<string, Record<string, unknown>>();
  // The same object is thrown at every file that imports the one that failed.
  const thrown = new Map<unknown, string>();
  for (const [index, file] of files.entries()) {
    const exitsBefore = exits.length;
    try {
      modules.set(file, await settle(openers[index]!()));
    } catch (error) {
      if (!isBroken(error) && !thrown.has(error)) thrown.set(error, file);
    }
    for (const exit of exits.slice(exitsBefore)) if (!thrown.has(exit)) thrown.set(exit, file);
  }
  return { modules, mistakes: [...thrown].map(([error, file]) => tell(error, file)) };

  function tell(error: unknown, file: string): Diagnostic {
    const [innermost] = trace.places.frames(stackOf(error), trace.url);
    return thrownMistake(project, error, innermost ?? startOf(project, file));
  }
}

const isBroken = (error: unknown): boolean => hasField(error, "code") && error.code === BROKEN;

const stackOf = (error: unknown): string =>
  hasField(error, "stack") && typeof error.stack === "string" ? error.stack : "";

const hasField = <K extends string>(value: unknown, name: K): value is Record<K, unknown> =>
  typeof value === "object" && value !== null && name in value;
