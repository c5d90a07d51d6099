import type { Diagnostic } from "@posthog-definitions/core";
import { blaming, createRegistry, type Kind, type KindSource, type Registry } from "@posthog-definitions/core/kind";
import { openEntry } from "./entry.js";
import { broken, type PluginPackage } from "./plugins.js";

interface Brought {
  readonly kind: Kind;
  readonly source: KindSource;
}

/** Loads the kinds of plugins, each from the entry that its package declares. What cannot be loaded is a diagnostic. */
export async function loadKinds(
  plugins: readonly PluginPackage[],
): Promise<{ registry: Registry; diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const brought: Brought[] = [];
  for (const kinds of await Promise.all(plugins.map((plugin) => kindsOf(plugin, diagnostics)))) brought.push(...kinds);
  const { registry, diagnostics: conflicts } = createRegistry(brought);
  return { registry, diagnostics: [...diagnostics, ...conflicts] };
}

async function kindsOf(plugin: PluginPackage, diagnostics: Diagnostic[]): Promise<Brought[]> {
  if (plugin.kinds.length === 0) return [];
  const source = { package: plugin.name, version: plugin.version };
  const fail = (why: string): Brought[] => {
    diagnostics.push(broken(plugin.name, why, plugin.root));
    return [];
  };
  const opened = await openEntry(plugin, plugin.entry!);
  if (!opened.ok) return fail(opened.why);
  const exported = opened.exported;
  if (!Array.isArray(exported) || !exported.every(isKind)) return fail("its entry does not export a list of kinds");
  const names = exported.map((kind) => kind.name);
  const missing = plugin.kinds.find((name) => !names.includes(name));
  if (missing !== undefined) return fail(`it declares the kind "${missing}", but does not export it`);
  const undeclared = names.find((name) => !plugin.kinds.includes(name));
  if (undeclared !== undefined) return fail(`it exports the kind "${undeclared}", but does not declare it`);
  return exported.map((kind) => ({ kind: blaming(kind, source), source }));
}

const isKind = (value: unknown): value is Kind =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Kind).name === "string" &&
  typeof (value as Kind).contract === "number" &&
  typeof (value as Kind).encode === "function" &&
  typeof (value as Kind).decode === "function";
