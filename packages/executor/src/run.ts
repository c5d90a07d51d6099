import { isPostHogError, type PostHogClient } from "@posthog-definitions/client";
import {
  error,
  parseAddress,
  refText,
  type Body,
  type Diagnostic,
  type Id,
  type PlannedRequest,
} from "@posthog-definitions/core";
import type { Kind, Mark, Registry, Resolved } from "@posthog-definitions/core/kind";
import type { Comparison, LiveRow, Row } from "@posthog-definitions/planner";
import { filled } from "./fill.js";
import type { MarkProofs } from "./marks.js";
import { problemOf, type Subject } from "./problems.js";
import { readAll, readOne, readSide, rowPath } from "./read.js";
import type { State } from "./state.js";

export type RequestStatus = "done" | "failed" | "skipped";

/** What became of one planned request. */
export interface RequestResult {
  readonly request: PlannedRequest;
  readonly status: RequestStatus;
  readonly diagnostics: readonly Diagnostic[];
  /** Its answer was lost: it may have worked or not, and what comes after it must not be built on that. */
  readonly uncertain?: boolean;
  /** Not sent, because something before it is uncertain. The next round looks, and plans it again. */
  readonly postponed?: boolean;
}

export interface RunInput {
  readonly client: PostHogClient;
  readonly registry: Registry;
  readonly definitions: ReadonlyMap<string, Resolved>;
  readonly comparisons: ReadonlyMap<string, Comparison>;
  readonly state: State;
  readonly namespace?: string;
  readonly onRequest?: (request: PlannedRequest, status: "start" | RequestStatus) => void;
  /** Whether PostHog keeps marks, by kind. Shared by all rounds of an apply. */
  readonly marks: MarkProofs;
}

/** Sends a graph of requests, as many side by side as the client lets through. Never throws. */
export async function runRequests(requests: readonly PlannedRequest[], input: RunInput): Promise<RequestResult[]> {
  const byName = new Map(requests.map((request) => [request.name, request]));
  const running = new Map<string, Promise<RequestResult>>();
  const run = (request: PlannedRequest): Promise<RequestResult> => {
    let result = running.get(request.name);
    if (!result) running.set(request.name, (result = runOne(request)));
    return result;
  };
  const runOne = async (request: PlannedRequest): Promise<RequestResult> => {
    const earlier = await Promise.all(request.after.flatMap((name) => byName.get(name) ?? []).map(run));
    const failed = earlier.filter((result) => result.status !== "done" && !result.postponed);
    const joins = request.joins.filter((join) => !failed.some((f) => f.request.address === refText(join.ref)));
    const blocking = failed.filter((result) => !request.joiners.includes(result.request.name));
    const empty = Object.keys(request.body).length === 0 && joins.length === 0 && request.verb === "update";
    if (blocking.length > 0 || (empty && failed.length > 0))
      return settle(request, "skipped", waitsFor(request, failed));
    const uncertain = earlier.filter((result) => result.uncertain ?? result.postponed);
    if (uncertain.some((result) => !request.joiners.includes(result.request.name)))
      return { ...settle(request, "skipped", []), postponed: true };
    input.onRequest?.(request, "start");
    const sender = new Sender(request, joins, input);
    try {
      const problems = await sender.send();
      const result = settle(request, problems.length > 0 ? "failed" : "done", problems);
      return sender.isUncertain ? { ...result, uncertain: true } : result;
    } catch (problem) {
      if (isPostHogError(problem) && problem.kind === "cancelled")
        return problem.acted === "unknown"
          ? settle(request, "failed", [cutOff(request)])
          : settle(request, "skipped", []);
      return settle(request, "failed", [problemOf(problem, subjectOf(request, input), request.body)]);
    }
  };
  const settle = (
    request: PlannedRequest,
    status: RequestStatus,
    diagnostics: readonly Diagnostic[],
  ): RequestResult => {
    input.onRequest?.(request, status);
    return { request, status, diagnostics };
  };
  return Promise.all(requests.map(run));
}

/** What was skipped because the run was cancelled needs no explanation of its own. */
function waitsFor(request: PlannedRequest, failed: readonly RequestResult[]): Diagnostic[] {
  const others = failed.filter((result) => result.status === "failed").map((result) => result.request.address);
  const names = [...new Set(others)].filter((address) => address !== request.address);
  return names.length === 0
    ? []
    : [
        error("request-refused", `Not tried: it needs ${names.join(", ")}, which failed.`, {
          address: request.address,
        }),
      ];
}

const cutOff = (request: PlannedRequest): Diagnostic =>
  error("lost-answer", "Stopped while PostHog was answering: whether the write worked is not known.", {
    address: request.address,
    hint: "The next apply looks, and takes it up there.",
  });

