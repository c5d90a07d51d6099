import { isPlain, own } from "../values.js";
import type { Api } from "./api.js";
import { same } from "./compare.js";

/**
 * What has to be sent of a body key that differs: all of it, or where the server merges, the members that differ; of a
 * member that is merged itself, in turn only those of its own.
 */
export function changedPart(merges: Api<never>["merges"], path: string, value: unknown, was: unknown): unknown {
  if (!merges?.includes(path) || !isPlain(value) || !isPlain(was)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !same(member, own(was, name)))
      .map(([name, member]) => [name, changedPart(merges, `${path}.${name}`, member, own(was, name))]),
  );
}
