import type { Resource } from "@posthog-definitions/emulator";
import { isError, type Diagnostic } from "@posthog-definitions/core";
import { Problem } from "../problem.js";
import { openEntry } from "./entry.js";
import { broken, discoverPlugins } from "./plugins.js";

/**
 * What the plugins of a project bring for the local one: the routes and tables of their kinds. Throws a `Problem` where
 * one of them cannot be used; what else is wrong with plugins is for others to say.
 */
export async function emulatedByPlugins(root: string): Promise<readonly Resource[]> {
  const diagnostics: Diagnostic[] = [];
  const resources: Resource[] = [];
  const known = new Set<string>();
  for (const plugin of discoverPlugins(root).plugins) {
    if (plugin.emulator === undefined) continue;
    const opened = await openEntry(plugin, plugin.emulator);
    if (!opened.ok) diagnostics.push(broken(plugin.name, opened.why, plugin.root));
    else if (!Array.isArray(opened.exported) || !opened.exported.every(isResource))
      diagnostics.push(
        broken(plugin.name, `its entry "${plugin.emulator}" does not export a list of resources`, plugin.root),
      );
    else
      for (const resource of opened.exported) {
        // Two plugins may emulate what both of their kinds refer to. The first will do.
        if (known.has(resource.name)) continue;
        known.add(resource.name);
        resources.push(resource);
      }
  }
  if (diagnostics.some(isError)) throw new Problem(diagnostics);
  return resources;
}

const isResource = (value: unknown): value is Resource =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Resource).name === "string" &&
  Array.isArray((value as Resource).routes) &&
  Array.isArray((value as Resource).tables);
