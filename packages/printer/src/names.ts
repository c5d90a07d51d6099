/** Words that no constant can be called, and names that every file would miss. */
const RESERVED = new Set(
  (
    "abstract adopt adoption any arguments as async await boolean break case catch class const continue debugger declare " +
    "default delete do else enum env eval export extends false finally for forget from function get if implements import " +
    "in infer instanceof interface is keyof let lookup moved never new null number object of package private protected " +
    "public ref require return set static string super switch symbol this throw true try type typeof undefined unique " +
    "unknown using var void while with yield NaN Infinity"
  ).split(" "),
);

/** `feature-flag` → `featureFlag`, `2024_growth` → `2024Growth`. */
export const camelCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word, i) => (i === 0 ? lowerFirst(word) : word[0]!.toUpperCase() + word.slice(1)))
    .join("");

/** `MRR` stays what it is, `Weekly` does not. */
const lowerFirst = (word: string): string => (/^[A-Z][a-z]/.test(word) ? word[0]!.toLowerCase() + word.slice(1) : word);

const LONGEST = 60;

/**
 * The name under which a file exports its definition. `taken`: names that the file needs otherwise, or that would mislead.
 */
export function exportName(kind: string, key: string, taken: ReadonlySet<string>): string {
  const name = camelCase(key).slice(0, LONGEST);
  const isFine = (each: string): boolean => /^[A-Za-z]/.test(each) && !RESERVED.has(each) && !taken.has(each);
  if (isFine(name)) return name;
  const ofKind = camelCase(kind);
  const withKind = /^[A-Za-z]/.test(name) ? name + ofKind[0]!.toUpperCase() + ofKind.slice(1) : ofKind + name;
  return isFine(withKind) ? withKind : free(withKind, (each) => !isFine(each));
}

/** `name`, or `name2`, `name3` … where that is taken. */
export function free(name: string, isTaken: (name: string) => boolean, between = ""): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}${between}${n}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Names of devices, which Windows takes for no file whatever their ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The name of a file, without its ending, that is safe on every file system: letters, digits, hyphens and underscores. A
 * dot would make `growth.test.ts` or `growth.d.ts`, which are no definition files.
 */
export function fileStem(key: string): string {
  const stem = key
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
  if (stem === "") return "definition";
  return DEVICES.test(stem) ? `${stem}_` : stem;
}
