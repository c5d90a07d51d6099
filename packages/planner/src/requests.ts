import {
  error,
  refText,
  warning,
  type Diagnostic,
  type Path,
  type PlannedRequest,
  type Ref,
} from "@posthog-definitions/core";
import { refsIn, same, type Decoding, type Kind, type Registry, type Resolved } from "@posthog-definitions/core/kind";
import { adoption } from "./adoptions.js";
import { deletionBody, lettingGo, present, updateBody, wholeBody } from "./bodies.js";
import type { Comparison } from "./changes.js";
import { planned, rewrites, waits, type Node } from "./node.js";
import type { Pairing } from "./pair.js";
import type { Removal } from "./removals.js";
import { facetsOf } from "./view.js";
import type { LiveRow } from "./world.js";

export interface RequestsInput {
  readonly comparisons: readonly Comparison[];
  readonly removals: readonly Removal[];
  readonly pairing: Pairing;
  readonly registry: Registry;
  readonly at: Decoding;
  readonly namespace?: string;
  readonly environment?: string;
}

/**
 * Differences become requests, and needs become edges: a row is made before its id is used; a join travels with the row
 * it goes into, unless that row has to be there first.
 */
export function requests(input: RequestsInput): {
  requests: PlannedRequest[];
  notes: Map<string, string[]>;
  diagnostics: Diagnostic[];
} {
  const graph = new Graph(input);
  for (const comparison of input.comparisons) graph.ownBody(comparison);
  for (const comparison of input.comparisons) graph.facets(comparison);
  for (const removal of input.removals) graph.removal(removal);
  return graph.finish();
}

class Graph {
  private readonly nodes: Node[] = [];
  private readonly creates = new Map<string, Node>();
  private readonly updates = new Map<string, Node>();
  private readonly removals = new Map<string, Node>();
  private readonly needs: { readonly node: Node; readonly refs: readonly Ref[] }[] = [];
  private readonly joins: {
    readonly from: Comparison;
    readonly into: Ref;
    readonly field: string;
    readonly before: Node[];
  }[] = [];
  private readonly comparisons: ReadonlyMap<string, Comparison>;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly notes = new Map<string, string[]>();

  constructor(private readonly input: RequestsInput) {
    this.comparisons = new Map(input.comparisons.map((c) => [c.definition.address, c]));
  }

  private add(kind: Kind, address: string, verb: Node["verb"], name: string, call?: Node["call"]): Node {
    const node: Node = {
      name,
      address,
      verb,
      kind,
      body: {},
      joins: [],
      after: new Set(),
      joiners: new Set(),
      ...(call ? { call } : {}),
    };
    this.nodes.push(node);
    return node;
  }

  /** The one PATCH of a row in this plan. */
  private update(kind: Kind, address: string): Node {
    let node = this.updates.get(address);
    if (!node) {
      node = this.add(kind, address, "update", `update ${address}`);
      this.updates.set(address, node);
      const create = this.creates.get(address);
      if (create) node.after.add(create);
    }
    return node;
  }

  /** What travels in a row's own body. */
  ownBody(comparison: Comparison): void {
    const { definition, action } = comparison;
    if (action === "none") return;
    if (action === "create" || action === "replace") {
      const node = this.add(definition.kind, definition.address, "create", `create ${definition.address}`);
      // First, since what is unique can be had once; cut off in between, the next run finds no row and makes one.
      if (action === "replace") node.after.add(this.makingWay(definition, comparison.replaces!));
      if (action === "replace") this.replaced(comparison);
      this.creates.set(definition.address, node);
      node.body = present(wholeBody(comparison, this.input));
      this.needs.push({ node, refs: refsIn(node.body) });
      return;
    }
    const { unique } = definition.kind;
    const name = unique && (unique.from ?? unique.field);
    const renamed = comparison.fields.find(({ path }) => path[0] === name);
    if (unique?.renamed !== undefined && renamed)
      this.diagnostics.push(
        warning(
          "renamed",
          `${definition.address} gets another ${String(name)}: "${String(renamed.before)}" becomes "${String(renamed.after)}". ${unique.renamed}`,
          { address: definition.address, ...(definition.place ? { place: definition.place } : {}) },
        ),
      );
    for (const field of new Set(comparison.fields.map(({ path }) => String(path[0])))) {
      const besides = definition.kind.alongside?.[field];
      if (besides !== undefined) this.note(definition.address, besides);
    }
    const body = updateBody(comparison, this.input);
    if (Object.keys(body).length === 0) return;
    const node = this.update(definition.kind, definition.address);
    node.body = body;
    this.needs.push({ node, refs: refsIn(body) });
  }

