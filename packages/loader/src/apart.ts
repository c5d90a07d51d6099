import type { Diagnostic } from "@posthog-definitions/core";
import type { Attempt, Trace } from "./attempt.js";
import { bundleApart } from "./bundle.js";
import { faultyImports, PROBE } from "./externals.js";
import { guarded } from "./guard.js";
import { buildMistake, messagePlace } from "./mistakes.js";
import type { Project } from "./project.js";
import { runEach } from "./run-each.js";
import { withScripts } from "./scratch.js";

/**
 * Loads each file for itself, to find everything that is wrong and load the rest: builds again without the files that do
 * not parse or import what is not there, until the remaining ones build; then runs them one by one. Whatever imports a
 * broken file is left out without a word of its own.
 */
export async function loadApart(project: Project, files: readonly string[]): Promise<Attempt> {
  const broken = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (;;) {
    const built = await bundleApart(project, files, broken);
    if (!built.ok) {
      const errors = built.errors.map((message) => ({ message, path: messagePlace(project, message)?.path }));
      // A file that fails although it was left out (a tsconfig, say) would fail for ever.
      const news = errors.filter(({ path }) => path === undefined || !broken.has(path));
      diagnostics.push(...news.map(({ message }) => buildMistake(project, message)));
      if (!news.some(({ path }) => path !== undefined)) return { modules: new Map(), diagnostics };
      for (const { path } of news) if (path !== undefined) broken.add(path);
      continue;
    }

    const { bundle } = built;
    const scripts = new Map([...bundle.scripts, [PROBE.name, PROBE.text]]);
    const attempt = await withScripts(project, scripts, (url) =>
      guarded(async (exits): Promise<Attempt | undefined> => {
        const faults = await faultyImports(project, bundle, url);
        if (faults.length > 0) {
          for (const { place, diagnostic } of faults) {
            broken.add(place.path);
            diagnostics.push(diagnostic);
          }
          return undefined;
        }
        const trace: Trace = { places: bundle.places, url };
        const { modules, mistakes } = await runEach(project, files, broken, trace, exits);
        diagnostics.push(...mistakes);
        return { modules, diagnostics, trace };
      }),
    );
    if (attempt !== undefined) return attempt;
  }
}
