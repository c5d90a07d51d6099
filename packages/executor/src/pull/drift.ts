import {
  isError,
  type Definition,
  type FieldChange,
  type Ref,
  type Spec,
  type Statement,
} from "@posthog-definitions/core";
import {
  fieldOf,
  itemName,
  mapLeaves,
  refsIn,
  resolve,
  same,
  type Kind,
  type Located,
  type LocatedStatement,
  type Resolved,
} from "@posthog-definitions/core/kind";
import { decoding, meaning, plan, type Comparison, type Pairing } from "@posthog-definitions/planner";
import { forms, lookupOf } from "./express.js";
import type { Reader } from "./reader.js";
import type { PullScope } from "./scope.js";

/** One way to say a definition: with what its file says, and with what stands in PostHog. */
export interface Said {
  readonly file: Spec;
  readonly live: Spec;
  /** By field, for lists whose order means nothing: what tells their items apart. */
  readonly items: Readonly<Record<string, { readonly file: readonly string[]; readonly live: readonly string[] }>>;
}

/** A definition in a file that stays, whose row was changed in PostHog since it was applied. */
export interface Drifted {
  readonly address: string;
  readonly kind: Kind;
  readonly definition: Definition;
  /** What differs, in the user's words: `before` stands in PostHog, `after` in the file. */
  readonly fields: readonly FieldChange[];
  /** The shortest first. The next one is for files that say it in other words. */
  readonly ways: readonly Said[];
}

export interface Drift {
  readonly drifted: readonly Drifted[];
  /** Addresses that differ from their rows otherwise: the file may have changed too. */
  readonly unclear: readonly string[];
  /**
   * What would still differ from the rows that were read if the files said this, by address of the drifted definitions that
   * were edited. `undefined` where the edit is not to be believed: something is wrong with the definitions, one that was not
   * to be edited says something else than before, or a difference is neither gone nor what it was.
   */
  remaining(
    files: { readonly definitions: readonly Located[]; readonly statements: readonly LocatedStatement[] },
    edited: ReadonlySet<string>,
  ): ReadonlyMap<string, readonly FieldChange[]> | undefined;
}

export interface DriftInput extends PullScope {
  readonly reader: Reader;
  readonly definitions: readonly Resolved[];
  readonly statements: readonly Statement[];
  readonly pairing: Pairing;
  /** Addresses of definitions whose files stay. */
  readonly kept: readonly string[];
}

/** Compares definitions that stay with their rows, as the plan does. */
export async function driftOf(input: DriftInput): Promise<Drift> {
  const { reader, registry, kept, definitions } = input;
  await readWhole(input);
  const only = new Set(kept);
  const compared = (all: readonly Resolved[], statements: readonly Statement[]): Comparison[] => {
    const { comparisons } = plan({
      definitions: all,
      statements,
      registry,
      world: reader.state,
      env: {},
      only,
      projectUrl: "",
      ...(input.namespace === undefined ? {} : { namespace: input.namespace }),
    });
    return comparisons.filter(({ definition, action }) => action === "update" && only.has(definition.address));
  };

  const differing = compared(definitions, input.statements)
    .map((one) => ({ ...one, fields: one.fields.filter(isOfRow) }))
    .filter(({ fields }) => fields.length > 0);
  const drifted = differing.filter(({ origin }) => origin === "drift");
  return {
    drifted: drifted.map((one) => ({
      address: one.definition.address,
      kind: one.definition.kind,
      definition: one.definition.definition,
      fields: one.fields,
      ways: waysToSay(one, (ref) => (ref.key === undefined ? lookupOf(ref, reader.state, registry) : ref)),
    })),
    unclear: differing.filter(({ origin }) => origin === "unknown").map(({ definition }) => definition.address),
    remaining(files, edited) {
      const found = resolve({ ...input, definitions: files.definitions, statements: files.statements });
      if (found.diagnostics.some(isError) || !isElseAsBefore(definitions, found.definitions, edited)) return undefined;
      const left = compared(found.definitions, found.statements);
      const fieldsOf = (address: string): FieldChange[] =>
        left.find(({ definition }) => definition.address === address)?.fields.filter(isOfRow) ?? [];
      const mine = drifted
        .filter(({ definition }) => edited.has(definition.address))
        .map(({ definition: { address }, fields }) => ({ address, fields, left: fieldsOf(address) }));
      // Halves of a difference are nobody's.
      if (mine.some((one) => one.left.some((each) => !one.fields.some((field) => same(field, each))))) return undefined;
      return new Map(mine.map(({ address, left }) => [address, left]));
    },
  };
}

