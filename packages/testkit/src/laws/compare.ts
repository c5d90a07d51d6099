import { addressOf, type Definition, type Plan, type Spec } from "@posthog-definitions/core";
import { overlaid, same, specDifferences, type Difference, type Kind } from "@posthog-definitions/core/kind";
import { Breach } from "../report/broken.js";
import { print } from "../report/print.js";
import type { Workbench } from "../workbench/workbench.js";

/** What stands on the server, and what the file asks of it, in the same words. */
export interface Compared {
  readonly have: Spec;
  readonly want: Spec;
  readonly differences: readonly Difference[];
  /** The fields of the file that the kind gave up for now, since the server does not keep what they say (`settle`). */
  readonly givenUp: readonly string[];
}

/**
 * Compares a definition with its row, without asking the planner: what it leaves alone is taken from the row, and of
 * fields that others may put things into, only what is ours counts.
 */
export async function compared(bench: Workbench, definition: Definition): Promise<Compared> {
  const kind = bench.kind(definition.kind);
  const resolved = bench.resolve([definition]).definitions.find((each) => each.definition === definition);
  if (!resolved) throw new Error(`${definition.kind}.${definition.key} is not valid.`);
  const live = await bench.live();
  let have: Record<string, unknown> = { ...live.meaning(kind, await bench.row(definition)) };
  for (const [field, facet] of Object.entries(kind.facets ?? {}))
    if (facet.ours && resolved.spec[field] !== undefined)
      have[field] = facet.ours(have[field], resolved.spec[field], live.decoding());
  if (kind.ours) have = { ...kind.ours(have, resolved.spec) };
  const overlay = overlaid(kind.spec, resolved.spec, have, resolved.ignore);
  const want = (kind.settle?.(overlay, have, { applied: true, warn: () => undefined }) as Spec | undefined) ?? overlay;
  const lost = Object.keys(kind.notKept ?? {});
  const differences = specDifferences(kind.spec, have, want).filter(
    ({ path }) => !lost.some((field) => `${path.join(".")}.`.startsWith(`${field}.`)),
  );
  return { have, want, differences, givenUp: fieldsOf(specDifferences(kind.spec, want, overlay)) };
}

/** The fields of the spec that some differences are in. */
export const fieldsOf = (differences: readonly Pick<Difference, "path">[]): string[] =>
  [...new Set(differences.map(({ path }) => String(path[0])))].sort();

export const listed = (fields: readonly string[]): string =>
  fields.length === 0 ? "nothing" : fields.map((field) => `\`${field}\``).join(", ");

export const explain = (differences: readonly Difference[], before: string, after: string): string =>
  differences
    .map(({ path, before: b, after: a }) => `\`${path.join(".")}\`: ${before} ${print(b)}, ${after} ${print(a)}`)
    .join("\n");

/** What becomes of a difference in a field that PostHog changes on no row at all. */
export function isFixed(kind: Kind, field: string): "replace" | "refuse" | undefined {
  const rule = kind.immutable?.[field];
  return rule && !rule.when ? rule.then : undefined;
}

/** @throws Breach unless the plan changes nothing. */
export function expectNothing(plan: Plan, when: string): void {
  if (plan.changes.length === 0 && plan.requests.length === 0) return;
  const told = plan.changes.map(
    (change) => `${change.action} ${change.address}\n${explain(change.fields, "there is", "the file says")}`,
  );
  throw new Breach([`${when}, the plan is not empty:`, ...told].join("\n"));
}

/** @throws Breach unless the row means what the file says. */
export async function expectKept(bench: Workbench, definition: Definition, when: string): Promise<void> {
  const { differences } = await compared(bench, definition);
  if (differences.length > 0)
    throw new Breach(
      `${when}, the row is not what the file says:\n${explain(differences, "the row says", "the file says")}`,
    );
}

/**
 * @throws Breach unless the plan has exactly one change, an update of these fields of this definition; or its
 * replacement, where PostHog does not change one of them.
 */
export function expectOneUpdate(
  plan: Plan,
  definition: Definition,
  kind: Kind,
  fields: readonly string[],
  what: string,
): void {
  const address = addressOf(definition);
  const action = fields.some((field) => isFixed(kind, field) === "replace") ? "replace" : "update";
  const named = plan.changes.map((change) => `${change.action} ${change.address} (${listed(fieldsOf(change.fields))})`);
  const [only] = plan.changes;
  const right = plan.changes.length === 1 && only!.address === address && only!.action === action;
  if (!right || !same(fieldsOf(only!.fields), [...fields].sort()))
    throw new Breach(`${what}: the plan should ${action} ${listed(fields)}, and is: ${named.join("; ") || "empty"}.`);
}
