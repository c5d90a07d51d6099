import { createClient } from "@posthog-definitions/client";
import { adopt, factory, type Definition, type Statement, type DefinitionOptions } from "@posthog-definitions/core";
import { collection, defineKind, registryOf, resolve, tag } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { planProject } from "../src/index.js";

interface CardRow {
  readonly id: number;
  readonly name: string;
  readonly note: string;
  readonly tags: string[];
}
const card = defineKind<"card", { name: string; note: string }, CardRow>({
  name: "card",
  plural: "cards",
  summary: "A card.",
  spec: z.object({ name: z.string(), note: z.string().default("") }),
  identity: tag(),
  api: collection({ path: "cards/", scope: "card", remove: "soft" }),
  encode: (spec) => ({ name: spec.name, note: spec.note }),
  decode: (row) => {
    if (row.note === "torn") throw new Error("No torn cards.");
    return { name: row.name, note: row.note };
  },
});
const make = factory<"card", DefinitionOptions & { name: string; note?: string }>("card");
const registry = registryOf(card);

/** A server of cards, with a hand in what it does to a write. */
function project(
  definitions: Definition[],
  onWrite: (body: Record<string, unknown>) => Record<string, unknown> | undefined = (b) => b,
  statements: readonly Statement[] = [],
) {
  const rows: Record<string, unknown>[] = [];
  const log: string[] = [];
  const answer = (body: unknown, status = 200): Response => Response.json(body, { status });
  const fetching = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    log.push(request.method);
    const asked = /cards\/(\d+)/.exec(request.url)?.[1];
    if (request.method === "GET")
      return answer(
        asked === undefined
          ? { count: rows.length, next: null, previous: null, results: rows }
          : rows.find((r) => String(r["id"]) === asked),
      );
    const kept = onWrite((await request.json()) as Record<string, unknown>);
    if (!kept)
      return answer(
        { type: "validation_error", code: "blank", detail: "This field may not be blank.", attr: "note" },
        400,
      );
    const id = Number(asked ?? rows.length + 1);
    const row = { note: "", tags: [], ...rows.find((r) => r["id"] === id), ...kept, id };
    rows[id - 1] = row;
    return answer(row, request.method === "POST" ? 201 : 200);
  };
  const open = () =>
    planProject({
      client: createClient({
        host: "https://example.com",
        key: "phx_x",
        project: 1,
        fetch: fetching as typeof fetch,
        limits: "none",
      }),
      registry,
      resolution: resolve({
        definitions: definitions.map((definition) => ({ definition })),
        statements: statements.map((statement) => ({ statement })),
        registry,
      }),
      env: {},
      host: "https://example.com",
      projectId: 1,
    });
  return { open, rows, log };
}

describe("apply", () => {
  it("goes on after a failure, and says what PostHog said, at the user's field", async () => {
    const { open } = project([make({ key: "a", name: "A" }), make({ key: "b", name: "bad" })], (body) =>
      body["name"] === "bad" ? undefined : body,
    );
    const { outcomes } = await (await open()).apply();
    expect(outcomes).toMatchObject([
      { address: "card.a", status: "done" },
      { address: "card.b", status: "failed", diagnostics: [{ code: "request-refused", path: ["note"] }] },
    ]);
    expect(outcomes[1]!.diagnostics[0]!.message).toContain("This field may not be blank.");
  });

  it("reports by field what PostHog accepted and did not keep, and does not write it for ever", async () => {
    const { open, log } = project([make({ key: "a", name: "A", note: "n" })], ({ note: _note, ...rest }) => rest);
    const { outcomes } = await (await open()).apply();
    expect(outcomes).toMatchObject([{ status: "partly", diagnostics: [{ code: "not-kept", path: ["note"] }] }]);
    expect(log.filter((method) => method !== "GET").length).toBeLessThanOrEqual(3);
  });

  it("reports what was written, although a kind throws at what came of it", async () => {
    const cards = [
      make({ key: "a", name: "A" }),
      make({ key: "b", name: "B", note: "torn" }),
      make({ key: "c", name: "C" }),
    ];
    const { open, rows } = project(cards);
    const { outcomes } = await (await open()).apply();
    expect(outcomes).toMatchObject([
      { address: "card.a", status: "done" },
      { address: "card.b", status: "partly", diagnostics: [{ code: "internal", message: "No torn cards." }] },
      { address: "card.c", status: "done" },
    ]);
    expect(rows).toHaveLength(3);
    await expect(open()).rejects.toThrow("No torn cards.");
  });

  it("stops making rows of a kind whose mark PostHog drops", async () => {
    const cards = Array.from({ length: 30 }, (_, i) => make({ key: `c${i}`, name: `C${i}` }));
    const { open, rows } = project(cards, ({ tags: _tags, ...rest }) => rest);
    const { outcomes } = await (await open()).apply();
    expect(outcomes.every((outcome) => outcome.diagnostics[0]?.code === "mark-lost")).toBe(true);
    expect(rows).toHaveLength(1);
  });

  it("does not take a lost answer to an adoption for a mark that is not kept", async () => {
    let lost = 0;
    const { open, rows } = project(
      [make({ key: "a", name: "A", note: "ours" })],
      (body) => {
        if (lost++ === 0) throw new TypeError("fetch failed");
        return body;
      },
      [adopt("card.a", 1)],
    );
    rows.push({ id: 1, name: "A", note: "theirs", tags: [] });
    const { outcomes } = await (await open()).apply();
    expect(outcomes).toMatchObject([{ action: "adopt", status: "done", diagnostics: [] }]);
    expect(rows[0]).toMatchObject({ note: "ours", tags: expect.arrayContaining(["iac:cards:a"]) });
  });

  it("finishes what is in flight when it is cancelled, and tells done from not tried", async () => {
    const cards = Array.from({ length: 30 }, (_, i) => make({ key: `c${i}`, name: `C${i}` }));
    const controller = new AbortController();
    let written = 0;
    const { open, rows } = project(cards, (body) => {
      if (++written === 5) controller.abort();
      return body;
    });
    const report = await (await open()).apply({ signal: controller.signal });
    const by = (status: string): number => report.outcomes.filter((outcome) => outcome.status === status).length;
    expect(report.cancelled).toBe(true);
    expect(by("done")).toBe(rows.length);
    expect(by("not-tried")).toBe(30 - rows.length);
    expect(by("not-tried")).toBeGreaterThan(0);
  });

  it("sends nothing at all for a plan", async () => {
    const { open, log } = project([make({ key: "a", name: "A" })]);
    expect((await open()).plan.changes).toHaveLength(1);
    expect(log).toEqual(["GET"]);
  });
});
