import { factory, type Definition } from "@posthog-definitions/core";
import type { PropertyMap, PropertyGroupInput, PropertyInput, TypedProperty, WireName } from "./input.js";

/** The definition of a group of properties, whose names and types are part of its type. */
export type PropertyGroup<P extends PropertyMap = PropertyMap> = Definition<"property-group", PropertyGroupInput<P>>;

type FieldOf<P> = P extends unknown ? keyof P : never;

/** The interface of a property of this type, whose comments editors then show. */
type Known<P> = P extends { readonly type: infer Type }
  ? OfType<TypedProperty, Type>
  : P extends { readonly property_type: infer Type }
    ? WireName<OfType<TypedProperty, Type>>
    : PropertyInput;

type OfType<Property extends TypedProperty, Type> = Property extends unknown
  ? Type extends Property["type"]
    ? Property
    : never
  : never;

/** Nothing but the fields that a property has: TypeScript does not look for others where it works out a type. */
export type Strictly<P> = {
  readonly [Name in keyof P]: Known<P[Name]> & Readonly<Record<Exclude<keyof P[Name], FieldOf<PropertyInput>>, never>>;
};

/** What holds for the properties of a group. */
export interface StrictlyTyped<P> {
  /** The properties, by their names as events have them: at most 200 characters, without spaces around. */
  readonly properties: Strictly<P>;
}

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
  input: PropertyGroupInput<P> & StrictlyTyped<P>,
) => PropertyGroup<P> = factory<"property-group", PropertyGroupInput>("property-group") as never;

export type {
  OtherTexts,
  NoRules,
  RangeRule,
  NumericProperty,
  TextRules,
  PlainProperty,
  PropertyMap,
  PropertyGroupInput,
  PropertyInput,
  PropertyLook,
  StringProperty,
  TypedProperty,
} from "./input.js";
