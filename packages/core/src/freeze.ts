import { hasSite } from "./site.js";
import { isPlain } from "./values.js";

/**
 * A deep, frozen copy of plain data. What one of our own functions made (definitions, queries) is kept as it is, so that
 * one object shared by two definitions stays one. Anything else (dates, functions, class instances) is kept too: to
 * refuse it is the business of validation, which can say where it stands.
 */
export function frozenCopy<T>(value: T, seen = new Map<object, unknown>()): T {
  if (typeof value !== "object" || value === null || hasSite(value)) return value;
  const known = seen.get(value);
  if (known !== undefined) return known as T;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    seen.set(value, copy);
    for (const item of value as unknown[]) copy.push(frozenCopy(item, seen));
    return Object.freeze(copy) as T;
  }
  if (!isPlain(value)) return value;
  const copy: Record<string, unknown> = {};
  seen.set(value, copy);
  for (const [key, item] of Object.entries(value)) define(copy, key, frozenCopy(item, seen));
  return Object.freeze(copy) as T;
}

/** Plain assignment would call the setter of `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
