import type { Attempt } from "./attempt.js";
import { bundleTogether, TOGETHER, type Openers } from "./bundle.js";
import { guarded, importScript, settled } from "./guard.js";
import type { Project } from "./project.js";
import { withScripts } from "./scratch.js";

/** Loads all files as one script, the fast way. `undefined` where anything at all is wrong. */
export async function loadTogether(project: Project, files: readonly string[]): Promise<Attempt | undefined> {
  const built = await bundleTogether(project, files);
  if (!built.ok) return undefined;
  const { bundle } = built;
  return withScripts(project, bundle.scripts, async (url) => {
    try {
      const modules = new Map<string, Record<string, unknown>>();
      const openAll = async (openers: Openers): Promise<void> => {
        for (const [index, open] of openers.entries()) modules.set(files[index]!, await open());
      };
      const exited = await guarded(async (exits) => {
        const { default: openers } = (await importScript(url + TOGETHER)) as { default: Openers };
        await settled(openAll(openers));
        return exits.length > 0;
      });
      return exited ? undefined : { modules, diagnostics: [], trace: { places: bundle.places, url } };
    } catch {
      // What was thrown, and by which files, is found out by loading them apart.
      return undefined;
    }
  });
}
