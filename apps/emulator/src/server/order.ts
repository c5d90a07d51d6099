import type { Document } from "../store/table.js";

/** Sorts by a field, descending with a `-` in front, as the `order` parameter asks. Unknown fields change nothing. */
export function ordered<D extends Document>(rows: readonly D[], order: string): D[] {
  const descending = order.startsWith("-");
  const field = (descending ? order.slice(1) : order) as keyof D;
  const sorted = [...rows].sort((a, b) => compare(a[field], b[field]));
  return descending ? sorted.reverse() : sorted;
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  // PostgreSQL puts nulls last.
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return (a as string) < (b as string) ? -1 : 1;
}
