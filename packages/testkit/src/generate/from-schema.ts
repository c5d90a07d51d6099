import { env, ref, type Definition } from "@posthog-definitions/core";
import { itemName } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { z } from "zod";
import { formatOf, hasMoreChecks, lengthOf, patternOf, rangeOf } from "./checks.js";
import { number } from "./number.js";
import { deeper, entry, item, member, top, Unmakeable, type Place } from "./place.js";
import { referenceKinds, takesSecrets } from "./probe.js";
import { satisfying } from "./satisfying.js";
import { formatted, identifier, text } from "./text.js";

/** What else than the schema the values are made from. */
export interface Material {
  /** Definitions that references may point at. */
  readonly friends: readonly Definition[];
  /** Kinds that references could point at, friends or not. */
  readonly kinds: readonly string[];
  /** Names of environment variables that secrets may stand in. */
  readonly secrets: readonly string[];
  /** By path (`query`, `tiles[].layout`, `payloads.*`): instead of what the schema would give. */
  readonly arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Told of each place that stays empty, since there is no definition that its references could point at. */
  readonly onFriendless?: (path: string, kinds: readonly string[]) => void;
}

type Made = fc.Arbitrary<unknown> | Unmakeable;

const MOST_ITEMS = 3;
const DEEPEST = 2;

/**
 * Values that a schema takes, as a user would write them: before defaults and transforms.
 *
 * @throws Error naming the path where the schema alone cannot tell.
 */
export function fromSchema(schema: z.ZodType, material: Material): fc.Arbitrary<unknown> {
  const made = make(schema, top, material);
  if (made instanceof Unmakeable) throw new Error(made.message);
  return made;
}

function make(schema: z.ZodType, place: Place, material: Material): Made {
  const given = material.arbitraries[place.path];
  if (given && place.path !== "") return given;
  const made = bare(schema, place, material);
  if (made instanceof Unmakeable || !hasMoreChecks(schema)) return made;
  return tried(schema, made, place);
}

function tried(schema: z.ZodType, made: fc.Arbitrary<unknown>, place: Place): Made {
  const kept = satisfying(made, (value) => schema.safeParse(value).error?.issues[0]?.message);
  if ("arbitrary" in kept) return kept.arbitrary;
  return new Unmakeable(place, `the schema refuses nearly everything: ${kept.complaints.join("; ")}.`, false);
}

function bare(schema: z.ZodType, place: Place, material: Material): Made {
  const inner = (of: unknown, at: Place = place): Made => make(of as z.ZodType, at, material);
  if (schema instanceof z.ZodOptional) return orElse(inner(schema.def.innerType), undefined);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodCatch)
    return orElse(inner(schema.def.innerType), undefined);
  if (schema instanceof z.ZodNullable) return orElse(inner(schema.def.innerType), null);
  if (schema instanceof z.ZodReadonly) return inner(schema.def.innerType);
  if (schema instanceof z.ZodNonOptional) return mapMade(inner(schema.def.innerType), present);
  if (schema instanceof z.ZodLazy) return lazily(schema, place, material);
  if (schema instanceof z.ZodPipe) return piped(schema, place, material);
  if (schema instanceof z.ZodUnion)
    return anyOf(
      (schema.def.options as z.ZodType[]).map((each) => inner(each)),
      place,
    );
  if (schema instanceof z.ZodIntersection) return both(inner(schema.def.left), inner(schema.def.right));
  if (schema instanceof z.ZodObject) return object(schema, place, material);
  if (schema instanceof z.ZodArray) return array(schema, place, material);
  if (schema instanceof z.ZodTuple) return tuple(schema, place, material);
  if (schema instanceof z.ZodRecord) return record(schema, place, material);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as unknown[]));
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...(schema.values as Set<unknown>));
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNull) return fc.constant(null);
  if (schema instanceof z.ZodUndefined) return fc.constant(undefined);
  if (schema instanceof z.ZodNumber) return number(rangeOf(schema));
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return string(schema);
  if (schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return anything();
  if (schema instanceof z.ZodNever) return new Unmakeable(place, "nothing may stand there.", true);
  if (schema instanceof z.ZodCustom) return custom(schema, place, material);
  return new Unmakeable(place, `its schema is of the type "${schema.def.type}".`, false);
}

