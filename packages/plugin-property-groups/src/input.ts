import type { DefinitionOptions } from "@posthog-definitions/core";

/** What every property can say, whatever its type. */
export interface PropertyLook {
  /** Whether an event must have it. Default: `false`. */
  readonly required?: boolean;
  /** PostHog's name of `required`. */
  readonly is_required?: boolean;
  /** What it is. Default: empty. */
  readonly description?: string;
  /**
   * `true`: optional in types, although it is required; for properties that the SDK or a shared function adds. Default:
   * `false`.
   */
  readonly is_optional_in_types?: boolean;
}

/** No rules at all; it is what leaving them out, or `null`, says too. */
export type NoRules = Readonly<Record<string, never>>;

/** The only values that a text may have. */
export interface EnumRule {
  /** From 1 to 1000 texts. With typed capture they are the type. */
  readonly enum: readonly string[];
}

/** Values that a text may not have. */
export interface NotEnumRule {
  /** From 1 to 1000 texts. */
  readonly not: EnumRule;
}

/** The range of a number. The lower bound is below the upper one. */
export interface RangeRule {
  /** The least value. Not together with `exclusiveMinimum`. */
  readonly minimum?: number;
  /** All values are above it. Not together with `minimum`. */
  readonly exclusiveMinimum?: number;
  /** The greatest value. Not together with `exclusiveMaximum`. */
  readonly maximum?: number;
  /** All values are below it. Not together with `maximum`. */
  readonly exclusiveMaximum?: number;
}

/** A text. */
export interface StringProperty extends PropertyLook {
  /** Its type. */
  readonly type: "String";
  /** Which texts: `{ enum: ["free", "pro"] }`, or all but some: `{ not: { enum: ["unknown"] } }`. Default: any. */
  readonly validation_rules?: EnumRule | NotEnumRule | NoRules | null;
}

/** A number. */
export interface NumericProperty extends PropertyLook {
  /** Its type. */
  readonly type: "Numeric";
  /** Which numbers: `{ minimum: 1, exclusiveMaximum: 100 }`. Default: any. */
  readonly validation_rules?: RangeRule | null;
}

/** A yes or no, a time, or an object: PostHog has no rules for them. */
export interface PlainProperty extends PropertyLook {
  /** Its type. */
  readonly type: "Boolean" | "DateTime" | "Object";
  /** Always none. */
  readonly validation_rules?: NoRules | null;
}

type WireName<P extends { readonly type: string }> = P extends unknown
  ? Omit<P, "type"> & {
      /** PostHog's name of `type`. */
      readonly property_type: P["type"];
    }
  : never;

/** One property, under the names of this package. */
export type TypedProperty = StringProperty | NumericProperty | PlainProperty;

/** One property. */
export type PropertyInput = TypedProperty | WireName<TypedProperty>;

/** The properties of a group, by name. */
export type PropertyMap = Readonly<Record<string, PropertyInput>>;

/** What `propertyGroup({ … })` takes. Its `key` is the group's name in PostHog, too. */
export interface PropertyGroupInput<P extends PropertyMap = PropertyMap> extends DefinitionOptions {
  /** What the properties have in common. Default: empty. */
  readonly description?: string;
  /** The properties, by their names as events have them: at most 200 characters, without spaces around. */
  readonly properties: P;
}
