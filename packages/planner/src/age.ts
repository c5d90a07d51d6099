import type { LiveRow } from "./world.js";

/** The oldest first: by creation where both say when, else by number, else as listed. */
export function byAge<T extends { readonly live: LiveRow }>(candidates: readonly T[]): T[] {
  return [...candidates].sort(({ live: a }, { live: b }) => {
    const [made, other] = [Date.parse(String(a.raw["created_at"])), Date.parse(String(b.raw["created_at"]))];
    if (!Number.isNaN(made) && !Number.isNaN(other) && made !== other) return made - other;
    return typeof a.id === "number" && typeof b.id === "number" ? a.id - b.id : 0;
  });
}
