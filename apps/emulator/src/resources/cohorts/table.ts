import { isObject, type Json, type JsonObject } from "../../json.js";
import { defineTable } from "../../store/table.js";

export interface CohortDocument {
  id: number;
  project: number;
  name: string | null;
  description: string;
  is_static: boolean;
  filters: JsonObject | null;
  query: JsonObject | null;
  groups: Json;
  cohort_type: string | null;
  deleted: boolean;
  created_at: string;
  created_by: number;
  /** A recalculation is queued; it is over when the row is read again. */
  is_calculating: boolean;
  version: number | null;
  pending_version: number | null;
  last_calculation: string | null;
  count: number | null;
}

export const cohorts = defineTable<CohortDocument>("cohorts", { firstId: 101, indexes: ["project"] });

/** The conditions of a cohort, however deep they are nested. */
export function cohortLeaves(filters: JsonObject | null): JsonObject[] {
  const walk = (value: Json | undefined): JsonObject[] => {
    if (!isObject(value)) return [];
    return Array.isArray(value.values) ? value.values.flatMap(walk) : [value];
  };
  return walk(filters?.properties);
}
