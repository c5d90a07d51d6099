import {
  adopt,
  factory,
  lookup,
  moved,
  perEnvironment,
  ref,
  type Definition,
  type DefinitionOptions,
  type Statement,
} from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  join,
  fields,
  keyed,
  marker,
  refTo,
  registryOf,
  resolve,
  tag,
  tags,
  specHash,
  type Facet,
} from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { liveRow, plan, type Row, type World } from "../src/index.js";

/** Cards that know which boards they are on, boards that say which cards they want: the shape of insights and dashboards. */
interface CardRow {
  readonly id: number;
  readonly name: string;
  readonly tags: string[];
  readonly boards: number[];
}
const card = defineKind<"card", { name: string; team?: unknown; tags?: string[] }, CardRow>({
  name: "card",
  plural: "cards",
  summary: "A card.",
  spec: z.object({ name: z.string(), team: refTo("team").optional(), tags: tags() }),
  identity: tag(),
  unique: { field: "slug" },
  api: collection({ path: "cards/", scope: "card", remove: "soft" }),
  encode: (spec) => ({ name: spec.name, team: spec.team ?? null, ...(spec.tags ? { tags: spec.tags } : {}) }),
  decode: (row, at) => ({
    name: row.name,
    team: "team" in row && row.team !== null ? at.ref("team", row.team as number) : undefined,
    tags: [...row.tags].sort(),
  }),
  joins: { boards: (row) => row.boards },
  title: (row) => (row as CardRow).name,
  url: (row) => `cards/${row.id}`,
});

interface BoardSpec {
  name: string;
  cards: readonly { card: { $ref: "card"; key?: string; id?: number | string }; x?: number }[];
}
const cards: Facet<BoardSpec["cards"], BoardSpec, { id: number; cards: { card: number; x: number }[] }> = {
  fresh: () => [],
  knows: ["card"],
  decode: (row, at) => row.cards.map((c) => ({ card: at.ref("card", c.card), x: c.x })),
  ours: (have, want, at) => have.filter((c) => at.managed(c.card) || want.some((w) => w.card.id === c.card.id)),
  write: ({ want, have }) => {
    const there = new Set(have.map((c) => c.card.key));
    const added = want.filter((c) => !there.has(c.card.key));
    return [
      ...added.map((c) => join(c.card, "boards")),
      fields({ cards: want.map((c) => ({ card: { ...c.card, out: "place" }, x: c.x ?? 0 })) }),
    ];
  },
};
const board = defineKind<
  "board",
  BoardSpec,
  { id: number; name: string; tags: string[]; cards: { card: number; x: number }[] }
>({
  name: "board",
  plural: "boards",
  summary: "A board.",
  spec: z.object({
    name: z.string(),
    cards: keyed(z.array(z.object({ card: refTo("card"), x: z.number().default(0) })), (c) =>
      String((c as { card: { key?: string } }).card.key),
    ).default([]),
  }),
  identity: tag(),
  api: collection({ path: "boards/", scope: "board", remove: "soft" }),
  encode: (spec) => ({ name: spec.name }),
  decode: (row) => ({ name: row.name }),
  facets: { cards },
  title: (row) => (row as { name: string }).name,
});
const team = {
  name: "team",
  plural: "teams",
  identity: marker("about"),
  api: collection<object>({ path: "teams/", scope: "team", remove: "soft" }),
};
const registry = registryOf({ ...card, targets: [team] }, board);

type Loose = DefinitionOptions & Record<string, unknown>;
const makeCard = factory<"card", Loose>("card");
const makeBoard = factory<"board", Loose>("board");
const a = makeCard({ key: "a", name: "A" });
const b = makeCard({ key: "b", name: "B" });

