import { glob } from "tinyglobby";
import { byCodeUnits } from "@posthog-definitions/core";
import type { Project } from "./project.js";

const NOT_DEFINITIONS = ["**/*.d.{ts,mts,cts}", "**/*.{test,spec}.*", "**/node_modules/**"];

/** The definition files below `dir`, absolute, in an order that is the same on every machine. */
export async function findFiles(project: Project, ignore: readonly string[] = []): Promise<string[]> {
  const found = await glob("**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}", {
    cwd: project.dir,
    absolute: true,
    ignore: [...NOT_DEFINITIONS, ...ignore],
  });
  return withoutBuildOutput(found).sort(byCodeUnits);
}

/** `growth.js` beside `growth.ts` is what a compiler made of it: loading both would define everything twice. */
function withoutBuildOutput(files: readonly string[]): string[] {
  const all = new Set(files);
  return files.filter((file) => {
    const [, stem, kind] = /^(.*)\.([mc]?)jsx?$/.exec(file) ?? [];
    return stem === undefined || !(all.has(`${stem}.${kind}ts`) || (kind === "" && all.has(`${stem}.tsx`)));
  });
}