  /** A managed row that goes. */
  removal({ address, kind, live, action }: Removal): void {
    if (action === "delete") this.removals.set(address, this.deletion(kind, address, live));
    else this.add(kind, address, "forget", `forget ${address}`).body = lettingGo(kind, live, this.input.at);
  }

  private deletion(kind: Kind, address: string, live: LiveRow): Node {
    const node = this.add(kind, address, "delete", `delete ${address}`);
    if (kind.api.remove === "soft") node.body = deletionBody(kind, live, this.input.at);
    return node;
  }

  /** The row that makes way for a new one. */
  private makingWay({ kind, address, place }: Resolved, live: LiveRow): Node {
    if (kind.api.remove === "never")
      this.diagnostics.push(
        error("refused", `${address} would have to be replaced, and PostHog deletes no ${kind.name}.`, {
          address,
          ...(place ? { place } : {}),
        }),
      );
    return this.deletion(kind, address, live);
  }

  private note(address: string, text: string): void {
    this.notes.set(address, [...(this.notes.get(address) ?? []), text]);
  }

  /** What a reader should know about a row that makes way for a new one. */
  private replaced({ definition: { address, kind }, fields, replaces }: Comparison): void {
    for (const field of new Set(fields.map(({ path }) => String(path[0])))) {
      const rule = kind.immutable?.[field];
      if (rule?.then === "replace" && (rule.when?.(replaces?.row ?? {}) ?? true))
        this.note(address, `the row is deleted and made anew: ${rule.why}`);
    }
    if (kind.afterRemoval !== undefined) this.note(address, kind.afterRemoval);
  }

  /** What has a road of its own. */
  facets(comparison: Comparison): void {
    const { definition, want, have, live } = comparison;
    const { kind, address } = definition;
    if (comparison.action === "none") return;
    let calls: Node[] = [];
    for (const [field, facet] of facetsOf(kind)) {
      if (want[field] === undefined && !live) continue;
      const now = have ? have[field] : facet.fresh(want, definition);
      const differs = [field, ...(facet.also ?? [])].some((f) => !same(f === field ? now : have?.[f], want[f]));
      const adopts = facet.marks === true && comparison.action === "adopt" && want[field] !== undefined;
      if (!differs && !adopts) continue;
      const steps = facet.write({
        want: want[field],
        have: now,
        spec: want,
        row: live?.row,
        at: this.input.at,
        ...(adopts ? { adopts } : {}),
        refuse: (path: Path, why: string) => {
          this.diagnostics.push(error("refused", why, { address, path: [field, ...path] }));
        },
        note: (text: string) => this.note(address, text),
      });
      const earlier: Node[] = [];
      const waiting: (typeof this.joins)[number][] = [];
      for (const [i, step] of steps.entries()) {
        if (step.step === "join") {
          const wish = { from: comparison, into: step.into, field: step.field, before: [] as Node[] };
          this.joins.push(wish);
          waiting.push(wish);
          continue;
        }
        const node =
          step.step === "fields"
            ? this.update(kind, address)
            : this.add(
                kind,
                address,
                "call",
                `${step.method.toLowerCase()} ${address} ${field}${steps.length > 1 ? ` ${i + 1}` : ""}`,
                step,
              );
        node.body = step.step === "fields" ? { ...node.body, ...step.body } : (step.body ?? {});
        this.needs.push({ node, refs: [...refsIn(step.body), ...(step.step === "call" ? (step.after ?? []) : [])] });
        if (step.step === "call") {
          for (const first of [this.creates.get(address), this.updates.get(address), ...calls])
            if (first) node.after.add(first);
          calls = [...calls, node];
        }
        for (const first of earlier) if (first !== node) node.after.add(first);
        for (const wish of waiting) wish.before.push(node);
        earlier.push(node);
      }
    }
  }

