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
  const seen = new Set<object>();
  const walk = (at: unknown): void => {
    if (typeof at !== "object" || at === null || seen.has(at)) return;
    seen.add(at);
    if (isDefinition(at)) {
      found.add(at);
      walk(at.spec);
    } else for (const item of Object.values(at)) walk(item);
  };
  walk(value);
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