function planned(
  definitions: Definition[],
  rows: Record<string, Row[]>,
  more: { statements?: Statement[]; only?: string[]; namespace?: string; environment?: string } = {},
) {
  const { environment: name } = more;
  const resolution = resolve({
    definitions: definitions.map((definition) => ({ definition })),
    statements: (more.statements ?? []).map((statement, i) => ({
      statement,
      place: { file: "rows.ts", line: i + 1, column: 1 },
    })),
    registry,
    ...(name === undefined ? {} : { environments: { name, known: ["staging", "production"] } }),
  });
  expect(resolution.diagnostics).toEqual([]);
  const world: World = {
    rows: new Map(
      Object.entries(rows).map(([kind, all]) => [kind, all.map((row) => liveRow(registry.target(kind)!, row))]),
    ),
    sides: new Map(),
  };
  return plan({
    ...resolution,
    registry,
    world,
    env: {},
    projectUrl: "https://example.test/project/1",
    ...(more.only ? { only: new Set(more.only) } : {}),
    ...(more.namespace ? { namespace: more.namespace } : {}),
  }).plan;
}
const row = (id: number, name: string, marks: string[], more: Row = {}): Row => ({
  id,
  name,
  slug: name.toLowerCase(),
  tags: marks,
  boards: [],
  ...more,
});

