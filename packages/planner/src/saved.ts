import {
  error,
  isSecret,
  pathText,
  type Change,
  type Diagnostic,
  type FieldChange,
  type Plan,
} from "@posthog-definitions/core";
import { specHash, type Resolved, type ResolvedStatement } from "@posthog-definitions/core/kind";
import type { Planned } from "./plan.js";
import type { Prune } from "./removals.js";

/** The form that this tool writes. A file of another one is refused. */
export const SAVED_PLAN_VERSION = 1;

/**
 * A plan as a file, to be reviewed now and applied later. It holds no secret: those stand as `{ "$env": … }`. What is
 * applied is a plan made anew, once it is certain that it is this one.
 */
export interface SavedPlan {
  readonly version: typeof SAVED_PLAN_VERSION;
  readonly project: { readonly host: string; readonly id: number | string };
  readonly namespace?: string;
  /** Over all definitions and statements, as they were in the files. */
  readonly definitions: string;
  /** The addresses that were asked for. Absent: all. */
  readonly only?: readonly string[];
  readonly prune?: Prune;
  /** By address, one for each row that was read: what it is, and what the plan makes of it. */
  readonly rows: Readonly<Record<string, string>>;
  /** For people, and to tell what has changed since. */
  readonly plan: Plan;
}

export interface SavedPlanFacts {
  readonly project: SavedPlan["project"];
  readonly namespace?: string;
  readonly definitions: readonly Resolved[];
  readonly statements: readonly ResolvedStatement[];
  readonly only?: ReadonlySet<string>;
  readonly prune?: Prune;
}

export function savedPlan(planned: Planned, facts: SavedPlanFacts): SavedPlan {
  const { project, namespace, only, prune } = facts;
  return {
    version: SAVED_PLAN_VERSION,
    project,
    ...(namespace === undefined ? {} : { namespace }),
    definitions: definitionsHash(facts),
    ...(only ? { only: [...only] } : {}),
    ...(prune ? { prune } : {}),
    rows: fingerprints(planned),
    plan: planned.plan,
  };
}

/** The same files give the same hash, in whatever order they were read. */
export function definitionsHash({
  definitions,
  statements,
}: Pick<SavedPlanFacts, "definitions" | "statements">): string {
  const said = definitions.map(({ address, spec, ignore, protect }) => [address, { spec, ignore, protect }] as const);
  return specHash({
    definitions: Object.fromEntries(said),
    // Where they stand, and in what form, is no matter.
    statements: statements.map(({ place: _, everywhere: __, ...said }) => specHash(said)).sort(),
  });
}

/** A row that is as it was when a plan was made leads to the same changes and the same requests. */
function fingerprints({ plan, comparisons, pairing }: Planned): Record<string, string> {
  const rows: Record<string, string> = {};
  const about = (address: string): object => ({
    changes: plan.changes
      .filter((change) => change.address === address)
      .map(({ action, fields, id, from }) => ({ action, fields, id, from })),
    requests: plan.requests
      .filter((r) => r.address === address)
      .map(({ name, body, joins }) => ({ name, body, joins })),
  });
  for (const { definition, live, replaces } of comparisons)
    rows[definition.address] = specHash({
      id: (live ?? replaces)?.id,
      mark: pairing.marks.get(definition.address),
      ...about(definition.address),
    });
  for (const { address } of plan.changes) rows[address] ??= specHash(about(address));
  return rows;
}

/** Why a saved plan cannot be applied to the files and the project at hand; empty when it can. */
export function refusals(saved: SavedPlan, facts: SavedPlanFacts): Diagnostic[] {
  const found: Diagnostic[] = [];
  const refuse = (message: string, hint: string): void => {
    found.push(error("saved-plan-other", message, { hint }));
  };
  const { host, id } = saved.project;
  if (host !== facts.project.host || String(id) !== String(facts.project.id))
    refuse(
      `The saved plan is for project ${id} at ${host}, and this is project ${facts.project.id} at ${facts.project.host}.`,
      "Plan for this project, or choose the other one.",
    );
  if (saved.namespace !== facts.namespace)
    refuse("The saved plan was made in another namespace.", "Put `namespace` back, or plan again.");
  if (saved.definitions !== definitionsHash(facts))
    refuse(
      "The definitions are not those that the saved plan was made from.",
      "Plan again, or check the other version out.",
    );
  return found;
}

/** Rows that have moved since a plan was saved: the plan is applied as it is, or not at all. */
export function movedSince(saved: SavedPlan, planned: Planned): Diagnostic[] {
  const now = fingerprints(planned);
  const addresses = [...new Set([...Object.keys(saved.rows), ...Object.keys(now)])].sort();
  return addresses
    .filter((address) => saved.rows[address] !== now[address])
    .map((address) => {
      const [then, today] = [saved.plan, planned.plan].map((plan) => plan.changes.find((c) => c.address === address));
      const hint = "Plan again, and look at what is different.";
      return error("stale-plan", `${address} has moved since the plan was made: ${whatMoved(then, today)}.`, {
        address,
        hint,
      });
    });
}

/** At most this many fields are told. */
const TOLD = 3;

function whatMoved(then: Change | undefined, now: Change | undefined): string {
  const [was, is] = [then?.action ?? "unchanged", now?.action ?? "unchanged"];
  if (then && now && was === is && String(then.id) !== String(now.id))
    return `it is another row, ${now.id} instead of ${then.id}`;
  const fields = movedFields(then?.fields ?? [], now?.fields ?? []);
  if (is === "create" && was !== "create") return "its row is gone";
  if (was === "create" && is !== "create") return "it has a row now";
  if (fields.length > 0) {
    const more = fields.length > TOLD ? ` and ${fields.length - TOLD} more` : "";
    return `${fields.slice(0, TOLD).join(", ")}${more}`;
  }
  return was === is ? "what would be sent is different" : `the plan says ${was}, and now it is ${is}`;
}

/** What stood in the row then, and stands there now. Of a field that did not differ, the row had what the file says. */
function movedFields(then: readonly FieldChange[], now: readonly FieldChange[]): string[] {
  const by = (fields: readonly FieldChange[]) => new Map(fields.map((field) => [pathText(field.path), field]));
  const [before, after] = [by(then), by(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [b, a] = [before.get(path), after.get(path)];
    const [was, is] = [b ? b.before : a?.after, a ? a.before : b?.after];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (text(was) === text(is)) return [`\`${path}\` is another secret`];
    const [short, other] = [cut(text(was)), cut(text(is))];
    return [short === other ? `\`${path}\` is different` : `\`${path}\` was ${short}, and is ${other}`];
  });
}

const LONGEST = 60;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

function text(value: unknown): string {
  if (value === undefined) return "absent";
  const told = (_: string, part: unknown): unknown => (isSecret(part) ? "(secret)" : part);
  return JSON.stringify(value, told).replaceAll('"(secret)"', "(secret)");
}
