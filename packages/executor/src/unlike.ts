import { isRef, isSecret, refLabel, type FieldChange } from "@posthog-definitions/core";

/** Longer values are shown from a little before the place where they part. */
const LONGEST = 80;
const BEFORE = 20;

/** How what PostHog has differs from what was written, in a few words. */
export function unlike({ before, after }: Pick<FieldChange, "before" | "after">): string {
  // Of what holds a secret nothing is shown, nor of what stands in its place: a kind may have read that as a plain text.
  if (holdsSecret(before) || holdsSecret(after)) return "it has another value";
  const [has, wanted] = [told(before), told(after)];
  if (has === wanted) return "it has another value";
  let parting = 0;
  while (has[parting] === wanted[parting]) parting++;
  return `it has ${part(has, parting)}, not ${part(wanted, parting)}`;
}

function part(text: string, parting: number): string {
  if (text.length <= LONGEST) return text;
  const from = Math.min(Math.max(0, parting - BEFORE), text.length - LONGEST);
  const to = from + LONGEST;
  return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
}

function told(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isRef(value)) return refLabel(value);
  const text: string | undefined = JSON.stringify(value, (_, inner: unknown) =>
    isRef(inner) ? refLabel(inner) : inner,
  );
  return text ?? "something else";
}

const holdsSecret = (value: unknown): boolean =>
  isSecret(value) || (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret));
