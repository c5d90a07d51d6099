import { isObject, type Json, type JsonObject } from "../json.js";

/**
 * PostgreSQL's `jsonb` does not keep the order of keys: it stores them by length, then by bytes. PostHog keeps every
 * JSON column this way, so a client that depends on the order it sent must fail here as it fails there.
 */
export function jsonb<T>(value: T): T {
  return reorder(value as Json) as T;
}

function reorder(value: Json): Json {
  if (Array.isArray(value)) return value.map(reorder);
  if (!isObject(value)) return value;
  const ordered: JsonObject = {};
  for (const key of Object.keys(value).sort(byLengthThenBytes)) ordered[key] = reorder(value[key] ?? null);
  return ordered;
}

function byLengthThenBytes(left: string, right: string): number {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length - b.length || a.compare(b);
}
