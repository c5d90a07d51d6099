import type { Kind } from "./kind.js";
import type { KindSource } from "./registry.js";

/** A function of a kind threw, which none of them may. Whoever wrote the kind is told, not whoever used it. */
export class KindError extends Error {
  override readonly name = "KindError";
  constructor(
    /** `"encode"`, `"facets.tiles.write"` */
    readonly member: string,
    { package: name, version }: KindSource,
    kind: string,
    thrown: unknown,
  ) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    super(`\`${member}\` of the kind "${kind}" (${name} ${version}) threw: ${why}`, { cause: thrown });
  }
}

export const isKindError = (thrown: unknown): thrown is KindError =>
  thrown instanceof Error && thrown.name === "KindError";

/** The same kind, whose functions throw nothing but {@link KindError}s. */
export function blaming(kind: Kind, source: KindSource): Kind {
  const guarded = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === "function")
      return function (this: unknown, ...args: unknown[]): unknown {
        try {
          return (value as (...args: unknown[]) => unknown).apply(this, args);
        } catch (thrown) {
          throw isKindError(thrown) ? thrown : new KindError(path.join("."), source, kind.name, thrown);
        }
      };
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, guarded(inner, [...path, name])]));
  };
  const members = ["identity", "api", "facets", "unique", "immutable", "joins", "outputs"];
  return Object.fromEntries(
    Object.entries(kind).map(([name, value]) => [
      name,
      typeof value === "function" || members.includes(name) ? guarded(value, [name]) : value,
    ]),
  ) as unknown as Kind;
}
