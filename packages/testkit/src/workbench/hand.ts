import {
  isPlain,
  isRef,
  isSecret,
  reveal,
  withValue,
  type Body,
  type Id,
  type Ref,
  type Spec,
} from "@posthog-definitions/core";
import {
  changedPart,
  isNamed,
  refsIn,
  same,
  type Hole,
  type Kind,
  type Mark,
  type Registry,
  type Step,
} from "@posthog-definitions/core/kind";
import type { Emulator, Json } from "@posthog-definitions/emulator";
import { collectionPath, idOf, rowPath, type Live, type Row } from "./live.js";

/** PostHog would not let a person do that. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** Who a row that is made by hand pretends to belong to. */
export interface Stranger {
  /** What takes the place of the key where the server keeps it in a column of its own. */
  readonly name: string;
  /** A mark on the row, such as that of another repository. Default: none. */
  readonly mark?: Mark;
}

/** What a hand works on; a workbench is one. */
export interface Bench {
  readonly emulator: Emulator;
  readonly registry: Registry;
  readonly env: Readonly<Record<string, string | undefined>>;
  live(): Promise<Live>;
  kind(name: string): Kind;
}

/**
 * What a teammate does in PostHog's UI, derived from a kind's own declaration: the same bodies and calls, but as another
 * user, and neither logged, limited nor hit by faults.
 */
export class Hand {
  constructor(private readonly bench: Bench) {}

  /**
   * Makes a row that means `spec` and is not ours.
   *
   * @throws Refused when the server does not take it.
   */
  async create(kind: Kind, spec: Spec, { name, mark }: Stranger): Promise<Row> {
    const live = await this.bench.live();
    const body = { ...kind.encode(spec, { key: name, row: undefined, ref: live.decoding().ref }) };
    if (kind.unique && kind.unique.from === undefined) body[kind.unique.field] = name;
    const marked = mark
      ? kind.identity.write(body, mark, kind.plural)
      : kind.identity.carrier === undefined
        ? kind.identity.write(body, { key: name }, kind.plural)
        : body;
    const made = await this.send("POST", collectionPath(kind), await filled(marked, live, this.bench, undefined));
    const have = Object.fromEntries(
      Object.entries(kind.facets ?? {}).map(([field, facet]) => [field, facet.fresh(spec, { key: name })]),
    );
    await this.facets(kind, made, { ...spec, ...have }, spec, {});
    return made;
  }

