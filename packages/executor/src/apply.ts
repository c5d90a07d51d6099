import type { PostHogClient } from "@posthog-definitions/client";
import {
  error,
  isError,
  pathText,
  refText,
  type Change,
  type Diagnostic,
  type Outcome,
  type PlannedRequest,
  type Report,
} from "@posthog-definitions/core";
import { same, type Resolved } from "@posthog-definitions/core/kind";
import { plan, type Comparison, type Planned, type PlanInput } from "@posthog-definitions/planner";
import { MarkProofs } from "./marks.js";
import { isCancelled, problemOf } from "./problems.js";
import { unlike } from "./unlike.js";
import { readOne } from "./read.js";
import type { RequestResult, RequestStatus } from "./request-run.js";
import { runRequests } from "./run.js";
import type { State } from "./state.js";

/** What happens while a plan is applied, for whoever watches. */
export type ApplyEvent =
  | { readonly type: "request"; readonly request: PlannedRequest; readonly status: "start" | RequestStatus }
  | { readonly type: "outcome"; readonly outcome: Outcome };

export interface ApplyOptions {
  /** When it fires, what is in flight is finished, nothing new is started, and the report says so. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void;
}

export interface ApplyInput extends ApplyOptions {
  readonly client: PostHogClient;
  readonly planned: Planned;
  /** What it was planned from; the state goes on changing. */
  readonly from: PlanInput & { readonly world: State };
}

/** How often a row is written before what remains is called not kept. */
const ROUNDS = 3;

/**
 * Carries out a plan. After every round what is there is compared anew with what is wanted: done means that nothing is
 * due, not that every request was answered.
 */
export async function applyPlan(input: ApplyInput): Promise<Report> {
  const { from, planned, client } = input;
  const before = { reads: client.counts.reads, writes: client.counts.writes };
  const definitions = new Map(from.definitions.map((d) => [d.address, d]));
  const stopped = planned.plan.diagnostics.filter(isError);
  const progress = new Map(
    planned.plan.changes.map((change) => [
      change.address,
      new Progress(
        change,
        stopped.filter((d) => d.address === change.address),
        planned.plan.requests.some((request) => touches(request, new Set([change.address]))),
      ),
    ]),
  );
  for (const [address, live] of planned.pairing.managed) from.world.belongs(address, live);
  const marks = new MarkProofs([...planned.pairing.managed.values()].map((live) => live.kind));
  let round = planned;
  let requests = planned.plan.requests;
  for (let n = 1; requests.length > 0; n++) {
    const results = await runRequests(requests, {
      client,
      registry: from.registry,
      definitions,
      comparisons: new Map(round.comparisons.map((c) => [c.definition.address, c])),
      state: from.world,
      ...(from.namespace === undefined ? {} : { namespace: from.namespace }),
      marks,
      onRequest: (request, status) => input.onEvent?.({ type: "request", request, status }),
    });
    for (const result of results) for (const one of concerned(result, progress)) one.note(result);
    const open = [...progress.values()].filter((one) => one.open).map((one) => one.change.address);
    if (open.length === 0) break;
    if (!input.signal?.aborted)
      for (const { address, problem } of await refreshJoined(results, open, input, definitions))
        progress.get(address)?.unread(problem);
    const { again, unreadable } = replan(from, open);
    for (const [address, thrown] of unreadable)
      progress.get(address)?.unread(problemOf(thrown, definitions.get(address) ?? { address }));
    if (!again) break;
    round = again;
    const only = new Set(open.filter((address) => !unreadable.has(address)));
    const due = round.comparisons.filter((c) => only.has(c.definition.address));
    for (const comparison of due) progress.get(comparison.definition.address)?.compared(comparison, n);
    const stillOpen = new Set([...progress.values()].filter((one) => one.open).map((one) => one.change.address));
    requests = round.plan.requests.filter((request) => touches(request, stillOpen));
    if (n === ROUNDS || input.signal?.aborted) requests = [];
  }
  const outcomes = [...progress.values()].map((one) => one.outcome(from));
  for (const outcome of outcomes) input.onEvent?.({ type: "outcome", outcome });
  return {
    outcomes,
    requests: { reads: client.counts.reads - before.reads, writes: client.counts.writes - before.writes },
    cancelled: input.signal?.aborted ?? false,
  };
}

/**
 * What is still due. Where a kind throws, its rows are left out and named with what was thrown: what was written is written,
 * and has to be reported.
 */
function replan(
  from: PlanInput,
  open: readonly string[],
): { readonly again: Planned | undefined; readonly unreadable: ReadonlyMap<string, unknown> } {
  const unreadable = new Map<string, unknown>();
  const tried = (addresses: readonly string[]): Planned | undefined => {
    try {
      return plan({ ...from, only: new Set(addresses) });
    } catch (thrown) {
      for (const address of addresses) unreadable.set(address, thrown);
      return undefined;
    }
  };
  const all = tried(open);
  if (all) return { again: all, unreadable };
  unreadable.clear();
  for (const address of open) tried([address]);
  const rest = open.filter((address) => !unreadable.has(address));
  return { again: rest.length > 0 ? tried(rest) : undefined, unreadable };
}

