import type { Statement } from "@posthog-definitions/core";
import { isKindError, refsIn, type Kind, type Resolved } from "@posthog-definitions/core/kind";
import { decoding, meaning, ownerKey, pair, type LiveRow, type Pairing } from "@posthog-definitions/planner";
import { isChosen, type Choice, type Offer } from "./choice.js";
import type { Reader } from "./reader.js";
import type { PullScope } from "./scope.js";

/** A row that is to become a file. */
export interface Chosen {
  readonly kind: Kind;
  readonly live: LiveRow;
}

/** A row that was asked for, and is left out. */
export interface LeftOut {
  readonly kind: string;
  readonly id: LiveRow["id"];
  readonly title?: string;
  /** As a whole sentence. */
  readonly why: string;
}

export interface Gathered {
  readonly chosen: readonly Chosen[];
  readonly leftOut: readonly LeftOut[];
  /** Addresses in files that are not to be written again, whose rows were asked for or referred to. */
  readonly kept: readonly string[];
  /** By address, definitions in files that had a row to be looked for, and have none. */
  readonly rowless: readonly string[];
  /** Of the ids that were asked for, those of no row. */
  readonly missing: readonly { readonly kind: string; readonly id: string }[];
  readonly pairing: Pairing;
}

export interface GatherInput extends Omit<PullScope, "environments"> {
  readonly reader: Reader;
  readonly definitions: readonly Resolved[];
  readonly statements: readonly Statement[];
  /** Whether the file of a definition may be written again. */
  replaceable(address: string): boolean;
}

/** Rows by what is known of them before they are looked at: which can be pulled at all, and why not. */
class Rows {
  pairing!: Pairing;
  /** By {@link ownerKey}: the address of the definition that has the row. */
  private defined = new Map<string, string>();

  constructor(private readonly input: GatherInput) {
    this.pairAgain();
  }

  /** After every list that was read. */
  pairAgain(): void {
    const { reader, namespace } = this.input;
    this.pairing = pair({
      ...this.input,
      world: reader.state,
      url: () => undefined,
      ...(namespace === undefined ? {} : { namespace }),
    });
    this.defined = new Map([...this.pairing.rows].map(([address, live]) => [ownerKey(live.kind, live.id), address]));
  }

  /** Where a definition has it that stays as it is. */
  keptBy(live: LiveRow): string | undefined {
    const address = this.defined.get(ownerKey(live.kind, live.id));
    return address === undefined || this.input.replaceable(address) ? undefined : address;
  }

  /** Why a row cannot be pulled, whoever asks for it. */
  obstacle(live: LiveRow, kind: Kind): string | undefined {
    if (kind.identity.carrier === undefined || live.marks.length === 0) return undefined;
    const ours = live.marks.find(({ namespace }) => namespace === this.input.namespace);
    if (!ours) return `It belongs to the namespace ${live.marks[0]!.namespace ?? "that has no name"}.`;
    const owner = this.pairing.managed.get(`${live.kind}.${ours.key}`);
    return owner && owner.id !== live.id
      ? `It is a copy that carries the mark of ${live.kind}.${ours.key}.`
      : undefined;
  }

  byId(kind: string, id: LiveRow["id"]): LiveRow | undefined {
    return (this.input.reader.state.rows.get(kind) ?? []).find((live) => String(live.id) === String(id));
  }
}

/** Every kind and how many rows of it could be pulled. */
export async function offers(input: GatherInput): Promise<Offer[]> {
  const kinds = [...input.registry.kinds.values()];
  await input.reader.list(kinds.map(({ name }) => name));
  const rows = new Rows(input);
  return kinds.map((kind) => {
    const pullable = (input.reader.state.rows.get(kind.name) ?? []).filter(
      (live) => rows.obstacle(live, kind) === undefined && generatedWhy(kind, live) === undefined,
    );
    const managed = pullable.filter(({ marks }) => kind.identity.carrier !== undefined && marks.length > 0);
    return { kind: kind.name, plural: kind.plural, rows: pullable.length, managed: managed.length };
  });
}

/** Rows of ours are nobody else's work. */
const generatedWhy = (kind: Kind, live: LiveRow): string | undefined =>
  kind.identity.carrier !== undefined && live.marks.length > 0 ? undefined : kind.generated?.(live.row);

