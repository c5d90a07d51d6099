import type { Diagnostic } from "@posthog-definitions/core";
import { resolve, type Registry, type Resolution } from "@posthog-definitions/core/kind";
import { load, type Loaded } from "@posthog-definitions/loader";
import { loadKinds } from "../project/kinds.js";
import { installCommand } from "../project/packages.js";
import { discoverPlugins, undeclaredPlugin, type PluginPackage } from "../project/plugins.js";
import type { Settings } from "../project/settings.js";

/** What the files of a project say, and what is wrong with it, as far as that can be told without PostHog. */
export interface Definitions {
  readonly plugins: readonly PluginPackage[];
  readonly registry: Registry;
  readonly resolution: Resolution;
  readonly files: readonly string[];
  /** What the loader found, before anything of it was checked. */
  readonly loaded: Loaded;
  /** All of them, with their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The definitions as they are in another environment. */
  inEnvironment(name: string): Resolution;
  /** The same diagnostics, with the place in the files where it can be told. */
  located(diagnostics: readonly Diagnostic[]): Diagnostic[];
}

/** `texts`: what stands in for files, by absolute path, to see what an edit would come to. */
export async function readDefinitions(
  settings: Settings,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<Definitions> {
  const { root, dir, namespace, environment, environments } = settings;
  const discovered = discoverPlugins(root);
  const { registry, diagnostics: brokenKinds } = await loadKinds(discovered.plugins);
  const loaded = await load({ root, dir, texts });
  const inEnvironment = (name: string | undefined): Resolution =>
    resolve({
      definitions: loaded.definitions,
      statements: loaded.statements,
      registry,
      environments: { known: environments, ...(name === undefined ? {} : { name }) },
      ...(namespace === undefined ? {} : { namespace }),
      placeOf: loaded.placeOf,
      installHint: (kind) => installHint(kind, root),
    });
  const resolution = inEnvironment(environment);
  return {
    plugins: discovered.plugins,
    registry,
    resolution,
    files: loaded.files,
    loaded,
    diagnostics: [...discovered.diagnostics, ...brokenKinds, ...loaded.diagnostics, ...resolution.diagnostics],
    inEnvironment,
    located: locator(loaded, resolution),
  };
}

function installHint(kind: string, root: string): string {
  const there = undeclaredPlugin(kind, root);
  return there === undefined
    ? `Install it: ${installCommand("@posthog/definitions", root)} (all of PostHog's kinds), or the package that brings "${kind}".`
    : `Name it: ${installCommand(there, root)} (now it is here for another package alone).`;
}

/**
 * Puts places to what the planner and the executor say, which know a definition and where in it. By then no two
 * definitions have one address.
 */
function locator({ placeOf }: Loaded, { definitions }: Resolution): Definitions["located"] {
  const byAddress = new Map(definitions.map((one) => [one.address, one]));
  return (diagnostics) =>
    diagnostics.map((diagnostic) => {
      const one = byAddress.get(diagnostic.address ?? "");
      if (!one || (diagnostic.place && !diagnostic.path)) return diagnostic;
      const place = diagnostic.path ? placeOf(one.definition, diagnostic.path) : one.place;
      return place ? { ...diagnostic, place } : diagnostic;
    });
}
