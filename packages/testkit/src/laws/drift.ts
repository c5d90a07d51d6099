import { isSecret, type Definition, type Spec } from "@posthog-definitions/core";
import { fieldOf, isUnmanaged, overlaid, same, specDifferences, type Kind } from "@posthog-definitions/core/kind";
import type { Edit } from "../generate/specs.js";
import { Breach } from "../report/broken.js";
import type { Workbench } from "../workbench/workbench.js";
import { changeOnServer, possible } from "./by-hand.js";
import { compared, expectKept, expectNothing, expectOneUpdate, fieldsOf, isFixed } from "./compare.js";
import { found, showEdit } from "./edit.js";
import type { Law, Subject } from "./law.js";
import { holds, holdsForFields, notApplicable } from "./property.js";

/**
 * Law 4, drift: change any declared field on the server, and the plan shows exactly it, as drift; `apply` puts it back.
 * A change of what the file does not declare, or of somebody else's row, shows nothing.
 *
 * Whoever the plan names for it is the one who did it.
 *
 * What breaks it: a `decode` that does not look at a field, or takes the default where it should look; an `activity` of a log
 * that names others than who it was.
 */
export const drift: Law = {
  number: 4,
  name: "drift",
  statement: "change any declared field on the server, and the plan shows exactly it; `apply` puts it back.",
  async check(subject) {
    const { specs, runs, kind } = subject;
    // Nobody changes on the server what the server does not change.
    const fields = specs.fields.filter((field) => isFixed(kind, specs.normalField(field)) === undefined);
    await holdsForFields<Edit | undefined>(this, subject, fields, Math.ceil(runs * 0.15), (field) => ({
      arbitrary: specs.edits(field),
      show: showEdit(subject, "changed on the server to"),
      body: (edit, bench) => declared(subject, specs.normalField(field), found(edit), bench),
    }));
    await holds(this, subject, {
      arbitrary: specs.anyEdit,
      runs: Math.ceil(runs * 0.05),
      show: showEdit(subject, "changed on the server, with the field named by `ignore`, to"),
      body: (edit, bench) => ignored(subject, found(edit), bench),
    });
    if (kind.api.singleton) return;
    await holds(this, subject, {
      arbitrary: specs.anyEdit,
      runs: Math.ceil(runs * 0.03),
      show: showEdit(subject, "beside which somebody makes a row, then changes it; that row begins as"),
      body: (edit, bench) => foreign(subject, found(edit), bench),
    });
  },
};

async function declared(subject: Subject, field: string, { before, after }: Edit, bench: Workbench): Promise<void> {
  const { kind, specs, friends } = subject;
  const definition = specs.define(before);
  const all = [...friends, definition];
  await bench.apply(all);
  const { have, givenUp } = await compared(bench, definition);
  await changeOnServer(bench, definition, field, specs.spec(after)!);
  // The kind itself knows no way back, as out of a lifecycle's last state, and says so.
  const { plan: told } = await bench.run(all, { dry: true });
  if (told?.diagnostics.some(({ code }) => code === "refused")) return notApplicable();
  const plan = await bench.plan(all);
  if (isUnmanaged(fieldOf(kind.spec, field)!) && specs.spec(before)![field] === undefined) {
    await leftAlone(subject, field, definition, givenUp, bench);
    return notApplicable();
  }
  if (plan.changes.length === 0 && leavesAlone(kind, specs.spec(before)!, { [field]: specs.spec(after)![field] }))
    return notApplicable();
  // The server may have changed others along with it: whoever sees them must see them all.
  const along = fieldsOf(specDifferences(kind.spec, have, (await compared(bench, definition)).have)).filter(
    (each) => !isUnmanaged(fieldOf(kind.spec, each)!) || specs.spec(before)![each] !== undefined,
  );
  expectOneUpdate(plan, definition, kind, [...new Set([field, ...along])], `\`${field}\` was changed on the server`);
  const { origin, changedBy, fields } = plan.changes[0]!;
  // A secret is in no hash, so nobody can tell where another one comes from.
  const isOfSecrets = fields.every((each) => isSecret(each.before) || isSecret(each.after));
  if (kind.identity.carrier !== undefined && origin !== (isOfSecrets ? "unknown" : "drift"))
    throw new Breach(`\`${field}\` was changed on the server, and the plan takes the origin for "${origin}".`);
  if (changedBy && changedBy.by !== TEAMMATE)
    throw new Breach(`A teammate changed \`${field}\` on the server, and the plan says that it was ${changedBy.by}.`);
  await bench.apply(all);
  await expectKept(bench, definition, "After the apply that puts it back");
  expectNothing(await bench.plan(all), "After the apply that puts it back");
}

