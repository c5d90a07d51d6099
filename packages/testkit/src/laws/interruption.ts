import { addressOf, isError, type Definition, type Spec } from "@posthog-definitions/core";
import { differences, specDifferences, type Kind } from "@posthog-definitions/core/kind";
import type { Fault } from "@posthog-definitions/emulator";
import type { Input } from "../generate/specs.js";
import { Breach } from "../report/broken.js";
import { printAll } from "../report/print.js";
import type { Row } from "../workbench/live.js";
import type { Run, RunOptions, Workbench } from "../workbench/workbench.js";
import { expectNothing, explain } from "./compare.js";
import type { Law, Subject } from "./law.js";
import { holds, notApplicable } from "./property.js";

/** From what is applied to what is then being applied when it is cut off. */
interface Scenario {
  readonly name: string;
  readonly before: readonly Definition[];
  readonly after: readonly Definition[];
  /** What is in `before` alone is deleted. */
  readonly prune?: boolean;
}

/** A way to be cut off at a request. */
interface Blow {
  readonly name: string;
  /** What goes wrong with the request on its way or at the server. */
  readonly fault?: Fault;
  /** When the process dies. */
  readonly kill?: "before" | "after";
  /** Reads have no effect, so that most ways to fail come to the same there. */
  readonly onReads: boolean;
}

const FOR_GOOD = 10_000;

const blows: readonly Blow[] = [
  { name: "killed before the server acted", kill: "before", onReads: true },
  { name: "killed after the server acted", kill: "after", onReads: false },
  { name: "error 500", fault: { kind: "error", status: 500 }, onReads: true },
  { name: "error 500, after the server acted", fault: { kind: "error", status: 500, when: "after" }, onReads: false },
  { name: "errors 503 from there on", fault: { kind: "error", status: 503, times: FOR_GOOD }, onReads: true },
  { name: "refused (400)", fault: { kind: "error", status: 400 }, onReads: false },
  { name: "limited (429)", fault: { kind: "limited", retryAfter: 3 }, onReads: true },
  {
    name: "limited (429) from there on",
    fault: { kind: "limited", retryAfter: 3600, times: FOR_GOOD },
    onReads: false,
  },
  { name: "connection lost before the server acted", fault: { kind: "lost" }, onReads: true },
  { name: "connection lost after the server acted", fault: { kind: "lost", when: "after" }, onReads: false },
  {
    name: "connections lost from there on, after the server acted",
    fault: { kind: "lost", when: "after", times: FOR_GOOD },
    onReads: false,
  },
  { name: "time-out before the server acted", fault: { kind: "silence" }, onReads: false },
  { name: "time-out after the server acted", fault: { kind: "silence", when: "after" }, onReads: false },
];

/**
 * Law 7, interruption: stop at any request, in any way. The next `apply` converges: no duplicate, nothing lost, nothing
 * half done that is called done. Checked for creating, editing, growing, shrinking and pruning, at every request of each.
 *
 * What breaks it: a mark that comes later than the row; a facet whose `decode` does not look at the row; a step that
 * cannot be repeated.
 */
export const interruption: Law = {
  number: 7,
  name: "interruption",
  statement:
    "stop at any request, in any way: the next `apply` converges, without duplicate, loss, or half done called done.",
  async check(subject) {
    const { specs, runs } = subject;
    let narrowed: { scenario: string; ways: readonly Blow[] } | undefined;
    await holds(this, subject, {
      arbitrary: specs.several(subject.kind.api.singleton ? 2 : 3),
      runs: Math.max(1, Math.round(runs / 200)),
      shrinking: 0,
      smaller: (inputs) => specs.smaller(inputs),
      show: (inputs) =>
        scenarios(subject, inputs)
          .filter(({ name }) => narrowed === undefined || name === narrowed.scenario)
          .map(({ name, before, after }) => `to ${name}, from\n${printAll(before)}\nto\n${printAll(after)}`)
          .join("\n"),
      async body(inputs, bench) {
        if (inputs.length < 2) notApplicable();
        for (const scenario of scenarios(subject, inputs)) {
          if (narrowed && scenario.name !== narrowed.scenario) continue;
          // Making a failing case smaller needs the one way in which it failed, not all of them again.
          await survives(subject, scenario, narrowed?.ways ?? blows, bench, (ways) => {
            narrowed = { scenario: scenario.name, ways };
          });
        }
      },
    });
  },
};

