import { own, type Path, type Spec } from "../values.js";

/** See `Kind.shorthands`: a field to the path that it is short for. */
type Shorthands = Readonly<Record<string, readonly string[]>>;

/** What stands at a path in plain data; `undefined` when nothing does. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, step) => (typeof inside === "object" && inside !== null ? own(inside, step) : undefined),
    value,
  );

/** The short forms that this input uses. */
const used = (shorthands: Shorthands, input: Spec): [string, readonly string[]][] =>
  Object.entries(shorthands).filter(([short]) => input[short] !== undefined);

/** Short forms that this input uses beside the long one, or beside another short form of the same path. */
export function shorthandConflicts(shorthands: Shorthands, input: Spec): { short: string; other: string }[] {
  const given = used(shorthands, input);
  return given.flatMap(([short, path], i) => {
    if (valueAt(input, path) !== undefined) return [{ short, other: path.join(".") }];
    const twin = given.slice(0, i).find(([, other]) => other.join(".") === path.join("."));
    return twin ? [{ short, other: twin[0] }] : [];
  });
}

/** From a path in the normal form to the nearest thing that the user wrote about it. */
export function writtenPath(shorthands: Shorthands, input: Spec, path: Path): Path {
  const given = used(shorthands, input);
  const short = given.find(([, long]) => long.every((step, i) => step === path[i]));
  if (short) return upTo(input, [short[0], ...path.slice(short[1].length)]);
  const above = given.find(([, long]) => path.every((step, i) => step === long[i]));
  return above && valueAt(input, path) === undefined ? [above[0]] : path;
}

/** As far along a path as something stands, and at least its first step. */
function upTo(input: Spec, path: (string | number)[]): Path {
  const written = [...path];
  while (written.length > 1 && valueAt(input, written) === undefined) written.pop();
  return written;
}

/** An `ignore` path in the words of the normal form. */
export function longForm(shorthands: Shorthands, ignored: string): string {
  const [head = "", ...rest] = ignored.split(".");
  const long = Object.hasOwn(shorthands, head) ? shorthands[head] : undefined;
  return long ? [...long, ...rest].join(".") : ignored;
}
