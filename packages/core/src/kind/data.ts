import { isDefinition } from "../definition.js";
import { DEEPEST } from "../freeze.js";
import { isRef } from "../reference.js";
import { isSecret } from "../secret.js";
import { isPlain, type Path } from "../values.js";

/** Something that stands where only data can. */
export interface Fault {
  readonly path: Path;
  /** The rest of a sentence whose subject is the place. */
  readonly message: string;
}

/** As far as one has to look to find the place. */
const FAR_ENOUGH = 6;

/** What cannot be walked through to its end: a circle, or more levels than anybody nests. */
export function endless(value: unknown, path: Path = [], above: readonly object[] = []): Fault | undefined {
  if (typeof value !== "object" || value === null || isDefinition(value)) return undefined;
  if (above.includes(value)) return { path, message: "holds itself, and so has no end" };
  if (above.length > DEEPEST) return { path: path.slice(0, FAR_ENOUGH), message: `has more than ${DEEPEST} levels` };
  if (!Array.isArray(value) && !isPlain(value)) return undefined;
  const within = [...above, value];
  for (const [name, item] of Object.entries(value)) {
    const found = endless(item, [...path, Array.isArray(value) ? Number(name) : name], within);
    if (found) return found;
  }
  return undefined;
}

/**
 * What PostHog cannot be sent, or would read as something else: values that JSON leaves out or writes as `null`, objects
 * that write themselves, and texts that its database does not take.
 */
export function notData(value: unknown, path: Path = []): Fault[] {
  if (value === null || typeof value === "boolean") return [];
  if (typeof value === "string") return unkeepable(value, path);
  if (typeof value === "number")
    return Number.isFinite(value) ? [] : [{ path, message: `is ${value}, which is no JSON` }];
  if (typeof value !== "object") return [{ path, message: `is ${noun(typeof value)}, which is no JSON` }];
  if (isRef(value) || isSecret(value) || isDefinition(value)) return [];
  // By index: `map` and the like pass over what a list has no item for.
  if (Array.isArray(value)) return Array.from(value, (item: unknown, i) => notData(item, [...path, i])).flat();
  if (!isPlain(value)) return [{ path, message: "is an object of a class, which is no JSON: say it as plain data" }];
  return Object.entries(value).flatMap(([name, item]) => [
    ...unkeepable(name, path, "a name with "),
    ...(item === undefined ? [] : notData(item, [...path, name])),
  ]);
}

const noun = (type: string): string => (type === "undefined" ? type : `a ${type}`);

/** Source: PostgreSQL's `text` and `jsonb` take neither. */
function unkeepable(text: string, path: Path, what = ""): Fault[] {
  // eslint-disable-next-line no-control-regex
  const found = /[\u0000\p{Surrogate}]/u.exec(text)?.[0];
  if (found === undefined) return [];
  const char = found === "\0" ? "the character NUL" : "half of a character (a lone surrogate)";
  return [{ path, message: `has ${what}${char}, which PostHog cannot keep` }];
}