const mapMade = (made: Made, turn: (arbitrary: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>): Made =>
  made instanceof Unmakeable ? made : turn(made);
const present = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  arbitrary.filter((value) => value !== undefined);

/** Present three times out of four, so that most fields of a spec say something. */
function orElse(made: Made, nothing: null | undefined): Made {
  if (made instanceof Unmakeable) return made.harmless ? fc.constant(nothing) : made;
  return fc.option(made, { nil: nothing, freq: 3 });
}

function lazily(schema: z.ZodLazy, place: Place, material: Material): Made {
  if (place.depth >= DEEPEST) return new Unmakeable(place, "it goes on without end.", true);
  return make(schema.unwrap() as z.ZodType, deeper(place), material);
}

/** A transform changes what comes out; what goes in is made from its input, or after a `preprocess` from what follows. */
function piped(schema: z.ZodPipe, place: Place, material: Material): Made {
  const input = (schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType;
  const made = make(input, place, material);
  const strict = schema.out instanceof z.ZodTransform && schema.in instanceof z.ZodCustom;
  return made instanceof Unmakeable || strict ? made : tried(schema, made, place);
}

function anyOf(options: readonly Made[], place: Place): Made {
  const makeable = options.filter((each) => !(each instanceof Unmakeable)) as fc.Arbitrary<unknown>[];
  const stuck = options.find((each) => each instanceof Unmakeable && !each.harmless) as Unmakeable | undefined;
  if (stuck) return stuck;
  return makeable.length > 0 ? fc.oneof(...makeable) : new Unmakeable(place, "no alternative can be made.", true);
}

const both = (left: Made, right: Made): Made => {
  if (left instanceof Unmakeable) return left;
  if (right instanceof Unmakeable) return right;
  return fc.tuple(left, right).map(([a, b]) => ({ ...(a as object), ...(b as object) }));
};

function object(schema: z.ZodObject, place: Place, material: Material): Made {
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, of] of Object.entries(schema.shape)) {
    const made = make(of as z.ZodType, member(place, name), material);
    if (made instanceof Unmakeable) return made;
    members[name] = made;
  }
  return fc.record(members).map(withoutAbsent);
}

/** Absent is absent: nobody writes `name: undefined`, and the two must not be told apart by what follows. */
const withoutAbsent = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));

function array(schema: z.ZodArray, place: Place, material: Material): Made {
  const { min, max } = lengthOf(schema, MOST_ITEMS);
  const length = { minLength: min, maxLength: Math.max(min, Math.min(max, MOST_ITEMS)) };
  const element = schema.element as z.ZodType;
  const made = make(element, item(place), material);
  if (made instanceof Unmakeable) return made.harmless && min === 0 ? fc.constant([]) : made;
  const name = itemName(schema);
  if (!name) return fc.array(made, length);
  const selector = (value: unknown): string => {
    const parsed = element.safeParse(value);
    return parsed.success ? name(parsed.data) : JSON.stringify(value);
  };
  return fc.uniqueArray(made, { ...length, selector });
}

function tuple(schema: z.ZodTuple, place: Place, material: Material): Made {
  const made = (schema.def.items as z.ZodType[]).map((each) => make(each, item(place), material));
  const stuck = made.find((each) => each instanceof Unmakeable);
  return stuck ?? fc.tuple(...(made as fc.Arbitrary<unknown>[]));
}

function record(schema: z.ZodRecord, place: Place, material: Material): Made {
  const values = make(schema.valueType as z.ZodType, entry(place), material);
  if (values instanceof Unmakeable) return values.harmless ? fc.constant({}) : values;
  const keyType = schema.keyType as z.ZodType;
  const names = namesOf(keyType);
  if (names)
    return fc.record(Object.fromEntries(names.map((name) => [name, values])), {
      requiredKeys: (schema.def as { mode?: string }).mode === "loose" || isPartial(schema) ? [] : [...names],
    });
  const plain = keyType instanceof z.ZodString && !hasMoreChecks(keyType);
  const keys = plain
    ? identifier()
    : (make(keyType, member(place, "(key)"), material) as fc.Arbitrary<string> | Unmakeable);
  if (keys instanceof Unmakeable) return keys;
  return fc.dictionary(keys, values, { maxKeys: MOST_ITEMS, noNullPrototype: true });
}

const namesOf = (schema: z.ZodType): readonly string[] | undefined => {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...(schema.values as Set<unknown>)].map(String);
  return undefined;
};
const isPartial = (schema: z.ZodRecord): boolean => (schema.def as { partial?: boolean }).partial === true;

function string(schema: z.ZodType): fc.Arbitrary<unknown> {
  const known = formatted(formatOf(schema) ?? "");
  if (known) return known;
  const pattern = patternOf(schema);
  return pattern ? fc.stringMatching(pattern) : text(lengthOf(schema, Infinity));
}

/** What JSON can hold, small. */
const anything = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.boolean(),
    fc.integer({ min: -9, max: 99 }),
    fc.constantFrom(null, -0, 0.1 + 0.2, 1e21, 5e-324),
    text({ min: 0, max: 40 }),
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 2 }),
    fc.dictionary(identifier(), fc.oneof(fc.boolean(), text({ min: 0, max: 20 })), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  );

function custom(schema: z.ZodCustom, place: Place, material: Material): Made {
  if (takesSecrets(schema)) return fc.constantFrom(...material.secrets.map((name) => env(name)));
  const kinds = referenceKinds(schema, material.kinds);
  if (kinds.length === 0)
    return new Unmakeable(
      place,
      "its check is a function, which cannot be read. (Where it holds references: give `friends`, and their `kinds`.)",
      false,
    );
  const friends = material.friends.filter((friend) => kinds.includes(friend.kind));
  if (friends.length === 0) {
    material.onFriendless?.(place.path, kinds);
    return new Unmakeable(place, `there is no friend of the kind ${kinds.join(" or ")}.`, true);
  }
  return fc.oneof(fc.constantFrom(...friends), fc.constantFrom(...friends.map((f) => ref(f.kind, f.key))));
}