describe("a plan", () => {
  it("is empty, and sends nothing, where everything is as it should be", () => {
    const result = planned([a], { card: [row(1, "A", ["iac:cards:a"])] });
    expect(result).toMatchObject({ changes: [], requests: [], unchanged: ["card.a"], diagnostics: [] });
  });

  it("sends one request per row, and lets a board's cards come with what they need", () => {
    const result = planned(
      [
        makeBoard({
          key: "x",
          name: "X",
          cards: [
            { card: a, x: 1 },
            { card: b, x: 2 },
          ],
        }),
        a,
        b,
      ],
      { card: [], board: [] },
    );
    expect(
      result.requests.map(({ name, after, joins, body }) => ({
        name,
        after,
        joins: joins.map((j) => j.ref.key),
        keys: Object.keys(body),
      })),
    ).toEqual([
      { name: "create board.x", after: [], joins: [], keys: ["name", "tags"] },
      { name: "create card.a", after: ["create board.x"], joins: ["x"], keys: ["name", "team", "slug", "tags"] },
      { name: "create card.b", after: ["create board.x"], joins: ["x"], keys: ["name", "team", "slug", "tags"] },
      {
        name: "update board.x",
        after: ["create board.x", "create card.a", "create card.b"],
        joins: [],
        keys: ["cards", "tags"],
      },
    ]);
    const [create, , , update] = result.requests;
    expect(create!.body["tags"]).toEqual(["iac:boards:x"]);
    expect(update!.body["tags"]).toEqual(["iac:boards:x", expect.stringMatching(/^iac:hash:[0-9a-f]{16}$/)]);
    expect(update!.body["cards"]).toEqual([
      { card: { $ref: "card", key: "a", out: "place" }, x: 1 },
      { card: { $ref: "card", key: "b", out: "place" }, x: 2 },
    ]);
  });

  it("writes an existing card's boards by an update, and says so", () => {
    const result = planned([makeBoard({ key: "x", name: "X", cards: [{ card: a }] }), a], {
      card: [row(1, "A", ["iac:cards:a"])],
      board: [{ id: 5, name: "X", tags: ["iac:boards:x"], cards: [] }],
    });
    expect(result.requests.map((r) => [r.name, r.joins.length, Object.keys(r.body)])).toEqual([
      ["update board.x", 0, ["cards", "tags"]],
      ["update card.a", 1, []],
    ]);
    expect(result.changes).toHaveLength(1);
  });

  it("sends only the keys that differ", () => {
    const result = planned([makeCard({ key: "a", name: "Better" })], {
      card: [row(1, "A", ["ui", "iac:cards:a"], { slug: "a" })],
    });
    expect(result.changes[0]).toMatchObject({
      action: "update",
      fields: [{ path: ["name"], before: "A", after: "Better" }],
      url: "https://example.test/project/1/cards/1",
    });
    expect(result.requests[0]!.body).toEqual({
      name: "Better",
      tags: ["ui", "iac:cards:a", expect.stringMatching(/^iac:hash:/) as string],
    });
  });

  it("tells who made a difference, where the hash can", () => {
    const hashOf = (name: string): string => `iac:hash:${specHash({ name })}`;
    const origin = (name: string, hash: string): unknown =>
      planned([a], { card: [row(1, name, ["iac:cards:a", hash], { slug: "a" })] }).changes[0]?.origin;
    expect(origin("Edited", hashOf("A"))).toBe("drift");
    expect(origin("Before", hashOf("Before"))).toBe("file");
    expect(origin("Edited", hashOf("Before"))).toBe("unknown");
    expect(origin("Edited", "iac:hash:0000000000000000")).toBe("unknown");
  });

  it("finds the key that somebody changed on the server", () => {
    const result = planned([a], { card: [row(1, "A", ["iac:cards:a"], { slug: "other" })] });
    expect(result.changes[0]!.fields).toEqual([{ path: ["slug"], before: "other", after: "a" }]);
    expect(result.requests[0]!.body).toMatchObject({ slug: "a" });
  });

  it("pairs marks whatever their case", () => {
    const upper = makeCard({ key: "Weekly", name: "W" });
    expect(planned([upper], { card: [row(1, "W", ["iac:cards:weekly"], { slug: "Weekly" })] }).changes).toEqual([]);
  });

  it("manages the older of two rows with one mark, and names the other", () => {
    const result = planned([a], {
      card: [row(9, "A", ["iac:cards:a"], { slug: "a" }), row(4, "A", ["iac:cards:a"], { slug: "a" })],
    });
    expect(result.changes).toEqual([]);
    expect(result.orphans).toEqual([]);
    expect(result.diagnostics).toMatchObject([
      {
        code: "twin",
        severity: "warning",
        message: expect.stringMatching(/managed: .*cards\/4.*alone: .*cards\/9/) as string,
      },
    ]);
  });

  it("refuses a unique value that a foreign row holds, with the line to paste", () => {
    const result = planned([a], { card: [row(7, "Else", [], { slug: "a" })] });
    expect(result.requests).toEqual([]);
    expect(result.diagnostics).toMatchObject([
      { code: "unique-held", hint: 'To take it over, add: export default adopt("card.a", 7);' },
    ]);
  });

  it("warns about a foreign row of the same name", () => {
    const result = planned([a], { card: [row(7, "A", [], { slug: "else" })] });
    expect(result.diagnostics).toMatchObject([{ code: "same-name", severity: "warning" }]);
    expect(result.changes[0]!.action).toBe("create");
  });

  it("adopts a row that it is told to, keeping what the file does not name", () => {
    const result = planned(
      [a],
      { card: [row(7, "Other", ["theirs"], { slug: "a" })] },
      { statements: [adopt("card.a", 7)] },
    );
    expect(result.changes).toMatchObject([{ action: "adopt", id: 7, fields: [{ path: ["name"] }] }]);
    expect(result.requests[0]!.body["tags"]).toEqual(["theirs", "iac:cards:a", expect.stringMatching(/^iac:hash:/)]);
  });

  it("adopts one row for one definition", () => {
    const rows = {
      card: [
        row(6, "A", ["iac:cards:web/a"]),
        row(7, "A", [], { slug: "x" }),
        row(8, "A", [], { slug: "y" }),
        row(9, "B", ["iac:cards:b"]),
      ],
    };
    const told = (...statements: Statement[]) =>
      planned([a, b], rows, { statements })
        .diagnostics.filter(({ code }) => code === "invalid-statement")
        .map(({ message }) => message);
    expect(told(adopt("card.a", 9))).toEqual(['adopt("card.a", 9): that row is card.b already.']);
    expect(told(adopt("card.a", 7), adopt("card.a", { slug: "x" }))).toEqual([]);
    expect(told(adopt("card.a", 7), adopt("card.a", 8))).toEqual(['adopt("card.a", 8): it takes over row 7 already.']);
    expect(told(adopt("card.a", 6))).toEqual([
      'adopt("card.a", 6): that row is managed elsewhere, in the namespace "web".',
    ]);
    expect(told(adopt("card.a", 70))).toEqual(['adopt("card.a", 70): the project has no such row.']);
  });

  it("says of an `adopt` where it stands, and of one for all environments that it is", () => {
    const rows = { card: [row(7, "A", [], { slug: "a" })] };
    const told = (environment: string | undefined, ...statements: Statement[]) =>
      planned([a], rows, { statements, ...(environment === undefined ? {} : { environment }) }).diagnostics.map(
        ({ code, severity, place, hint }) => [code, severity, place?.line, hint],
      );
    const line = 'export default adopt("card.a", perEnvironment({ staging: 7 }));';
    expect(told("staging", moved("card.old", "card.a"), adopt("card.a", 70))).toMatchObject([
      ["invalid-statement", "error", 2, expect.stringContaining("perEnvironment")],
      ["unique-held", "error", undefined, `To take it over, add: ${line}`],
    ]);
    expect(told("staging", adopt("card.a", 7))).toEqual([
      ["adopt-everywhere", "warning", 1, `If it is that of one of them: ${line}`],
    ]);
    expect(told("staging", adopt("card.a", { slug: "a" }))).toEqual([]);
    expect(told("staging", adopt("card.a", perEnvironment({ staging: 7 })))).toEqual([]);
    expect(told(undefined, adopt("card.a", 7))).toEqual([]);
  });

  it("keeps the row that was renamed more than once, wherever it was left", () => {
    const statements = [moved("card.older", "card.old"), moved("card.old", "card.a")];
    for (const key of ["older", "old", "a"])
      expect(
        planned([a], { card: [row(7, "A", [`iac:cards:${key}`], { slug: "a" })] }, { statements }).changes.map(
          ({ action, id }) => [action, id],
        ),
      ).toEqual(key === "a" ? [] : [["move", 7]]);
  });

  it("keeps the row of a renamed key, and leaves the statement harmless afterwards", () => {
    const statements = [moved("card.old", "card.a")];
    expect(
      planned([a], { card: [row(7, "A", ["iac:cards:old"], { slug: "a" })] }, { statements }).changes,
    ).toMatchObject([{ action: "move", from: "card.old", id: 7 }]);
    // The row is what was applied last, but for its key, which follows the file.
    const tags = ["iac:cards:old", `iac:hash:${specHash({ name: "A" })}`];
    expect(planned([a], { card: [row(7, "A", tags, { slug: "old" })] }, { statements }).changes).toMatchObject([
      { action: "move", fields: [{ path: ["slug"] }], origin: "file" },
    ]);
    expect(planned([a], { card: [row(7, "A", ["iac:cards:a"], { slug: "a" })] }, { statements }).changes).toEqual([]);
  });

  it("shows orphans of its own namespace alone, and never writes them", () => {
    const rows = {
      card: [
        row(1, "A", ["iac:cards:a"]),
        row(2, "Gone", ["iac:cards:gone"]),
        row(3, "Theirs", ["iac:cards:web/theirs"]),
      ],
    };
    const result = planned([a], rows);
    expect(result.orphans).toEqual([
      { address: "card.gone", kind: "card", id: 2, title: "Gone", url: "https://example.test/project/1/cards/2" },
    ]);
    expect(result.requests).toEqual([]);
  });

  it("plans a target with what it refers to, and nothing else", () => {
    const result = planned(
      [makeBoard({ key: "x", name: "X", cards: [{ card: a }] }), a, b],
      { card: [], board: [] },
      { only: ["board.x"] },
    );
    expect(result.changes.map((c) => c.address)).toEqual(["board.x", "card.a"]);
  });
});