function isElseAsBefore(before: readonly Resolved[], after: readonly Resolved[], edited: ReadonlySet<string>): boolean {
  const specs = new Map(before.map(({ address, spec }) => [address, spec]));
  return (
    after.length === specs.size &&
    after.every(({ address, spec }) => edited.has(address) || same(spec, specs.get(address)))
  );
}

/** Protection is the file's to say, and stands in the mark. */
const isOfRow = ({ path }: FieldChange): boolean => path[0] !== "protect";

/** Everything that comparing these definitions takes, as a plan of them would read it. */
async function readWhole({ reader, registry, kept, definitions, pairing }: DriftInput): Promise<void> {
  const mine = definitions.filter(({ address }) => kept.includes(address));
  await reader.list(mine.flatMap(({ kind, spec }) => [kind.name, ...refsIn(spec).map((ref) => ref.$ref)]));
  await Promise.all([...new Set(mine.map(({ kind }) => kind))].map((kind) => reader.prepare(kind)));
  const rows = await Promise.all(
    mine.map(async ({ kind, address }) => {
      const live = pairing.rows.get(address);
      return live ? { kind, live: await reader.detail(kind, live) } : { kind };
    }),
  );
  const at = decoding({ world: reader.state, pairing, registry });
  await reader.list(
    rows.flatMap(({ kind, live }) => (live ? refsIn(meaning(kind, live.row, at)).map((ref) => ref.$ref) : [])),
  );
}

/** The two sides in every form that both can be said in. */
function waysToSay({ definition, want, have }: Comparison, ref: (ref: Ref) => Ref): Said[] {
  const { kind, asListed = {} } = definition;
  const [file, live] = [want, have ?? {}].map((spec) => mapLeaves(spec, { ref }) as Spec) as [Spec, Spec];
  return forms.flatMap((form) => {
    try {
      return [inFileOrder(kind, asListed, { file, live }, (spec) => form(kind, spec))];
    } catch {
      // What one form cannot say, the next one may.
      return [];
    }
  });
}

/** Lists whose order means nothing are put into the order of the file: what was written first stays first. */
function inFileOrder(
  kind: Kind,
  asListed: Spec,
  specs: { readonly file: Spec; readonly live: Spec },
  say: (spec: Spec) => Spec,
): Said {
  const said = { file: { ...say(specs.file) }, live: { ...say(specs.live) } };
  const items: Record<string, { file: string[]; live: string[] }> = {};
  for (const field of Object.keys(kind.spec.shape)) {
    const schema = fieldOf(kind.spec, field);
    const name = schema && itemName(schema);
    if (!name) continue;
    const order = listIn(asListed, field).map(name);
    const sorted = (side: "file" | "live"): { names: string[]; list: unknown[] } | undefined => {
      const list = listIn(specs[side], field).flatMap((item) =>
        listIn(say({ ...specs[side], [field]: [item] }), field).map((short) => ({ name: name(item), short })),
      );
      if (list.length !== listIn(said[side], field).length) return undefined;
      const rank = (of: string): number => (order.includes(of) ? order.indexOf(of) : order.length);
      list.sort((a, b) => rank(a.name) - rank(b.name));
      return { names: list.map((each) => each.name), list: list.map((each) => each.short) };
    };
    const [file, live] = [sorted("file"), sorted("live")];
    if (!file || !live) continue;
    if (field in said.file) said.file[field] = file.list;
    if (field in said.live) said.live[field] = live.list;
    items[field] = { file: file.names, live: live.names };
  }
  return { ...said, items };
}

const listIn = (spec: Spec, field: string): readonly unknown[] => {
  const value = spec[field];
  return Array.isArray(value) ? (value as unknown[]) : [];
};
