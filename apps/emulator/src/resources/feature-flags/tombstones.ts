import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { activeDependents } from "./filters/references.js";
import { linkedExperiments } from "./links.js";
import { flags, type FlagDocument } from "./table.js";

/**
 * Makes room for a key that a deleted flag still holds: the tombstone is removed for good, or renamed when something
 * refers to it.
 */
export function freeKey(call: Call, key: string): void {
  const held = call
    .table(flags)
    .where({ key })
    .filter((flag) => flag.project === call.project.id && flag.deleted);
  for (const tombstone of held) {
    const dependents = activeDependents(call, tombstone.id);
    if (dependents.length > 0) {
      const names = dependents.map((flag) => `${flag.key} (ID: ${flag.id})`).join(", ");
      throw invalid(
        `Cannot reuse key '${key}': a soft-deleted flag with this key is still referenced by ${names}. ` +
          "Please contact support.",
        "key",
      );
    }
    if (isReferenced(call, tombstone)) call.table(flags).put({ ...tombstone, key: buriedKey(tombstone) });
    else call.table(flags).remove(tombstone.id);
  }
}

/** The key that a flag has after its deletion: one with an experiment, even a deleted one, gives its own away. */
export const keyAfterDeletion = (call: Call, flag: FlagDocument): string =>
  isReferenced(call, flag) ? buriedKey(flag) : flag.key;

/** The key that a flag gets when it comes back: its own, or the next free `<key>-2`, `<key>-3`, … */
export function keyAfterRestoration(call: Call, flag: FlagDocument): string {
  const own = flag.key.replace(new RegExp(`:deleted:${flag.id}$`), "");
  const others = call
    .table(flags)
    .where({ project: flag.project })
    .filter((each) => each.id !== flag.id);
  const taken = new Set(others.map((each) => each.key));
  let key = own;
  for (let suffix = 2; taken.has(key); suffix++) key = `${own}-${suffix}`;
  return key;
}

const buriedKey = (flag: FlagDocument): string => `${flag.key}:deleted:${flag.id}`;

const isReferenced = (call: Call, flag: FlagDocument): boolean => linkedExperiments(call, flag.id).length > 0;
