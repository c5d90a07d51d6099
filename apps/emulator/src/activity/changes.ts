import { isSame, type Json, type JsonObject } from "../json.js";
import type { LoggedChange } from "./logged.js";

/** No model's log speaks of these. */
const NEVER = [
  "id",
  "uuid",
  "short_id",
  "project",
  "created_at",
  "created_by",
  "last_modified_at",
  "last_modified_by",
  "updated_at",
  "updated_by",
  "last_accessed_at",
];

/** Differences by field. What is empty on one side was created or deleted. */
export function changesBetween(before: JsonObject, after: JsonObject, except: readonly string[] = []): LoggedChange[] {
  const hidden = new Set([...NEVER, ...except]);
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => !hidden.has(field));
  return fields.flatMap((field) => changeOf(field, before[field] ?? null, after[field] ?? null) ?? []);
}

export function changeOf(field: string, left: Json, right: Json): LoggedChange | undefined {
  const [before, after] = [listed(left), listed(right)];
  if (isSame(before, after) || (isEmpty(before) && isEmpty(after))) return undefined;
  if (isEmpty(before)) return { action: "created", field, before: null, after };
  if (isEmpty(after)) return { action: "deleted", field, before, after: null };
  return { action: "changed", field, before, after };
}

/** Lists of names are sorted: they are sets to PostHog. */
const listed = (value: Json): Json =>
  Array.isArray(value) && value.every((item) => typeof item === "string") ? [...value].sort() : value;

const isEmpty = (value: Json): boolean =>
  value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
