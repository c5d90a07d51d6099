import { error, type Diagnostic, type FieldChange, type Path } from "@posthog-definitions/core";
import type { Mark, Resolved } from "@posthog-definitions/core/kind";
import type { LiveRow } from "./world.js";

/**
 * Whether the row has to make way for a new one. Where it must not, that is an error: where the kind says so, where the
 * definition is protected, and where the row is not ours yet, as nobody who takes a row over means to delete it.
 */
export function isReplaced(
  definition: Resolved,
  { row, id }: LiveRow,
  mark: Mark | undefined,
  fields: readonly FieldChange[],
  diagnostics: Diagnostic[],
): boolean {
  const { kind, address, place, protect } = definition;
  const fixed = fields.flatMap(({ path, before }) => {
    const rule = kind.immutable?.[String(path[0])];
    return rule && (rule.when?.(row) ?? true) ? [{ path, before, rule }] : [];
  });
  const refuse = (path: Path, code: "refused" | "protected", message: string, hint?: string): void => {
    const at = { address, path, ...(place ? { place } : {}) };
    diagnostics.push(error(code, message, { ...at, ...(hint === undefined ? {} : { hint }) }));
  };
  for (const { path, rule } of fixed) if (rule.then === "refuse") refuse(path, "refused", rule.why);
  const first = fixed.find(({ rule }) => rule.then === "replace");
  if (!first) return false;
  if (mark === undefined && kind.identity.carrier !== undefined) {
    refuse(
      first.path,
      "refused",
      `Row ${id} cannot become ${address} without being deleted and made anew. ${first.rule.why}`,
      `Say in the file what the row has: ${JSON.stringify(first.before)}.`,
    );
    return false;
  }
  if (protect)
    refuse(
      first.path,
      "protected",
      `${address} would have to be replaced, and is protected. ${first.rule.why}`,
      "Take `protect` off to let the plan replace it, or put the field back.",
    );
  return true;
}
