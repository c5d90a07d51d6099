import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { real, type Project } from "./project.js";

/**
 * Writes scripts, by file name, into a folder of their own, hands its URL (with the last slash) to `use`, and removes it.
 * Each time another folder: Node keeps what it imported by URL, and two runs may be under way.
 */
export async function withScripts<T>(
  project: Project,
  scripts: ReadonlyMap<string, string>,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const folder = join(project.cacheDir, `${process.pid}-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await Promise.all([...scripts].map(([name, text]) => writeFile(join(folder, name), text)));
    // Stack frames name the folder without symbolic links.
    return await use(`${pathToFileURL(real(folder)).href}/`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
