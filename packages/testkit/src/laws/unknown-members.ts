import { isPlain, type Path, type Spec } from "@posthog-definitions/core";
import { same, type Kind } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { Breach } from "../report/broken.js";
import type { Edit } from "../generate/specs.js";
import { Refused } from "../workbench/hand.js";
import { rowPath, type Row } from "../workbench/live.js";
import type { Workbench } from "../workbench/workbench.js";
import { showEdit } from "./edit.js";
import type { Law, Subject } from "./law.js";
import { holds, notApplicable } from "./property.js";

const NAME = "x_from_elsewhere";
const VALUE = "kept?";

/**
 * Law 13, unknown members: what is not modelled inside a value that we replace survives our edits. PostHog keeps things
 * of its own inside values that a file decides (stamps in a flag's groups, ids in an experiment's metrics).
 *
 * A member that the plan shows as drift is modelled: then the file decides it, and says so before it goes.
 *
 * What breaks it: an `encode` that builds a value anew where it should start from `at.row`'s.
 */
export const unknownMembers: Law = {
  number: 13,
  name: "unknown members",
  statement: "what is not modelled inside a value that we replace survives our edits.",
  async check(subject) {
    const { specs, runs } = subject;
    await holds(this, subject, {
      arbitrary: fc.tuple(
        fc.constantFrom(...specs.fields).chain((field) => specs.edits(field, "small")),
        fc.nat(),
      ),
      runs: Math.max(12, Math.ceil(runs * 0.12)),
      show: ([edit]) => showEdit(subject)(edit),
      body: ([edit, pick], bench) => survives(subject, edit, pick, bench),
    });
  },
};

async function survives(subject: Subject, edit: Edit | undefined, pick: number, bench: Workbench): Promise<void> {
  const { kind, specs, friends } = subject;
  if (!edit) return notApplicable();
  const [before, after] = [specs.define(edit.before), specs.define(edit.after)];
  const replaced = replacedObjects(kind, before.key, specs.spec(edit.before)!, specs.spec(edit.after)!);
  if (replaced.length === 0 && pick % AS_WELL !== 0) return notApplicable();
  await bench.apply([...friends, before]);
  const row = await bench.row(before);
  const written = Object.keys(
    kind.encode(specs.spec(edit.before)!, { key: before.key, row: kind.identity.strip(row) }),
  );
  const places = (replaced.length > 0 ? replaced : written).flatMap((name) => objectsIn(row[name], [name]));
  const place = places[pick % Math.max(1, places.length)];
  if (!place) return notApplicable();
  await plant(bench, subject, row, place);
  const planted = await bench.row(before);
  if (!holdsMember(planted, place)) return notApplicable();
  if ((await bench.plan([...friends, before])).changes.length > 0) return notApplicable();
  // A replaced row is another one.
  const { plan } = await bench.run([...friends, after]);
  if (plan?.changes.some((change) => change.action === "replace")) return notApplicable();
  const now = await bench.row(after);
  if (sameShape(planted, now, place) && !holdsMember(now, place))
    throw new Breach(
      `PostHog had put \`${NAME}\` into \`${place.join(".")}\` of the row. The plan did not show it, and the update removed it.`,
    );
}

/** Of the edits that replace no object, one in so many: for kinds that send more than what differs. */
const AS_WELL = 8;

/** Keys of the body that hold an object and that the edit sends anew. */
function replacedObjects(kind: Kind, key: string, before: Spec, after: Spec): string[] {
  const [was, is] = [kind.encode(before, { key, row: undefined }), kind.encode(after, { key, row: undefined })];
  return Object.keys(was).filter((name) => objectsIn(was[name], [name]).length > 0 && !same(was[name], is[name]));
}

/** Where members can be put: objects inside what the kind writes. */
function objectsIn(value: unknown, path: Path): Path[] {
  if (Array.isArray(value)) return value.flatMap((each, i) => objectsIn(each, [...path, i]));
  if (!isPlain(value)) return [];
  return [path, ...Object.entries(value).flatMap(([name, each]) => objectsIn(each, [...path, name]))];
}

async function plant(bench: Workbench, { kind }: Subject, row: Row, [name, ...rest]: Path): Promise<void> {
  try {
    await bench.hand.send("PATCH", rowPath(kind, row), { [name!]: withMember(row[name!], rest) });
  } catch (error) {
    // A server that checks what it is sent lets nobody put anything there.
    if (error instanceof Refused) notApplicable();
    throw error;
  }
}

function withMember(value: unknown, [head, ...rest]: Path): unknown {
  if (head === undefined) return { ...(value as object), [NAME]: VALUE };
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[head] = withMember(copy[head], rest);
  return copy;
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inside, step) => (inside as Record<string, unknown> | null | undefined)?.[step], value);

const holdsMember = (row: Row, path: Path): boolean => (at(row, path) as Row | undefined)?.[NAME] === VALUE;

/** Whether the object that held it is still there: along the way, lists have kept their length. */
function sameShape(before: Row, after: Row, path: Path): boolean {
  return (
    path.every((_, i) => {
      const [was, is] = [at(before, path.slice(0, i)), at(after, path.slice(0, i))];
      return !Array.isArray(was) || (Array.isArray(is) && is.length === was.length);
    }) && isPlain(at(after, path))
  );
}
