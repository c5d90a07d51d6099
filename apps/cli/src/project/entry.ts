import { existsSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { guarded, ProcessExit, Stalled } from "@posthog-definitions/loader";
import { exportedFile } from "./exports.js";
import type { PluginPackage } from "./plugins.js";

/** The default export of an entry that a plugin declares, or why there is none. */
export type Opened = { readonly ok: true; readonly exported: unknown } | { readonly ok: false; readonly why: string };

/**
 * Imports an entry of a plugin: a key of its `exports`. While it loads it has the process no more than a definition file has,
 * so one entry is imported after the other.
 */
export async function openEntry(plugin: PluginPackage, entry: string): Promise<Opened> {
  const file = entryFile(plugin, entry);
  if (file === undefined) return { ok: false, why: `it has no file for its entry "${entry}"` };
  return guarded(async ({ exits, settle }) => {
    try {
      const module = await settle(import(pathToFileURL(file).href) as Promise<{ default?: unknown }>);
      const exported = isTranspiled(module.default) ? module.default.default : module.default;
      // It may have caught what stands in for the end of the process.
      return exits[0] === undefined ? { ok: true, exported } : { ok: false, why: whyNot(exits[0]) };
    } catch (thrown) {
      return { ok: false, why: whyNot(exits[0] ?? thrown) };
    }
  });
}

/** What a compiler makes of an ES module for CommonJS: Node takes all of it for the default export. */
const isTranspiled = (exported: unknown): exported is { default?: unknown } =>
  typeof exported === "object" && exported !== null && "__esModule" in exported && "default" in exported;

function whyNot(thrown: unknown): string {
  if (thrown instanceof ProcessExit) return `it calls \`${thrown.message}\` while it is loaded`;
  if (thrown instanceof Stalled) return "it waits for ever: its top-level `await` can no longer end";
  return `loading it failed (${thrown instanceof Error ? thrown.message : String(thrown)})`;
}

/** By its real path. One that leads out of the package is none. */
function entryFile({ root, manifest }: PluginPackage, entry: string): string | undefined {
  const relative = exportedFile(manifest.exports, entry);
  const file = relative === undefined ? undefined : resolve(root, relative);
  if (file === undefined || !existsSync(file)) return undefined;
  const real = realpathSync(file);
  return real.startsWith(root + sep) ? real : undefined;
}
