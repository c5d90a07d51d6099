import type { Id } from "@posthog-definitions/core";
import type { Mark, Target } from "@posthog-definitions/core/kind";

export type Row = Readonly<Record<string, unknown>>;

/** A row as it was read or last answered. */
export interface LiveRow {
  readonly kind: string;
  /** What references hold. */
  readonly id: Id;
  /** What stands in the row's URL. */
  readonly urlId: Id;
  /** Exactly as the server sent it. */
  readonly raw: Row;
  /** Without any mark: what `decode` gets. */
  readonly row: Row;
  /** Marks of its kind that it carries, of whatever namespace. */
  readonly marks: readonly Mark[];
}

/** The live state that a plan is made from. */
export interface World {
  /** By kind, whatever was listed. */
  readonly rows: ReadonlyMap<string, readonly LiveRow[]>;
  /** By path. */
  readonly sides: ReadonlyMap<string, readonly object[]>;
}

/** A row of a kind, with its identity taken apart. */
export function liveRow(target: Target, raw: Row): LiveRow {
  const id = target.api.singleton ? ((raw["id"] as Id | undefined) ?? "project") : (raw["id"] as Id);
  return {
    kind: target.name,
    id,
    urlId: target.api.address?.(raw) ?? id,
    raw,
    row: target.identity.strip(raw),
    marks: target.identity.read(raw, target.plural),
  };
}