/** A row that no definition names is known by its address alone. */
const subjectOf = ({ address }: PlannedRequest, { definitions }: RunInput): Subject =>
  definitions.get(address) ?? { address };

function kindOf({ address }: PlannedRequest, { registry }: RunInput): Kind {
  const kind = registry.kinds.get(parseAddress(address)?.kind ?? "");
  if (!kind) throw new Error(`No kind is known for ${address}.`);
  return kind;
}

/** One request, and what it takes to be sure of its outcome. */
class Sender {
  private readonly kind: Kind;
  private readonly key: string;
  /** Whether the answer was lost. */
  isUncertain = false;

  constructor(
    private readonly request: PlannedRequest,
    private readonly joins: PlannedRequest["joins"],
    private readonly input: RunInput,
  ) {
    this.kind = kindOf(request, input);
    this.key = request.address.slice(this.kind.name.length + 1);
  }

  send(): Promise<Diagnostic[]> {
    if (this.request.side !== undefined) return this.callSide();
    if (this.request.verb === "create") return this.create();
    if (this.request.verb === "delete") return this.remove();
    if (this.request.verb === "forget") return this.forget();
    return this.request.verb === "call" ? this.callRow() : this.update();
  }

  private get target(): { scope: "project" | "organization"; class: "crud" | "analytics" } {
    return { scope: this.kind.api.parent ?? "project", class: this.request.limit };
  }

  private live(): LiveRow {
    const live = this.input.state.rowOf(this.request.address);
    if (!live) throw new Error(`${this.request.address} has no row.`);
    return live;
  }

  /** The ids that other rows put into list fields of this one. */
  private joined(present: (field: string) => readonly Id[]): Body {
    const body: Record<string, Id[]> = {};
    for (const { field, ref } of this.joins) {
      const id = this.input.state.idOf(ref);
      if (id !== undefined) body[field] = [...new Set([...(body[field] ?? present(field)), id])];
    }
    return body;
  }

  private create(): Promise<Diagnostic[]> {
    const { name, plural, identity } = this.kind;
    if (identity.carrier === undefined) return this.post();
    return this.input.marks.make(
      name,
      () => this.post(),
      () => [
        error("mark-lost", `Not tried: PostHog does not keep the mark of ${plural}.`, {
          address: this.request.address,
        }),
      ],
    );
  }

  /** A POST whose answer was lost may have worked: the mark is looked for before it is sent again. */
  private async post(): Promise<Diagnostic[]> {
    const body = { ...filled(this.request.body, this.input.state, undefined), ...this.joined(() => []) };
    const post = (): Promise<Row> =>
      this.input.client.send<Row>({ ...this.target, method: "POST", path: this.kind.api.path, body });
    for (let attempt = 1; ; attempt++) {
      try {
        return this.keep(await post());
      } catch (problem) {
        if (!isPostHogError(problem) || problem.acted !== "unknown") throw problem;
        const made = await this.findMade();
        if (made) return this.keep(made);
        if (attempt === 3) throw problem;
      }
    }
  }

  private async findMade(): Promise<Row | undefined> {
    const rows = await readAll(this.input.client, this.kind);
    const { identity, api, plural } = this.kind;
    const mine = rows.find((row) => identity.read(row, plural).some((mark) => this.isOurs(mark)));
    if (!mine || !api.detail) return mine;
    return readOne(this.input.client, this.kind, api.address?.(mine) ?? (mine["id"] as Id));
  }

  private isOurs(mark: Mark): boolean {
    const { identity } = this.kind;
    const fold = (key: string): string => (identity.foldsCase ? key.toLowerCase() : key);
    const sameSpace = identity.carrier === undefined || mark.namespace === this.input.namespace;
    return sameSpace && fold(mark.key) === fold(this.key);
  }

  private learn(raw: Row): LiveRow {
    const live = this.input.state.learn(this.kind, raw);
    this.input.state.belongs(this.request.address, live);
    return live;
  }

  /** Takes note of an answer about this row, and makes sure that it carries our mark. */
  private keep(raw: Row): Diagnostic[] {
    const live = this.learn(raw);
    if (this.kind.identity.carrier === undefined) return [];
    const kept = live.marks.some((mark) => this.isOurs(mark));
    this.input.marks.found(this.kind.name, kept ? "kept" : "lost");
    if (kept) return [];
    return [
      error(
        "mark-lost",
        `PostHog did not keep the mark of ${this.request.address} (row ${live.id}): the next run would not know it as ours.`,
        {
          address: this.request.address,
          hint: "Older self-hosted servers drop tags silently. Update PostHog; nothing more of this kind was created.",
        },
      ),
    ];
  }

