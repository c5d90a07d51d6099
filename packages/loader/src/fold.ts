import { placeText, type CatalogueCode, type Diagnostic } from "@posthog-definitions/core";

/** Mistakes with one cause, however many files run into it. */
const ONE_CAUSE: ReadonlySet<CatalogueCode> = new Set(["plugin-missing", "plugin-broken", "import-not-found"]);

const SHOWN = 3;

/** A plugin that is missing is missing in every file that imports it: told once, with the other places in the hint. */
export function foldRepeated(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = new Map<unknown, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = ONE_CAUSE.has(diagnostic.code) ? `${diagnostic.code} ${diagnostic.message}` : diagnostic;
    groups.set(key, [...(groups.get(key) ?? []), diagnostic]);
  }
  return [...groups.values()].map(([first, ...others]) =>
    others.length === 0 ? first! : { ...first!, hint: [first!.hint, alsoAt(others)].filter(Boolean).join("\n\n") },
  );
}

function alsoAt(others: readonly Diagnostic[]): string {
  const places = others.flatMap(({ place }) => (place === undefined ? [] : [placeText(place)]));
  const more = places.length - SHOWN;
  return `Also at ${places.slice(0, SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}
