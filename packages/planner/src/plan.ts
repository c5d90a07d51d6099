import {
  error,
  isError,
  refText,
  stopsRun,
  type Change,
  type Diagnostic,
  type Orphan,
  type Plan,
  type PlannedRequest,
} from "@posthog-definitions/core";
import {
  refsIn,
  type Decoding,
  type Mark,
  type Registry,
  type Resolved,
  type ResolvedStatement,
} from "@posthog-definitions/core/kind";
import { compare, governedFields, type Comparison } from "./changes.js";
import { obstacles } from "./obstacles.js";
import { ownerKey, pair, type Pairing } from "./pair.js";
import { removals, type Prune, type Removal } from "./removals.js";
import { requests } from "./requests.js";
import { decoding } from "./view.js";
import { missingEnv } from "./wants.js";
import type { Row, World } from "./world.js";

export interface PlanInput {
  /** Every definition of the project, also those that are not planned: references may point at them. */
  readonly definitions: readonly Resolved[];
  readonly statements: readonly ResolvedStatement[];
  readonly registry: Registry;
  readonly world: World;
  readonly namespace?: string;
  /** The environment that is planned for. Default: there are none. */
  readonly environment?: string;
  /** Values of environment variables that stand for secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Plan these addresses alone, and what they refer to. Default: all. */
  readonly only?: ReadonlySet<string>;
  /** Delete managed rows that no definition names. Not together with `only`. Default: leave them alone. */
  readonly prune?: Prune;
  /** `https://us.posthog.com/project/1`: where pages of rows are. */
  readonly projectUrl: string;
}

/** A plan, and what the executor needs to carry it out. */
export interface Planned {
  readonly plan: Plan;
  readonly comparisons: readonly Comparison[];
  readonly pairing: Pairing;
}

/** Definitions and live rows in, plan out. Nothing is read, written or remembered. */
export function plan(input: PlanInput): Planned {
  const url = (kind: Resolved["kind"], row: Row): string | undefined => {
    const path = kind.url?.(row);
    return path === undefined ? undefined : `${input.projectUrl}/${path}`;
  };
  const pairing = pair({ ...input, url });
  const diagnostics: Diagnostic[] = [...pairing.diagnostics];
  const scope = inScope(input.definitions, input.only);
  const { comparisons, at } = compareAll(scope, { ...input, pairing }, diagnostics);
  for (const comparison of comparisons)
    diagnostics.push(
      ...obstacles(comparison, { ...input, pairing, url: (live) => url(comparison.definition.kind, live.raw) }),
    );

  const gone = input.only
    ? []
    : removals(
        {
          pairing,
          comparisons,
          at,
          forgotten: new Set(input.statements.flatMap((s) => (s.statement === "forget" ? [s.address] : []))),
          prune: input.prune,
          kinds: input.registry.kinds,
          url,
        },
        diagnostics,
      );
  const graph = requests({
    comparisons,
    removals: gone,
    pairing,
    registry: input.registry,
    at,
    ...(input.namespace === undefined ? {} : { namespace: input.namespace }),
    ...(input.environment === undefined ? {} : { environment: input.environment }),
  });
  diagnostics.push(...graph.diagnostics);
  const refused = new Set(graph.diagnostics.filter(isError).map((diagnostic) => diagnostic.address));
  for (const { action, definition, fields } of comparisons) {
    const { address } = definition;
    const mute = !graph.requests.some(
      (r) => r.address === address || r.joins.some((join) => refText(join.ref) === address),
    );
    if (action === "none" || !mute || refused.has(address)) continue;
    const names = [...new Set(fields.map((field) => `\`${field.path[0]}\``))].join(", ");
    diagnostics.push(
      error("plugin-defect", `${address} differs in ${names}, but its kind has nothing to send for that.`, {
        address,
        hint: "This is a defect of the plugin that brings the kind.",
      }),
    );
  }
  const places = new Map(scope.map((d) => [d.address, d.place]));
  for (const request of graph.requests)
    for (const name of missingEnv(request.body)) {
      const place = places.get(request.address);
      diagnostics.push(
        error("env-missing", `${request.address} needs the environment variable ${name}, which is not set.`, {
          address: request.address,
          ...(place ? { place } : {}),
          hint: `Set ${name} in the environment or in .env.`,
        }),
      );
    }

  const changes = [
    ...comparisons.flatMap((c) => (c.action === "none" ? [] : [change(c, c.action, graph.notes, url)])),
    ...gone.map((removal) => removalChange(removal, url)),
  ];
  const going = new Set(gone.map(({ address }) => address));
  return {
    plan: {
      changes,
      requests: diagnostics.some(stopsRun) ? [] : withoutBlocked(graph.requests, diagnostics),
      unchanged: comparisons.filter((c) => c.action === "none").map((c) => c.definition.address),
      orphans: input.only
        ? []
        : pairing.orphans
            .filter(({ address }) => !going.has(address))
            .map((orphan): Orphan => orphanOf(orphan, input.registry, url)),
      diagnostics,
    },
    comparisons,
    pairing,
  };
}

