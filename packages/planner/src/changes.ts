import {
  warning,
  type Action,
  type Diagnostic,
  type FieldChange,
  type Origin,
  type Path,
  type Spec,
  isPlain,
  isSecret,
  refText,
} from "@posthog-definitions/core";
import {
  decided,
  mapLeaves,
  normalised,
  overlaid,
  same,
  specDifferences,
  specHash,
  writtenPath,
  type Decoding,
  type Governed,
  type Mark,
  type Resolved,
} from "@posthog-definitions/core/kind";
import { isReplaced } from "./fixed.js";
import { facetsOf, meaning } from "./view.js";
import { wanted, withSettledLookups, type WantsInput } from "./wants.js";
import type { LiveRow } from "./world.js";

/** A definition beside its row, before anything is said about requests. */
export interface Comparison {
  readonly definition: Resolved;
  readonly action: Action | "none";
  /** What is wanted, with everything that is not ours to decide taken from the row. */
  readonly want: Spec;
  /** What is there, as far as it is ours to compare; absent for what is created or replaced. */
  readonly have: Spec | undefined;
  /** The row that is written; absent for what is created or replaced. */
  readonly live: LiveRow | undefined;
  /** For `replace`: the row that goes. */
  readonly replaces?: LiveRow;
  /** What the row's mark says now. */
  readonly mark: Mark | undefined;
  readonly fields: readonly FieldChange[];
  readonly origin: Origin;
  /** What the mark will say. */
  readonly hash: string;
}

/** `<address>` to the fields of it that another definition decides. */
export type GovernedFields = ReadonlyMap<string, readonly Governed[]>;

/** Where two definitions would decide one field of the server, one of them says so. */
export function governedFields(definitions: readonly Resolved[]): GovernedFields {
  const governed = new Map<string, Governed[]>();
  for (const { kind, spec } of definitions)
    for (const [, facet] of facetsOf(kind))
      for (const one of facet.governs?.(spec) ?? [])
        governed.set(refText(one.of), [...(governed.get(refText(one.of)) ?? []), one]);
  return governed;
}

/** With the values that others give to fields of a row which is being created. */
function withGoverned(spec: Spec, governed: readonly Governed[]): Spec {
  return governed.reduce(
    (out, { field, value }) => (value === undefined ? out : (withValueAt(out, field.split("."), value) as Spec)),
    spec,
  );
}

function withValueAt(inside: unknown, [head, ...rest]: readonly string[], value: unknown): unknown {
  if (head === undefined) return value;
  const there = isPlain(inside) ? inside : {};
  return { ...there, [head]: withValueAt(there[head], rest, value) };
}

/** A definition is planned again after every round. */
const hashes = new WeakMap<Resolved, string>();
function hashOf(definition: Resolved): string {
  let hash = hashes.get(definition);
  if (hash === undefined) hashes.set(definition, (hash = specHash(definition.spec)));
  return hash;
}

/** What is there against what is wanted, for one definition. */
export function compare(
  definition: Resolved,
  input: WantsInput & { readonly at: Decoding; readonly governed: GovernedFields; readonly namespace?: string },
  diagnostics: Diagnostic[],
): Comparison {
  const { kind, address, key } = definition;
  const live = input.pairing.rows.get(address);
  const mark = input.pairing.marks.get(address);
  const keyField = kind.unique && kind.unique.from === undefined ? kind.unique.field : undefined;
  const hash = hashOf(definition);
  const governed = input.governed.get(address) ?? [];
  const base = wanted(definition, input, diagnostics);
  if (!live) {
    const made = withGoverned(base, governed);
    const want = keyField === undefined ? made : { ...made, [keyField]: key };
    return {
      definition,
      action: "create",
      want: made,
      have: undefined,
      live,
      mark,
      fields: asCreated(kind.spec, want),
      origin: "file",
      hash,
    };
  }

  const whole = withSettledLookups(meaning(kind, live.row, input.at), input);
  let have: Spec = whole;
  for (const [field, facet] of facetsOf(kind))
    if (facet.ours && base[field] !== undefined)
      have = { ...have, [field]: facet.ours(whole[field], base[field], input.at) };
  if (kind.ours) have = kind.ours(have, base) as Spec;
  const others = [...definition.ignore, ...governed.map((one) => one.field)];
  let want = overlaid(kind.spec, base, have, others);
  // What others decide may leave no sense in what the file says beside it: a list's options, where the UI made it a text.
  if (others.length > 0) want = withSettledLookups(normalised(kind, want) as Spec, input);
  if (kind.settle)
    want = kind.settle(want, have, {
      applied: mark?.hash === hash,
      warn: (path: Path, message: string) => {
        diagnostics.push(warning("not-supported", message, { address, path }));
      },
    }) as Spec;

  const keyChange: FieldChange[] =
    keyField !== undefined && live.row[keyField] !== key
      ? [{ path: [keyField], before: live.row[keyField], after: key }]
      : [];
  const fields = [...keyChange, ...specDifferences(kind.spec, have, want), ...protection(definition, mark)];
  const marked =
    kind.identity.carrier === undefined
      ? mark !== undefined || kind.identity.adopts === true
      : isMarked(mark, definition, input.namespace);
  if (isReplaced(definition, live, mark, fields, diagnostics))
    return {
      definition,
      action: "replace",
      want: withGoverned(base, governed),
      have: undefined,
      live: undefined,
      replaces: live,
      mark,
      fields,
      origin: originOf(definition, mark, hash, have, fields),
      hash,
    };
  const action: Comparison["action"] = !marked
    ? mark === undefined
      ? "adopt"
      : "move"
    : fields.length > 0
      ? "update"
      : "none";
  return {
    definition,
    action,
    want,
    have,
    live,
    mark,
    fields: action === "adopt" ? fields.map((field) => withUnnamed(field, definition)) : fields,
    // The key of a row that moves was changed in the file; whatever else differs tells.
    origin:
      action === "none"
        ? "file"
        : originOf(
            definition,
            mark,
            hash,
            have,
            action === "move" ? fields.filter((f) => !keyChange.includes(f)) : fields,
          ),
    hash,
  };
}

