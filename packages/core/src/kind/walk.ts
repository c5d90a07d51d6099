import { isDefinition, type Definition } from "../definition.js";
import { isRef, refText, type Ref } from "../reference.js";
import { isSecret, type Secret } from "../secret.js";
import type { Path } from "../values.js";

/** Every reference in plain data, with its path's last name; definitions are not entered. */
export function refsIn(value: unknown, found: Ref[] = []): Ref[] {
  if (typeof value !== "object" || value === null || isSecret(value)) return found;
  if (isRef(value)) found.push(value);
  else if (isDefinition(value)) found.push({ $ref: value.kind, key: value.key });
  else for (const item of Object.values(value)) refsIn(item, found);
  return found;
}

/** Where the first reference stands that says the same. */
export function pathOfRef(value: unknown, ref: Ref): Path | undefined {
  if (typeof value !== "object" || value === null || isSecret(value) || isDefinition(value)) return undefined;
  if (isRef(value)) return refText(value) === refText(ref) ? [] : undefined;
  for (const [name, item] of Object.entries(value)) {
    const below = pathOfRef(item, ref);
    if (below) return [Array.isArray(value) ? Number(name) : name, ...below];
  }
  return undefined;
}

/** Every definition that stands in plain data, however deep, definitions in definitions included. */
export function definitionsIn(value: unknown, found = new Set<Definition>()): Set<Definition> {
  const seen = new Set<unknown>();
  // A list of what is left, instead of calls: nothing has been validated yet, and a file may nest as deeply as it likes.
  for (const left = [value]; left.length > 0;) {
    const at = left.pop();
    if (typeof at !== "object" || at === null || seen.has(at)) continue;
    seen.add(at);
    if (isDefinition(at)) found.add(at);
    for (const item of (isDefinition(at) ? [at.spec] : (Object.values(at) as unknown[])).reverse()) left.push(item);
  }
  return found;
}

/** A copy in which every reference and every secret is what the two functions make of it. */
export function mapLeaves(
  value: unknown,
  turn: { ref?(ref: Ref): unknown; secret?(secret: Secret): unknown },
): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isSecret(value)) return turn.secret ? turn.secret(value) : value;
  if (isRef(value)) return turn.ref ? turn.ref(value) : value;
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, turn));
  if (isDefinition(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, turn)]));
}
