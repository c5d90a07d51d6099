import { error, parseAddress, warning, type Diagnostic, type Id } from "@posthog-definitions/core";
import type { Kind, Mark, Registry, Resolved, ResolvedStatement, Target } from "@posthog-definitions/core/kind";
import { adoptee, everywhereWarning, said } from "./adoptions.js";
import { byAge } from "./age.js";
import type { LiveRow, Row, World } from "./world.js";

/** Which row is whose. */
export interface Pairing {
  /** By address of a definition: its row. */
  readonly rows: ReadonlyMap<string, LiveRow>;
  /** By address of a definition: what the mark of its row says now; absent when the row is being adopted. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** By `<kind>:<id>`: the key of the definition, or orphan, that the row belongs to. */
  readonly owners: ReadonlyMap<string, string>;
  /** By address: every managed row, orphans included. */
  readonly managed: ReadonlyMap<string, LiveRow>;
  readonly orphans: readonly { readonly address: string; readonly row: LiveRow }[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PairInput {
  readonly world: World;
  readonly definitions: readonly Resolved[];
  readonly statements: readonly ResolvedStatement[];
  readonly registry: Registry;
  readonly namespace?: string;
  /** The environment that this is for. Default: there are none. */
  readonly environment?: string;
  /** The page of a row in PostHog. */
  url(kind: Kind, row: Row): string | undefined;
}

export const ownerKey = (kind: string, id: Id): string => `${kind}:${String(id)}`;

/** Pairs rows with definitions by their marks, by what was declared about them, and by nothing else. */
export function pair(input: PairInput): Pairing {
  const rows = new Map<string, LiveRow>();
  const marks = new Map<string, Mark>();
  const owners = new Map<string, string>();
  const managed = new Map<string, LiveRow>();
  const orphans: { address: string; row: LiveRow }[] = [];
  const diagnostics: Diagnostic[] = [];
  const own = (live: LiveRow, key: string): void => {
    owners.set(ownerKey(live.kind, live.id), key);
    managed.set(`${live.kind}.${key}`, live);
  };

  for (const [name, listed] of input.world.rows) {
    const target = input.registry.target(name);
    if (!target) continue;
    const fold = (key: string): string => (target.identity.foldsCase ? key.toLowerCase() : key);
    const wanted = new Map(input.definitions.filter((d) => d.kind.name === name).map((d) => [fold(d.key), d]));
    const moves = input.statements.flatMap((statement) => (statement.statement === "moved" ? [statement] : []));

    const byKey = new Map<string, { live: LiveRow; mark: Mark }[]>();
    for (const live of listed)
      for (const mark of ours(live, target, input.namespace)) {
        const at = fold(mark.key);
        byKey.set(at, [...(byKey.get(at) ?? []), { live, mark }]);
      }

    const taken = new Set<LiveRow>();
    const take = (definition: Resolved, live: LiveRow, mark: Mark | undefined): void => {
      taken.add(live);
      rows.set(definition.address, live);
      if (mark) marks.set(definition.address, mark);
      own(live, definition.key);
    };
    const claim = (definition: Resolved, candidates: readonly { live: LiveRow; mark: Mark }[]): boolean => {
      const [oldest, ...twins] = byAge(candidates.filter((c) => !taken.has(c.live)));
      if (!oldest) return false;
      take(definition, oldest.live, oldest.mark);
      for (const twin of twins) {
        taken.add(twin.live);
        diagnostics.push(twinWarning(definition, oldest.live, twin.live, input));
      }
      return true;
    };

    for (const definition of wanted.values())
      if (!claim(definition, byKey.get(fold(definition.key)) ?? [])) {
        const from = moves.filter(({ to }) => fold(to) === fold(definition.address)).map((move) => move.from);
        from.some((address) => claim(definition, movedRows(address, listed, target, input.namespace)));
      }
    const adopted = new Map<string, LiveRow>();
    for (const statement of input.statements) {
      if (statement.statement !== "adopt") continue;
      const at = parseAddress(statement.address);
      const definition = at?.kind === name ? wanted.get(fold(at.key)) : undefined;
      if (!definition) continue;
      const before = adopted.get(definition.address);
      // It has done its work, and may stay in the files.
      if (before === undefined && rows.has(definition.address)) continue;
      const found = adoptee(statement, definition.address, {
        listed,
        before,
        isTaken: (live) => taken.has(live),
        ownerOf: (live) => owners.get(ownerKey(name, live.id)) ?? ours(live, target, input.namespace)[0]?.key,
        isDefined: (key) => wanted.has(fold(key)),
        isMarked: target.identity.carrier !== undefined,
      });
      const about = { address: definition.address, ...(statement.place ? { place: statement.place } : {}) };
      if (found.why !== undefined)
        diagnostics.push(
          error("invalid-statement", `${said(statement)}: ${found.why}`, {
            ...about,
            ...(found.hint === undefined ? {} : { hint: found.hint }),
          }),
        );
      if (found.live === undefined || found.live === before) continue;
      take(definition, found.live, undefined);
      adopted.set(definition.address, found.live);
      if (statement.everywhere) diagnostics.push(everywhereWarning(statement, found.live, about, input.environment));
    }

    for (const definition of wanted.values()) {
      if (rows.has(definition.address) || !definition.kind.unique?.adopts) continue;
      const live = listed.find((row) => row.marks.length === 0 && !taken.has(row) && holdsUnique(definition, row));
      if (live) take(definition, live, undefined);
    }

    for (const [key, candidates] of byKey) {
      if (wanted.has(key) || target.identity.adopts) continue;
      const free = byAge(candidates.filter((c) => !taken.has(c.live)));
      for (const [i, { live, mark }] of free.entries()) {
        if (i === 0) own(live, mark.key);
        // A column of the server's own names a row, and says nothing of who made it.
        if (target.identity.carrier !== undefined) orphans.push({ address: `${name}.${mark.key}`, row: live });
      }
    }
  }
  return { rows, marks, owners, managed, orphans, diagnostics };
}

/** Rows that carry the mark that a `moved` comes from: of this namespace, unless it names another before the key. */
function movedRows(
  from: string,
  listed: readonly LiveRow[],
  target: Target,
  namespace: string | undefined,
): { live: LiveRow; mark: Mark }[] {
  const at = parseAddress(from);
  if (at?.kind !== target.name) return [];
  const slash = at.key.indexOf("/");
  const of = slash < 0 ? namespace : at.key.slice(0, slash) || undefined;
  const key = at.key.slice(slash + 1);
  const fold = (text: string): string => (target.identity.foldsCase ? text.toLowerCase() : text);
  return listed.flatMap((live) =>
    live.marks
      .filter(
        (mark) => fold(mark.key) === fold(key) && (target.identity.carrier === undefined || mark.namespace === of),
      )
      .map((mark) => ({ live, mark })),
  );
}

const ours = (live: LiveRow, target: Target, namespace: string | undefined): readonly Mark[] =>
  live.marks.filter((mark) => target.identity.carrier === undefined || mark.namespace === namespace);

/** Whether a row has the value that PostHog would not let this definition have beside it. */
export function holdsUnique({ kind: { unique }, key, spec }: Resolved, live: LiveRow): boolean {
  if (!unique) return false;
  const value = unique.from === undefined ? key : spec[unique.from];
  const there = live.row[unique.field];
  if (typeof there !== "string" || value === undefined) return false;
  return unique.same ? unique.same(there, String(value)) : there === String(value);
}

function twinWarning(definition: Resolved, ours: LiveRow, twin: LiveRow, input: PairInput): Diagnostic {
  const named = (live: LiveRow): string => input.url(definition.kind, live.raw) ?? `row ${live.id}`;
  const carrier = definition.kind.identity.carrier;
  return warning(
    "twin",
    `Two rows carry the mark of ${definition.address}. The older one is managed: ${named(ours)}. The other is left alone: ${named(twin)}.`,
    {
      address: definition.address,
      ...(definition.place ? { place: definition.place } : {}),
      hint:
        carrier === "tags"
          ? "It is probably a copy. Delete it in PostHog, or take its `iac:` tags off."
          : "It is probably a copy. Delete it in PostHog, or take the mark off.",
    },
  );
}
