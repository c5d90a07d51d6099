import { createClient } from "@posthog-definitions/client";
import { factory, type Definition, type DefinitionOptions, type Plan } from "@posthog-definitions/core";
import { collection, defineKind, registryOf, resolve, tag, type Activity } from "@posthog-definitions/core/kind";
import { createEmulator, created, defineResource, defineTable, fields, ok, page } from "@posthog-definitions/emulator";
import type { Call, Emulator, JsonObject, Logged } from "@posthog-definitions/emulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { planProject, type ProjectPlan } from "../src/index.js";

interface Card {
  id: number;
  project: number;
  name: string;
  note: string;
  color: string;
  tags: string[];
  created_by: number;
}

const cards = defineTable<Card>("acme_cards", { indexes: ["project"] });
const sent = {
  name: fields.text(),
  note: fields.text({ blank: true }),
  color: fields.text(),
  tags: fields.list(fields.text()),
};
const show = (call: Call, card: Card): JsonObject => ({ ...card, created_by: call.basicUser(card.created_by) });
const find = (call: Call): Card => call.table(cards).get(Number(call.param("id")))!;
const update = (call: Call) =>
  ok(show(call, call.table(cards).put({ ...find(call), ...fields.parseFields(sent, call.data, true) } as Card)));
const logged = (more: Partial<Logged<Card>> = {}): Logged<Card> => ({
  table: cards,
  scope: "Card",
  name: ({ name }) => name,
  find,
  ...more,
});
const cardsResource = (more: Partial<Logged<Card>> = {}) =>
  defineResource({
    path: "cards",
    scope: "card",
    tables: [cards],
    logged: [logged(more)],
    list: (call) => ok(page(call, call.table(cards).where({ project: call.project.id }), (card) => show(call, card))),
    create: (call) => {
      const own = { project: call.project.id, created_by: call.user.id };
      const blank = { name: "", note: "", color: "white", tags: [] };
      return created(
        show(call, call.table(cards).insert({ ...blank, ...fields.parseFields(sent, call.data), ...own } as Card)),
      );
    },
    update,
    actions: {
      // A look that changes something: nothing that a log would speak of.
      sneak: {
        on: "item",
        methods: ["GET"],
        scope: "read",
        handle: (call) => ok(show(call, call.table(cards).put({ ...find(call), note: "sneaked" }))),
      },
    },
  });

interface Spec {
  name: string;
  note: string;
  color: string;
}
const kindOf = (activity: Activity | undefined) =>
  defineKind<"card", Spec, Card>({
    name: "card",
    plural: "cards",
    summary: "A card.",
    spec: z.object({ name: z.string(), note: z.string().default(""), color: z.string().default("white") }),
    identity: tag(),
    api: collection({ path: "cards/", scope: "card", remove: "soft" }),
    ...(activity ? { activity } : {}),
    encode: ({ name, note, color }) => ({ name, note, color }),
    decode: ({ name, note, color }) => ({ name, note, color }),
  });
const card = factory<"card", DefinitionOptions & { name: string; note?: string; color?: string }>("card");

let emulator: Emulator;
let now: number;
const open = (more?: Partial<Logged<Card>>): void => {
  now = Date.UTC(2026, 10, 24, 9, 12);
  emulator = createEmulator({ resources: [cardsResource(more)], clock: { now: () => now } });
};
beforeEach(() => open());
afterEach(() => emulator.close());

interface Asking {
  readonly activity?: Activity | undefined;
  readonly key?: string;
  readonly authors?: boolean;
}
const PROJECT: Activity = { scope: "Card" };
const OWN: Activity = { scope: "Card", path: "activity/" };

async function planned(definitions: readonly Definition[], asking: Asking = {}): Promise<ProjectPlan> {
  const { key = emulator.key, authors } = asking;
  const registry = registryOf(kindOf("activity" in asking ? asking.activity : PROJECT));
  return planProject({
    client: createClient({
      host: "http://localhost:8010",
      key,
      project: 1,
      fetch: (input, init) => emulator.fetch(new Request(input, init)),
      clock: { now: () => now, sleep: (ms, signal) => slept(ms, signal) },
    }),
    registry,
    resolution: resolve({ definitions: definitions.map((definition) => ({ definition })), registry }),
    env: {},
    host: "http://localhost:8010",
    projectId: 1,
    ...(authors === undefined ? {} : { authors }),
  });
}
/** How long anything has waited. A wait is over when nothing else goes on, and none where it is taken back before. */
let waited = 0;
async function slept(ms: number, signal?: AbortSignal): Promise<void> {
  let seen = -1;
  for (let quiet = 0; quiet < QUIET_TURNS && !signal?.aborted; quiet++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (seen !== emulator.log.entries.length) quiet = 0;
    seen = emulator.log.entries.length;
  }
  if (!signal?.aborted) waited += ms;
}
const QUIET_TURNS = 50;

const authors = ({ changes }: Plan) =>
  changes.map(({ address, changedBy }) => [address, changedBy?.by, changedBy?.others]);
