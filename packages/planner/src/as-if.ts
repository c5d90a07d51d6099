import type { FieldChange } from "@posthog-definitions/core";
import { compare, governedFields } from "./changes.js";
import type { Planned, PlanInput } from "./plan.js";
import { decoding } from "./view.js";
import { liveRow, type Row } from "./world.js";

/** In which fields a definition would differ from its row, if the row were like this. */
export type AsIf = (address: string, raw: Row) => readonly FieldChange[];

/** Compares rows that are not there: what was there once, or might be. Everything else is as it was planned. */
export function asIf(from: PlanInput, { pairing, comparisons }: Planned): AsIf {
  const definitions = new Map(comparisons.map(({ definition }) => [definition.address, definition]));
  const rows = new Map(pairing.rows);
  const supposed = { ...pairing, rows };
  const at = decoding({ ...from, pairing });
  const governed = governedFields(from.definitions);
  return (address, raw) => {
    const definition = definitions.get(address);
    const live = pairing.rows.get(address);
    if (!definition || !live) return [];
    rows.set(address, liveRow(definition.kind, raw));
    try {
      return compare(definition, { ...from, pairing: supposed, at, governed }, []).fields;
    } finally {
      rows.set(address, live);
    }
  };
}