  private async update(): Promise<Diagnostic[]> {
    let live = this.live();
    if (this.joins.length > 0) {
      // Others may have put themselves into the list since it was read.
      const fresh = await readOne(this.input.client, this.kind, live.urlId);
      if (fresh) live = this.input.state.learn(this.kind, fresh);
    }
    const { api, joins } = this.kind;
    const own = filled(this.request.body, this.input.state, live.id);
    const planned = this.input.comparisons.get(this.request.address)?.live ?? live;
    const body = {
      ...own,
      ...this.joined((field) => joins?.[field]?.(live.row) ?? []),
      ...(Object.keys(own).length > 0 ? api.lock?.(planned.raw) : undefined),
    };
    const whole = Object.keys(own).length === 0 && api.always ? api.always(body, body) : body;
    return this.unlessLost(async () =>
      this.keep(
        await this.input.client.send<Row>({
          ...this.target,
          method: "PATCH",
          path: rowPath(this.kind, live.urlId),
          body: whole,
        }),
      ),
    );
  }

  /** Gone already is as good as gone now, so a lost answer is no reason not to ask again. */
  private async remove(): Promise<Diagnostic[]> {
    const live = this.live();
    const { method, body } = this.request;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.input.client.send({
          ...this.target,
          method,
          path: rowPath(this.kind, live.urlId),
          ...(method === "DELETE" ? {} : { body }),
        });
        break;
      } catch (problem) {
        if (isPostHogError(problem) && problem.kind === "notFound" && problem.details.what === "object") break;
        if (!isPostHogError(problem) || problem.acted !== "unknown" || attempt === 3) throw problem;
      }
    }
    this.input.state.forget(live);
    return [];
  }

  /** Takes our mark off. Everything else in the row stays. */
  private async forget(): Promise<Diagnostic[]> {
    const live = this.live();
    const body = { ...filled(this.request.body, this.input.state, live.id), ...this.kind.api.lock?.(live.raw) };
    const send = (): Promise<Row> =>
      this.input.client.send<Row>({ ...this.target, method: "PATCH", path: rowPath(this.kind, live.urlId), body });
    const raw = await send().catch(async (problem: unknown) => {
      if (!isPostHogError(problem) || problem.acted !== "unknown") throw problem;
      return (await readOne(this.input.client, this.kind, live.urlId)) ?? {};
    });
    const still = this.kind.identity.read(raw, this.kind.plural).some((mark) => this.isOurs(mark));
    return still
      ? [
          error("not-kept", `PostHog did not take our mark off ${this.request.address}.`, {
            address: this.request.address,
          }),
        ]
      : [];
  }

  private async callRow(): Promise<Diagnostic[]> {
    const live = this.live();
    const body = filled(this.request.body, this.input.state, live.id);
    return this.unlessLost(async () => {
      const answer = await this.input.client.send<Row | undefined>({
        ...this.target,
        method: this.request.method,
        path: `${rowPath(this.kind, live.urlId)}${this.request.path}`,
        ...(this.request.method === "DELETE" ? {} : { body }),
      });
      return answer && "id" in answer ? this.keep(answer) : this.refresh();
    });
  }

  private async callSide(): Promise<Diagnostic[]> {
    const path = this.request.side!;
    const { client, state } = this.input;
    const body = filled(this.request.body, state, state.rowOf(this.request.address)?.id);
    try {
      const answer = await client.send<object | undefined>({
        method: this.request.method,
        path: `${path}${this.request.path}`,
        ...(this.request.method === "DELETE" ? {} : { body }),
      });
      if (state.learnSide(path, this.request, answer)) return [];
    } catch (problem) {
      if (!isPostHogError(problem) || problem.acted !== "unknown") throw problem;
    }
    const sides = Object.values(this.kind.facets ?? {}).flatMap((facet) => facet.uses ?? []);
    const side = sides.find((each) => each.path === path) ?? { path, scope: this.kind.api.scope };
    await state.rereadSide(path, () => readSide(client, side));
    return [];
  }

  /**
   * After a lost answer the row itself tells: what is still due is sent in the next round. That may be the mark, of a row that
   * is being taken over; it is no sign that PostHog does not keep marks.
   */
  private async unlessLost(send: () => Promise<Diagnostic[]>): Promise<Diagnostic[]> {
    try {
      return await send();
    } catch (problem) {
      if (!isPostHogError(problem) || problem.acted !== "unknown") throw problem;
      this.isUncertain = true;
      const raw = await readOne(this.input.client, this.kind, this.live().urlId);
      if (raw) this.learn(raw);
      return [];
    }
  }

  private async refresh(): Promise<Diagnostic[]> {
    const raw = await readOne(this.input.client, this.kind, this.live().urlId);
    return raw ? this.keep(raw) : [];
  }
}
