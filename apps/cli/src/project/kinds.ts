import { contractProblem, type Diagnostic } from "@posthog-definitions/core";
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
  for (const plugin of plugins) brought.push(...(await kindsOf(plugin, diagnostics)));
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
  if (!Array.isArray(exported)) return fail("its entry does not export a list of kinds");
  for (const [index, item] of exported.entries()) {
    const wrong = wrongIn(item, index, source);
    if (wrong !== undefined) return fail(wrong);
  }
  const kinds = exported as Kind[];
  const names = kinds.map((kind) => kind.name);
  const missing = plugin.kinds.find((name) => !names.includes(name));
  if (missing !== undefined) return fail(`it declares the kind "${missing}", but does not export it`);
  const undeclared = names.find((name) => !plugin.kinds.includes(name));
  if (undeclared !== undefined) return fail(`it exports the kind "${undeclared}", but does not declare it`);
  return kinds.map((kind) => ({ kind: blaming(kind, source), source }));
}

/** What is used of every kind, whatever is done with it. */
const MEMBERS = {
  plural: "string",
  spec: "object",
  identity: "object",
  api: "object",
  encode: "function",
  decode: "function",
} as const;

/** What is wrong with an item of the list that an entry exports, as far as that can be told without using it. */
function wrongIn(item: unknown, index: number, source: KindSource): string | undefined {
  const kind = item as Readonly<Record<string, unknown>> | null | undefined;
  if (typeof kind !== "object" || kind === null || typeof kind["name"] !== "string")
    return `item ${index} of the list that its entry exports is no kind`;
  const named = `the kind "${kind["name"]}" that its entry exports`;
  if (typeof kind["contract"] !== "number") return `${named} is not made by \`defineKind\``;
  // What a kind of another contract has to have is not known here.
  if (contractProblem(source, kind["contract"])) return undefined;
  const missing = Object.entries(MEMBERS).find(([name, type]) => typeof kind[name] !== type || kind[name] === null);
  return missing && `${named} has no \`${missing[0]}\``;
}
