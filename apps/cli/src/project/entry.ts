import { existsSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { exportedFile } from "./exports.js";
import type { PluginPackage } from "./plugins.js";

/** The default export of an entry that a plugin declares, or why there is none. */
export type Opened = { readonly ok: true; readonly exported: unknown } | { readonly ok: false; readonly why: string };

/** Imports an entry of a plugin: a key of its `exports`. */
export async function openEntry(plugin: PluginPackage, entry: string): Promise<Opened> {
  const file = entryFile(plugin, entry);
  if (file === undefined) return { ok: false, why: `it has no file for its entry "${entry}"` };
  try {
    const { default: exported } = (await import(pathToFileURL(file).href)) as { default?: unknown };
    return { ok: true, exported };
  } catch (thrown) {
    return { ok: false, why: `loading it failed (${thrown instanceof Error ? thrown.message : String(thrown)})` };
  }
}

/** By its real path. One that leads out of the package is none. */
function entryFile({ root, manifest }: PluginPackage, entry: string): string | undefined {
  const relative = exportedFile(manifest.exports, entry);
  const file = relative === undefined ? undefined : resolve(root, relative);
  if (file === undefined || !existsSync(file)) return undefined;
  const real = realpathSync(file);
  return real.startsWith(root + sep) ? real : undefined;
}
