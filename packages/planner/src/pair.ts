import {
  error,
  parseAddress,
  warning,
  type Adopt,
  type Diagnostic,
  type Id,
  type Place,
} from "@posthog-definitions/core";
import type { Kind, Mark, Registry, Resolved, ResolvedStatement, Target } from "@posthog-definitions/core/kind";
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
    const told = new Map<string, LiveRow>();
    for (const statement of input.statements) {
      if (statement.statement !== "adopt") continue;
      const at = parseAddress(statement.address);
      const definition = at?.kind === name ? wanted.get(fold(at.key)) : undefined;
      if (!definition) continue;
      const meant = byAge(listed.filter((row) => isMeant(statement, row)).map((live) => ({ live }))).map(
        ({ live }) => live,
      );
      const chosen = told.get(definition.address);
      if (rows.has(definition.address) && (chosen === undefined || meant.includes(chosen))) continue;
      const fail = (why: string, hint?: string): void => {
        const which = JSON.stringify(statement.lookup ?? statement.id);
        const said = `adopt("${statement.address}", ${which}): ${why}`;
        diagnostics.push(
          error("invalid-statement", said, {
            ...about(definition, statement),
            ...(hint === undefined ? {} : { hint }),
          }),
        );
      };
      const [live, ...others] = meant.filter((row) => !taken.has(row));
      const already = live && ours(live, target, input.namespace)[0];
      const theirs = live && target.identity.carrier !== undefined && !already ? live.marks[0] : undefined;
      if (chosen) fail(`it takes over row ${chosen.id} already.`, "Take one of the two statements out.");
      else if (meant.length === 0)
        fail(
          "the project has no such row.",
          `Take the statement out, and a new row is made.${statement.lookup === undefined ? " Where ids differ between projects, say perEnvironment({ … })." : ""}`,
        );
      else if (!live)
        fail(
          `that row is ${name}.${owners.get(ownerKey(name, meant[0]!.id)) ?? ours(meant[0]!, target, input.namespace)[0]?.key} already.`,
          "Two definitions cannot have one row. Take the statement out, or one of the definitions.",
        );
      else if (others.length > 0)
        fail(
          `${others.length + 1} rows fit: ${[live, ...others].map((row) => row.id).join(", ")}.`,
          "Name more of its fields, or its id.",
        );
      else if (already && wanted.has(fold(already.key))) fail(`that row is ${name}.${already.key} already.`);
      else if (theirs)
        fail(
          `that row is managed elsewhere, ${theirs.namespace === undefined ? "without a namespace" : `in the namespace "${theirs.namespace}"`}.`,
          `Take its definition out there without pruning. Then: export default moved("${name}.${theirs.namespace ?? ""}/${theirs.key}", "${definition.address}");`,
        );
      else {
        take(definition, live, undefined);
        told.set(definition.address, live);
        if (statement.everywhere)
          diagnostics.push(
            warning(
              "adopt-everywhere",
              `adopt("${statement.address}", ${JSON.stringify(statement.id)}) takes over row ${live.id} of whatever project the environment has.`,
              {
                ...about(definition, statement),
                hint: `If it is that of one of them: ${adoption(statement.address, live.id, input.environment)}`,
              },
            ),
          );
      }
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

const about = (
  { address }: Resolved,
  { place }: ResolvedStatement,
): { readonly address: string; readonly place?: Place } => ({ address, ...(place ? { place } : {}) });

/** The line that takes a row over, in the environment that this is for. */
export const adoption = (address: string, id: Id, environment: string | undefined): string => {
  const row = JSON.stringify(id);
  const which = environment === undefined ? row : `perEnvironment({ ${propertyName(environment)}: ${row} })`;
  return `export default adopt("${address}", ${which});`;
};
const propertyName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** The row that an `adopt` names, by its id or by what stands in it. */
const isMeant = ({ id, lookup }: Adopt, row: LiveRow): boolean =>
  lookup === undefined
    ? String(row.id) === String(id) || String(row.urlId) === String(id)
    : Object.entries(lookup).every(([field, value]) => row.row[field] === value);

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

/** The oldest first: by creation where both say when, else by number, else as listed. */
function byAge<T extends { readonly live: LiveRow }>(candidates: readonly T[]): T[] {
  return [...candidates].sort(({ live: a }, { live: b }) => {
    const [made, other] = [Date.parse(String(a.raw["created_at"])), Date.parse(String(b.raw["created_at"]))];
    if (!Number.isNaN(made) && !Number.isNaN(other) && made !== other) return made - other;
    return typeof a.id === "number" && typeof b.id === "number" ? a.id - b.id : 0;
  });
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