/**
 * What the file leaves alone was changed. That may be what the server was missing to keep something that the file does
 * say: only then that, and nothing else, is due.
 */
async function leftAlone(
  { kind, friends }: Subject,
  field: string,
  definition: Definition,
  givenUp: readonly string[],
  bench: Workbench,
): Promise<void> {
  const all = [...friends, definition];
  const what = `\`${field}\`, which the file leaves alone, was changed on the server`;
  const plan = await bench.plan(all);
  const due = fieldsOf(plan.changes.flatMap(({ fields }) => fields));
  if (due.length === 0 || !due.every((each) => givenUp.includes(each))) return expectNothing(plan, what);
  expectOneUpdate(plan, definition, kind, due, what);
  const changed = await bench.spec(definition);
  await bench.apply(all);
  await expectKept(bench, definition, "After the apply of what had been given up");
  if (!same(changed[field], (await bench.spec(definition))[field]))
    throw new Breach(`${what}, and an apply changed it back.`);
}

/** Who acts in the emulator's UI. */
const TEAMMATE = "Teammate";

/**
 * Whether a change only touches members that the file does not name, of a field that it names. Going by the specs alone:
 * what the kind makes of the row is what is tested here. The server keeps members that it is not sent.
 */
function leavesAlone(kind: Kind, file: Spec, change: Spec): boolean {
  const settled = (want: Spec, have: Spec): Spec => {
    const overlay = overlaid(kind.spec, want, have, []);
    return (kind.settle?.(overlay, have, { applied: true, warn: () => undefined }) as Spec | undefined) ?? overlay;
  };
  const there = settled({ ...file, ...change }, file);
  return same(settled(file, there), there);
}

async function ignored(subject: Subject, { before, after }: Edit, bench: Workbench): Promise<void> {
  const { specs, friends } = subject;
  const field = specs.normalField(specs.fields.find((each) => before[each] !== after[each])!);
  const definition = specs.define({ ...before, ignore: [field] });
  const all = [...friends, definition];
  await bench.apply(all);
  await changeOnServer(bench, definition, field, specs.spec(after)!);
  const changed = await bench.spec(definition);
  await bench.apply(all);
  const kept = await bench.spec(definition);
  if (!same(changed[field], kept[field]))
    throw new Breach(`\`${field}\` is left to the UI by \`ignore\`, and the apply changed it.`);
  expectNothing(
    await bench.plan(all),
    `\`${field}\`, which is left to the UI by \`ignore\`, was changed on the server`,
  );
}

async function foreign(subject: Subject, { before, after }: Edit, bench: Workbench): Promise<void> {
  const { kind, specs, friends } = subject;
  const definition = specs.define(before);
  const all = [...friends, definition];
  await bench.apply(all);
  const made = await possible(() => bench.hand.create(kind, specs.spec(after)!, { name: "stranger" }));
  expectNothing(await bench.plan(all), "After somebody made a row beside ours");
  const live = await bench.live();
  const row = live.find(kind.name, made["id"] as number | string) ?? made;
  await possible(() => bench.hand.edit(kind, row, live.meaning(kind, row), specs.spec(before)!));
  expectNothing(await bench.plan(all), "After somebody changed that row");
}
