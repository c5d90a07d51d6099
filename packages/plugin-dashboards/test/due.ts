import type { Body, Definition, Ref } from "@posthog-definitions/core";
import { registryOf, resolve, specDifferences, type Decoding, type Step } from "@posthog-definitions/core/kind";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { dashboard, type Tile as TileInput } from "../src/index.js";
import { dashboard as kind, type DashboardSpec } from "../src/kind.js";
import type { DashboardRow } from "../src/row.js";

const registry = registryOf(kind, insightKind);

export function specOf(definition: Definition): DashboardSpec {
  const { definitions, diagnostics } = resolve({ definitions: [{ definition }], registry });
  const one = definitions[0];
  if (!one) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return one.spec as unknown as DashboardSpec;
}

export interface Due {
  /** Paths of the differences, as a plan names them. */
  readonly differences: readonly string[];
  readonly steps: readonly Step[];
  /** What the PATCH says about tiles. */
  readonly tiles: readonly Body[];
  /** Insights that the dashboard is to be put into. */
  readonly joins: readonly Ref[];
  readonly refusals: readonly string[];
}

/** What is due for a dashboard's tiles: everything about a plan but the requests themselves. */
export function due(
  tiles: readonly TileInput[],
  { row, at, ownsAllTiles }: { row?: DashboardRow; at: Decoding; ownsAllTiles?: boolean },
): Due {
  const spec = specOf(
    dashboard({ key: "growth", name: "Growth", tiles, ...(ownsAllTiles === undefined ? {} : { ownsAllTiles }) }),
  );
  const facet = kind.facets!["tiles"]!;
  const want = spec.tiles;
  const have = row ? facet.ours!(facet.decode(row, at), want, at) : facet.fresh(spec, { key: "growth" });
  const refusals: string[] = [];
  const differences = specDifferences(kind.spec, { tiles: have }, { tiles: want }).map(({ path }) => path.join("."));
  const steps = facet.write({
    want,
    have,
    spec,
    row,
    at,
    refuse: (_, why) => refusals.push(why),
    note: () => undefined,
  });
  return {
    differences,
    steps,
    tiles: steps.flatMap((step) => (step.step === "fields" ? (step.body["tiles"] as Body[]) : [])),
    joins: steps.flatMap((step) => (step.step === "join" ? [step.into] : [])),
    refusals,
  };
}
