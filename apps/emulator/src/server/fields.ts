import { isObject, pythonType, type Json, type JsonObject } from "../json.js";
import { strip } from "../python.js";
import { invalid } from "./errors.js";

/**
 * One writable field of a serializer: takes what was sent and returns what is kept, or throws the 400 that PostHog's
 * framework (Django REST Framework) would answer.
 */
export interface Field<T> {
  readonly parse: (value: Json, attr: string) => T;
  readonly required: boolean;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

type FieldValue<F> = F extends Field<infer T> ? T : never;
/** The fields that were sent, parsed. */
export type Values<F extends Fields> = { [K in keyof F]?: FieldValue<F[K]> };

interface Common {
  readonly required?: boolean;
  readonly nullable?: boolean;
}

/**
 * Parses the known fields of a body in the order of their declaration and throws the first problem. Unknown keys are
 * ignored silently, as they are by PostHog.
 *
 * @param partial - PATCH: a missing required field is no problem.
 */
export function parseFields<F extends Fields>(fields: F, body: JsonObject, partial = false): Values<F> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = body[name];
    if (value === undefined) {
      if (field.required && !partial) throw invalid("This field is required.", name, "required");
      continue;
    }
    values[name] = field.parse(value, name);
  }
  return values as Values<F>;
}

/** A field with a parser of its own. `null` is passed to the parser only if the field is nullable. */
export function field<T>(
  parse: (value: Json, attr: string) => T,
  options: Common & { nullable: true },
): Field<T | null>;
export function field<T>(parse: (value: Json, attr: string) => T, options?: Common): Field<T>;
export function field<T>(parse: (value: Json, attr: string) => T, options: Common = {}): Field<T | null> {
  return {
    required: options.required ?? false,
    parse: (value, attr) => {
      if (value !== null) return parse(value, attr);
      if (!options.nullable) throw invalid("This field may not be null.", attr, "null");
      return null;
    },
  };
}

interface TextOptions extends Common {
  readonly max?: number;
  /** Whether `""` is fine. Default: false. */
  readonly blank?: boolean;
  /** Default: true. */
  readonly trim?: boolean;
}

export function text(options: TextOptions & { nullable: true }): Field<string | null>;
export function text(options?: TextOptions): Field<string>;
export function text(options: TextOptions = {}): Field<string | null> {
  return field<string>(
    (value, attr) => {
      if (typeof value !== "string" && typeof value !== "number") throw invalid("Not a valid string.", attr);
      const kept = options.trim === false ? String(value) : strip(String(value));
      if (kept === "" && !options.blank) throw invalid("This field may not be blank.", attr, "blank");
      if (options.max !== undefined && [...kept].length > options.max) throw tooLong(options.max, attr);
      checkCharacters(kept, attr);
      return kept;
    },
    options as Common & { nullable: true },
  );
}

/** Sources: `django/core/validators.py`, `encode/django-rest-framework: rest_framework/validators.py`. */
export function checkCharacters(text: string, attr: string): void {
  if (text.includes("\0")) throw invalid("Null characters are not allowed.", attr, "null_characters_not_allowed");
  const half = /\p{Surrogate}/u.exec(text)?.[0].charCodeAt(0).toString(16).toUpperCase();
  if (half !== undefined)
    throw invalid(`Surrogate characters are not allowed: U+${half}.`, attr, "surrogate_characters_not_allowed");
}

export const tooLong = (max: number, attr: string) =>
  invalid(`Ensure this field has no more than ${max} characters.`, attr, "max_length");

const TRUE = new Set<Json>([true, 1, "1", "t", "true", "y", "yes", "on"]);
const FALSE = new Set<Json>([false, 0, "0", "f", "false", "n", "no", "off"]);

/** Booleans, and the many spellings that the framework takes for one (`"true"`, `1`, `"on"`). */
export function boolean(options: Common & { nullable: true }): Field<boolean | null>;
export function boolean(options?: Common): Field<boolean>;
export function boolean(options: Common = {}): Field<boolean | null> {
  return field<boolean>(
    (value, attr) => {
      const known = typeof value === "string" ? value.trim().toLowerCase() : value;
      if (TRUE.has(known)) return true;
      if (FALSE.has(known)) return false;
      throw invalid("Must be a valid boolean.", attr);
    },
    options as Common & { nullable: true },
  );
}

interface NumberOptions extends Common {
  readonly min?: number;
  readonly max?: number;
}

export function integer(options: NumberOptions & { nullable: true }): Field<number | null>;
export function integer(options?: NumberOptions): Field<number>;
export function integer(options: NumberOptions = {}): Field<number | null> {
  return field<number>(
    (value, attr) => {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof number !== "number" || !Number.isInteger(number)) throw invalid("A valid integer is required.", attr);
      if (options.min !== undefined && number < options.min) {
        throw invalid(`Ensure this value is greater than or equal to ${options.min}.`, attr, "min_value");
      }
      if (options.max !== undefined && number > options.max) {
        throw invalid(`Ensure this value is less than or equal to ${options.max}.`, attr, "max_value");
      }
      return number;
    },
    options as Common & { nullable: true },
  );
}

interface ChoiceOptions extends Common {
  readonly blank?: boolean;
}

export function choice<T extends string | number>(
  values: readonly T[],
  options: ChoiceOptions & { nullable: true },
): Field<T | null>;
export function choice<T extends string | number>(values: readonly T[], options?: ChoiceOptions): Field<T>;
export function choice<T extends string | number>(values: readonly T[], options: ChoiceOptions = {}): Field<T | null> {
  return field<T>(
    (value, attr) => {
      const found = values.find((candidate) => String(candidate) === String(value));
      if (found !== undefined) return found;
      if (value === "" && options.blank) return "" as T;
      throw invalid(`"${String(value)}" is not a valid choice.`, attr, "invalid_choice");
    },
    options as Common & { nullable: true },
  );
}

/** A UUID in any of its spellings, kept in the usual one. */
export function uuid(options: Common = {}): Field<string> {
  return field((value, attr) => {
    const digits =
      typeof value === "string"
        ? value
            .replace(/^urn:uuid:/i, "")
            .replace(/[{}-]/g, "")
            .toLowerCase()
        : "";
    const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(digits);
    if (!parts) throw invalid("Must be a valid UUID.", attr);
    return parts.slice(1).join("-");
  }, options);
}

/** Any JSON value, kept as sent. */
export function json(options: Common & { nullable: true }): Field<Json>;
export function json(options?: Common): Field<Json>;
export function json(options: Common = {}): Field<Json> {
  return field<Json>((value) => value, options as Common & { nullable: true });
}

/** A list whose items are parsed one by one; the index of a wrong item is part of the error's `attr`. */
export function list<T>(item: Field<T>, options: Common & { nullable: true }): Field<T[] | null>;
export function list<T>(item: Field<T>, options?: Common): Field<T[]>;
export function list<T>(item: Field<T>, options: Common = {}): Field<T[] | null> {
  return field<T[]>(
    (value, attr) => asList(value, attr).map((each, index) => item.parse(each, `${attr}__${index}`)),
    options as Common & { nullable: true },
  );
}

export function asList(value: Json, attr: string): Json[] {
  if (Array.isArray(value)) return value;
  throw invalid(`Expected a list of items but got type "${pythonType(value)}".`, attr, "not_a_list");
}

/** The body of a write: anything but an object is refused before any field is looked at. */
export function asBody(value: Json): JsonObject {
  if (isObject(value)) return value;
  throw invalid(`Invalid data. Expected a dictionary, but got ${pythonType(value)}.`);
}
