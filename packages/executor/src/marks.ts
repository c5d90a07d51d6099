type Proof = "kept" | "lost";

/**
 * Whether PostHog keeps the marks of a kind. Some servers drop tags silently, and every row made there would be one that
 * the next run does not know. So where no row with a mark is known yet, the first one is made alone, and the others wait
 * for what its answer shows.
 */
export class MarkProofs {
  private readonly proofs = new Map<string, Proof>();
  private readonly pioneers = new Map<string, Promise<void>>();

  /** @param known - Kinds of which a marked row exists already. */
  constructor(known: Iterable<string>) {
    for (const kind of known) this.proofs.set(kind, "kept");
  }

  isLost(kind: string): boolean {
    return this.proofs.get(kind) === "lost";
  }

  found(kind: string, proof: Proof): void {
    if (this.proofs.get(kind) !== "lost") this.proofs.set(kind, proof);
  }

  /** Makes a row of the kind, after whoever is finding out; does not make it where the mark was lost. */
  async make<T>(kind: string, make: () => Promise<T>, otherwise: () => T): Promise<T> {
    while (!this.proofs.has(kind)) {
      const pioneer = this.pioneers.get(kind);
      if (!pioneer) return this.pioneer(kind, make);
      await pioneer;
    }
    return this.isLost(kind) ? otherwise() : make();
  }

  /** One that fails proves nothing: the next in line finds out. */
  private async pioneer<T>(kind: string, make: () => Promise<T>): Promise<T> {
    let settle: () => void = () => undefined;
    this.pioneers.set(kind, new Promise((resolve) => (settle = resolve)));
    try {
      return await make();
    } finally {
      this.pioneers.delete(kind);
      settle();
    }
  }
}