  finish(): { requests: PlannedRequest[]; notes: Map<string, string[]>; diagnostics: Diagnostic[] } {
    for (const { node, refs } of this.needs)
      for (const ref of refs) {
        const create = this.creates.get(refText(plain(ref)));
        if (create && create !== node) node.after.add(create);
      }
    this.placeJoins();
    for (const { node, refs } of this.needs)
      for (const ref of refs) {
        const update = this.updates.get(refText(plain(ref)));
        if (update && update !== node && !rewrites(update, node) && !waits(update, node)) node.after.add(update);
      }
    this.consumersFirst();
    this.rewrittenFirst();
    this.carryHash();
    for (const node of this.nodes)
      if ([...node.after].some((first) => waits(first, node)))
        this.diagnostics.push(
          error("reference-cycle", `${node.name} would have to wait for itself.`, { address: node.address }),
        );
    return { requests: this.nodes.map((node) => planned(node)), notes: this.notes, diagnostics: this.diagnostics };
  }

  /** A row is deleted after everything that still refers to it was changed or deleted. */
  private consumersFirst(): void {
    const wait = (address: string, on: (node: Node) => boolean): void => {
      const removal = this.removals.get(address);
      if (removal) for (const node of this.nodes) if (node !== removal && on(node)) removal.after.add(node);
    };
    for (const { have, definition } of this.input.comparisons)
      for (const ref of refsIn(have)) wait(refText(ref), (node) => node.address === definition.address);
    for (const { address, refersTo } of this.input.removals)
      for (const other of refersTo) wait(other, (node) => node === this.removals.get(address));
  }

  /** A row is changed before the server rewrites it along with another. */
  private rewrittenFirst(): void {
    for (const node of this.nodes) {
      if (!node.kind.rewrites || (node.verb !== "update" && node.verb !== "delete")) continue;
      for (const update of this.updates.values()) {
        if (!rewrites(node, update) || waits(update, node)) continue;
        if (!node.after.has(update)) node.joiners.add(update);
        node.after.add(update);
      }
    }
  }

  private placeJoins(): void {
    for (const { from, into, field, before } of this.joins) {
      const { address } = from.definition;
      const target = into.key === undefined ? undefined : this.input.registry.kinds.get(into.$ref);
      if (!target?.joins?.[field]) {
        this.diagnostics.push(
          error("not-managed", `${address} needs a change to ${refText(into)}, which is not managed here.`, {
            address,
            hint: `Define it and take it over: ${adoption(`${into.$ref}.<key>`, into.id ?? 0, this.input.environment)}`,
          }),
        );
        continue;
      }
      const self = this.creates.get(address);
      const create = this.creates.get(refText(into));
      const node = create && !(self && waits(self, create)) ? create : this.update(target, refText(into));
      node.joins.push({ field, ref: { $ref: from.definition.kind.name, key: from.definition.key } });
      if (self && self !== node) {
        if (!node.after.has(self)) node.joiners.add(self);
        node.after.add(self);
      }
      for (const later of before) if (later !== node) later.after.add(node);
      if (node !== create && !this.comparisons.has(refText(into)))
        this.note(address, `also writes the ${field} of ${refText(into)}`);
    }
  }

  /** The hash goes with the last body of a row, so that a half-made row is not labelled as changed by somebody. */
  private carryHash(): void {
    for (const [address, update] of this.updates) {
      const comparison = this.comparisons.get(address);
      if (!comparison || comparison.action === "none" || Object.keys(update.body).length === 0) continue;
      const { carrier } = comparison.definition.kind.identity;
      const whole = wholeBody(comparison, this.input);
      if (carrier !== undefined) {
        const create = this.creates.get(address);
        if (create) create.body = { ...create.body, [carrier]: wholeBody(comparison, this.input, false)[carrier] };
        if (create || comparison.mark?.hash !== comparison.hash)
          update.body = { ...update.body, [carrier]: whole[carrier] };
      }
      update.body = update.kind.api.always?.(update.body, whole) ?? update.body;
    }
  }
}

/** A reference without what is said about how to send it. */
const plain = (ref: Ref): Ref => ({
  $ref: ref.$ref,
  ...(ref.key === undefined ? {} : { key: ref.key }),
  ...(ref.id === undefined ? {} : { id: ref.id }),
});