describe("references", () => {
  const withTeam = (team: unknown): Definition => makeCard({ key: "a", name: "A", team });
  const cardRow = (team: number): Row => row(1, "A", ["iac:cards:a"], { team });

  it("to rows of others are looked up by what they are called", () => {
    const rows = {
      card: [cardRow(3)],
      team: [
        { id: 3, name: "Growth" },
        { id: 4, name: "Core" },
      ],
    };
    expect(planned([withTeam(lookup("team", { name: "Growth" }))], rows).changes).toEqual([]);
    expect(planned([withTeam(lookup("team", { name: "Core" }))], rows).requests[0]!.body["team"]).toEqual({
      $ref: "team",
      id: 4,
      lookup: { name: "Core" },
    });
  });

  it("that fit nothing, or too much, are errors", () => {
    const rows = {
      card: [],
      team: [
        { id: 3, name: "Growth" },
        { id: 4, name: "Growth" },
      ],
    };
    expect(planned([withTeam(lookup("team", { name: "Growht" }))], rows).diagnostics).toMatchObject([
      { code: "lookup-not-found", hint: 'Did you mean "Growth"?' },
    ]);
    expect(planned([withTeam(lookup("team", { name: "Growth" }))], rows).diagnostics).toMatchObject([
      { code: "lookup-ambiguous" },
    ]);
  });

  it("by key find a row that another repository's file manages", () => {
    const rows = { card: [cardRow(3)], team: [{ id: 3, about: "<!-- iac:teams:growth -->" }] };
    expect(planned([withTeam(ref("team", "growth"))], rows).changes).toEqual([]);
    expect(planned([withTeam(ref("team", "grwth"))], rows).diagnostics).toMatchObject([
      { code: "reference-not-found", hint: 'Did you mean "growth"?' },
    ]);
  });
});

