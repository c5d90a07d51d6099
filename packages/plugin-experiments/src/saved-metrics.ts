import { isPlain, refText, type Id, type Ref } from "@posthog-definitions/core";
import type { Decoding, Encoding } from "@posthog-definitions/core/kind";
import { listOr, objectOr, type ExperimentRow } from "./row.js";

type SavedMetric = Ref<"experiment-saved-metric">;

interface Link {
  readonly saved_metric: Id;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The links of a row. What does not look like one is none. */
const linksOf = (row: ExperimentRow | undefined): readonly Link[] =>
  listOr(row?.saved_metrics).flatMap((link) => {
    const { saved_metric: id, metadata } = objectOr(link);
    return isPlain(link) && (typeof id === "number" || typeof id === "string")
      ? [{ saved_metric: id, metadata: objectOr(metadata) }]
      : [];
  });

const isSecondary = ({ metadata }: Link): boolean => metadata["type"] === "secondary";

export const decodeSavedMetrics = (row: ExperimentRow, at: Decoding, secondary: boolean): readonly SavedMetric[] =>
  linksOf(row)
    .filter((link) => isSecondary(link) === secondary)
    .map((link) => at.ref("experiment-saved-metric", link.saved_metric));

/** The set replaces what is there, so what PostHog keeps beside a metric that stays (its breakdowns) goes along. */
export function encodeSavedMetrics(
  primary: readonly SavedMetric[],
  secondary: readonly SavedMetric[],
  { row, ref }: Encoding<ExperimentRow>,
): readonly object[] {
  const there = linksOf(row);
  const link = (type: string) => (id: SavedMetric) => {
    const same = there.find(
      (each) => ref && refText(ref("experiment-saved-metric", each.saved_metric)) === refText(id),
    );
    return { id, metadata: { ...same?.metadata, type } };
  };
  return [...primary.map(link("primary")), ...secondary.map(link("secondary"))];
}
