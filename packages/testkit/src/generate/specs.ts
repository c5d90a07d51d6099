import {
  isDefinition,
  isRef,
  isSecret,
  isPlain,
  type Definition,
  type Path,
  type Spec,
} from "@posthog-definitions/core";
import { objectIn, same, type Kind, type Resolution } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { z } from "zod";
import { fromSchema, type Material } from "./from-schema.js";
import { satisfying } from "./satisfying.js";

/** What a user hands to a factory: the key and the fields. */
export type Input = Readonly<Record<string, unknown>> & { readonly key: string };

/** A definition before and after somebody edited the file. */
export interface Edit {
  readonly before: Input;
  readonly after: Input;
}

export interface SpecsOptions {
  readonly kind: Kind;
  readonly factory: (input: Input) => Definition;
  readonly material: Material;
  readonly samples: readonly Definition[];
  /** Validates definitions together with the friends. */
  readonly resolve: (definitions: readonly Definition[]) => Resolution;
}

/** Names that strangers' rows go by; no generated key is one of them. */
const STRANGER = /^stranger/i;

/** How many other specs are looked through for one that differs where it should. */
const DONORS = 6;

/** Everything that is generated about one kind. */
export class Specs {
  readonly #options: SpecsOptions;
  #inputs: fc.Arbitrary<Input> | undefined;
  readonly #known = new WeakMap<Input, { readonly spec?: Spec; readonly complaint?: string }>();
  /** Inputs that nobody has validated: to take single values from. */
  #drafts: fc.Arbitrary<Input> | undefined;
  readonly #friendless = new Map<string, readonly string[]>();

  constructor(options: SpecsOptions) {
    this.#options = options;
  }

