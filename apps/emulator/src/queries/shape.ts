import { isObject, pythonType, type Json } from "../json.js";

/** Why a value does not fit, and where. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Looks at a value and returns the first thing that does not fit. */
export interface Shape {
  (value: Json): Misfit | undefined;
  /** A value that fits, as PostHog's models write it out: with every key that it may have. Default: as it is. */
  readonly dump?: (value: Json) => Json;
  /** What a model writes out for a key that was not sent. Default: `null`. */
  readonly usual?: Json;
}

/** A value that fits, with every key that it may have: what was not sent is there as its default, or as `null`. */
export const dumped = (shape: Shape, value: Json): Json => (shape.dump ? shape.dump(value) : value);

/** A check, and how what passes it is written out. */
export const withDump = (check: (value: Json) => Misfit | undefined, dump: (value: Json) => Json): Shape =>
  Object.assign((value: Json) => check(value), { dump });

/** The same shape, for a key that has a default. */
export const usually = (shape: Shape, usual: Json): Shape =>
  Object.assign((value: Json) => shape(value), shape.dump ? { dump: shape.dump, usual } : { usual });

/** The fields of an object, by name. */
export type Members = Readonly<Record<string, Shape>>;

const misfit = (message: string): Misfit => ({ path: [], message });

const below = (key: string | number, found: Misfit | undefined): Misfit | undefined =>
  found && { path: [key, ...found.path], message: found.message };

export const anything: Shape = () => undefined;
export const string: Shape = (value) =>
  typeof value === "string" ? undefined : misfit("Input should be a valid string");
export const number: Shape = (value) =>
  typeof value === "number" ? undefined : misfit("Input should be a valid number");
export const integer: Shape = (value) =>
  typeof value === "number" && Number.isInteger(value) ? undefined : misfit("Input should be a valid integer");
export const boolean: Shape = (value) =>
  typeof value === "boolean" ? undefined : misfit("Input should be a valid boolean");
export const nothing: Shape = (value) => (value === null ? undefined : misfit("Input should be None"));

/** One of the given literals. */
export const oneOf =
  (...values: readonly (string | number)[]): Shape =>
  (value) =>
    values.includes(value as string)
      ? undefined
      : misfit(`Input should be ${listed(values.map((each) => `'${each}'`))}`);

/** One of the words of a text; for long lists of names. */
export const words = (text: string): Shape => oneOf(...text.trim().split(/\s+/));

export const listOf = (item: Shape, max?: number): Shape =>
  withDump(
    (value) => {
      if (!Array.isArray(value)) return misfit("Input should be a valid list");
      if (max !== undefined && value.length > max) {
        return misfit(`List should have at most ${max} items after validation, not ${value.length}`);
      }
      return firstOf(value, (each, index) => below(index, item(each)));
    },
    (value) => (Array.isArray(value) ? value.map((each) => dumped(item, each)) : value),
  );

export const mapOf = (item: Shape): Shape =>
  withDump(
    (value) => {
      if (!isObject(value)) return misfit("Input should be a valid dictionary");
      return firstOf(Object.entries(value), ([key, each]) => below(key, item(each)));
    },
    (value) =>
      isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dumped(item, each)]))
        : value,
  );

/** Anything that fits one of the shapes; the misfit of the last is reported. */
export const anyOf = (...shapes: readonly Shape[]): Shape =>
  withDump(
    (value) => {
      let last: Misfit | undefined;
      for (const shape of shapes) {
        last = shape(value);
        if (!last) return undefined;
      }
      return last;
    },
    (value) => {
      const fitting = shapes.find((shape) => !shape(value));
      return fitting ? dumped(fitting, value) : value;
    },
  );

export const fixedTuple =
  (...items: readonly Shape[]): Shape =>
  (value) => {
    if (!Array.isArray(value) || value.length !== items.length) return misfit(`List should have ${items.length} items`);
    return firstOf(value, (each, index) => below(index, items[index]!(each)));
  };

/** Resolved when it is used, for shapes that contain themselves. */
export const lazy = (shape: () => Shape): Shape =>
  withDump(
    (value) => shape()(value),
    (value) => dumped(shape(), value),
  );

/** An object with exactly these keys; every optional one may also be `null`, which PostHog takes as absent. */
export function object(required: Members, optional: Members = {}): Shape {
  const check = (value: Json): Misfit | undefined => {
    if (!isObject(value)) return misfit("Input should be a valid dictionary or object to extract fields from");
    for (const [key, shape] of Object.entries(required)) {
      const found = value[key] === undefined ? misfit("Field required") : shape(value[key]);
      if (found) return below(key, found);
    }
    for (const [key, each] of Object.entries(value)) {
      if (key in required) continue;
      const shape = optional[key];
      if (!shape) return below(key, misfit("Extra inputs are not permitted"));
      const found = each === null ? undefined : shape(each);
      if (found) return below(key, found);
    }
    return undefined;
  };
  return withDump(check, (value) => {
    if (!isObject(value)) return value;
    const written = (key: string, shape: Shape): Json => {
      const sent = value[key];
      return sent === undefined ? (shape.usual ?? null) : sent === null ? null : dumped(shape, sent);
    };
    const members = Object.entries({ ...required, ...optional });
    return Object.fromEntries(members.map(([key, shape]) => [key, written(key, shape)]));
  });
}

/** A query node: an object that is told apart by its `kind`. */
export interface Node {
  readonly kind: string;
  readonly required: Members;
  readonly optional: Members;
  readonly shape: Shape;
}

export function node(kind: string, required: Members, optional: Members = {}): Node {
  const more = { version: number, response: anything, ...optional };
  return { kind, required, optional: more, shape: object({ kind: oneOf(kind), ...required }, more) };
}

/** One of several nodes. */
export function nodeOf(nodes: () => readonly Node[]): Shape {
  const nodeFor = (value: Json): Node | undefined =>
    isObject(value) ? nodes().find((each) => each.kind === value.kind) : undefined;
  const check = (value: Json): Misfit | undefined => {
    if (!isObject(value)) return misfit("Input should be a valid dictionary or object to extract fields from");
    const found = nodeFor(value);
    if (found) return found.shape(value);
    if (value.kind === undefined) return misfit("Unable to extract tag using discriminator 'kind'");
    return misfit(
      `Input tag '${String(value.kind)}' found using 'kind' does not match any of the expected tags: ` +
        nodes()
          .map((each) => `'${each.kind}'`)
          .join(", "),
    );
  };
  return withDump(check, (value) => {
    const found = nodeFor(value);
    return found ? dumped(found.shape, value) : value;
  });
}

/** Several keys of the same shape. */
export const all = (shape: Shape, keys: string): Record<string, Shape> =>
  Object.fromEntries(
    keys
      .trim()
      .split(/\s+/)
      .map((key) => [key, shape]),
  );

/** The long text that PostHog's schema validator puts into `detail`. */
export function describe(found: Misfit, value: Json, model = "QuerySchemaRoot"): string {
  const where = found.path.join(".");
  return `1 validation error for ${model}\n${where}\n  ${found.message} [input_type=${pythonType(value)}]`;
}

function firstOf<T>(items: readonly T[], look: (item: T, index: number) => Misfit | undefined): Misfit | undefined {
  for (const [index, item] of items.entries()) {
    const found = look(item, index);
    if (found) return found;
  }
  return undefined;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** Several keys with their defaults. */
export const allUsually = (shape: Shape, usual: Json, keys: string): Record<string, Shape> =>
  all(usually(shape, usual), keys);
