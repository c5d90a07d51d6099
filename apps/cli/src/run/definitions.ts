import { addressOf, type Definition, type Diagnostic } from "@posthog-definitions/core";
import { resolve, type Registry, type Resolution } from "@posthog-definitions/core/kind";
import { load, type Loaded } from "@posthog-definitions/loader";
import { loadKinds } from "../project/kinds.js";
import { installCommand } from "../project/packages.js";
import { discoverPlugins, type PluginPackage } from "../project/plugins.js";
import type { Settings } from "../project/settings.js";

/** What the files of a project say, and what is wrong with it, as far as that can be told without PostHog. */
export interface Definitions {
  readonly plugins: readonly PluginPackage[];
  readonly registry: Registry;
  readonly resolution: Resolution;
  readonly files: readonly string[];
  /** All of them, with their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same diagnostics, with the place in the files where it can be told. */
  located(diagnostics: readonly Diagnostic[]): Diagnostic[];
}

export async function readDefinitions({ root, dir, namespace }: Settings): Promise<Definitions> {
  const discovered = discoverPlugins(root);
  const { registry, diagnostics: brokenKinds } = await loadKinds(discovered.plugins);
  const loaded = await load({ root, dir });
  const resolution = resolve({
    definitions: loaded.definitions,
    statements: loaded.statements,
    registry,
    ...(namespace === undefined ? {} : { namespace }),
    installHint: (kind) => installHint(kind, root),
  });
  const located = locator(loaded);
  return {
    plugins: discovered.plugins,
    registry,
    resolution,
    files: loaded.files,
    diagnostics: [...discovered.diagnostics, ...brokenKinds, ...loaded.diagnostics, ...located(resolution.diagnostics)],
    located,
  };
}

const installHint = (kind: string, root: string): string =>
  `Install it: ${installCommand("@posthog/definitions", root)} (all of PostHog's kinds), or the package that brings "${kind}".`;

/** Puts places to diagnostics that only know a definition, and where in it. */
function locator({ definitions, placeOf }: Loaded): Definitions["located"] {
  const byAddress = new Map<string, (typeof definitions)[number][]>();
  for (const one of definitions) {
    const address = addressOf({ kind: one.definition.kind, key: String(one.definition.key) });
    byAddress.set(address, [...(byAddress.get(address) ?? []), one]);
  }
  return (diagnostics) =>
    diagnostics.map((diagnostic) => {
      const candidates = byAddress.get(diagnostic.address ?? "") ?? [];
      // A duplicate is told of the later one; the message names the earlier.
      const one = diagnostic.code === "duplicate-key" ? candidates.at(-1) : candidates[0];
      if (diagnostic.place || !one) return diagnostic;
      const place = diagnostic.path ? placeOf(one.definition as Definition, diagnostic.path) : one.place;
      return { ...diagnostic, place };
    });
}
