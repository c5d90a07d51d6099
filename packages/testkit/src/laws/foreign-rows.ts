import { byCodeUnits, isError, isPlain, type Id, type Path } from "@posthog-definitions/core";
import { differences, type Kind } from "@posthog-definitions/core/kind";
import type { Fault } from "@posthog-definitions/emulator";
import fc from "fast-check";
import type { Edit } from "../generate/specs.js";
import { Breach } from "../report/broken.js";
import { printRequest } from "../report/print.js";
import { idOf, rowPath, type Row } from "../workbench/live.js";
import type { Stranger } from "../workbench/hand.js";
import { Refused } from "../workbench/hand.js";
import type { Workbench } from "../workbench/workbench.js";
import { explain } from "./compare.js";
import { showEdit } from "./edit.js";
import type { Law, Subject } from "./law.js";
import { holds, notApplicable } from "./property.js";

interface Case {
  readonly edit: Edit | undefined;
  readonly trouble: Fault;
}

const troubles: readonly Fault[] = [
  { kind: "error", status: 500 },
  { kind: "lost" },
  { kind: "lost", when: "after" },
  { kind: "limited", retryAfter: 2 },
];

/**
 * Law 6, foreign rows are never written, by `apply` or by prune, whatever happens. Foreign is a row without our mark, be
 * it the very image of one of ours, and a row with the mark of another repository.
 *
 * What breaks it: an identity that takes a row for ours by anything but our mark.
 */
export const foreignRows: Law = {
  number: 6,
  name: "foreign rows",
  statement: "foreign rows are never written, whatever happens.",
  exempt: ({ kind }) => (kind.api.singleton ? "there is one row of this kind, and it is ours" : undefined),
  async check(subject) {
    const { specs, runs } = subject;
    const seen = await holds<Case>(this, subject, {
      arbitrary: fc.record({
        edit: specs.anyEdit,
        trouble: fc
          .tuple(fc.constantFrom(...troubles), fc.integer({ min: 1, max: 12 }))
          .map(([fault, first]): Fault => ({ ...fault, at: first })),
      }),
      runs: Math.max(4, Math.ceil(runs * 0.06)),
      show: ({ edit, trouble }) => `${showEdit(subject)(edit)}\nwhile this happens: ${JSON.stringify(trouble)}`,
      body: (value, bench) => leftAlone(subject, value, bench),
    });
    if (seen === 0) throw new Error(`No foreign ${subject.kind.name} could be made in the emulator.`);
  },
};

async function leftAlone(subject: Subject, { edit, trouble }: Case, bench: Workbench): Promise<void> {
  const { kind, specs, friends } = subject;
  if (!edit) return notApplicable();
  const [before, after] = [specs.define(edit.before), specs.define(edit.after)];
  await bench.apply(friends);
  const strangers = await makeStrangers(subject, edit, bench);
  if (strangers.length === 0) return notApplicable();

  bench.emulator.faults.add(trouble);
  await bench.run([...friends, before]);
  await bench.run([...friends, after]);
  bench.emulator.faults.clear();
  const last = await bench.run([...friends, after]);
  await bench.run(friends, { prune: true });

  for (const stranger of strangers) await expectUntouched(kind, stranger, bench);
  const held = last.plan?.diagnostics.filter(isError) ?? [];
  if (held.some((d) => !["unique-held", "not-managed", "refused"].includes(d.code)))
    throw new Breach(`Foreign rows stand in the way: ${held.map((d) => `${d.code}: ${d.message}`).join("; ")}`);
}

/** One that is nobody's and looks just like ours will, one that looks otherwise, and one of another repository. */
async function makeStrangers({ kind, specs }: Subject, { before, after }: Edit, bench: Workbench): Promise<Row[]> {
  const marked = kind.identity.carrier !== undefined;
  const wishes: [typeof before, Stranger][] = [
    [before, { name: marked ? before.key : "stranger-1" }],
    [after, { name: "stranger-2" }],
    [after, { name: "stranger-3", mark: { key: before.key, namespace: "elsewhere" } }],
    [before, { name: "stranger-4", mark: { key: before.key, namespace: "elsewhere" } }],
  ];
  const ids: Id[] = [];
  for (const [input, stranger] of wishes) {
    if (stranger.mark && !marked) continue;
    // Who holds the name without any mark is taken over by it, and so is no stranger.
    if (kind.unique?.adopts && !stranger.mark) continue;
    try {
      ids.push(idOf(kind, await bench.hand.create(kind, specs.spec(input)!, stranger)));
    } catch (error) {
      // A unique value that is taken already: this one does not exist, then.
      if (!(error instanceof Refused)) throw error;
    }
  }
  const live = await bench.live();
  return ids.map((id) => live.find(kind.name, id)).filter((row) => row !== undefined);
}

async function expectUntouched(kind: Kind, before: Row, bench: Workbench): Promise<void> {
  const id = idOf(kind, before);
  const after = (await bench.live()).find(kind.name, id);
  const written = bench.emulator.log.writes.filter((request) => request.path.includes(`/${rowPath(kind, before)}`));
  if (written.length > 0)
    throw new Breach(`The foreign row ${id} was written: ${written.map(printRequest).join("; ")}`);
  if (!after) throw new Breach(`The foreign row ${id} is gone.`);
  const changed = differences(unordered(before), unordered(after)).filter(
    ({ path }) => !isEmbedded(path, kind, bench) && !READ_STAMP.test(String(path[0])),
  );
  if (changed.length > 0)
    throw new Breach(`The foreign row ${id} has changed:\n${explain(changed, "it was", "it is")}`);
}

/** What PostHog notes when a row is looked at, as this law itself does. */
const READ_STAMP = /^last_(accessed|viewed)_at$/;

/** Whether a path leads into a row of another kind that this one's answer shows inside: a dashboard's tile shows its insight. */
function isEmbedded(path: Path, kind: Kind, bench: Workbench): boolean {
  const others = [...bench.registry.kinds.keys()].filter((name) => name !== kind.name);
  const names = new Set<unknown>(others.map((name) => name.replaceAll("-", "_")));
  return path.slice(0, -1).some((step) => names.has(step));
}

/** PostHog gives the tags of a row in any order, and so it does with people whom a row holds. */
const unordered = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Array.isArray(value) && value.every((each) => nameOf(each) !== undefined)
        ? [...(value as unknown[])].sort((a, b) => byCodeUnits(nameOf(a)!, nameOf(b)!))
        : value,
    ]),
  );

/** Of a tag, or of somebody. Other lists keep their order: to change it is to write. */
function nameOf(item: unknown): string | undefined {
  if (typeof item === "string") return item;
  return isPlain(item) && typeof item["email"] === "string" ? item["email"] : undefined;
}
