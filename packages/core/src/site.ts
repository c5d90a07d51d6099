const SITE = Symbol.for("posthog-definitions.site");

interface Captor {
  captureStackTrace?(target: object, above?: unknown): void;
  stackTraceLimit?: number;
}

/**
 * Notes on `object` where it was made, invisibly, and returns it. `above` is the function that the user called: the
 * first frame is its caller. Where the engine cannot tell (some browsers), nothing is noted.
 *
 * The text of the stack is only built when {@link siteOf} asks for it, so a thousand definitions cost next to nothing.
 */
export function stampSite<T extends object>(object: T, above: unknown): T {
  const captor = Error as Captor;
  if (typeof captor.captureStackTrace !== "function") return object;
  const before = captor.stackTraceLimit;
  const trace: { stack?: string } = {};
  try {
    captor.stackTraceLimit = 12;
    captor.captureStackTrace(trace, above);
  } catch {
    return object;
  } finally {
    try {
      if (before !== undefined) captor.stackTraceLimit = before;
    } catch {
      // A frozen Error (hardened environments) keeps its limit: the trace is a courtesy, not a need.
    }
  }
  return Object.defineProperty(object, SITE, { value: trace, enumerable: false });
}

/** The stack text noted by {@link stampSite}, nearest caller first; `undefined` when none was noted. */
export function siteOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const trace = (value as Record<symbol, unknown>)[SITE] as { stack?: unknown } | undefined;
  return typeof trace?.stack === "string" ? trace.stack : undefined;
}

/** Whether something was noted on this object: it was made by one of our functions, and is frozen. */
export const hasSite = (value: object): boolean => SITE in value;