const logReads = () => emulator.log.entries.filter(({ path }) => path.includes("activity")).length;
const file = [card({ key: "a", name: "A", note: "n" })];
const edit = (body: JsonObject, as: string, id = 1): Promise<unknown> => emulator.ui("PATCH", `cards/${id}/`, body, as);

/** Applies, and begins to count. */
async function applied(definitions: readonly Definition[] = file): Promise<void> {
  await (await planned(definitions)).apply();
  emulator.log.clear();
  waited = 0;
}

describe("who made the drift", () => {
  it.each([
    ["the project's log", PROJECT, "/api/projects/1/activity_log/"],
    ["the row's own", OWN, "/api/projects/1/cards/1/activity/"],
  ])("is told by %s, with one request", async (_, activity, path) => {
    await applied();
    await edit({ note: "theirs" }, "Ada");
    const { plan, forecast } = await planned(file, { activity });
    expect(plan.changes[0]).toMatchObject({
      origin: "drift",
      changedBy: { by: "Ada", at: "2026-11-24T09:12:00Z" },
    });
    expect(plan.changes[0]!.changedBy).not.toHaveProperty("others");
    expect(emulator.log.entries.map((entry) => entry.path)).toEqual(["/api/projects/1/cards/", path]);
    expect(forecast.requests).toBe(1);
  });

  it("is asked for drift alone: not in sync, for files that changed, for what is made or may be either's", async () => {
    await applied();
    await planned(file);
    await planned([card({ key: "a", name: "A2", note: "n" }), card({ key: "b", name: "B" })]);
    await edit({ note: "theirs" }, "Ada");
    const { plan } = await planned([card({ key: "a", name: "A2", note: "n" })]);
    expect(plan.changes[0]).toMatchObject({ origin: "unknown" });
    expect(logReads()).toBe(0);
  });

  it("is whoever was last, and says how many others there were", async () => {
    await applied();
    await edit({ note: "1" }, "Ada");
    await edit({ note: "2" }, "Ben");
    await edit({ note: "3" }, "Ada");
    now += 60_000;
    await edit({ note: "4", color: "red" }, "Cleo");
    const { plan } = await planned(file);
    expect(plan.changes[0]!.changedBy).toEqual({ by: "Cleo", at: "2026-11-24T09:13:00Z", others: 2 });
  });

  it("is nobody whose edit was put back by an apply, or by hand", async () => {
    await applied();
    await edit({ note: "theirs" }, "Ada");
    await (await planned(file)).apply();
    await edit({ note: "yours" }, "Ben");
    expect(authors((await planned(file)).plan)).toEqual([["card.a", "Ben", undefined]]);
    await edit({ note: "n" }, "Ada");
    await edit({ note: "again" }, "Ben");
    expect(authors((await planned(file)).plan)).toEqual([["card.a", "Ben", undefined]]);
  });

  it("is nobody who changed other fields, or what the file leaves to others", async () => {
    await applied();
    await edit({ note: "theirs" }, "Ada");
    await edit({ color: "red" }, "Ben");
    const left = [card({ key: "a", name: "A", note: "n", ignore: ["color"] })];
    const before = (await planned(left)).plan;
    // `ignore` is not part of what was applied.
    expect(authors(before)).toEqual([["card.a", "Ada", undefined]]);
    expect((await planned(file)).plan.changes[0]!.changedBy).toMatchObject({ by: "Ben", others: 1 });
    // Put back, it is not what differs.
    await edit({ color: "white" }, "Ben");
    expect(authors((await planned(file)).plan)).toEqual([["card.a", "Ada", undefined]]);
  });

  it("is the tool's own user too, where that one did it by hand", async () => {
    await applied();
    await emulator.ui("PATCH", "cards/1/", { note: "theirs" }, "caller@example.com");
    expect(authors((await planned(file)).plan)).toEqual([["card.a", "Caller", undefined]]);
  });

  it("is an address where there is no first name", async () => {
    await applied();
    await edit({ note: "theirs" }, "ada@example.org");
    expect(authors((await planned(file)).plan)).toEqual([["card.a", "ada@example.org", undefined]]);
  });

  it("is not told where something went past the log", async () => {
    await applied();
    await edit({ note: "theirs" }, "Ada");
    await emulator.ui("GET", "cards/1/sneak/");
    const { plan } = await planned(file);
    expect(plan.changes[0]).toMatchObject({ origin: "drift", fields: [{ before: "sneaked" }] });
    expect(authors(plan)).toEqual([["card.a", undefined, undefined]]);
  });

  it("is not told where an entry holds other values than the row", async () => {
    await emulator.close();
    open({ fields: ({ name }) => ({ name, note: "masked" }) });
    await applied();
    await edit({ note: "theirs" }, "Ada");
    expect(authors((await planned(file)).plan)).toEqual([["card.a", undefined, undefined]]);
  });

  it("is not the creator, where PostHog takes the creator for everybody that it does not know", async () => {
    await emulator.close();
    open({ by: (_, { created_by }) => created_by });
    await applied();
    await edit({ note: "theirs" }, "Ada");
    expect(authors((await planned(file)).plan)).toEqual([["card.a", "Caller", undefined]]);
    const { plan } = await planned(file, { activity: { ...PROJECT, blamesCreator: true } });
    expect(authors(plan)).toEqual([["card.a", undefined, undefined]]);
  });

  it("is not taken from entries about another model, or another row", async () => {
    await applied();
    await edit({ note: "theirs" }, "Ada");
    const about = (wanted: string) => ({ ...PROJECT, about: (type: string | undefined) => type === wanted });
    expect(authors((await planned(file, { activity: about("other") })).plan)[0]![1]).toBeUndefined();
    const item = () => 2;
    expect(authors((await planned(file, { activity: { ...PROJECT, item } })).plan)[0]![1]).toBeUndefined();
  });

  it("is not taken from a server that answers with other rows' entries too", async () => {
    const two = [...file, card({ key: "b", name: "B", note: "n" })];
    await applied(two);
    await edit({ note: "theirs" }, "Ada", 1);
    await edit({ note: "theirs" }, "Ben", 2);
    const all = { scope: "Card", path: "../activity/" };
    expect(authors((await planned(two, { activity: all })).plan)).toEqual([
      ["card.a", "Ada", undefined],
      ["card.b", "Ben", undefined],
    ]);
  });

  it("is not asked for kinds of which the log does not speak, nor where nobody wants to know", async () => {
    await applied();
    await edit({ note: "theirs" }, "Ada");
    await planned(file, { activity: undefined });
    await planned(file, { authors: false });
    expect(logReads()).toBe(0);
  });

  it("is asked for the first 20 rows", async () => {
    const many = Array.from({ length: 25 }, (_, i) => card({ key: `c${i}`, name: `C${i}` }));
    await applied(many);
    for (let id = 1; id <= many.length; id++) await edit({ note: "theirs" }, "Ada", id);
    const { plan } = await planned(many);
    expect(plan.changes.map(({ changedBy }) => changedBy?.by)).toEqual([
      ...new Array<string>(20).fill("Ada"),
      ...new Array<undefined>(5).fill(undefined),
    ]);
    expect(logReads()).toBe(20);
  });

  it("makes no saved plan stale", async () => {
    await applied();
    await edit({ note: "theirs" }, "Ada");
    const saved = (await planned(file)).save();
    expect(saved.plan.changes[0]!.changedBy).toMatchObject({ by: "Ada" });
    expect((await planned(file, { authors: false })).isNot(saved)).toEqual([]);
  });
});

