import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { real, type Project } from "./project.js";

/**
 * Writes a script into a file, hands its URL to `use`, and removes it. Each time another file: Node keeps what it imported
 * by URL, and two runs may be under way.
 */
export async function withScript<T>(project: Project, text: string, use: (url: string) => Promise<T>): Promise<T> {
  const file = join(project.cacheDir, `${process.pid}-${randomUUID()}.mjs`);
  try {
    await mkdir(project.cacheDir, { recursive: true });
    await writeFile(file, text);
    // Stack frames name the file without symbolic links.
    return await use(pathToFileURL(real(file)).href);
  } finally {
    await rm(file, { force: true });
  }
}

export const importScript = (url: string): Promise<unknown> => import(/* @vite-ignore */ url);