/** The rows that are asked for, and those that they refer to, each read whole. */
export async function gather(choice: Choice, input: GatherInput): Promise<Gathered> {
  const { reader, registry } = input;
  const kinds = [...registry.kinds.values()].filter(
    ({ name }) => (choice.kinds?.has(name) ?? true) && (choice.ids?.some(({ kind }) => kind === name) ?? true),
  );
  await reader.list(kinds.map(({ name }) => name));
  const rows = new Rows(input);
  const chosen = new Map<string, Chosen>();
  const leftOut: LeftOut[] = [];
  const unreadable = new Map<string, LeftOut>();
  const kept = new Set<string>();

  const choose = (kind: Kind, live: LiveRow): Chosen[] => {
    const id = ownerKey(kind.name, live.id);
    if (chosen.has(id) || unreadable.has(id)) return [];
    const holder = rows.keptBy(live);
    if (holder !== undefined) kept.add(holder);
    if (holder !== undefined || rows.obstacle(live, kind) !== undefined) return [];
    chosen.set(id, { kind, live });
    return [{ kind, live }];
  };

  let fresh: Chosen[] = [];
  for (const kind of kinds)
    for (const live of reader.state.rows.get(kind.name) ?? []) {
      if (!isChosen(choice, kind, live)) continue;
      const why = rows.obstacle(live, kind) ?? (choice.ids ? undefined : generatedWhy(kind, live));
      if (why === undefined || rows.keptBy(live) !== undefined) fresh.push(...choose(kind, live));
      else leftOut.push(leftOutRow(kind, live, why));
    }

  while (fresh.length > 0) {
    await Promise.all([...new Set(fresh.map(({ kind }) => kind))].map((kind) => reader.prepare(kind)));
    const whole = await Promise.all(
      fresh.map(async ({ kind, live }) => {
        const row = await reader.detail(kind, live);
        if (row) chosen.set(ownerKey(kind.name, live.id), { kind, live: row });
        else chosen.delete(ownerKey(kind.name, live.id));
        return row ? { kind, live: row } : [];
      }),
    );
    rows.pairAgain();
    const at = decoding({ world: reader.state, pairing: rows.pairing, registry });
    const refs = whole.flat().flatMap(({ kind, live }) => {
      try {
        return refsIn(meaning(kind, live.row, at));
      } catch (thrown) {
        // A row of which its kind can make nothing is no reason to have none of the others.
        if (!isKindError(thrown)) throw thrown;
        chosen.delete(ownerKey(kind.name, live.id));
        unreadable.set(ownerKey(kind.name, live.id), leftOutRow(kind, live, `${thrown.message}.`));
        return [];
      }
    });
    await reader.list(new Set(refs.map((ref) => ref.$ref)));
    rows.pairAgain();
    fresh = [];
    for (const ref of refs) {
      const kind = registry.kinds.get(ref.$ref);
      if (!kind || !(choice.kinds?.has(kind.name) ?? true)) continue;
      const live =
        ref.key !== undefined
          ? rows.pairing.managed.get(`${ref.$ref}.${ref.key}`)
          : ref.id !== undefined
            ? rows.byId(ref.$ref, ref.id)
            : undefined;
      if (live) fresh.push(...choose(kind, live));
    }
  }
  const followed = new Set(chosen.keys());
  return {
    chosen: [...chosen.values()],
    leftOut: [...leftOut.filter(({ kind, id }) => !followed.has(ownerKey(kind, id))), ...unreadable.values()],
    kept: [...kept],
    rowless: choice.ids
      ? []
      : input.definitions
          .filter(({ kind, address }) => kinds.includes(kind) && !rows.pairing.rows.has(address))
          .map(({ address }) => address),
    missing: (choice.ids ?? []).filter(
      (asked) =>
        !(reader.state.rows.get(asked.kind) ?? []).some((live) => [live.id, live.urlId].map(String).includes(asked.id)),
    ),
    pairing: rows.pairing,
  };
}

export function leftOutRow(kind: Kind, live: LiveRow, why: string): LeftOut {
  const title = kind.title?.(live.row);
  return { kind: kind.name, id: live.id, ...(title ? { title } : {}), why };
}