function scenarios({ specs, kind }: Subject, inputs: readonly Input[]): Scenario[] {
  const [a, b, c] = inputs as readonly [Input, Input, Input | undefined];
  const edited = { ...b, key: a.key };
  const small = specs.define(specs.smallest(a));
  const full = specs.define(a);
  const others = kind.api.singleton || !c ? [] : [specs.define(c)];
  const all: Scenario[] = [
    { name: "create", before: [], after: [full, ...others] },
    { name: "edit", before: [full], after: [specs.define(edited)] },
    { name: "grow", before: [small], after: [full, ...others] },
    { name: "shrink", before: [full, ...others], after: [small] },
    ...(kind.api.remove === "never" || kind.identity.carrier === undefined
      ? []
      : [{ name: "prune", before: [full, ...others], after: [], prune: true }]),
  ];
  return all.filter(({ after }) => after.every((each) => specs.spec(each.spec as Input)));
}

/** What a finished run leaves behind, as far as it must come out the same after an interrupted one. */
interface Aftermath {
  readonly rows: number;
  readonly specs: ReadonlyMap<string, Spec>;
  readonly plain: ReadonlyMap<string, Row>;
}

/** A run that nothing cuts off. */
interface Whole {
  readonly requests: readonly { readonly kind: "read" | "write"; readonly text: string }[];
  readonly good: Aftermath;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function survives(
  subject: Subject,
  scenario: Scenario,
  ways: readonly Blow[],
  bench: Workbench,
  /** Told which ways of being cut off the failure needs: none, where it is there without any. */
  onFailure: (ways: readonly Blow[]) => void,
): Promise<void> {
  const all = [...subject.friends, ...scenario.after];
  const whole = async (): Promise<Whole | undefined> => {
    await arrange(subject, scenario, bench);
    const pruning = scenario.prune ? { prune: true } : {};
    const planned = await bench.run(all, { ...pruning, dry: true });
    // A transition that the kind refuses cannot be interrupted.
    if (planned.plan?.diagnostics.some((d) => isError(d) && d.code === "refused")) return undefined;
    bench.emulator.log.clear();
    await bench.apply(all, pruning);
    const requests = bench.requests.map(({ kind, method, path }) => ({ kind, text: `${method} ${path}` }));
    return { requests, good: await aftermath(subject, scenario.after, bench) };
  };
  const undisturbed = await whole().catch((error: unknown) => {
    onFailure([]);
    throw new Breach(`To ${scenario.name}, without any interruption. ${messageOf(error)}`);
  });
  if (!undisturbed) return;
  const { requests, good } = undisturbed;
  for (const [i, { kind, text }] of requests.entries())
    for (const blow of ways) {
      if (kind === "read" && !blow.onReads) continue;
      await arrange(subject, scenario, bench);
      const when = `To ${scenario.name}: ${blow.name}, at request ${i + 1} (${text})`;
      try {
        await interrupted(subject, scenario, i + 1, blow, good, bench, when);
      } catch (error) {
        onFailure([blow]);
        if (error instanceof Breach) throw error;
        throw new Breach(`${when}. Then: ${messageOf(error)}`);
      }
    }
}

async function arrange({ friends }: Subject, { before }: Scenario, bench: Workbench): Promise<void> {
  bench.reset();
  if (friends.length + before.length > 0) await bench.apply([...friends, ...before]);
  bench.emulator.log.clear();
}

async function interrupted(
  subject: Subject,
  { after, prune = false }: Scenario,
  at: number,
  blow: Blow,
  good: Aftermath,
  bench: Workbench,
  when: string,
): Promise<void> {
  const all = [...subject.friends, ...after];
  const options: RunOptions = { prune, ...(blow.kill ? { kill: { at, when: blow.kill } } : {}) };
  if (blow.fault) bench.emulator.faults.add({ ...blow.fault, at });
  const cut = await bench.run(all, options);
  bench.emulator.faults.clear();
  if (calledDone(cut))
    expectNothing(await bench.plan(all, { prune }), `${when}. The report calls everything done, but then`);
  await bench.apply(all, { prune });
  expectNothing(await bench.plan(all, { prune }), `${when}. After the next apply`);
  expectSame(subject.kind, good, await aftermath(subject, after, bench), when);
}

const calledDone = ({ ending, plan, report }: Run): boolean =>
  ending === "finished" &&
  report !== undefined &&
  !plan?.diagnostics.some(isError) &&
  report.outcomes.every((outcome) => outcome.status === "done");

async function aftermath(
  { kind, specs }: Subject,
  definitions: readonly Definition[],
  bench: Workbench,
): Promise<Aftermath> {
  const live = await bench.live();
  const found = new Map<string, Spec>();
  const plain = new Map<string, Row>();
  for (const definition of definitions) {
    const row = await bench.row(definition);
    const wanted = specs.spec(definition.spec as Input)!;
    const meaning = live.meaning(kind, row);
    // What is not the file's, such as ids of the server's making, is made anew in every run.
    found.set(addressOf(definition), (kind.ours?.(meaning, wanted) ?? meaning) as Spec);
    plain.set(addressOf(definition), plainValues(kind, wanted, definition, row));
  }
  return { rows: live.rows(kind.name).length, specs: found, plain };
}

/** What was written as it stands in the row: a second look, past the kind's own `decode`, at values that are no ids. */
function plainValues(kind: Kind, spec: Spec, { key }: Definition, raw: Row): Row {
  const row = kind.identity.strip(raw);
  const written = { ...kind.encode(spec, { key, row: undefined }), ...laterFields(kind, key, spec) };
  const isPlainValue = (value: unknown): boolean =>
    ["string", "boolean", "number"].includes(typeof value) || value === null;
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, value]) =>
      name in row && isPlainValue(value) && isPlainValue(row[name]) && !isOwnTime(value, row[name])
        ? [[name, row[name]]]
        : [],
    ),
  );
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/;
const momentOf = (value: unknown): number =>
  typeof value === "string" && MOMENT.test(value) ? Date.parse(value) : NaN;

