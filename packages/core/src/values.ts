/** What the server calls a row by: a number for most kinds, a UUID or a name for some. */
export type Id = number | string;

/** A JSON object on its way to or from PostHog. In a body of ours, references and secrets stand as holes until the moment of sending. */
export type Body = Readonly<Record<string, unknown>>;

/** A spec in its normal form: plain data in the user's words, references as {@link Ref}. */
export type Spec = Readonly<Record<string, unknown>>;

/** Where in a value: `["tiles", 0, "layout"]`. */
export type Path = readonly (string | number)[];

/** A path as people read it: `tiles.0.layout`. */
export const pathText = (path: Path): string => path.join(".");

/** An object literal or something that behaves like one; neither array, class instance nor null. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A member by name, which may be one that every object inherits: `constructor`. */
export const own = (of: object, name: string | number): unknown =>
  Object.hasOwn(of, name) ? (of as Readonly<Record<string | number, unknown>>)[name] : undefined;

/** Order by code units. `localeCompare` depends on the machine's ICU data and would order differently elsewhere. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
