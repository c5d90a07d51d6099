import type { Definition } from "@posthog-definitions/core";
import type { Kind } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { afterAll, describe, it } from "vitest";
import { Specs, type Input } from "./generate/specs.js";
import { laws } from "./laws/index.js";
import type { Law, LawName, Subject, Untested } from "./laws/law.js";
import { createWorkbench, type Workbench, type WorkbenchOptions } from "./workbench/workbench.js";

export interface ConformanceOptions {
  /** The kind's factory, as users import it. */
  readonly factory: (input: never) => Definition;
  /** Definitions written by hand, which are put to every law beside the generated ones. */
  readonly samples?: readonly Definition[];
  /**
   * What the schema alone cannot tell, by path: `query`, `tiles[].layout` (of each item), `payloads.*` (of each value),
   * `key`. Values as users write them.
   */
  readonly arbitraries?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Definitions that references may point at. They are applied together with whatever is tested. */
  readonly friends?: readonly Definition[];
  /** The kinds of the friends, where they are others than the one under test. */
  readonly kinds?: readonly Kind[];
  /** Routes and tables for the emulator, where it does not bring the kind's own. */
  readonly resources?: WorkbenchOptions["resources"];
  /** Behaviours of the emulator. */
  readonly switches?: WorkbenchOptions["switches"];
  /** Environment variables that generated secrets stand in, and their values, where any text will not do. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** How many specs are generated, over all laws. Default: 200. */
  readonly runs?: number;
  /** The same seed generates the same specs. Default: the one of `fc.configureGlobal`, else 1. */
  readonly seed?: number;
  /** Fields that no law, or none of some laws, needs to change, and why: a reader sees it. */
  readonly untested?: Readonly<Record<string, Untested>>;
  /** Laws that do not hold for this kind, and why: they show as skipped. */
  readonly skip?: Readonly<Partial<Record<LawName, string>>>;
}

/** Registers one test per law for a kind. To be called at the top of a vitest file. */
export function conformance(kind: Kind, options: ConformanceOptions): void {
  describe(`${kind.name} keeps the laws`, () => {
    let bench: Workbench | undefined;
    let subject: Subject | undefined;
    const ready = (): Subject => (subject ??= createSubject(kind, options, (bench ??= createBench(kind, options))));
    afterAll(() => bench?.close());
    for (const law of laws) {
      const why = options.skip?.[law.name];
      const title = `${law.number} ${law.name}: ${law.statement}`;
      if (why !== undefined) it.skip(`${title} (skipped: ${why})`);
      else it(title, { timeout: 300_000 }, (context) => checkLaw(law, ready(), (reason) => context.skip(reason)));
    }
  });
}

/** Puts one kind to one law, without a test runner. @throws LawBroken */
export async function checkConformance(law: LawName, kind: Kind, options: ConformanceOptions): Promise<void> {
  const bench = createBench(kind, options);
  try {
    await checkLaw(
      laws.find((each) => each.name === law)!,
      createSubject(kind, options, bench),
      () => undefined,
    );
  } finally {
    await bench.close();
  }
}

async function checkLaw(law: Law, subject: Subject, onExempt: (reason: string) => void): Promise<void> {
  const exempt = law.exempt?.(subject);
  if (exempt !== undefined) onExempt(exempt);
  else await law.check(subject);
}

const defaultSecrets = { TESTKIT_SECRET: "tk-7f3a9c1e5b", TESTKIT_OTHER_SECRET: "tk-d20c66a18f" };

const createBench = (
  kind: Kind,
  { kinds = [], resources, switches, secrets = defaultSecrets }: ConformanceOptions,
): Workbench =>
  createWorkbench({
    kinds: [kind, ...kinds.filter((each) => each.name !== kind.name)],
    env: secrets,
    ...(resources ? { resources } : {}),
    ...(switches ? { switches } : {}),
  });

function createSubject(kind: Kind, options: ConformanceOptions, bench: Workbench): Subject {
  const {
    friends = [],
    samples = [],
    arbitraries = {},
    runs = 200,
    seed = fc.readConfigureGlobal().seed ?? 1,
    untested = {},
    secrets = defaultSecrets,
  } = options;
  const specs = new Specs({
    kind,
    factory: options.factory as (input: Input) => Definition,
    samples,
    material: {
      friends,
      kinds: [...bench.registry.kinds.keys(), ...(kind.targets ?? []).map((target) => target.name)],
      secrets: Object.keys(secrets),
      arbitraries,
    },
    resolve: (definitions) => bench.resolve([...friends, ...definitions]),
  });
  return { kind, specs, friends, bench, runs, seed, untested };
}
