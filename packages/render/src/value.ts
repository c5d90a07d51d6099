import { isRef, isSecret, refLabel, type Path } from "@posthog-definitions/core";
import { safe } from "./safe.js";

/** What stands where a value is a secret. */
const SECRET = "(secret)";

/** A value that has no parts to look into: everything but lists and plain objects. */
export function isLeaf(value: unknown): boolean {
  return typeof value !== "object" || value === null || isRef(value) || isSecret(value);
}

/** Text of several lines, such as SQL, which is shown line by line. */
export const isBlock = (value: unknown): value is string => typeof value === "string" && value.includes("\n");

const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** A member's name as one would write it in a file. */
export const memberName = (name: string): string => (isName(name) ? name : quoted(name));

const quoted = (text: string): string => safe(JSON.stringify(text));

/** `tiles[insight.weekly-signups].layout.x`, `query.series[0].math`. */
export function pathWords(path: Path): string {
  return path
    .map((step, i) => {
      if (typeof step === "number" || !isName(step)) return `[${safe(String(step))}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join("");
}

/** A value on one line, much as one would write it in a file. References by address, secrets as `(secret)`. */
export function inline(value: unknown): string {
  if (value === undefined) return "(absent)";
  if (typeof value === "string") return quoted(value);
  if (isSecret(value)) return SECRET;
  if (isRef(value)) return safe(refLabel(value));
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return safe(String(value));
  const members = membersOf(value).map(([name, member]) => `${memberName(name)}: ${inline(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Members that are there; one that is `undefined` is not. */
export const membersOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, member]) => member !== undefined);

/** One line of a value that takes several. */
export interface Line {
  readonly depth: number;
  readonly text: string;
}

/**
 * A value on as many lines as it needs to stay within `width`. `label` stands before it (`name: `), `tail` after it.
 */
export function spread(value: unknown, width: number, depth = 0, label = "", tail = ""): Line[] {
  if (isBlock(value)) {
    return [
      { depth, text: `${label}\`` },
      ...value.split("\n").map((text) => ({ depth: depth + 1, text: safe(text) })),
      { depth, text: `\`${tail}` },
    ];
  }
  const flat = `${label}${inline(value)}${tail}`;
  if (isLeaf(value) || (flat.length + 2 * depth <= width && !holdsBlock(value))) return [{ depth, text: flat }];
  const isList = Array.isArray(value);
  const entries: [string, unknown][] = isList
    ? (value as unknown[]).map((item): [string, unknown] => ["", item])
    : membersOf(value as object).map(([name, member]) => [`${memberName(name)}: `, member]);
  return [
    { depth, text: `${label}${isList ? "[" : "{"}` },
    ...entries.flatMap(([name, member]) => spread(member, width, depth + 1, name, ",")),
    { depth, text: `${isList ? "]" : "}"}${tail}` },
  ];
}

const holdsBlock = (value: unknown): boolean =>
  isBlock(value) || (!isLeaf(value) && Object.values(value as object).some(holdsBlock));
