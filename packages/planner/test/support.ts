import type { Definition, Statement } from "@posthog-definitions/core";
import { resolve, type Registry } from "@posthog-definitions/core/kind";
import { liveRow, plan, type Planned, type Prune, type Row } from "../src/index.js";

/** A plan of definitions against rows by kind, in a project that is at `https://example.test/project/1`. */
export function plannedWith(
  registry: Registry,
  definitions: readonly Definition[],
  rows: Readonly<Record<string, readonly Row[]>>,
  more: {
    readonly statements?: readonly Statement[];
    readonly namespace?: string;
    readonly prune?: Prune;
    /** Where the definitions stand, one a line. Default: nowhere. */
    readonly file?: string;
  } = {},
): Planned {
  const resolution = resolve({
    definitions: definitions.map((definition, i) => ({
      definition,
      ...(more.file === undefined ? {} : { place: { file: more.file, line: i + 1, column: 1 } }),
    })),
    statements: (more.statements ?? []).map((statement) => ({ statement })),
    registry,
  });
  if (resolution.diagnostics.length > 0) throw new Error(JSON.stringify(resolution.diagnostics));
  return plan({
    ...resolution,
    registry,
    world: {
      rows: new Map(
        Object.entries(rows).map(([kind, all]) => [kind, all.map((row) => liveRow(registry.target(kind)!, row))]),
      ),
      sides: new Map(),
    },
    env: {},
    projectUrl: "https://example.test/project/1",
    ...(more.prune ? { prune: more.prune } : {}),
    ...(more.namespace === undefined ? {} : { namespace: more.namespace }),
  });
}
