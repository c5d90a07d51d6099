import { isPostHogError, type PostHogClient } from "@posthog-definitions/client";
import type { Kind, Registry } from "@posthog-definitions/core/kind";
import { ownerKey, type LiveRow } from "@posthog-definitions/planner";
import { readAll, readOne, readSide } from "../read.js";
import { State } from "../state.js";

const isOutOfReach = (problem: unknown): boolean =>
  isPostHogError(problem) &&
  ((problem.kind === "notFound" && problem.details.what === "endpoint") ||
    problem.kind === "missingScope" ||
    (problem.kind === "noAccess" && problem.details.what === "other"));

/** Reads what a pull turns out to need, each collection once. */
export class Reader {
  readonly state: State;
  private readonly lists = new Map<string, Promise<void>>();
  private readonly sides = new Map<string, Promise<void>>();
  private readonly whole = new Set<string>();

  constructor(
    private readonly client: PostHogClient,
    private readonly registry: Registry,
  ) {
    this.state = new State(registry);
  }

  /**
   * Lists kinds, installed or only described by others. What is not known at all is left out; and so is what is read for
   * names alone, and cannot be: references to it then stay what they are, ids.
   */
  async list(names: Iterable<string>): Promise<void> {
    await Promise.all([...names].map((name) => this.listOne(name)));
  }

  private listOne(name: string): Promise<void> {
    let reading = this.lists.get(name);
    if (!reading) this.lists.set(name, (reading = this.read(name)));
    return reading;
  }

  private async read(name: string): Promise<void> {
    const target = this.registry.target(name);
    if (!target) return;
    try {
      this.state.list(target, await readAll(this.client, target));
    } catch (problem) {
      if (this.registry.kinds.has(name) || !isOutOfReach(problem)) throw problem;
    }
  }

  /** Everything that rows of a kind are decoded with. */
  async prepare(kind: Kind): Promise<void> {
    const facets = Object.values(kind.facets ?? {});
    await Promise.all([
      this.list(facets.flatMap((facet) => (facet.knows ?? []).filter((name) => this.registry.kinds.has(name)))),
      ...facets
        .flatMap((facet) => facet.uses ?? [])
        .map((side) => {
          let reading = this.sides.get(side.path);
          if (!reading)
            this.sides.set(
              side.path,
              (reading = readSide(this.client, side).then((rows) => void this.state.sides.set(side.path, rows))),
            );
          return reading;
        }),
    ]);
  }

  /** The row with all its fields, where its list lacks some; `undefined` when it has gone meanwhile. */
  async detail(kind: Kind, live: LiveRow): Promise<LiveRow | undefined> {
    const id = ownerKey(kind.name, live.id);
    if (!kind.api.detail || this.whole.has(id)) return live;
    this.whole.add(id);
    const raw = await readOne(this.client, kind, live.urlId);
    if (raw) return this.state.learn(kind, raw);
    this.state.forget(live);
    return undefined;
  }
}
