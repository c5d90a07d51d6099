import type { PostHogClient } from "@posthog-definitions/client";
import { isPostHogError } from "@posthog-definitions/client";
import { addressOf, parseAddress, type Statement } from "@posthog-definitions/core";
import {
  refsIn,
  type Hole,
  type Kind,
  type Registry,
  type Resolved,
  type Side,
  type Target,
} from "@posthog-definitions/core/kind";
import { pair, type Row } from "@posthog-definitions/planner";
import { State } from "./state.js";

export interface ReadInput {
  readonly client: PostHogClient;
  readonly registry: Registry;
  /** All of the project's, for pairing. */
  readonly definitions: readonly Resolved[];
  /** Those that will be planned. */
  readonly scope: readonly Resolved[];
  readonly statements: readonly Statement[];
  readonly namespace?: string;
  /** Read every kind there is, and managed rows that nothing defines any more as fully as those that are defined. */
  readonly everything?: boolean;
}

/**
 * The live state that a plan needs, in the fewest requests: one list per kind that is declared or must be known, one per
 * side collection, and a GET by id only for declared rows of kinds whose list lacks fields.
 */
export async function readState(input: ReadInput): Promise<State> {
  const state = new State(input.registry);
  const { kinds, sides } = toRead(input);
  await Promise.all([
    ...kinds.map(async (target) => state.list(target, await readAll(input.client, target))),
    ...sides.map(async (side) => {
      state.sides.set(side.path, await readSide(input.client, side));
    }),
  ]);
  const pairing = pair({ ...input, world: state, url: () => undefined });
  const scope = new Set(input.scope.map((definition) => definition.address));
  const whole = [...(input.everything ? pairing.managed : pairing.rows)].filter(
    ([address]) => input.everything || scope.has(address),
  );
  await Promise.all(
    whole.map(async ([, live]) => {
      const kind = input.registry.kinds.get(live.kind);
      if (!kind?.api.detail) return;
      const raw = await readOne(input.client, kind, live.urlId);
      if (raw) state.learn(kind, raw);
      else state.forget(live);
    }),
  );
  return state;
}

/** Which collections a plan of these definitions has to know. */
function toRead({ scope, definitions, statements, registry, everything }: ReadInput): {
  kinds: Target[];
  sides: Side<object>[];
} {
  const kinds = new Map<string, Target>();
  const sides = new Map<string, Side<object>>();
  const defined = new Set(definitions.map((d) => addressOf({ kind: d.kind.name, key: d.key }).toLowerCase()));
  const need = (name: string): void => {
    const target = registry.target(name);
    if (target) kinds.set(name, target);
  };
  if (everything) for (const { name, api } of registry.kinds.values()) if (!api.singleton) need(name);
  for (const statement of statements)
    if (statement.statement === "forget") need(parseAddress(statement.address)?.kind ?? "");
  for (const { kind, spec } of scope) {
    need(kind.name);
    for (const facet of Object.values(kind.facets ?? {})) {
      for (const side of facet.uses ?? []) sides.set(side.path, side);
      for (const name of facet.knows ?? []) if (registry.kinds.has(name)) need(name);
    }
    for (const ref of refsIn(spec)) {
      const elsewhere = ref.key !== undefined && !defined.has(`${ref.$ref}.${ref.key}`.toLowerCase());
      // What a row gives besides its id is known of a row that was read.
      const asked = (ref as Hole).out !== undefined;
      if (ref.lookup !== undefined || elsewhere || asked) need(ref.$ref);
    }
  }
  return { kinds: [...kinds.values()], sides: [...sides.values()] };
}

const classOf = (target: Target): "crud" | "analytics" => target.api.limit ?? "crud";
const scopeOf = (target: Target): "project" | "organization" => target.api.parent ?? "project";

/** Every row of a kind, each once. */
export async function readAll(client: PostHogClient, target: Target): Promise<Row[]> {
  const { api } = target;
  const where = { path: api.path, scope: scopeOf(target), class: classOf(target) };
  if (api.singleton) return [await client.send<Row>({ ...where, method: "GET" })];
  const pages = await Promise.all(
    (api.lists ?? [{}]).map((query) => client.list<Row>({ ...where, query, paging: api.paging ?? "offset" })),
  );
  const rows = pages.flat().map((item) => (api.unwrap ? (api.unwrap(item) as Row) : item));
  return [...new Map(rows.map((row) => [row["id"], row])).values()];
}

export const readSide = (client: PostHogClient, side: Side<object>): Promise<object[]> =>
  client.list<object>({ path: side.path, query: side.query ?? {}, paging: side.paging ?? "offset" });

/** A row as it is now; `undefined` when it is gone. Any other failure is thrown: a failed read never means "not there". */
export async function readOne(client: PostHogClient, kind: Kind, urlId: string | number): Promise<Row | undefined> {
  if (kind.api.rereadBy === "list") {
    const address = (row: Row): unknown => kind.api.address?.(row) ?? row["id"];
    return (await readAll(client, kind)).find((row) => String(address(row)) === String(urlId));
  }
  try {
    return await client.send<Row>({
      method: "GET",
      path: rowPath(kind, urlId),
      scope: scopeOf(kind),
      class: classOf(kind),
    });
  } catch (problem) {
    if (isPostHogError(problem) && problem.kind === "notFound" && problem.details.what === "object") return undefined;
    throw problem;
  }
}

export const rowPath = (kind: Target, urlId: string | number): string =>
  kind.api.singleton ? kind.api.path : `${kind.api.path}${encodeURIComponent(String(urlId))}/`;
