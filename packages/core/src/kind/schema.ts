import { z } from "zod";
import { isDefinition } from "../definition.js";
import { isRef, type Ref, type Reference } from "../reference.js";
import { isSecret, type EnvSecret } from "../secret.js";
import { byCodeUnits, isPlain, own } from "../values.js";

/** A field that holds another definition: takes the definition itself, `ref(…)` or `lookup(…)`, and gives a {@link Ref}. */
export function refTo<K extends string>(
  kind: K,
): z.ZodPipe<z.ZodCustom<Reference<K>, Reference<K>>, z.ZodTransform<Ref<K>, Reference<K>>> {
  return z
    .custom<Reference<K>>(
      (value) => (isDefinition(value) ? value.kind === kind : isRef(value) && value.$ref === kind),
      {
        error: (issue) =>
          `expected ${article(kind)} ${kind}, ref("${kind}", …) or lookup("${kind}", …), ${gotText(issue.input)}`,
      },
    )
    .transform((value): Ref<K> => toRef(value));
}

/** A definition as a reference to it; a reference as it is. */
export function toRef<K extends string>(value: Reference<K>): Ref<K> {
  return isDefinition(value) ? { $ref: value.kind as K, key: value.key } : (value as Ref<K>);
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? "an" : "a");
function gotText(value: unknown): string {
  if (isDefinition(value)) return `got ${article(value.kind)} ${value.kind}`;
  if (isRef(value)) return `got a reference to ${article(value.$ref)} ${value.$ref}`;
  return value === undefined ? "got nothing" : `got ${Array.isArray(value) ? "a list" : typeof value}`;
}

/** A field that holds `env("NAME")`. */
export const envSecret = (): z.ZodCustom<EnvSecret, EnvSecret> =>
  z.custom<EnvSecret>((value) => isSecret(value), {
    error: `expected env("NAME"): a secret never stands in a file`,
  });

/** Absent = left alone: taking it out leaves the server as it is. Must be the outermost wrapper of a field. */
export const unmanaged = <T extends z.ZodType>(schema: T): z.ZodOptional<T> =>
  schema.optional().meta({ unmanaged: true });

/** A list whose order means nothing: compared, and named in the plan, by what each item is (`tiles.insight.signups.layout`). */
export const keyed = <T extends z.ZodArray>(list: T, name: (item: z.output<T>[number]) => string): T =>
  list.meta({ keyed: name }) as T;

/** Free tags, as PostHog folds them, and of the length that they have then; left alone when absent, since people tag in the UI from day to day. */
export const tags = () => unmanaged(z.array(z.string().trim().toLowerCase().max(255)).transform(foldTags));

/** Trimmed, lower-cased, each once, in code unit order: PostHog's own order means nothing. */
export const foldTags = (tags: readonly unknown[] | null | undefined): string[] =>
  [...new Set((tags ?? []).filter((t): t is string => typeof t === "string").map((t) => t.trim().toLowerCase()))].sort(
    byCodeUnits,
  );

/**
 * A strict object, some of whose fields are accepted under a second name. Both at once is an error. At the top of a kind,
 * use the kind's own `aliases` instead.
 */
export function aliased<Shape extends z.ZodRawShape>(
  shape: Shape,
  aliases: Readonly<Record<string, keyof Shape & string>>,
): z.ZodType<z.output<z.ZodObject<Shape>>, z.input<z.ZodObject<Shape>>> {
  const object = z.strictObject(shape);
  const schema = z.preprocess((value, context) => {
    const { value: named, conflicts } = canonical(value, aliases);
    for (const { alias, name } of conflicts)
      context.addIssue({
        code: "custom",
        path: [alias],
        message: bothNames(alias, name),
        params: { code: "alias-conflict" },
      });
    return named;
  }, object);
  return schema.meta({ object }) as unknown as z.ZodType<z.output<z.ZodObject<Shape>>, z.input<z.ZodObject<Shape>>>;
}

export const bothNames = (alias: string, name: string): string =>
  `\`${alias}\` and \`${name}\` are two names of one field; use \`${name}\` alone`;

/** The same object with every field under its own name. */
export function canonical(
  value: unknown,
  aliases: Readonly<Record<string, string>>,
): { value: unknown; conflicts: { alias: string; name: string }[] } {
  const conflicts: { alias: string; name: string }[] = [];
  if (!isPlain(value)) return { value, conflicts };
  const out: Record<string, unknown> = { ...value };
  for (const [alias, name] of Object.entries(aliases)) {
    if (!Object.hasOwn(out, alias)) continue;
    if (Object.hasOwn(out, name)) conflicts.push({ alias, name });
    else out[name] = out[alias];
    delete out[alias];
  }
  return { value: out, conflicts };
}

// ── what the planner asks of a schema

interface Meta {
  readonly unmanaged?: boolean;
  readonly keyed?: (item: unknown) => string;
  readonly object?: z.ZodObject;
}
const metaOf = (schema: z.ZodType): Meta => (schema.meta() ?? {}) as Meta;

/** From the outermost wrapper inwards. */
function* layers(schema: z.ZodType): Generator<z.ZodType> {
  let at: z.ZodType | undefined = schema;
  while (at) {
    yield at;
    const { object } = metaOf(at);
    if (object) at = object;
    else if (at instanceof z.ZodPipe) at = (at.in instanceof z.ZodTransform ? at.out : at.in) as z.ZodType;
    else if (
      at instanceof z.ZodOptional ||
      at instanceof z.ZodNullable ||
      at instanceof z.ZodDefault ||
      at instanceof z.ZodReadonly
    )
      at = at.unwrap() as z.ZodType;
    else return;
  }
}

/** Schemas never change, and are asked the same questions for every definition. */
function remembered<T>(ask: (schema: z.ZodType) => T): (schema: z.ZodType) => T {
  const answers = new WeakMap<z.ZodType, { readonly answer: T }>();
  return (schema) => {
    let known = answers.get(schema);
    if (!known) answers.set(schema, (known = { answer: ask(schema) }));
    return known.answer;
  };
}

/** The object inside whatever wraps it, if there is one. */
export const objectIn: (schema: z.ZodType) => z.ZodObject | undefined = remembered((schema) => {
  for (const layer of layers(schema)) if (layer instanceof z.ZodObject) return layer;
  return undefined;
});

/** What is inside all wrappers. */
export const unwrapped: (schema: z.ZodType) => z.ZodType = remembered((schema) => [...layers(schema)].at(-1)!);

/** Whether a field is left alone when it is absent. */
export const isUnmanaged: (schema: z.ZodType) => boolean = remembered((schema) => {
  for (const layer of layers(schema)) if (metaOf(layer).unmanaged) return true;
  return false;
});

/** What tells the items of an unordered list apart; `undefined` for a list whose order counts. */
export const itemName: (schema: z.ZodType) => ((item: unknown) => string) | undefined = remembered((schema) => {
  for (const layer of layers(schema)) {
    const { keyed: name } = metaOf(layer);
    if (name) return name;
  }
  return undefined;
});

/** The schema of a field of an object schema. */
export const fieldOf = (schema: z.ZodType, field: string): z.ZodType | undefined =>
  own(objectIn(schema)?.shape ?? {}, field) as z.ZodType | undefined;
