import {
  error,
  reveal,
  isKnown,
  refText,
  withValue,
  type Diagnostic,
  type Ref,
  type Secret,
  type Spec,
} from "@posthog-definitions/core";
import { mapLeaves, refsIn, pathOfRef, suggest, type Registry, type Resolved } from "@posthog-definitions/core/kind";
import { ownerKey, type Pairing } from "./pair.js";
import type { World } from "./world.js";

export interface WantsInput {
  readonly world: World;
  readonly pairing: Pairing;
  readonly definitions: readonly Resolved[];
  readonly registry: Registry;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * What a definition says, with every reference in the one form that rows decode to as well (a key where the row is
 * managed, an id where it is not, with the lookup that led to it), and every secret with the value that the environment gives it.
 */
export function wanted(definition: Resolved, input: WantsInput, diagnostics: Diagnostic[]): Spec {
  const fail: Fail = (ref, code, message, hint) => {
    // A field that takes a text for a reference (an owner's address) has none before it is parsed.
    const path = pathOfRef(definition.definition.spec, ref) ?? pathOfRef(definition.spec, ref);
    diagnostics.push(
      error(code, message, {
        address: definition.address,
        ...(path ? { path } : {}),
        ...(definition.place ? { place: definition.place } : {}),
        ...(hint ? { hint } : {}),
      }),
    );
  };
  const secret = (found: Secret): Secret => {
    if (!("$env" in found) || isKnown(found)) return found;
    const value = input.env[found.$env];
    return value === undefined || value === "" ? found : withValue(found, value);
  };
  return mapLeaves(definition.spec, { ref: (ref) => settled(ref, input, fail), secret }) as Spec;
}

/**
 * What a row means, with its references in that same form. A normal form may turn an id that differs between projects
 * into a lookup by name, on both sides; what fits nothing stays as it is, and differs.
 */
export function withSettledLookups(have: Spec, input: WantsInput): Spec {
  if (!refsIn(have).some((ref) => ref.lookup !== undefined)) return have;
  return mapLeaves(have, { ref: (ref) => settled(ref, input, () => undefined) }) as Spec;
}

type Fail = (
  ref: Ref,
  code: "reference-not-found" | "lookup-not-found" | "lookup-ambiguous",
  message: string,
  hint?: string,
) => void;

function settled(ref: Ref, input: WantsInput, fail: Fail): Ref {
  if (ref.key !== undefined) return byKey(ref, ref.key, input, fail);
  if (ref.id !== undefined) return byId(ref, ref.id, input);
  const rows = (input.world.rows.get(ref.$ref) ?? []).filter((live) =>
    Object.entries(ref.lookup ?? {}).every(([field, value]) => live.row[field] === value),
  );
  if (rows.length === 1) return byId(ref, rows[0]!.id, input);
  const made = rows.length === 0 ? madeHere(ref, input) : undefined;
  if (made !== undefined) return made;
  if (rows.length === 0) {
    const [field, value] = Object.entries(ref.lookup ?? {})[0] ?? [];
    const known = (input.world.rows.get(ref.$ref) ?? [])
      .map((live) => live.row[field ?? ""])
      .filter((v) => typeof v === "string");
    const close = typeof value === "string" ? suggest(value, known) : undefined;
    fail(
      ref,
      "lookup-not-found",
      `The project has no ${ref.$ref} that fits ${refText(ref)}.`,
      close ? `Did you mean "${close}"?` : "A lookup takes whole values, letter by letter as they stand in PostHog.",
    );
  } else {
    fail(
      ref,
      "lookup-ambiguous",
      `${rows.length} rows fit ${refText(ref)}: ${rows.map((row) => row.id).join(", ")}.`,
      `Name more of its fields, or use lookup("${ref.$ref}", { id: ${JSON.stringify(rows[0]!.id)} }).`,
    );
  }
  return ref;
}

function byKey(ref: Ref, key: string, input: WantsInput, fail: Fail): Ref {
  const known = keysOf(ref.$ref, input);
  const there = known.exact.get(key) ?? (known.folds ? known.folded.get(key.toLowerCase()) : undefined);
  if (there !== undefined) return { ...ref, key: there };
  const close = suggest(key, known.exact.keys());
  fail(
    ref,
    "reference-not-found",
    `${refText(ref)} is neither defined here nor managed in the project.`,
    close
      ? `Did you mean "${close}"?`
      : `Define it, or point at a row that nobody manages with lookup("${ref.$ref}", { name: "…" }).`,
  );
  return ref;
}

/** A definition whose key is what is looked up: its row is not there yet. */
function madeHere({ lookup = {}, ...ref }: Ref, { definitions, registry }: WantsInput): Ref | undefined {
  const column = registry.target(ref.$ref)?.identity.column;
  const [[field, key] = [], ...more] = Object.entries(lookup);
  if (column === undefined || field !== column || more.length > 0) return undefined;
  const made = definitions.find((definition) => definition.kind.name === ref.$ref && definition.key === key);
  return made && { ...ref, key: made.key };
}

/** The keys of a kind that a reference may name: of definitions, then of rows that others manage. */
interface Keys {
  readonly exact: Map<string, string>;
  readonly folded: Map<string, string>;
  readonly folds: boolean;
}
const keysOfPlan = new WeakMap<WantsInput["pairing"], Map<string, Keys>>();

function keysOf(kind: string, { pairing, definitions, registry }: WantsInput): Keys {
  let kinds = keysOfPlan.get(pairing);
  if (!kinds) keysOfPlan.set(pairing, (kinds = new Map()));
  let keys = kinds.get(kind);
  if (keys) return keys;
  keys = { exact: new Map(), folded: new Map(), folds: registry.target(kind)?.identity.foldsCase === true };
  const prefix = `${kind}.`;
  const defined = definitions.filter((definition) => definition.kind.name === kind).map((definition) => definition.key);
  const managed = [...pairing.managed.keys()].filter((a) => a.startsWith(prefix)).map((a) => a.slice(prefix.length));
  for (const key of [...defined, ...managed]) {
    if (!keys.exact.has(key)) keys.exact.set(key, key);
    if (!keys.folded.has(key.toLowerCase())) keys.folded.set(key.toLowerCase(), key);
  }
  kinds.set(kind, keys);
  return keys;
}

function byId(ref: Ref, id: string | number, input: WantsInput): Ref {
  const { lookup, id: _id, ...rest } = ref;
  const key = input.pairing.owners.get(ownerKey(ref.$ref, id));
  // The plan shows what was looked up; what is compared and sent is the id.
  return key === undefined ? { ...rest, id, ...(lookup ? { lookup } : {}) } : { ...rest, key };
}

/** Names of environment variables that a body needs and that are not set. */
export function missingEnv(body: unknown): string[] {
  const names = new Set<string>();
  mapLeaves(body, {
    secret: (secret) => {
      if ("$env" in secret && reveal(secret) === undefined) names.add(secret.$env);
      return secret;
    },
  });
  return [...names];
}
