import {
  error,
  warning,
  type Action,
  type Diagnostic,
  type FieldChange,
  type Origin,
  type Path,
  type Spec,
  refText,
} from "@posthog-definitions/core";
import {
  decided,
  overlaid,
  same,
  specDifferences,
  specHash,
  type Decoding,
  type Mark,
  type Resolved,
} from "@posthog-definitions/core/kind";
import { facetsOf, meaning } from "./view.js";
import { wanted, withSettledLookups, type WantsInput } from "./wants.js";
import type { LiveRow } from "./world.js";

/** A definition beside its row, before anything is said about requests. */
export interface Comparison {
  readonly definition: Resolved;
  readonly action: Action | "none";
  /** What is wanted, with everything that is not ours to decide taken from the row. */
  readonly want: Spec;
  /** What is there, as far as it is ours to compare; absent for a create. */
  readonly have: Spec | undefined;
  readonly live: LiveRow | undefined;
  /** What the row's mark says now. */
  readonly mark: Mark | undefined;
  readonly fields: readonly FieldChange[];
  readonly origin: Origin;
  /** What the mark will say. */
  readonly hash: string;
}

/** `<address>` to the fields that another definition decides. */
export type Governed = ReadonlyMap<string, readonly string[]>;

/** Where two definitions would decide one field of the server, one of them says so. */
export function governedFields(definitions: readonly Resolved[]): Governed {
  const governed = new Map<string, string[]>();
  for (const { kind, spec } of definitions)
    for (const [, facet] of facetsOf(kind))
      for (const { of, field } of facet.governs?.(spec) ?? [])
        governed.set(refText(of), [...(governed.get(refText(of)) ?? []), field]);
  return governed;
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
  input: WantsInput & { readonly at: Decoding; readonly governed: Governed; readonly namespace?: string },
  diagnostics: Diagnostic[],
): Comparison {
  const { kind, address, key } = definition;
  const live = input.pairing.rows.get(address);
  const mark = input.pairing.marks.get(address);
  const keyField = kind.unique && kind.unique.from === undefined ? kind.unique.field : undefined;
  const hash = hashOf(definition);
  const base = wanted(definition, input, diagnostics);
  if (!live) {
    const want = keyField === undefined ? base : { ...base, [keyField]: key };
    return {
      definition,
      action: "create",
      want: base,
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
  let want = overlaid(kind.spec, base, have, [...definition.ignore, ...(input.governed.get(address) ?? [])]);
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
  const fields = [...keyChange, ...specDifferences(kind.spec, have, want)];
  const marked =
    kind.identity.carrier === undefined
      ? mark !== undefined || kind.identity.adopts === true
      : isMarked(mark, definition, input.namespace);
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
    fields,
    origin: action === "none" ? "file" : originOf(definition, mark, hash, have),
    hash,
  };
}

function isMarked(mark: Mark | undefined, definition: Resolved, namespace: string | undefined): boolean {
  if (!mark || mark.namespace !== namespace) return false;
  return definition.kind.identity.foldsCase
    ? mark.key.toLowerCase() === definition.key.toLowerCase()
    : mark.key === definition.key;
}

/** A hash may tell who made a change. It never decides that nothing changed. */
function originOf(definition: Resolved, mark: Mark | undefined, hash: string, have: Spec): Origin {
  if (mark?.hash === undefined) return "unknown";
  if (mark.hash === hash) return "drift";
  return mark.hash === specHash(decided(definition.kind.spec, definition.spec, have)) ? "file" : "unknown";
}

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

/** What stands in the way of making a row: somebody else's row with its name. */
export function obstacles(
  comparison: Comparison,
  input: WantsInput & { url(live: LiveRow): string | undefined },
): Diagnostic[] {
  const { definition, action, want } = comparison;
  if (action !== "create") return [];
  const { kind, address, key, place } = definition;
  const at = { address, ...(place ? { place } : {}) };
  const foreign = (input.world.rows.get(kind.name) ?? []).filter(
    (live) => !input.pairing.owners.has(`${kind.name}:${String(live.id)}`),
  );
  const named = (live: LiveRow): string => input.url(live) ?? `row ${live.id}`;
  if (kind.unique) {
    const { field, from, same: sameValue = (a: string, b: string) => a === b } = kind.unique;
    const value = from === undefined ? key : want[from];
    const holder = foreign.find(
      (live) => typeof live.row[field] === "string" && sameValue(live.row[field], String(value)),
    );
    if (holder)
      return [
        error(
          "unique-held",
          `A ${kind.name} that is not managed here has the ${field} "${String(value)}" already: ${named(holder)}.`,
          {
            ...at,
            hint: `To take it over, add: export default adopt("${address}", ${JSON.stringify(holder.id)});`,
          },
        ),
      ];
  }
  const title = kind.title?.(want);
  const namesake =
    title === undefined
      ? undefined
      : foreign.find((live) => live.marks.length === 0 && kind.title?.(live.row) === title);
  if (!namesake) return [];
  return [
    warning(
      "same-name",
      `${address} will be created, but there is a ${kind.name} named "${title}" that is not managed: ${named(namesake)}.`,
      {
        ...at,
        hint: `If somebody took our mark off it, take it over with: export default adopt("${address}", ${JSON.stringify(namesake.id)});`,
      },
    ),
  ];
}
