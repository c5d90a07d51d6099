import { isPlain } from "@posthog-definitions/core";
import { same, type Kind } from "@posthog-definitions/core/kind";

type Call = (this: unknown, ...args: unknown[]) => unknown;

/** Functions of data alone. Those that report as they go (`check`, `settle`, a facet's `write`) cannot be asked twice. */
const ASKED_TWICE = ["encode", "decode", "normalise", "ours", "shorten", "title", "url", "generated"];
const OF_FACETS = ["fresh", "decode", "ours", "governs"];

/** So many calls of each function are asked twice, and one in so many after them: impurity shows soon, or hardly ever. */
const FIRST = 500;
const THEN = 10;

/**
 * The same kind, held to what every function of a kind promises: it is asked twice, and has to say the same; and what it is
 * given cannot be changed.
 */
export function watched(kind: Kind): Kind {
  const facets = Object.entries(kind.facets ?? {}).map(
    ([field, facet]) => [field, watching(facet, OF_FACETS, `facets.${field}.`, kind.name)] as const,
  );
  return {
    ...watching(kind, ASKED_TWICE, "", kind.name),
    ...(kind.facets ? { facets: Object.fromEntries(facets) } : {}),
  };
}

function watching<T extends object>(of: T, members: readonly string[], before: string, kind: string): T {
  const watch = (call: Call, name: string): Call => {
    let calls = 0;
    return function (...args) {
      args.forEach(freeze);
      const said = call.apply(this, args);
      if (++calls > FIRST && calls % THEN !== 0) return said;
      if (!same(said, call.apply(this, args)))
        throw new Error(
          `\`${before}${name}\` of ${kind} says something else when it is asked again with the same arguments. It has to be pure.`,
        );
      return said;
    };
  };
  return Object.fromEntries(
    Object.entries(of).map(([name, value]) => [
      name,
      typeof value === "function" && members.includes(name) ? watch(value as Call, name) : (value as unknown),
    ]),
  ) as T;
}

const frozen = new WeakSet();

/** Data, as deep as it goes; not what holds functions, such as what a kind may ask about other rows. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || frozen.has(value)) return;
  if (!Array.isArray(value) && !isPlain(value)) return;
  frozen.add(value);
  const parts = Object.values(value) as unknown[];
  parts.forEach(freeze);
  if (!parts.some((part) => typeof part === "function")) Object.freeze(value);
}
