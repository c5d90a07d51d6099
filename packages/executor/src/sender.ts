import { isPostHogError } from "@posthog-definitions/client";
import {
  error,
  parseAddress,
  type Body,
  type Diagnostic,
  type Id,
  type PlannedRequest,
} from "@posthog-definitions/core";
import type { Kind, Mark } from "@posthog-definitions/core/kind";
import type { LiveRow, Row } from "@posthog-definitions/planner";
import { filled } from "./fill.js";
import { readAll, readOne, readSide, rowPath } from "./read.js";
import type { RunInput } from "./request-run.js";

function kindOf({ address }: PlannedRequest, { registry }: RunInput): Kind {
  const kind = registry.kinds.get(parseAddress(address)?.kind ?? "");
  if (!kind) throw new Error(`No kind is known for ${address}.`);
  return kind;
}

/** One request, and what it takes to be sure of its outcome. */
export class Sender {
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
