import type { Definition, Spec } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import { Refused } from "../workbench/hand.js";
import type { Row } from "../workbench/live.js";
import type { Workbench } from "../workbench/workbench.js";
import { notApplicable } from "./property.js";

/** What PostHog would not let a person do is no case. */
export async function possible<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused) return notApplicable();
    throw error;
  }
}

/** Brings one field of a definition's row to what another spec has there. An edit that the server ignores is no case. */
export async function changeOnServer(bench: Workbench, definition: Definition, field: string, to: Spec): Promise<void> {
  const kind = bench.kind(definition.kind);
  const live = await bench.live();
  const raw = await bench.row(definition);
  const again = await bench.row(definition);
  const meaning = live.meaning(kind, raw);
  await possible(() => bench.hand.edit(kind, raw, meaning, { ...meaning, [field]: to[field] }));
  if (sameButStamps(raw, again, await bench.row(definition))) notApplicable();
}

/**
 * Whether two answers about a row differ at most in what every write changes, whatever it says, and in what every read
 * changes, as `again` shows.
 */
function sameButStamps(before: Row, again: Row, after: Row): boolean {
  const stamp = /_at$|_by$|^version$/;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every(
    (name) => stamp.test(name) || !same(before[name], again[name]) || same(before[name], after[name]),
  );
}
