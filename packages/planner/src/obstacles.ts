import { error, warning, type Diagnostic } from "@posthog-definitions/core";
import type { Comparison } from "./changes.js";
import { adoption } from "./adoptions.js";
import { holdsUnique, ownerKey } from "./pair.js";
import type { WantsInput } from "./wants.js";
import type { LiveRow } from "./world.js";

/** What stands in the way of making a row: somebody else's row with its name. */
export function obstacles(
  comparison: Comparison,
  input: WantsInput & { readonly environment?: string; url(live: LiveRow): string | undefined },
): Diagnostic[] {
  const { definition, action, want } = comparison;
  if (action !== "create") return [];
  const { kind, address, key, place } = definition;
  const at = { address, ...(place ? { place } : {}) };
  const listed = input.world.rows.get(kind.name) ?? [];
  const ownerOf = (live: LiveRow): string | undefined => input.pairing.owners.get(ownerKey(kind.name, live.id));
  const foreign = listed.filter((live) => ownerOf(live) === undefined);
  const named = (live: LiveRow): string => input.url(live) ?? `row ${live.id}`;
  if (kind.unique) {
    const defined = new Set(input.definitions.map((each) => each.address));
    // Of a row that another definition has, that definition tells what becomes of its name.
    const holder = listed.find(
      (live) => holdsUnique(definition, live) && !defined.has(`${kind.name}.${ownerOf(live) ?? ""}`),
    );
    const { field, from } = kind.unique;
    const what = `the ${field} "${String(from === undefined ? key : want[from])}"`;
    const owner = holder && ownerOf(holder);
    if (holder && owner !== undefined)
      return [
        error(
          "unique-held",
          `${kind.name}.${owner}, which is no longer defined, has ${what} still: ${named(holder)}.`,
          {
            ...at,
            hint: `If its key was renamed, add: export default moved("${kind.name}.${owner}", "${address}");`,
          },
        ),
      ];
    const elsewhere = holder?.marks[0];
    if (holder && elsewhere)
      return [
        error(
          "unique-held",
          `A ${kind.name} that is managed elsewhere (${elsewhere.namespace === undefined ? "without a namespace" : `in the namespace "${elsewhere.namespace}"`}) has ${what} already: ${named(holder)}.`,
          {
            ...at,
            hint: "One project holds it once: give one of the two another, or define it in one repository alone.",
          },
        ),
      ];
    if (holder)
      return [
        error("unique-held", `A ${kind.name} that is not managed here has ${what} already: ${named(holder)}.`, {
          ...at,
          hint: `To take it over, add: ${adoption(address, holder.id, input.environment)}`,
        }),
      ];
  }
  const title = kind.title?.(want);
  const namesake =
    title === undefined
      ? undefined
      : foreign.find((live) => live.marks.length === 0 && kind.title?.(live.row) === title);
  if (!namesake) return [];
  return [
    warning(
      "same-name",
      `${address} will be created, but there is a ${kind.name} named "${title}" that is not managed: ${named(namesake)}.`,
      {
        ...at,
        hint: `If somebody took our mark off it, take it over with: ${adoption(address, namesake.id, input.environment)}`,
      },
    ),
  ];
}
