import type { OutputKind, Paint } from "@posthog-definitions/render";
import { isError } from "@posthog-definitions/core";
import type { Context } from "../context.js";
import { readSettings, type SettingsFlags } from "../project/settings.js";
import { readDefinitions, type Definitions } from "./definitions.js";
import { session, type OutputFlags } from "./session.js";

/** What is installed, and what of it is used. */
export const kinds = (flags: OutputFlags & SettingsFlags, context: Context): Promise<number> =>
  session("kinds", flags, context, async (printer) => {
    const settings = await readSettings(flags, context);
    printer.root = settings.root;
    const definitions = await readDefinitions(settings);
    const listed = kindsOf(definitions);
    printer.facts.kinds = listed;
    printer.text((paint) => table(listed, paint));
    const diagnostics = definitions.diagnostics.filter(aboutPlugins);
    printer.diagnostics(diagnostics);
    return { diagnostics };
  });

/** A mistake in a definition is not what was asked about. */
const aboutPlugins = ({ code, address }: { code: string; address?: string }): boolean =>
  code.startsWith("plugin-") && address === undefined;

function kindsOf({ registry, resolution, diagnostics }: Definitions): OutputKind[] {
  const known = !diagnostics.some(isError);
  return [...registry.kinds.values()]
    .map((kind): OutputKind => {
      const source = registry.sources.get(kind.name)!;
      const used = resolution.definitions.filter((definition) => definition.kind === kind).length;
      return {
        kind: kind.name,
        summary: kind.summary,
        package: source.package,
        version: source.version,
        ...(known ? { definitions: used } : {}),
      };
    })
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

function table(listed: readonly OutputKind[], paint: Paint): string {
  if (listed.length === 0)
    return "No kind is installed. All of PostHog's: npm install --save-dev @posthog/definitions\n";
  const rows = listed.map(({ kind, package: name, version, definitions, summary }) => [
    kind,
    `${name} ${version}`,
    definitions === undefined ? "unknown" : definitions === 0 ? "not used" : `${definitions} defined`,
    summary,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(([kind, source, used, summary]) =>
      [
        paint.strong(kind!.padEnd(widths[0]!)),
        source!.padEnd(widths[1]!),
        used!.padEnd(widths[2]!),
        paint.faint(summary!),
      ].join("  "),
    )
    .join("\n")
    .concat("\n");
}
