import { isDefinition, isRef, type Id, type Ref } from "@posthog-definitions/core";
import { toRef } from "@posthog-definitions/core/kind";

/** Makes a reference of an id: by id alone in a file, to whoever owns the row in a live flag. */
export type ById = (kind: string, id: Id) => Ref;

export const byIdAlone: ById = (kind, id) => ({ $ref: kind, id });

/** A definition, reference or id as a reference; anything else as it is, for `check` to refuse. */
export function referenceOr(value: unknown, kind: string, byId: ById): unknown {
  if (isDefinition(value) || isRef(value)) return toRef(value);
  if (typeof value === "number" && Number.isInteger(value)) return byId(kind, value);
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) return byId(kind, Number(value));
  return value;
}
