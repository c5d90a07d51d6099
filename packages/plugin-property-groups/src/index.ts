import { factory, type Definition } from "@posthog-definitions/core";
import type { PropertyMap, PropertyGroupInput, PropertyInput } from "./input.js";

/** The definition of a group of properties, whose names and types are part of its type. */
export type PropertyGroup<P extends PropertyMap = PropertyMap> = Definition<"property-group", PropertyGroupInput<P>>;

type FieldOf<P> = P extends unknown ? keyof P : never;

/** Nothing but the fields that a property has: TypeScript does not look for others where it works out a type. */
export type Strictly<P> = {
  readonly [Name in keyof P]: P[Name] & Readonly<Record<Exclude<keyof P[Name], FieldOf<PropertyInput>>, never>>;
};

/**
 * A group of properties that events have in common.
 *
 * ```ts
 * export const billing = propertyGroup({
 *   key: "billing",
 *   properties: {
 *     plan: { type: "String", required: true, validation_rules: { enum: ["free", "pro"] } },
 *     seats: { type: "Numeric", validation_rules: { minimum: 1 } },
 *   },
 * });
 * ```
 */
export const propertyGroup: <const P extends PropertyMap>(
  input: PropertyGroupInput<P> & { readonly properties: Strictly<P> },
) => PropertyGroup<P> = factory<"property-group", PropertyGroupInput>("property-group") as never;

export type {
  NotEnumRule,
  NoRules,
  RangeRule,
  NumericProperty,
  EnumRule,
  PlainProperty,
  PropertyMap,
  PropertyGroupInput,
  PropertyInput,
  PropertyLook,
  StringProperty,
  TypedProperty,
} from "./input.js";
