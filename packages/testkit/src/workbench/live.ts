import type { Id, Ref, Spec } from "@posthog-definitions/core";
import {
  normalised,
  type Decoding,
  type Kind,
  type Registry,
  type Side,
  type Target,
} from "@posthog-definitions/core/kind";
import type { Emulator } from "@posthog-definitions/emulator";

export type Row = Readonly<Record<string, unknown>>;

/** The project as somebody sees it who looks at it in PostHog: nothing of this is logged, limited or hit by faults. */
export class Live {
  readonly #rows = new Map<string, readonly Row[]>();
  readonly #sides = new Map<string, readonly object[]>();

  private constructor(
    private readonly emulator: Emulator,
    private readonly registry: Registry,
  ) {}

  /** Reads everything of the registry's kinds. */
  static async read(emulator: Emulator, registry: Registry): Promise<Live> {
    const live = new Live(emulator, registry);
    for (const kind of registry.kinds.values()) {
      live.#rows.set(kind.name, await allRows(emulator, kind));
      for (const facet of Object.values(kind.facets ?? {}))
        for (const { path, query } of facet.uses ?? []) live.#sides.set(path, await pages(emulator, path, query ?? {}));
    }
    return live;
  }

  /** Reads rows that references point at, of a kind that is none of the registry's. */
  async learn(kind: string): Promise<void> {
    if (!this.#rows.has(kind)) this.#rows.set(kind, await allRows(this.emulator, this.target(kind)));
  }

  /** The row of what a reference names, by key, id or lookup. */
  referred({ $ref, key, id, lookup = {} }: Ref): Row | undefined {
    if (key !== undefined) return this.marked($ref, key)[0];
    if (id !== undefined) return this.find($ref, id);
    return this.rows($ref).find((row) => Object.entries(lookup).every(([field, value]) => row[field] === value));
  }

  /** Rows of a kind, whoever made them. */
  rows(kind: string): readonly Row[] {
    return this.#rows.get(kind) ?? [];
  }

  /** Rows that carry the mark of a key. */
  marked(kind: string, key: string): readonly Row[] {
    const target = this.target(kind);
    const fold = (text: string): string => (target.identity.foldsCase ? text.toLowerCase() : text);
    return this.rows(kind).filter((row) =>
      target.identity
        .read(row, target.plural)
        .some((mark) => mark.namespace === undefined && fold(mark.key) === fold(key)),
    );
  }

  /** Rows that carry no mark of ours. Where a kind has no mark, there is no telling. */
  foreign(kind: string): readonly Row[] {
    const target = this.target(kind);
    return this.rows(kind).filter((row) => target.identity.read(row, target.plural).length === 0);
  }

  find(kind: string, id: Id): Row | undefined {
    return this.rows(kind).find((row) => String(idOf(this.target(kind), row)) === String(id));
  }

  /** What a row means, in the user's words. */
  meaning(kind: Kind, raw: Row): Spec {
    const row = kind.identity.strip(raw);
    const at = this.decoding();
    const spec: Record<string, unknown> = { ...kind.decode(row, at) };
    for (const [field, facet] of Object.entries(kind.facets ?? {})) spec[field] = facet.decode(row, at);
    return normalised(kind, spec) as Spec;
  }

  decoding(): Decoding {
    return {
      ref: <K extends string>(kind: K, given: Id, out?: string): Ref<K> => {
        const target = this.registry.target(kind);
        const gives = (row: Row): boolean =>
          target?.outputs?.[out ?? ""]?.(target.identity.strip(row), undefined) === given;
        const row = out === undefined ? this.find(kind, given) : this.rows(kind).find(gives);
        const id = row && target ? idOf(target, row) : given;
        const mark =
          row && target && target.identity.read(row, target.plural).find((each) => each.namespace === undefined);
        return mark ? { $ref: kind, key: mark.key } : { $ref: kind, id };
      },
      managed: (ref) => ref.key !== undefined && this.marked(ref.$ref, ref.key).length > 0,
      side: <R extends object>(side: Side<R>) => (this.#sides.get(side.path) ?? []) as readonly R[],
    };
  }

  private target(name: string): Target {
    const target = this.registry.target(name);
    if (!target) throw new Error(`The workbench does not know the kind "${name}": give it among \`kinds\`.`);
    return target;
  }
}

export const idOf = (target: Target, row: Row): Id =>
  target.api.singleton ? ((row["id"] as Id | undefined) ?? "project") : (row["id"] as Id);

/** A row's own URL, as {@link Emulator.ui} takes it. */
export function rowPath(target: Target, row: Row): string {
  if (target.api.singleton) return collectionPath(target);
  return `${collectionPath(target)}${encodeURIComponent(String(target.api.address?.(row) ?? row["id"]))}/`;
}

export const collectionPath = (target: Target): string =>
  target.api.parent === "organization" ? `api/organizations/@current/${target.api.path}` : target.api.path;

async function allRows(emulator: Emulator, target: Target): Promise<Row[]> {
  if (target.api.singleton) return [await get(emulator, collectionPath(target))];
  const found = new Map<unknown, Row>();
  for (const query of target.api.lists ?? [{}])
    for (const item of await pages(emulator, collectionPath(target), query)) {
      const row = (target.api.unwrap?.(item) ?? item) as Row;
      found.set(row["id"], row);
    }
  if (!target.api.detail) return [...found.values()];
  const whole: Row[] = [];
  for (const row of found.values()) whole.push(await get(emulator, rowPath(target, row)));
  return whole;
}

async function pages(emulator: Emulator, path: string, query: Readonly<Record<string, unknown>>): Promise<object[]> {
  const search = new URLSearchParams(
    Object.entries({ limit: "1000", ...query }).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const rows: object[] = [];
  let next: string | undefined = `${path}?${search.toString()}`;
  while (next !== undefined) {
    const body: unknown = await get(emulator, next);
    if (Array.isArray(body)) return body as object[];
    const { results, next: link } = body as { results: object[]; next?: string | null };
    rows.push(...results);
    next = link ? link.replace(/^https?:\/\/[^/]+\//, "") : undefined;
  }
  return rows;
}

async function get(emulator: Emulator, path: string): Promise<Row> {
  const { status, body } = await emulator.ui("GET", path);
  if (status !== 200) throw new Error(`GET ${path} answers ${status} to somebody in the UI: ${JSON.stringify(body)}`);
  return body as Row;
}
