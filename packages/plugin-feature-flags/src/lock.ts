import type { Body } from "@posthog-definitions/core";
import { listOr, objectOr, without, type FlagRow } from "./row.js";

/**
 * What two people may overwrite of one another. Only plain columns: the server compares the original with its own row by
 * name, so that an author (`last_modified_by`) or a set (`tags`) among them would make a conflict of every edit.
 */
const COMPARED = [
  "key",
  "name",
  "active",
  "archived",
  "ensure_experience_continuity",
  "is_remote_configuration",
  "has_encrypted_payloads",
  "evaluation_runtime",
  "bucketing_identifier",
  "has_enriched_analytics",
] as const satisfies readonly (keyof FlagRow)[];

/**
 * Makes the server refuse an edit of what somebody else changed since the row was read, instead of overwriting it.
 * Source: `PostHog/posthog: products/feature_flags/backend/api/feature_flag.py`, `_get_conflicting_changes`.
 */
export function lock(row: FlagRow): Body {
  const original = Object.fromEntries(
    COMPARED.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]),
  );
  return { version: row.version ?? 0, original_flag: { ...original, filters: asStored(row) } };
}

/**
 * The live filters as the server keeps them: without what it adds on every read, and without an encrypted payload. The
 * server keeps that as ciphertext, so that sent or not it never equals: an edit of such a flag's `filters` conflicts
 * with any other edit made meanwhile, and one of its other fields does not.
 */
function asStored(row: FlagRow): Body {
  const filters = objectOr(row.filters);
  const groups = listOr(filters["groups"]).map((group) => {
    const properties = objectOr(group)["properties"];
    return {
      ...objectOr(group),
      ...(Array.isArray(properties)
        ? { properties: properties.map((condition) => without(condition, ["cohort_name", "group_key_names"])) }
        : {}),
    };
  });
  return {
    ...without(filters, row.has_encrypted_payloads ? ["payloads"] : []),
    ...(Array.isArray(filters["groups"]) ? { groups } : {}),
  };
}
