import { createHash } from "node:crypto";

export type Shuffle = <T>(items: readonly T[]) => T[];

/** A shuffle whose order changes from call to call, and repeats in every run with the same seed. */
export function seededShuffle(seed: string): Shuffle {
  let state = createHash("sha256").update(seed).digest().readUInt32LE() | 1;
  const below = (bound: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
  return (items) => {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = below(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  };
}