  /**
   * Takes a row from one meaning to another, and tells what was sent in its own body.
   *
   * @throws Refused when the server, or the kind, knows no way.
   */
  async edit(kind: Kind, raw: Row, from: Spec, to: Spec): Promise<Body> {
    const row = kind.identity.strip(raw);
    const mark = kind.identity.read(raw, kind.plural)[0];
    const key = mark?.key ?? String(idOf(kind, raw));
    const { ref } = (await this.bench.live()).decoding();
    const before = kind.encode(from, { key, row, ref });
    const whole = kind.encode(to, { key, row, ref });
    const body: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(whole))
      if (value !== undefined && !same(value, before[name]))
        body[name] = changedPart(kind.api.merges, name, value, before[name]);
    const { carrier } = kind.identity;
    const kept = carrier !== undefined && carrier in body && mark ? kind.identity.write(body, mark, kind.plural) : body;
    return this.facets(kind, raw, from, to, kept);
  }

  /** Deletes a row, softly where that is how PostHog does it. */
  async remove(kind: Kind, row: Row): Promise<void> {
    if (kind.api.remove === "never") throw new Refused(`PostHog has no way to delete a ${kind.name}.`);
    if (kind.api.remove === "soft") {
      const body = { deleted: true };
      await this.send("PATCH", rowPath(kind, row), kind.api.always?.(body, { ...row, ...body }) ?? body);
    } else await this.send("DELETE", rowPath(kind, row));
  }

  /** Sends what a person's browser sends. `path` is below the project, or begins with `api/`. */
  async send(method: string, path: string, body?: Body): Promise<Row> {
    const answer = await this.bench.emulator.ui(method, path, body as Json | undefined);
    if (answer.status >= 400)
      throw new Refused(`${method} ${path} answers ${answer.status}: ${JSON.stringify(answer.body)}`);
    return (answer.body ?? {}) as Row;
  }

  /** One PATCH for what belongs to the row, then joins and calls in their order. */
  private async facets(kind: Kind, raw: Row, from: Spec, to: Spec, own: Body): Promise<Body> {
    const live = await this.bench.live();
    const row = kind.identity.strip(raw);
    const steps: Step[] = [];
    for (const [field, facet] of Object.entries(kind.facets ?? {})) {
      if (to[field] === undefined) continue;
      if ([field, ...(facet.also ?? [])].every((each) => same(from[each], to[each]))) continue;
      const refuse = (_: unknown, why: string): void => {
        throw new Refused(why);
      };
      const change = { want: to[field], have: from[field], spec: to, row, at: live.decoding() };
      steps.push(...facet.write({ ...change, refuse, note: () => undefined }));
    }
    const id = idOf(kind, raw);
    for (const step of steps) if (step.step === "join") await this.join(kind, id, step, live);
    let body: Body = { ...own };
    for (const step of steps) if (step.step === "fields") body = { ...body, ...step.body };
    if (Object.keys(body).length > 0) {
      const after = steps.some((step) => step.step === "join") ? await this.bench.live() : live;
      const whole =
        kind.api.always?.(body, kind.encode(to, { key: String(id), row, ref: live.decoding().ref })) ?? body;
      body = await filled(whole, after, this.bench, id);
      await this.send("PATCH", rowPath(kind, raw), body);
    }
    for (const step of steps)
      if (step.step === "call") {
        const base = step.of === "row" ? rowPath(kind, raw) : step.of.path;
        await this.send(step.method, base + step.path, step.body && (await filled(step.body, live, this.bench, id)));
      }
    return body;
  }

  private async join(kind: Kind, id: Id, { into, field }: Extract<Step, { step: "join" }>, live: Live): Promise<void> {
    const target = this.bench.kind(into.$ref);
    const other = rowOf(into, live);
    const members = target.joins?.[field]?.(target.identity.strip(other)) ?? [];
    await this.send("PATCH", rowPath(target, other), { [field]: [...new Set([...members, id])] });
  }
}

function rowOf(ref: Ref, live: Live): Row {
  const row = live.referred(ref);
  if (!row) throw new Refused(`There is no row for ${JSON.stringify(ref)}.`);
  return row;
}

/** The body with ids in the place of references, and values in the place of secrets. */
async function filled(body: Body, live: Live, bench: Bench, self: Id | undefined): Promise<Body> {
  for (const { $ref, key, id } of refsIn(body)) if (key === undefined && id === undefined) await live.learn($ref);
  const fill = (value: unknown): unknown => {
    if (isSecret(value)) return reveal("$env" in value ? withValue(value, bench.env[value.$env] ?? "") : value);
    if (isRef(value)) return holeOf(value, live, bench, self);
    if (Array.isArray(value)) return value.map(fill);
    if (!isPlain(value)) return value;
    if (value["$self"] === true) return self;
    if (isNamed(value))
      return Object.fromEntries(value.$named.map(([name, member]) => [String(fill(name)), fill(member)]));
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : [[name, fill(each)]])),
    );
  };
  return fill(body) as Body;
}

function holeOf(hole: Hole, live: Live, bench: Bench, asker: Id | undefined): Id {
  const kind = bench.registry.kinds.get(hole.$ref);
  if (hole.out === undefined && hole.id !== undefined) return sent(hole.id, hole);
  const row = rowOf(hole, live);
  if (hole.out === undefined) return sent(row["id"] as Id, hole);
  return sent(kind?.outputs?.[hole.out]?.(kind.identity.strip(row), asker), hole);
}

function sent(id: Id | undefined, hole: Hole): Id {
  if (id === undefined) throw new Refused(`${hole.$ref} has no ${hole.out ?? "id"} to put in.`);
  return hole.as === "string" ? String(id) : id;
}