/** Who takes a row over should see what goes from it only because the file is silent. */
function withUnnamed(field: FieldChange, { definition, kind }: Resolved): FieldChange {
  const written = definition.spec as Spec;
  const [head] = writtenPath(kind.shorthands ?? {}, written, field.path);
  const alias = Object.entries(kind.aliases ?? {}).find(([, name]) => name === head)?.[0];
  const named = [String(head), alias].some((name) => name !== undefined && written[name] !== undefined);
  return named ? field : { ...field, unnamed: true };
}

/** A row remembers that it is protected, so that it is when its definition has left the files. */
function protection({ kind, protect }: Resolved, mark: Mark | undefined): FieldChange[] {
  const before = mark?.protect ?? false;
  if (kind.identity.carrier === undefined || mark === undefined || before === protect) return [];
  return [{ path: PROTECT, before, after: protect }];
}
const PROTECT: Path = ["protect"];

function isMarked(mark: Mark | undefined, definition: Resolved, namespace: string | undefined): boolean {
  if (!mark || mark.namespace !== namespace) return false;
  return definition.kind.identity.foldsCase
    ? mark.key.toLowerCase() === definition.key.toLowerCase()
    : mark.key === definition.key;
}

/**
 * A hash may tell who made a change. It never decides that nothing changed. Protection is in no hash, and nowhere to be
 * changed but in a file; secrets are in no hash, and change in PostHog or in a variable.
 */
function originOf(
  definition: Resolved,
  mark: Mark | undefined,
  hash: string,
  have: Spec,
  fields: readonly FieldChange[],
): Origin {
  if (mark && fields.every(({ path }) => path === PROTECT)) return "file";
  if (mark?.hash === undefined) return "unknown";
  if (fields.length > 0 && fields.every(({ before, after }) => isSecret(before) || isSecret(after))) return "unknown";
  if (mark.hash === hash) return "drift";
  return mark.hash === specHash(asWritten(decided(definition.kind.spec, definition.spec, have))) ? "file" : "unknown";
}

/** Rows that were looked up without their ids: a file has none, and neither has the hash of one. */
const asWritten = (have: Spec): unknown =>
  mapLeaves(have, { ref: ({ id, ...rest }) => (rest.lookup === undefined ? { ...rest, id } : rest) });

/** A create shows what the file says, one line per field. */
function asCreated(schema: Resolved["kind"]["spec"], want: Spec): FieldChange[] {
  return Object.entries(want)
    .filter(([field, value]) => value !== undefined && !same(value, defaultOf(schema, field)))
    .map(([field, value]): FieldChange => ({ path: [field], before: undefined, after: value }));
}

function defaultOf(schema: Resolved["kind"]["spec"], field: string): unknown {
  const of = schema.shape[field] as { safeParse(value: unknown): { success: boolean; data?: unknown } } | undefined;
  const parsed = of?.safeParse(undefined);
  return parsed?.success ? parsed.data : undefined;
}
