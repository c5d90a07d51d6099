import { objectOr } from "./row.js";

/**
 * An experiment that freezes its exposure narrows each condition set of its flag to a cohort, stamps the set, and puts a
 * note before the description. None of this is the file's to undo: it is taken off for comparison and put back in bodies.
 * Source: `PostHog/posthog: products/feature_flags/backend/facade/filters.py`, `products/experiments/backend/models/experiment.py`.
 */
const NOTE = "Added automatically when the experiment exposure was frozen to stop new enrollment.";

export interface Freeze {
  /** The cohort condition, as it stands in the live set. */
  readonly conditions: readonly unknown[];
  /** Whether the description begins with the note. */
  readonly noted: boolean;
}

/** What the freeze added to this live set; `undefined` when it is not frozen. */
export function freezeOf(group: Readonly<Record<string, unknown>>): Freeze | undefined {
  const cohort = group["exposure_frozen_cohort"];
  if (group["exposure_frozen"] !== true || cohort === undefined || cohort === null) return undefined;
  const properties = Array.isArray(group["properties"]) ? (group["properties"] as unknown[]) : [];
  return {
    conditions: properties.filter((condition) => {
      const { type, value } = objectOr(condition);
      return type === "cohort" && value === cohort;
    }),
    noted: typeof group["description"] === "string" && group["description"].startsWith(NOTE),
  };
}

export const withoutNote = (description: string): string => description.slice(NOTE.length).trim();

export const withNote = (description: string | undefined): string =>
  description === undefined ? NOTE : `${NOTE} ${description}`;