  /**
   * Inputs that pass validation, hand-written samples among them.
   *
   * @throws Error when the schema, or the kind's own check, leaves too few: with the complaints met most.
   */
  get inputs(): fc.Arbitrary<Input> {
    return (this.#inputs ??= this.#make());
  }

  /** Places that stay empty, by path: the kinds of which there would have to be a friend. */
  get friendless(): ReadonlyMap<string, readonly string[]> {
    this.#inputs ??= this.#make();
    return this.#friendless;
  }

  get fields(): readonly string[] {
    return Object.keys(this.#options.kind.spec.shape);
  }

  /** Fields that may be taken out of a file. */
  get optional(): readonly string[] {
    return this.fields.filter((field) => this.#schema(field).safeParse(undefined).success);
  }

  /** Where a field stands in the normal form: itself, or what it is short for. */
  normalField(field: string): string {
    return this.#options.kind.shorthands?.[field]?.[0] ?? field;
  }

  define(input: Input): Definition {
    return this.#options.factory(input);
  }

  /** The spec in its normal form; `undefined` when the input is not valid. */
  spec(input: Input): Spec | undefined {
    return this.#resolved(input).spec;
  }

  /** Each input is asked about several times. */
  #resolved(input: Input): { readonly spec?: Spec; readonly complaint?: string } {
    let known = this.#known.get(input);
    if (!known) {
      const definition = this.define(input);
      const { definitions, diagnostics } = this.#options.resolve([definition]);
      const spec = definitions.find((each) => each.definition === definition)?.spec;
      const address = `${this.#options.kind.name}.${input.key}`;
      const wrong = diagnostics.find((d) => d.severity === "error" && d.address === address);
      known = { ...(spec ? { spec } : {}), ...(wrong ? { complaint: `${wrong.code}: ${wrong.message}` } : {}) };
      this.#known.set(input, known);
    }
    return known;
  }

  /** Edits of one field, of the whole of it or of one small thing in it; `undefined` where none was found. */
  edits(field: string, size: "small" | "any" = "any"): fc.Arbitrary<Edit | undefined> {
    const { inputs } = this;
    const donors = fc.array(this.#drafts ?? inputs, { minLength: DONORS, maxLength: DONORS });
    return fc
      .tuple(inputs, donors, size === "small" ? fc.constant(true) : fc.boolean(), fc.nat())
      .map(([before, others, small, pick]) => {
        // Where no small thing can be changed, the whole may be, so that few cases are enough to find one.
        const sizes = size === "small" ? [true] : small ? [true, false] : [false];
        for (const part of sizes)
          for (const donor of others) {
            const value = part ? grafted(before[field], donor[field], pick) : donor[field];
            if (value === undefined || same(value, before[field])) continue;
            const after = this.#unambiguous({ ...before, [field]: value }, field);
            if (this.#differ(before, after, field)) return { before, after };
          }
        // What has one value that makes sense is edited by being written down.
        const bare =
          this.optional.includes(field) && before[field] !== undefined && (without(before, [field]) as Input);
        return bare && size === "any" && this.spec(bare) && this.#differ(bare, before, field)
          ? { before: bare, after: before }
          : undefined;
      });
  }

  /** Edits of any field. */
  get anyEdit(): fc.Arbitrary<Edit | undefined> {
    return fc.constantFrom(...this.fields).chain((field) => this.edits(field));
  }

  /** A field taken out of the file, or something optional inside it; `undefined` where there was none. */
  removals(field: string): fc.Arbitrary<Edit | undefined> {
    return fc.tuple(this.inputs, fc.nat()).map(([before, pick]) => {
      const paths = optionalPaths(this.#schema(field), before[field], [field]);
      for (let i = 0; i < paths.length; i++) {
        const after = without(before, paths[(pick + i) % paths.length]!) as Input;
        if (this.spec(after)) return { before, after };
      }
      return undefined;
    });
  }

  /** The same definition with every optional field taken out that may be. */
  smallest(input: Input): Input {
    let out = input;
    for (const field of this.optional) {
      const { [field]: _, ...rest } = out;
      if (this.spec(rest as Input)) out = rest as Input;
    }
    return out;
  }

  /** The same definitions with less in them, by large steps: without what is optional, without a field, with a short text. */
  smaller(inputs: readonly Input[]): readonly (readonly Input[])[] {
    const valid = (input: Input): boolean => this.#complaint(input) === undefined;
    const fewer = inputs.length > 2 ? [inputs.slice(0, 2)] : [];
    const bare = inputs.map((input) => this.smallest(input));
    const one = inputs.flatMap((input, i) =>
      Object.keys(input)
        .flatMap((field) => [
          ...(this.optional.includes(field) ? [without(input, [field]) as Input] : []),
          ...(typeof input[field] === "string" && input[field] !== "a" ? [{ ...input, [field]: "a" }] : []),
        ])
        .filter(valid)
        .map((less) => inputs.with(i, less)),
    );
    return [...fewer, bare, ...one].filter(
      (less) =>
        !same(less, inputs) &&
        less.every((input, i) => less.slice(i + 1).every((other) => this.#together(input, other))),
    );
  }

  /** Several definitions that can stand in one project, each with as much in it as chance gives. */
  several(count: number): fc.Arbitrary<readonly Input[]> {
    const rich = fc
      .array(this.inputs, { minLength: DONORS, maxLength: DONORS })
      .map((inputs) => inputs.reduce((most, each) => (weight(each) > weight(most) ? each : most)));
    return fc.array(rich, { minLength: count * 4, maxLength: count * 4 }).map((inputs) => {
      const chosen: Input[] = [];
      for (const input of inputs)
        if (chosen.length < count && chosen.every((other) => this.#together(other, input))) chosen.push(input);
      return chosen;
    });
  }

  #make(): fc.Arbitrary<Input> {
    const { kind, material, samples } = this.#options;
    const onFriendless = (path: string, kinds: readonly string[]): void => void this.#friendless.set(path, kinds);
    const fields = fromSchema(kind.spec, { ...material, onFriendless }) as fc.Arbitrary<object>;
    const drafts = fc.tuple(this.#keys(), fields).map(([key, rest]) => this.#unambiguous({ key, ...rest }));
    const valid = satisfying(drafts, (input) => this.#complaint(input));
    if (!("arbitrary" in valid))
      throw new Error(
        `Hardly any generated ${kind.name} is valid. Narrow the values with \`arbitraries\`. The complaints:\n  ${valid.complaints.join("\n  ")}`,
      );
    this.#drafts = drafts;
    if (samples.length === 0) return valid.arbitrary;
    const written = samples.map((sample) => sample.spec as Input);
    for (const sample of written) {
      const complaint = this.#complaint(sample);
      if (complaint !== undefined) throw new Error(`The sample ${kind.name}.${sample.key} is not valid: ${complaint}`);
    }
    const withSamples = (generated: fc.Arbitrary<Input>): fc.Arbitrary<Input> =>
      fc.oneof({ weight: 4, arbitrary: generated }, { weight: 1, arbitrary: fc.constantFrom(...written) });
    this.#drafts = withSamples(drafts);
    return withSamples(valid.arbitrary);
  }

  #keys(): fc.Arbitrary<string> {
    const { kind, material } = this.#options;
    if (kind.api.singleton) return fc.constant("project");
    const given = material.arbitraries["key"];
    if (given) return given as fc.Arbitrary<string>;
    const plain = /^[a-z][a-zA-Z0-9_-]{0,11}$/;
    const { pattern = plain, max = 200 } = kind.keyRule ?? {};
    const own = satisfying(fc.stringMatching(plain), (key) => (pattern.test(key) ? undefined : "not allowed"));
    const keys = "arbitrary" in own ? own.arbitrary : fc.stringMatching(pattern).map((key) => key.slice(0, max));
    return keys.filter((key) => !STRANGER.test(key) && pattern.test(key));
  }

  #complaint(input: Input): string | undefined {
    const { material, kind } = this.#options;
    if (material.friends.some((friend) => friend.kind === kind.name && !this.#together(friend.spec as Input, input)))
      return "a friend has that key or that unique value";
    return this.#resolved(input).complaint;
  }

  /** Whether two definitions can stand beside each other: keys differ, and what the server keeps unique. */
  #together(a: Input, b: Input): boolean {
    if (a.key.toLowerCase() === b.key.toLowerCase()) return false;
    const { unique } = this.#options.kind;
    if (unique?.from === undefined) return true;
    const [left, right] = [String(a[unique.from]).trim().toLowerCase(), String(b[unique.from]).trim().toLowerCase()];
    return left !== right;
  }

  #differ(before: Input, after: Input, field: string): boolean {
    const [was, is] = [this.spec(before), this.spec(after)];
    const name = this.normalField(field);
    return was !== undefined && is !== undefined && this.#complaint(after) === undefined && !same(was[name], is[name]);
  }

  /** The same input with nothing said twice, in a short and in a long form: `kept` wins, or else the short form. */
  #unambiguous(input: Input, kept?: string): Input {
    const shorthands = Object.entries(this.#options.kind.shorthands ?? {});
    const keepLong = shorthands.some(([, path]) => path[0] === kept);
    let out = input;
    const taken = new Set<string>();
    for (const [short, path] of shorthands.sort(([a], [b]) => Number(b === kept) - Number(a === kept))) {
      if (input[short] === undefined) continue;
      const twin = taken.has(path.join("."));
      if (twin || (keepLong && at(input, path) !== undefined)) out = without(out, [short]) as Input;
      else if (at(out, path) !== undefined) out = without(out, path) as Input;
      taken.add(path.join("."));
    }
    return out;
  }

  #schema(field: string): z.ZodType {
    return this.#options.kind.spec.shape[field] as z.ZodType;
  }
}

const weight = (input: Input): number => JSON.stringify(input).length;

const isLeaf = (value: unknown): boolean =>
  isRef(value) || isSecret(value) || isDefinition(value) || !(Array.isArray(value) || isPlain(value));

/** `value` with one leaf taken from `donor`, where both have one of the same type; `undefined` where they never do. */
function grafted(value: unknown, donor: unknown, pick: number): unknown {
  const places = leaves(value).filter(({ path, leaf }) => {
    const other = at(donor, path);
    return isLeaf(other) && typeof other === typeof leaf && !same(other, leaf);
  });
  const chosen = places[pick % places.length];
  return chosen && replaced(value, chosen.path, at(donor, chosen.path));
}

function leaves(value: unknown, path: Path = []): { path: Path; leaf: unknown }[] {
  if (isLeaf(value)) return value === undefined ? [] : [{ path, leaf: value }];
  return Object.entries(value as object).flatMap(([name, each]) => leaves(each, [...path, name]));
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, step) => (isLeaf(inside) ? undefined : (inside as Record<string, unknown>)[step]),
    value,
  );

function replaced(value: unknown, [head, ...rest]: Path, by: unknown): unknown {
  if (head === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[head] = replaced(copy[head], rest, by);
  return copy;
}

function without(value: unknown, path: Path): unknown {
  const [head, ...rest] = path as [string, ...Path];
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length === 0) delete copy[head];
  else copy[head] = without(copy[head], rest);
  return copy;
}

/** Places in a value that its schema lets be absent, the outermost first. */
function optionalPaths(schema: z.ZodType, value: unknown, path: Path): Path[] {
  if (value === undefined) return [];
  const own = schema.safeParse(undefined).success ? [path] : [];
  return isLeaf(value) ? own : [...own, ...inside(schema, value as object, path)];
}

function inside(schema: z.ZodType, value: object, path: Path): Path[] {
  const shape = objectIn(schema)?.shape as Record<string, z.ZodType> | undefined;
  if (shape)
    return Object.entries(value).flatMap(([name, each]) =>
      shape[name] ? optionalPaths(shape[name], each, [...path, name]) : [],
    );
  const element = elementIn(schema);
  if (element && Array.isArray(value))
    return value.flatMap((each: unknown, i) => (isLeaf(each) ? [] : inside(element, each as object, [...path, i])));
  return [];
}

/** What the items of a list are, inside whatever wraps it. */
function elementIn(schema: z.ZodType): z.ZodType | undefined {
  let here = schema;
  while (here instanceof z.ZodOptional || here instanceof z.ZodDefault || here instanceof z.ZodNullable)
    here = here.def.innerType as z.ZodType;
  return here instanceof z.ZodArray ? (here.element as z.ZodType) : undefined;
}
