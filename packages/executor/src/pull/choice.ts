import type { Kind } from "@posthog-definitions/core/kind";
import type { LiveRow } from "@posthog-definitions/planner";

/** Which rows to pull. Nothing said: all of them. */
export interface Choice {
  /** Only these kinds, and nothing of others. */
  readonly kinds?: ReadonlySet<string>;
  /** These rows, by id or by what stands in their URL, and what they refer to. */
  readonly ids?: readonly { readonly kind: string; readonly id: string }[];
  /** Rows whose title or key holds this text, whatever its case, and what they refer to. */
  readonly search?: string;
}

/** A kind that could be pulled, and how many rows there are of it. */
export interface Offer {
  readonly kind: string;
  readonly plural: string;
  /** Those that can be pulled. */
  readonly rows: number;
  /** Of them, those that carry a mark of ours. */
  readonly managed: number;
}

/** Whether a row is asked for; what it refers to comes along. */
export function isChosen({ kinds, ids, search }: Choice, kind: Kind, live: LiveRow): boolean {
  if (kinds && !kinds.has(kind.name)) return false;
  if (ids && !ids.some((each) => each.kind === kind.name && [live.id, live.urlId].map(String).includes(each.id)))
    return false;
  if (search === undefined) return true;
  const texts = [
    kind.title?.(live.row),
    kind.unique && live.row[kind.unique.field],
    ...live.marks.map(({ key }) => key),
  ];
  return texts.some((text) => typeof text === "string" && text.toLowerCase().includes(search.toLowerCase()));
}
