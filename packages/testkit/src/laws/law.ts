import type { Definition } from "@posthog-definitions/core";
import type { Kind } from "@posthog-definitions/core/kind";
import type { Specs } from "../generate/specs.js";
import type { Workbench } from "../workbench/workbench.js";

export const lawNames = [
  "round trip",
  "rest",
  "change",
  "drift",
  "removal",
  "foreign rows",
  "interruption",
  "pull",
  "tolerance",
  "return",
  "move",
  "secrets",
  "unknown members",
] as const;

export type LawName = (typeof lawNames)[number];

/** Why laws need not change a field: all of them, or those that are named. */
export type Untested = string | { readonly why: string; readonly laws: readonly LawName[] };

/** One kind under test, and everything that the laws need to know of it. */
export interface Subject {
  readonly kind: Kind;
  readonly specs: Specs;
  /** Applied together with whatever is tested. */
  readonly friends: readonly Definition[];
  readonly bench: Workbench;
  /** How many specs are generated for the kind, over all laws. */
  readonly runs: number;
  readonly seed: number;
  readonly untested: Readonly<Record<string, Untested>>;
}

/** Something that holds for every kind. */
export interface Law {
  /** As in the documentation of the laws. */
  readonly number: number;
  readonly name: LawName;
  readonly statement: string;
  /** Why the law says nothing about a kind; `undefined` where it does. */
  exempt?(subject: Subject): string | undefined;
  /** @throws LawBroken with the smallest case that was found. */
  check(subject: Subject): Promise<void>;
}
