import type { FieldChange } from "@posthog-definitions/core";

/** Up to this many moved items are shown one by one. */
const FEW = 3;

export interface Folded {
  readonly fields: readonly FieldChange[];
  /** `12 tiles move`, with their names. */
  readonly moves: readonly { readonly text: string; readonly names: readonly string[] }[];
}

/**
 * Puts items of a list that change their place and nothing else into one line: one tile more at the top of a dashboard
 * moves all below it.
 */
export function foldMoves(fields: readonly FieldChange[]): Folded {
  const lists = new Map<string, Map<string, FieldChange[]>>();
  for (const field of fields) {
    const [list, item] = field.path;
    if (typeof list !== "string" || item === undefined) continue;
    const items = lists.get(list) ?? new Map<string, FieldChange[]>();
    items.set(String(item), [...(items.get(String(item)) ?? []), field]);
    lists.set(list, items);
  }
  const folded = new Set<FieldChange>();
  const moves: { text: string; names: string[] }[] = [];
  for (const [list, items] of lists) {
    const moved = [...items].filter(([, changes]) => changes.every((change) => change.path[2] === "layout"));
    if (moved.length <= FEW) continue;
    for (const [, changes] of moved) for (const change of changes) folded.add(change);
    moves.push({ text: `${moved.length} ${list} move`, names: moved.map(([name]) => name) });
  }
  return { fields: fields.filter((field) => !folded.has(field)), moves };
}
