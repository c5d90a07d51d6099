import { users } from "../../accounts/tables.js";
import { isObject, isSame, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { ApiError } from "../../server/errors.js";
import { writableFields } from "./fields.js";
import type { FlagDocument } from "./table.js";

/**
 * What remains of a PATCH that says which version it was made from. Without `original_flag` a stale `version` is no
 * conflict. With it, fields that the caller did not change are left alone, and a field that somebody else changed to
 * another value meanwhile is a conflict; of a field that it does not name, nobody knows.
 *
 * @throws 409 `conflict`.
 */
export function withoutStaleFields(call: Call, flag: FlagDocument, data: JsonObject): JsonObject {
  const { version, original_flag: original, ...sent } = data;
  if (version === undefined || Number(version) === (flag.version ?? 0) || !isObject(original)) return sent;
  const stored = flag as unknown as JsonObject;
  const changed: JsonObject = {};
  for (const [name, value] of Object.entries(sent)) {
    const isEqual = (left: Json | undefined, right: Json | undefined) =>
      isSame(comparable(name, left ?? null), comparable(name, right ?? null));
    if (name in original && isEqual(value, original[name])) continue;
    const movedOn = name in original && name in writableFields && !isEqual(stored[name], original[name]);
    if (movedOn && !isEqual(stored[name], value)) throw conflict(call, flag);
    changed[name] = value;
  }
  return changed;
}

/** Sets come in any order, and conditions carry names on read that are not stored. */
function comparable(name: string, value: Json): Json {
  if ((name === "tags" || name === "evaluation_contexts") && Array.isArray(value)) return [...value].sort();
  return name === "filters" ? withoutReadOnlyNames(value) : value;
}

function withoutReadOnlyNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutReadOnlyNames);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "cohort_name" && key !== "group_key_names");
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutReadOnlyNames(each)]));
}

function conflict(call: Call, flag: FlagDocument): ApiError {
  const email = call.table(users).get(flag.last_modified_by)?.email ?? "another user";
  return new ApiError(
    409,
    "server_error",
    "conflict",
    `The feature flag was updated by ${email} since you started editing it. Please refresh and try again.`,
  );
}