describe("what cannot be written", () => {
  it("stops itself and what depends on it, and nothing else", () => {
    const boards = [
      makeBoard({ key: "x", name: "X", cards: [{ card: a }, { card: b }] }),
      makeBoard({ key: "y", name: "Y" }),
    ];
    const result = planned([...boards, a, b], { card: [row(7, "Else", [], { slug: "a" })], board: [] });
    expect(result.diagnostics).toMatchObject([{ code: "unique-held", address: "card.a" }]);
    expect(result.requests.map((r) => r.name)).toEqual(["create board.x", "create board.y", "create card.b"]);
  });
});

describe("a kind that has nothing to send for a difference", () => {
  it("is told so, and stops nothing else", () => {
    const mute = defineKind<"mute", { name: string }, CardRow>({
      name: "mute",
      plural: "mutes",
      summary: "A kind that forgets a field in its body.",
      spec: z.object({ name: z.string() }),
      identity: tag(),
      api: collection({ path: "mutes/", scope: "mute", remove: "soft" }),
      encode: () => ({}),
      decode: (row) => ({ name: row.name }),
    });
    const registryOfMute = registryOf(mute);
    const resolution = resolve({
      definitions: [{ definition: factory<"mute", Loose>("mute")({ key: "m", name: "New" }) }],
      registry: registryOfMute,
    });
    const world: World = {
      rows: new Map([["mute", [liveRow(mute, row(1, "Old", ["iac:mutes:m"]))]]]),
      sides: new Map(),
    };
    const result = plan({ ...resolution, registry: registryOfMute, world, env: {}, projectUrl: "" }).plan;
    expect(result.diagnostics).toMatchObject([
      { code: "plugin-defect", message: "mute.m differs in `name`, but its kind has nothing to send for that." },
    ]);
  });
});

describe("a normal form that turns ids into lookups", () => {
  it("compares what both sides point at", () => {
    const named = defineKind<"named", { name: string; team: unknown }, CardRow & { team: number }>({
      name: "named",
      plural: "nameds",
      summary: "A kind whose references go by name.",
      spec: z.object({ name: z.string(), team: refTo("team") }),
      identity: tag(),
      api: collection({ path: "nameds/", scope: "named", remove: "soft" }),
      targets: [team],
      encode: (spec) => ({ ...spec }),
      decode: (r) => ({ name: r.name, team: lookup("team", { name: r.team === 3 ? "Growth" : "Core" }) }),
    });
    const own = registryOf(named);
    const made = factory<"named", Loose>("named")({ key: "n", name: "N", team: lookup("team", { name: "Growth" }) });
    const resolution = resolve({ definitions: [{ definition: made }], registry: own });
    const planWith = (teamId: number) => {
      const rows: [string, Row[]][] = [
        ["named", [row(1, "N", ["iac:nameds:n"], { team: teamId })]],
        [
          "team",
          [
            { id: 3, name: "Growth" },
            { id: 4, name: "Core" },
          ],
        ],
      ];
      const world: World = {
        rows: new Map(rows.map(([kind, all]) => [kind, all.map((r) => liveRow(own.target(kind)!, r))])),
        sides: new Map(),
      };
      return plan({ ...resolution, registry: own, world, env: {}, projectUrl: "" }).plan;
    };
    expect(planWith(3).changes).toEqual([]);
    expect(planWith(4).changes).toMatchObject([
      {
        fields: [
          {
            path: ["team"],
            before: { id: 4, lookup: { name: "Core" } },
            after: { id: 3, lookup: { name: "Growth" } },
          },
        ],
      },
    ]);
  });
});