/**
 * Every definition against its row. A row that will be replaced is nobody's any more: whoever refers to it differs, and
 * is written with the id of the new one. So comparing goes on until no further row is.
 */
function compareAll(
  scope: readonly Resolved[],
  input: PlanInput & { readonly pairing: Pairing },
  diagnostics: Diagnostic[],
): { comparisons: Comparison[]; at: Decoding } {
  const governed = governedFields(input.definitions);
  let gone = new Set<string>();
  for (;;) {
    const told: Diagnostic[] = [];
    const at = decoding(input, gone);
    const comparisons = scope.map((definition) => compare(definition, { ...input, at, governed }, told));
    const replaced = comparisons.flatMap(({ replaces }) => (replaces ? [ownerKey(replaces.kind, replaces.id)] : []));
    if (replaced.length === gone.size) {
      diagnostics.push(...told);
      return { comparisons, at };
    }
    gone = new Set(replaced);
  }
}

/** What can be sent although some definitions cannot be written: everything that does not wait for one of those. */
function withoutBlocked(requests: readonly PlannedRequest[], diagnostics: readonly Diagnostic[]): PlannedRequest[] {
  const stopped = new Set(diagnostics.filter(isError).map((diagnostic) => diagnostic.address));
  const gone = new Set(requests.filter((request) => stopped.has(request.address)).map((request) => request.name));
  const needs = (request: PlannedRequest): boolean =>
    request.after.some((name) => gone.has(name) && !request.joiners.includes(name));
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const request of requests) if (needs(request)) gone.add(request.name);
  }
  return requests
    .filter((request) => !gone.has(request.name))
    .map((request) => ({
      ...request,
      after: request.after.filter((name) => !gone.has(name)),
      joiners: request.joiners.filter((name) => !gone.has(name)),
      joins: request.joins.filter((join) => !stopped.has(refText(join.ref))),
    }));
}

/** What is asked for, with everything that it refers to. */
export function inScope(definitions: readonly Resolved[], only: ReadonlySet<string> | undefined): readonly Resolved[] {
  if (!only) return definitions;
  const byAddress = new Map(definitions.map((d) => [d.address, d]));
  const chosen = new Set<Resolved>();
  const visit = (definition: Resolved | undefined): void => {
    if (!definition || chosen.has(definition)) return;
    chosen.add(definition);
    for (const ref of refsIn(definition.spec)) visit(byAddress.get(refText(ref)));
  };
  for (const address of only) visit(byAddress.get(address));
  return definitions.filter((d) => chosen.has(d));
}

function change(
  comparison: Comparison,
  action: Change["action"],
  notes: ReadonlyMap<string, readonly string[]>,
  url: (kind: Resolved["kind"], row: Row) => string | undefined,
): Change {
  const { definition, mark } = comparison;
  const live = comparison.replaces ?? comparison.live;
  const page = live && url(definition.kind, live.raw);
  return {
    address: definition.address,
    kind: definition.kind.name,
    key: definition.key,
    action,
    fields: comparison.fields,
    origin: comparison.origin,
    ...(live ? { id: live.id } : {}),
    ...(page === undefined ? {} : { url: page }),
    ...(definition.place ? { place: definition.place } : {}),
    ...(action === "move" && mark ? { from: `${definition.kind.name}.${nameIn(mark)}` } : {}),
    notes: notes.get(definition.address) ?? [],
  };
}

/** The key, with its namespace where it has one. */
const nameIn = ({ key, namespace }: Mark): string => (namespace === undefined ? key : `${namespace}/${key}`);

function removalChange(
  { address, kind, live, action }: Removal,
  url: (kind: Resolved["kind"], row: Row) => string | undefined,
): Change {
  const title = kind.title?.(live.row);
  const page = url(kind, live.raw);
  const afterwards =
    kind.afterRemoval ??
    (kind.api.remove === "soft" ? "It can be restored in PostHog." : "It is gone for good: PostHog cannot restore it.");
  return {
    address,
    kind: kind.name,
    key: address.slice(kind.name.length + 1),
    action,
    fields: [],
    origin: "file",
    id: live.id,
    ...(title === undefined ? {} : { title }),
    ...(page === undefined ? {} : { url: page }),
    notes: action === "delete" ? [afterwards] : ["The row stays as it is, and is managed no longer."],
  };
}

function orphanOf(
  { address, row }: Pairing["orphans"][number],
  registry: Registry,
  url: (kind: Resolved["kind"], row: Row) => string | undefined,
): Orphan {
  const kind = registry.kinds.get(row.kind);
  const title = kind?.title?.(row.row);
  const page = kind && url(kind, row.raw);
  return {
    address,
    kind: row.kind,
    id: row.id,
    ...(title === undefined ? {} : { title }),
    ...(page === undefined ? {} : { url: page }),
  };
}
