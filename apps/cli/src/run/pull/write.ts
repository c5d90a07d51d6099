import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { problem } from "../../problem.js";
import type { Settings } from "../../project/settings.js";
import type { PulledFile } from "./files.js";

/** Writes what is new or differs; what has no action differs. Throws a `Problem` before anything is written where a file would come to lie elsewhere. */
export function writeFiles(
  files: readonly (Pick<PulledFile, "file" | "text"> & Partial<PulledFile>)[],
  { root, dir }: Settings,
): void {
  const due = files.filter(({ action }) => action !== "kept");
  if (due.length === 0) return;
  writing(dir, () => mkdirSync(dir, { recursive: true }));
  const inside = realpathSync(dir);
  for (const { file } of due) {
    const real = realpathSync(nearest(dirname(resolve(root, file))));
    if (real !== inside && !real.startsWith(inside + sep))
      throw problem("config-invalid", `${file} would come to lie outside of the definitions' folder.`, {
        hint: "A folder there is a link to elsewhere.",
      });
  }
  for (const { file, text } of due) {
    const path = resolve(root, file);
    writing(file, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    });
  }
}

/** What the file system refuses is said as everything else is. */
function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw problem("config-invalid", `${file} cannot be written: ${(cause as Error).message}.`, {
      hint: "Make its folder one that can be written, and pull again: what is there already is taken up.",
    });
  }
}

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}
