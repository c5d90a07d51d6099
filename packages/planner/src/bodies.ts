import type { Body } from "@posthog-definitions/core";
import { changedPart, same, type Decoding, type Kind } from "@posthog-definitions/core/kind";
import type { Comparison } from "./changes.js";
import { meaning } from "./view.js";
import type { LiveRow } from "./world.js";

/** Where the bodies of a plan are made. */
export interface BodiesInput {
  readonly at: Decoding;
  readonly namespace?: string;
}

/** Everything that the definition says about its row, mark included. */
export function wholeBody(
  { definition, want, live, hash }: Comparison,
  { namespace, at }: BodiesInput,
  withHash = true,
): Body {
  const { kind, key } = definition;
  const body = kind.encode(want, { key, row: live?.row, ref: at.ref });
  const keyed = kind.unique && kind.unique.from === undefined ? { ...body, [kind.unique.field]: key } : body;
  return kind.identity.write(
    keyed,
    {
      key,
      ...(namespace === undefined ? {} : { namespace }),
      ...(withHash ? { hash } : {}),
      ...(definition.protect ? { protect: true } : {}),
    },
    kind.plural,
  );
}

/** What differs from the row, by top-level key, and by member where the server merges. */
export function updateBody(comparison: Comparison, input: BodiesInput): Body {
  const { definition, have, live, mark, hash } = comparison;
  const { kind, key } = definition;
  const whole = wholeBody(comparison, input);
  const keyField = kind.unique && kind.unique.from === undefined ? kind.unique.field : kind.identity.column;
  const there = kind.encode(have ?? {}, { key, row: live?.row, ref: input.at.ref });
  const keyed = keyField === undefined ? there : { ...there, [keyField]: live?.row[keyField] };
  // With the new hash, so that a hash alone is no reason to write.
  const was =
    mark && kind.identity.carrier !== undefined ? kind.identity.write(keyed, { ...mark, hash }, kind.plural) : keyed;
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(whole)) {
    if (value === undefined || sameCarrier(kind, name, value, was[name])) continue;
    body[name] = changedPart(kind.api.merges, name, value, was[name]);
  }
  return Object.keys(body).length > 0 && kind.api.always ? kind.api.always(body, whole) : body;
}

/** Tags are a set: their order in a body means nothing. */
function sameCarrier(kind: Kind, name: string, a: unknown, b: unknown): boolean {
  if (name !== kind.identity.carrier || !Array.isArray(a) || !Array.isArray(b)) return same(a, b);
  const fold = (list: unknown[]): string[] => list.map((item) => String(item).toLowerCase()).sort();
  return same(fold(a), fold(b));
}

/** What takes our mark off a row, and nothing else. */
export function lettingGo(kind: Kind, live: LiveRow, at: Decoding): Body {
  const carrier = kind.identity.carrier!;
  return withCompany(kind, live, { [carrier]: live.row[carrier] }, at);
}

/** What makes PostHog take a row for deleted. */
export const deletionBody = (kind: Kind, live: LiveRow, at: Decoding): Body =>
  withCompany(kind, live, { deleted: true }, at);

/** A body that says nothing new of a row's meaning, with what has to travel with it. */
function withCompany(kind: Kind, live: LiveRow, body: Body, at: Decoding): Body {
  if (!kind.api.always) return body;
  const whole = kind.encode(meaning(kind, live.row, at), { key: "", row: live.row, ref: at.ref });
  return kind.api.always(body, { ...whole, ...body });
}

/** Without what is not said. */
export const present = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
