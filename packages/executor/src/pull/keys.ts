import { DEFAULT_KEY_RULE, excess, type Kind } from "@posthog-definitions/core/kind";
import { ownerKey, type Pairing } from "@posthog-definitions/planner";
import { leftOutRow, type Chosen, type LeftOut } from "./gather.js";
import { slug } from "./slug.js";

/** A row with the key that it has, or is to have. */
export interface Keyed extends Chosen {
  readonly key: string;
  readonly address: string;
}

export interface KeysInput {
  readonly pairing: Pairing;
  /** Addresses that stand in files: as definitions, or in statements about rows. */
  readonly addresses: Iterable<string>;
  readonly namespace?: string;
}

/** Managed rows keep their keys; others get one from their titles, no two of a kind alike in any case. */
export function withKeys(
  chosen: readonly Chosen[],
  { pairing, addresses, namespace }: KeysInput,
): { readonly keyed: readonly Keyed[]; readonly leftOut: readonly LeftOut[] } {
  const taken = new Set([...addresses, ...pairing.managed.keys()].map((address) => address.toLowerCase()));
  const defined = new Map([...pairing.rows].map(([address, live]) => [ownerKey(live.kind, live.id), address]));
  const leftOut: LeftOut[] = [];
  const keyed: Keyed[] = [];
  for (const one of inOrder(chosen)) {
    const { kind, live } = one;
    const owner = pairing.owners.get(ownerKey(kind.name, live.id));
    const known = defined.get(ownerKey(kind.name, live.id))?.slice(kind.name.length + 1) ?? owner;
    if (known !== undefined || kind.api.singleton) {
      const key = known === undefined ? "project" : asPostHogHasIt(one, known);
      keyed.push({ ...one, key, address: `${kind.name}.${key}` });
      continue;
    }
    const fits = fitting(kind, namespace);
    const free = (key: string): boolean => fits(key) && !taken.has(`${kind.name}.${key}`.toLowerCase());
    const key = isKeyed(kind)
      ? String(live.row[kind.unique!.field])
      : (shortKey(one, namespace, fits, free) ?? newKey(one, fits, free));
    if (free(key)) {
      taken.add(`${kind.name}.${key}`.toLowerCase());
      keyed.push({ ...one, key, address: `${kind.name}.${key}` });
    } else
      leftOut.push(
        leftOutRow(
          kind,
          live,
          fits(key)
            ? `Its key ${JSON.stringify(key)} is taken by another definition, if in another case.`
            : `Its key ${JSON.stringify(key)} is none that a definition can have.`,
        ),
      );
  }
  return { keyed, leftOut };
}

/** The mark may have folded the case of a key that PostHog has itself. */
function asPostHogHasIt({ kind, live }: Chosen, key: string): string {
  const own = isKeyed(kind) ? live.row[kind.unique!.field] : undefined;
  return typeof own === "string" && own.toLowerCase() === key.toLowerCase() ? own : key;
}

/** PostHog has the key itself. */
const isKeyed = (kind: Kind): boolean => kind.unique !== undefined && kind.unique.from === undefined;

/** The same whatever order the lists were in: who came first has the plain name. */
function inOrder(chosen: readonly Chosen[]): Chosen[] {
  const made = ({ live }: Chosen): number => Date.parse(String(live.raw["created_at"])) || 0;
  return [...chosen].sort(
    (a, b) =>
      Number(a.kind.name > b.kind.name) - Number(a.kind.name < b.kind.name) ||
      (typeof a.live.id === "number" && typeof b.live.id === "number" ? a.live.id - b.live.id : made(a) - made(b)) ||
      (String(a.live.id) < String(b.live.id) ? -1 : 1),
  );
}

function fitting(kind: Kind, namespace: string | undefined): (key: string) => boolean {
  const rule = kind.keyRule ?? DEFAULT_KEY_RULE;
  const room = Math.min(rule.max, kind.identity.room - (namespace === undefined ? 0 : namespace.length + 1));
  return (key) => rule.pattern.test(key) && key.length <= room;
}

/** Of a row whose text leaves the mark less room than its title asks for: as much of the title as there is room for. */
function shortKey(
  { kind, live }: Chosen,
  namespace: string | undefined,
  fits: (key: string) => boolean,
  free: (key: string) => boolean,
): string | undefined {
  const over = excess(kind, live.row, { key: "", ...(namespace === undefined ? {} : { namespace }) });
  const room = over === undefined ? Infinity : -over;
  const wanted = slug(kind.title?.(live.row) ?? "") || `${kind.name}-${slug(String(live.id))}`;
  if (room >= wanted.length) return undefined;
  for (let n = 1; n < 10_000; n++) {
    const end = n === 1 ? "" : `-${n}`;
    const key = `${wanted.slice(0, Math.max(0, room - end.length)).replace(/-+$/, "")}${end}`;
    if (key.length > room || !fits(key)) return undefined;
    if (free(key)) return key;
  }
  return undefined;
}

function newKey({ kind, live }: Chosen, fits: (key: string) => boolean, free: (key: string) => boolean): string {
  const wanted = slug(kind.title?.(live.row) ?? "");
  const byId = `${kind.name}-${slug(String(live.id))}`;
  const base =
    [wanted, wanted === "" ? "" : `${kind.name}-${wanted}`, byId].find((key) => key !== "" && fits(key)) ?? byId;
  for (let n = 1; n < 10_000; n++) {
    const key = n === 1 ? base : `${base}-${n}`;
    if (free(key)) return key;
    if (!fits(key)) break;
  }
  return byId;
}