/** The changes that a request is part of: its own row's, and those of rows that join. */
const concerned = ({ request }: RequestResult, progress: ReadonlyMap<string, Progress>): Progress[] =>
  [request.address, ...request.joins.map((join) => refText(join.ref))].flatMap(
    (address) => progress.get(address) ?? [],
  );

const touches = (request: PlannedRequest, addresses: ReadonlySet<string>): boolean =>
  addresses.has(request.address) || request.joins.some((join) => addresses.has(refText(join.ref)));

/**
 * A row that joined others has not answered since: what it looks like now must be read. Gives the rows that could not
 * be read, and why; one that the end of the run kept from being read is none of them.
 */
async function refreshJoined(
  results: readonly RequestResult[],
  open: readonly string[],
  { client, from }: ApplyInput,
  definitions: ReadonlyMap<string, Resolved>,
): Promise<{ readonly address: string; readonly problem: Diagnostic }[]> {
  const done = results.filter(({ status }) => status === "done").map(({ request }) => request);
  const unread = open.map(async (address) => {
    const joins = done.filter((request) => request.joins.some((join) => refText(join.ref) === address));
    const own = done.filter((request) => request.address === address);
    const definition = definitions.get(address);
    const live = from.world.rowOf(address);
    if (!definition || !live || joins.every((join) => own.some((request) => request.after.includes(join.name))))
      return [];
    try {
      const raw = await readOne(client, definition.kind, live.urlId);
      if (raw) from.world.learn(definition.kind, raw);
      return [];
    } catch (problem) {
      return isCancelled(problem) ? [] : [{ address, problem: problemOf(problem, definition) }];
    }
  });
  return (await Promise.all(unread)).flat();
}

/** How far one change has come. */
class Progress {
  private readonly results: RequestResult[] = [];
  private last: Comparison | undefined;
  private settled = false;
  private notKept: readonly Diagnostic[] = [];

  constructor(
    readonly change: Change,
    /** Why the plan refuses to write it. */
    private readonly refusals: readonly Diagnostic[],
    /** Whether the plan has anything to send for it. Not so when it waits for something that is refused. */
    private readonly planned: boolean,
  ) {}

  get open(): boolean {
    return this.planned && !this.settled && this.results.every((result) => result.status === "done");
  }

  note(result: RequestResult): void {
    // As if it had not been planned: the next round plans it again.
    if (result.postponed) return;
    this.results.push(result);
    // There is nothing left to compare.
    if (this.change.action === "delete" || this.change.action === "forget") this.settled = result.status === "done";
  }

  /** Its requests worked, but what came of them could not be read. */
  unread(problem: Diagnostic): void {
    this.settled = true;
    this.notKept = [problem];
  }

  /** What is still due after a round: nothing, something new, or the same as before, which then is not kept. */
  compared(comparison: Comparison, round: number): void {
    if (comparison.action === "none") {
      this.settled = true;
      return;
    }
    const stuck = this.last !== undefined && same(remains(this.last), remains(comparison));
    this.last = comparison;
    if (!stuck && round < ROUNDS) return;
    this.settled = true;
    const { address, place } = comparison.definition;
    const at = { address, ...(place ? { place } : {}) };
    this.notKept =
      comparison.fields.length === 0
        ? [error("mark-lost", `PostHog did not keep the mark of ${address}.`, at)]
        : comparison.fields.map((field) =>
            error(
              "not-kept",
              `PostHog accepted the write but did not keep \`${pathText(field.path)}\`: ${unlike(field)}.`,
              {
                ...at,
                path: field.path,
              },
            ),
          );
  }

  outcome(from: PlanInput & { readonly world: State }): Outcome {
    const { address, action } = this.change;
    const live = from.world.rowOf(address);
    const kind = from.registry.kinds.get(this.change.kind);
    const page = live && kind?.url?.(live.raw);
    return {
      address,
      action,
      status: this.status(),
      ...(live ? { id: live.id } : {}),
      ...(page === undefined ? {} : { url: `${from.projectUrl}/${page}` }),
      diagnostics: [
        ...this.refusals,
        ...(this.planned || this.refusals.length > 0 ? [] : [dependsOnRefused(address)]),
        ...this.results.flatMap((result) => result.diagnostics.filter((d) => d.address === address)),
        ...this.notKept,
      ],
    };
  }

  private status(): Outcome["status"] {
    if (this.refusals.length > 0) return "failed";
    if (!this.planned) return "not-tried";
    const done = this.results.some((result) => result.status === "done");
    const failed = this.results.some((result) => result.status === "failed");
    const skipped = this.results.some((result) => result.status === "skipped");
    if (this.notKept.length > 0) return "partly";
    if (!failed && !skipped && this.settled) return "done";
    if (done) return "partly";
    return failed ? "failed" : "not-tried";
  }
}

const dependsOnRefused = (address: string): Diagnostic =>
  error("refused", "Not tried: it needs something that the plan refuses.", { address });

const remains = (comparison: Comparison): unknown =>
  comparison.fields.map(({ path, before, after }) => ({ path, before, after }));
