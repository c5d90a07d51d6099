import { pathText, warning, type Diagnostic, type FieldChange, type Path, type Place } from "@posthog-definitions/core";
import { printValue, type Scope } from "@posthog-definitions/printer";
import type { TakenBack, TakenDefinition } from "./take-back.js";

/** What stays in PostHog alone, where it would have to stand, and the value to write. `isWritten`: the files are by now. */
export const leftAlone = (files: readonly TakenBack[], isWritten: boolean): Diagnostic[] =>
  files.flatMap(({ definitions, placeAfter }) =>
    definitions.flatMap((one) => complaints(one, (place) => (isWritten ? placeAfter(place) : place))),
  );

function complaints({ drifted, place, left, obstacles }: TakenDefinition, now: (place: Place) => Place): Diagnostic[] {
  const { address, ways } = drifted;
  const isSaid = ({ path: [field] }: FieldChange): boolean =>
    ways.some(({ file, live }) => String(field) in file || String(field) in live);
  // Where something is known to be in the way, what it leaves need not be told twice.
  const others = obstacles.length > 0 ? left.filter((field) => !isSaid(field)) : left;
  return [
    ...obstacles.map(({ path, why, place: at, value, isSecret }) =>
      complaint(address, path, `: ${why}`, now(at), isSecret ? undefined : holds(path, value)),
    ),
    ...others.map(({ path, before }) =>
      complaint(
        address,
        path,
        isSaid({ path, before, after: undefined }) ? ": its file could not say that and nothing else" : "",
        now(place),
        holds(path, before),
      ),
    ),
  ];
}

const complaint = (address: string, path: Path, why: string, place: Place, hint: string | undefined): Diagnostic =>
  warning("drift-not-taken", `\`${pathText(path)}\` of ${address} was changed in PostHog, and is left alone${why}.`, {
    address,
    path,
    place,
    ...(hint === undefined ? {} : { hint }),
  });

/** Names as they are exported: the reader knows how to import them. */
const names: Scope = { ours: (name) => name, definition: () => undefined };

/** The value as it could stand in the file. */
function holds(path: Path, value: unknown): string {
  const field = `\`${pathText(path)}\``;
  if (value === undefined) return `PostHog has no ${field}.`;
  try {
    return `PostHog has ${field}: ${printValue(value, names)}`;
  } catch {
    return `PostHog has a secret in ${field}.`;
  }
}
