import { createHash } from "node:crypto";
import { isRef, refText } from "../reference.js";
import { isSecret } from "../secret.js";
import { byCodeUnits } from "../values.js";

/**
 * 16 hex digits over a spec in its normal form. Members in code unit order, references by what they point at, and every
 * secret as the same word, so that a hash tells nothing about one.
 *
 * The recipe may change between versions: a hash of another recipe equals neither side, and reads as "cannot tell".
 */
export function specHash(spec: unknown): string {
  return createHash("sha256").update(canonicalText(spec)).digest("hex").slice(0, 16);
}

function canonicalText(value: unknown): string {
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isSecret(value)) return '"(secret)"';
  if (isRef(value)) return JSON.stringify(`(reference) ${refText(value)}`);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  const members = Object.entries(value as Record<string, unknown>)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`);
  return `{${members.join(",")}}`;
}