/** A date for which the server took its own clock: it differs with every run, and only whether it is there says something. */
const isOwnTime = (written: unknown, stored: unknown): boolean => Math.abs(momentOf(written) - momentOf(stored)) > 0;

function laterFields(kind: Kind, key: string, spec: Spec): Row {
  const at = { ref: (of: string, id: number | string) => ({ $ref: of, id }), managed: () => false, side: () => [] };
  const steps = Object.entries(kind.facets ?? {}).flatMap(([field, facet]) =>
    spec[field] === undefined
      ? []
      : facet.write({
          want: spec[field],
          have: facet.fresh(spec, { key }),
          spec,
          row: undefined,
          at: at as never,
          refuse: () => undefined,
          note: () => undefined,
        }),
  );
  return Object.assign({}, ...steps.map((step) => (step.step === "fields" ? step.body : {}))) as Row;
}

function expectSame(kind: Kind, good: Aftermath, now: Aftermath, when: string): void {
  if (now.rows !== good.rows)
    throw new Breach(
      `${when}. After the next apply there are ${now.rows} rows of the kind; without the interruption there are ${good.rows}.`,
    );
  for (const [address, spec] of good.specs) {
    const differing = [
      ...specDifferences(kind.spec, now.specs.get(address) ?? {}, spec),
      ...differences(now.plain.get(address), good.plain.get(address)),
    ];
    if (differing.length > 0)
      throw new Breach(
        `${when}. After the next apply, ${address} is not as without it:\n${explain(differing, "it is", "it would be")}`,
      );
  }
}
