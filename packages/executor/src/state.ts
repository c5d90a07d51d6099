import { refText, type Id, type PlannedRequest, type Ref } from "@posthog-definitions/core";
import type { Registry, Target } from "@posthog-definitions/core/kind";
import { liveRow, type LiveRow, type Row, type World } from "@posthog-definitions/planner";

/** The live state, as read and as every answer since has changed it. */
export class State implements World {
  readonly rows = new Map<string, LiveRow[]>();
  readonly sides = new Map<string, object[]>();
  private readonly byAddress = new Map<string, LiveRow>();
  private sideWrites = 0;
  private sideReads = 0;
  private lastSideRead = 0;

  constructor(private readonly registry: Registry) {}

  list(target: Target, raw: readonly Row[]): void {
    this.rows.set(
      target.name,
      raw.map((row) => liveRow(target, row)),
    );
  }

  /** A newer answer about a row, known or not. */
  learn(target: Target, raw: Row): LiveRow {
    const live = liveRow(target, raw);
    const rows = this.rows.get(target.name) ?? [];
    const index = rows.findIndex((row) => row.id === live.id);
    if (index < 0) rows.push(live);
    else rows[index] = live;
    this.rows.set(target.name, rows);
    for (const [address, known] of this.byAddress)
      if (known.kind === live.kind && known.id === live.id) this.byAddress.set(address, live);
    return live;
  }

  forget(live: LiveRow): void {
    this.rows.set(
      live.kind,
      (this.rows.get(live.kind) ?? []).filter((row) => row.id !== live.id),
    );
    for (const [address, known] of this.byAddress)
      if (known.kind === live.kind && known.id === live.id) this.byAddress.delete(address);
  }

  /** What the answer to a write on a side collection tells about it; `false` where it has to be read again. */
  learnSide(path: string, { method, path: below }: Pick<PlannedRequest, "method" | "path">, answer: unknown): boolean {
    const [named, deeper] = below.split("/");
    const id = method === "DELETE" ? named : idIn(answer);
    if (!id || deeper || (method === "POST" && named)) return false;
    const others = (this.sides.get(path) ?? []).filter((row) => idIn(row) !== id);
    this.sides.set(path, method === "DELETE" ? others : [...others, answer as object]);
    this.sideWrites++;
    return true;
  }

  /** An answer that is older than a write or than another answer must not hide what that one told. */
  async rereadSide(path: string, read: () => Promise<object[]>): Promise<void> {
    for (;;) {
      const written = this.sideWrites;
      const started = ++this.sideReads;
      const rows = await read();
      if (written !== this.sideWrites) continue;
      if (started < this.lastSideRead) return;
      this.lastSideRead = started;
      this.sides.set(path, rows);
      return;
    }
  }

  belongs(address: string, live: LiveRow): void {
    this.byAddress.set(address, live);
  }

  rowOf(address: string): LiveRow | undefined {
    return this.byAddress.get(address);
  }

  /** The row that a reference points at, if it is known. */
  resolve(ref: Ref): LiveRow | undefined {
    if (ref.key !== undefined) return this.byAddress.get(refText({ $ref: ref.$ref, key: ref.key }));
    return (this.rows.get(ref.$ref) ?? []).find((row) => String(row.id) === String(ref.id));
  }

  idOf(ref: Ref): Id | undefined {
    return ref.id ?? this.resolve(ref)?.id;
  }

  target(name: string): Target {
    const target = this.registry.target(name);
    if (!target) throw new Error(`The kind "${name}" is not known.`);
    return target;
  }
}

const idIn = (row: unknown): string | undefined => {
  const id = (row as { id?: unknown } | null | undefined)?.id;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
};
