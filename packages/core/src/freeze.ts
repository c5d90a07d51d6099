import { hasSite } from "./site.js";
import { isPlain } from "./values.js";

/** Levels of a definition: more than anybody nests, and fewer than would fill the stack. Validation refuses what is deeper. */
export const DEEPEST = 200;

/**
 * A deep, frozen copy of plain data. What one of our own functions made (definitions, queries) is kept as it is, so that
 * one object shared by two definitions stays one. Anything else (dates, functions, class instances) is kept too: to
 * refuse it is the business of validation, which can say where it stands. So is what lies deeper than anybody nests.
 */
export const frozenCopy = <T>(value: T, seen = new Map<object, unknown>()): T => copyOf(value, seen, 0);

function copyOf<T>(value: T, seen: Map<object, unknown>, depth: number): T {
  if (typeof value !== "object" || value === null || hasSite(value) || depth > DEEPEST + 1) return value;
  const known = seen.get(value);
  if (known !== undefined) return known as T;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    seen.set(value, copy);
    for (const item of value as unknown[]) copy.push(copyOf(item, seen, depth + 1));
    return Object.freeze(copy) as T;
  }
  if (!isPlain(value)) return value;
  const copy: Record<string, unknown> = {};
  seen.set(value, copy);
  for (const [key, item] of Object.entries(value)) define(copy, key, copyOf(item, seen, depth + 1));
  return Object.freeze(copy) as T;
}

/** Plain assignment would call the setter of `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
