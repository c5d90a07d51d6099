import fc from "fast-check";
import { LawBroken } from "../report/broken.js";
import { printRequest } from "../report/print.js";
import type { Workbench } from "../workbench/workbench.js";
import type { Law, Subject } from "./law.js";

export interface Property<T> {
  readonly arbitrary: fc.Arbitrary<T>;
  readonly runs: number;
  /** The case as a reader wants to see it. */
  show(value: T): string;
  /** Throws where the law does not hold; `notApplicable()` where the case says nothing about it. */
  body(value: T, bench: Workbench): Promise<void>;
  /** How many smaller cases are tried after a failure. Default: 60. */
  readonly shrinking?: number;
  /**
   * Cases that are smaller by more than fast-check takes away at a time, the smallest first; tried after it, and again on
   * each that fails too. For cases of so many parts that little by little would take too long.
   */
  smaller?(value: T): readonly T[];
}

/** The case says nothing about the law. */
export const notApplicable = (): never => fc.pre(false) as never;

const isSkip = (error: unknown): boolean => fc.PreconditionFailure.isFailure(error);

/** How many cases may say nothing for each that says something. Of some fields most edits are refused. */
const MOST_SKIPS = 12;

/** Cases take a while; what is small by then has to do. */
const SHRINKING = 60;
const MOST_CUTS = 60;

/**
 * Puts generated cases to a law, each in a new project, and throws the smallest that breaks it.
 *
 * @returns how many cases said something about the law.
 */
export async function holds<T>(law: Law, subject: Subject, property: Property<T>): Promise<number> {
  const { bench, seed, kind } = subject;
  const shrinking = property.shrinking ?? SHRINKING;
  let applied = 0;
  let sinceFailure = -1;
  let requests: string[] = [];
  const tested = fc.asyncProperty(property.arbitrary, async (value) => {
    if (sinceFailure >= 0 && ++sinceFailure > shrinking) return;
    bench.reset();
    try {
      await property.body(value, bench);
      applied++;
    } catch (error) {
      if (!isSkip(error)) {
        sinceFailure = Math.max(sinceFailure, 0);
        requests = bench.requests.map(printRequest);
      }
      throw error;
    }
  });
  const result = await fc.check(tested, { numRuns: property.runs, seed, maxSkipsPerRun: MOST_SKIPS });
  if (!result.failed || result.counterexample === null) return applied;
  const first = { value: result.counterexample[0], cause: result.errorInstance, requests, shrinks: result.numShrinks };
  const { value, ...found } = await cutDown(first, property, bench);
  throw new LawBroken({ law, kind: kind.name, ...found, smallest: property.show(value), seed: result.seed });
}

interface Failure<T> {
  readonly value: T;
  readonly cause: unknown;
  readonly requests: readonly string[];
  readonly shrinks: number;
}

/** The same failure on the smallest case that it can be had on, by leaving whole parts out. */
async function cutDown<T>(failure: Failure<T>, property: Property<T>, bench: Workbench): Promise<Failure<T>> {
  let smallest = failure;
  let left = MOST_CUTS;
  for (let found = true; found;) {
    found = false;
    for (const value of property.smaller?.(smallest.value) ?? []) {
      if (left-- <= 0) return smallest;
      bench.reset();
      try {
        await property.body(value, bench);
      } catch (cause) {
        if (isSkip(cause)) continue;
        smallest = { value, cause, requests: bench.requests.map(printRequest), shrinks: smallest.shrinks + 1 };
        found = true;
        break;
      }
    }
  }
  return smallest;
}

/**
 * The same for each of some fields; one that no case ever said anything about is a failure too, and so is a place for
 * references that have nothing to point at.
 */
export async function holdsForFields<T>(
  law: Law,
  subject: Subject,
  fields: readonly string[],
  runs: number,
  of: (field: string) => Omit<Property<T>, "runs">,
): Promise<void> {
  const each = Math.max(2, Math.ceil(runs / Math.max(1, fields.length)));
  const idle: string[] = [];
  for (const field of fields) {
    if (isUntested(law, subject, field) || field in (subject.kind.notKept ?? {})) continue;
    if ((await holds(law, subject, { ...of(field), runs: each })) === 0) idle.push(field);
  }
  for (const [path, kinds] of subject.specs.friendless) {
    const [field = path] = path.split(/[.[]/);
    if (isUntested(law, subject, path) || isUntested(law, subject, field)) continue;
    throw new Error(
      `Law ${law.number}, ${law.name}, was never put to the test for \`${path}\` of ${subject.kind.name}: there is no ` +
        `${kinds.join(" or ")} to refer to. Give one among \`friends\`, and its kind among \`kinds\`; or say why not with \`untested\`.`,
    );
  }
  if (idle.length > 0)
    throw new Error(
      `Law ${law.number}, ${law.name}, was never put to the test for ${idle.map((f) => `\`${f}\``).join(", ")} of ${subject.kind.name}: ` +
        "no generated spec led there. Help with `arbitraries` or `samples`, or say why not with `untested`.",
    );
}

/** `place`: a field, or a path in one. */
function isUntested({ name }: Law, { untested }: Subject, place: string): boolean {
  const reason = Object.hasOwn(untested, place) ? untested[place] : undefined;
  return typeof reason === "object" ? reason.laws.includes(name) : reason !== undefined;
}
