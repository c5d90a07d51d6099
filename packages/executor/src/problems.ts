import { isPostHogError, type AnyPostHogError } from "@posthog-definitions/client";
import { error, type CatalogueCode, type Diagnostic } from "@posthog-definitions/core";
import type { Resolved } from "@posthog-definitions/core/kind";

/** What went wrong with a request of a definition, in the user's terms: the server's words, and the user's field. */
export function problemOf(problem: unknown, definition: Resolved): Diagnostic {
  const at = { address: definition.address, ...(definition.place ? { place: definition.place } : {}) };
  if (!isPostHogError(problem))
    return error("internal", problem instanceof Error ? problem.message : String(problem), at);
  const path = userPath(problem, definition);
  return error(codeOf(problem), problem.message, {
    ...at,
    ...(path ? { path } : {}),
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
  });
}

/** `cancelled` is no mistake and has no code; whoever asks has dealt with it. */
const codeOf = (problem: AnyPostHogError): CatalogueCode =>
  problem.code === "cancelled" ? "internal" : (problem.code as CatalogueCode);

function userPath(problem: AnyPostHogError, { kind }: Resolved): Diagnostic["path"] {
  if (problem.kind !== "validation" || problem.details.at.length === 0) return undefined;
  const path = kind.attr?.(problem.details.at) ?? problem.details.at;
  return String(path[0]) in kind.spec.shape || path[0] === "key" ? path : undefined;
}