describe("a log that cannot be read", () => {
  const three = ["a", "b", "c"].map((key) => card({ key, name: key }));
  /** The plan as it is when nobody asks. */
  const unasked = async (asking: Asking): Promise<Plan> => {
    const { plan } = await planned(three, { ...asking, authors: false });
    emulator.log.clear();
    waited = 0;
    return plan;
  };
  beforeEach(async () => {
    await applied(three);
    for (const id of [1, 2, 3]) await edit({ note: "theirs" }, "Ada", id);
  });

  it.each([
    ["the project's", PROJECT],
    ["of rows", OWN],
  ])("for want of the scope, is asked once, and changes nothing: %s", async (_, activity) => {
    emulator.addKey({ value: "phx_few", scopes: ["card:write"] });
    const plan = await unasked({ activity, key: "phx_few" });
    expect((await planned(three, { activity, key: "phx_few" })).plan).toEqual(plan);
    expect(logReads()).toBe(1);
  });

  it("for want of the plan, is asked once, and that of rows goes on telling", async () => {
    emulator.switches.auditLogs = false;
    const plan = await unasked({});
    expect((await planned(three)).plan).toEqual(plan);
    expect(logReads()).toBe(1);
    expect((await planned(three, { activity: OWN })).plan.changes[2]!.changedBy).toMatchObject({ by: "Ada" });
  });

  it.each([
    ["fails", { kind: "error", status: 500 }],
    ["is limited", { kind: "limited", retryAfter: 60 }],
    ["loses its answer", { kind: "lost", when: "after" }],
    ["is no JSON", { kind: "html" }],
    ["answers something else", { kind: "error", status: 200, body: { results: "none" } }],
  ] as const)("%s: the plan is the same, and waits for nothing", async (_, fault) => {
    const plan = await unasked({});
    emulator.faults.add({ ...fault, path: /activity_log/, times: 3 });
    expect((await planned(three)).plan).toEqual(plan);
    expect(logReads()).toBe(1);
    expect(waited).toBe(0);
  });

  it("names the others where it fails for one", async () => {
    emulator.faults.add({ kind: "error", status: 500, path: /activity_log/, at: 2 });
    const { plan } = await planned(three);
    expect(plan.changes.filter(({ changedBy }) => changedBy)).toHaveLength(2);
  });

  it("and is never answered costs five seconds", async () => {
    const plan = await unasked({});
    emulator.faults.add({ kind: "silence", path: /activity_log/ });
    expect((await planned(three)).plan).toEqual(plan);
    expect(waited).toBe(5_000);
  });
});
