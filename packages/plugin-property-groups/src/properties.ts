import { byCodeUnits, isPlain, type Body } from "@posthog-definitions/core";
import type { ParsedProperty } from "./schema.js";

/** A property in its normal form: no rules are none, however they are written. */
export interface NormalProperty {
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly is_optional_in_types: boolean;
  readonly validation_rules?: Readonly<Record<string, unknown>>;
}
export type NormalProperties = Readonly<Record<string, NormalProperty>>;

export const normalProperty = ({
  validation_rules: rules,
  ...rest
}: ParsedProperty | NormalProperty): NormalProperty =>
  isPlain(rules) && Object.keys(rules).length > 0 ? { ...rest, validation_rules: rules } : rest;

/** What a property has that is decided here, or by the server. Anything else in a row is sent back as it is. */
const KNOWN = new Set([
  "id",
  "name",
  "property_type",
  "is_required",
  "description",
  "is_optional_in_types",
  "validation_rules",
  "created_at",
  "updated_at",
]);

/** PostHog replaces all properties by those that are sent, so each is sent whole. */
export function encodeProperties(properties: NormalProperties, there: unknown): Body[] {
  const rows = new Map(listOf(there).map((row) => [row["name"], row]));
  return Object.entries(properties)
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([name, { type, required, description, is_optional_in_types, validation_rules }]) => ({
      ...Object.fromEntries(Object.entries(rows.get(name) ?? {}).filter(([member]) => !KNOWN.has(member))),
      name,
      property_type: type,
      is_required: required,
      description,
      is_optional_in_types,
      validation_rules: validation_rules ?? null,
    }));
}

export const decodeProperties = (properties: unknown): NormalProperties =>
  Object.fromEntries(
    listOf(properties).map((row) => [
      String(row["name"]),
      normalProperty({
        type: String(row["property_type"]),
        required: row["is_required"] === true,
        description: typeof row["description"] === "string" ? row["description"] : "",
        is_optional_in_types: row["is_optional_in_types"] === true,
        ...(isPlain(row["validation_rules"]) ? { validation_rules: row["validation_rules"] } : {}),
      }),
    ]),
  );

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).filter(isPlain);
