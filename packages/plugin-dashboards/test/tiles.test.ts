import { lookup, ref } from "@posthog-definitions/core";
import { describe, expect, it } from "vitest";
import { button, text } from "../src/index.js";
import { markedBody } from "../src/tiles/mark.js";
import { knowing } from "./at.js";
import { due } from "./due.js";
import { buttonTile, insightTile, row, textTile, widgetTile } from "./rows.js";

const at = knowing({ 1: "signups", 2: "churn" });
const signups = ref("insight", "signups");
const churn = ref("insight", "churn");
const box = { x: 0, y: 0, w: 6, h: 4 };
const nothing = { differences: [], steps: [] };

describe("a new dashboard", () => {
  it("is joined by its insights, then told how they look and what its own tiles say", () => {
    const made = due(
      [
        { insight: signups, layout: box, color: "blue", showDescription: true, transparent: true },
        { insight: churn },
        text({ key: "intro", body: "## Growth", layout: { ...box, y: 4 } }),
        button({ key: "docs", url: "/docs", text: "Docs" }),
      ],
      { at },
    );
    expect(made.joins).toEqual([churn, signups]);
    expect(made.tiles).toEqual([
      {
        button_tile: { url: "/docs", text: "Docs", placement: "left", style: "primary" },
        filters_overrides: { "iac:tile": "docs" },
      },
      {
        id: { ...signups, out: "tile" },
        layouts: { sm: box },
        color: "blue",
        show_description: true,
        transparent_background: true,
      },
      { text: { body: "## Growth\n\n[//]: # (iac:tile:intro)" }, layouts: { sm: { ...box, y: 4 } } },
    ]);
    expect(made.steps.map(({ step }) => step)).toEqual(["join", "join", "fields"]);
  });

  it("needs no PATCH where nothing is said about how its insights look", () => {
    expect(due([{ insight: signups }], { at }).steps).toEqual([{ step: "join", into: signups, field: "dashboards" }]);
  });

  it("does not take an insight that nobody manages", () => {
    const { refusals, steps } = due([{ insight: lookup("insight", { id: 99 }) }], { at });
    expect(steps).toEqual([]);
    expect(refusals).toEqual([expect.stringContaining("insight#99 is not on this dashboard")]);
  });
});

describe("an insight's tile", () => {
  it("moves, and keeps what others wrote into its layouts", () => {
    const layouts = { sm: { ...box, minW: 3, i: "5001" }, xs: { x: 0, y: 0, w: 1, h: 4 } };
    const moved = due([{ insight: signups, layout: { ...box, x: 6 } }], {
      at,
      row: row({ tiles: [insightTile(5001, 1, { layouts })] }),
    });
    expect(moved.differences).toEqual(["tiles.insight.signups.layout.x"]);
    expect(moved.tiles).toEqual([{ id: 5001, layouts: { ...layouts, sm: { ...layouts.sm, x: 6 } } }]);
  });

  it("is left as it looks where the file does not say how", () => {
    const looks = {
      layouts: { sm: box },
      color: "green",
      show_description: true,
      filters_overrides: { date_from: "-7d" },
    };
    const rest = due([{ insight: signups }], { at, row: row({ tiles: [insightTile(5001, 1, looks)] }) });
    expect(rest).toMatchObject(nothing);
  });

  it("loses what the file says it has not", () => {
    const looks = {
      color: "green",
      show_description: true,
      filters_overrides: { date_from: "-7d", from_the_future: 1 },
    };
    const cleared = due([{ insight: signups, color: null, showDescription: null, filtersOverride: {} }], {
      at,
      row: row({ tiles: [insightTile(5001, 1, looks)] }),
    });
    expect(cleared.tiles).toEqual([
      { id: 5001, color: null, filters_overrides: { from_the_future: 1 }, show_description: null },
    ]);
  });

  it("takes `{}` and `null` for no filters of its own", () => {
    for (const filters_overrides of [{}, null, { date_from: null, properties: [] }])
      expect(
        due([{ insight: signups, filtersOverride: {} }], {
          at,
          row: row({ tiles: [insightTile(5001, 1, { filters_overrides })] }),
        }),
      ).toMatchObject(nothing);
  });

  it("goes when it goes from the file, and its insight is ours", () => {
    const gone = due([{ insight: signups }], {
      at,
      row: row({ tiles: [insightTile(5001, 1), insightTile(5002, 2), insightTile(5003, 77)] }),
    });
    expect(gone.differences).toEqual(["tiles.insight.churn"]);
    expect(gone.tiles).toEqual([{ id: 5002, deleted: true }]);
    expect(gone.joins).toEqual([]);
  });

  it("of an insight that nobody manages can be placed once it is there", () => {
    const placed = due([{ insight: lookup("insight", { id: 77 }), layout: box }], {
      at,
      row: row({ tiles: [insightTile(5003, 77)] }),
    });
    expect(placed.refusals).toEqual([]);
    expect(placed.tiles).toEqual([{ id: 5003, layouts: { sm: box } }]);
  });

  it("that PostHog revived with its old looks is put right when asked again", () => {
    const tiles = [{ insight: signups, layout: box, color: "blue" }];
    const first = due(tiles, { at, row: row() });
    expect(first.joins).toEqual([signups]);
    const revived = insightTile(5001, 1, { layouts: { sm: { ...box, y: 9 } }, color: "red" });
    const second = due(tiles, { at, row: row({ tiles: [revived] }) });
    expect(second.joins).toEqual([]);
    expect(second.tiles).toEqual([{ id: 5001, layouts: { sm: box }, color: "blue" }]);
  });
});

describe("a text", () => {
  const live = (body: string, key: string, more: object = {}, id = 5001) => textTile(id, markedBody(body, key), more);

  it("with a key stays the tile that it was when it is edited", () => {
    const edited = due([text({ key: "intro", body: "New" })], { at, row: row({ tiles: [live("Old", "intro")] }) });
    expect(edited.differences).toEqual(["tiles.text.intro.body"]);
    expect(edited.tiles).toEqual([{ id: 5001, text: { id: 6001, body: markedBody("New", "intro") } }]);
  });

  it("without a key takes the tile of ours that is in its place", () => {
    const here = row({
      tiles: [
        live("First", "first~1", { layouts: { sm: { ...box, y: 8 } } }),
        live("Old", "old~1", { layouts: { sm: box } }, 5002),
      ],
    });
    const edited = due([text({ body: "New", layout: box }), text({ body: "First" })], { at, row: here });
    expect(edited.differences).toEqual([expect.stringMatching(/^tiles\.text\.new~[0-9a-f]{8}\.body$/)]);
    expect(edited.tiles).toHaveLength(1);
    expect(edited.tiles[0]).toMatchObject({ id: 5002, text: { id: 6002 } });
  });

  it("that was made without a key is at rest, and known by its mark", () => {
    const tiles = [text({ body: "Same" }), text({ body: "Same" })];
    const bodies = due(tiles, { at }).tiles.map((tile) => (tile["text"] as { body: string }).body);
    expect(new Set(bodies).size).toBe(2);
    expect(due(tiles, { at, row: row({ tiles: bodies.map((body, i) => textTile(5001 + i, body)) }) })).toMatchObject(
      nothing,
    );
  });

  it("that somebody edited in PostHog is put back, also when they wrote below the mark", () => {
    const tiles = [textTile(5001, `${markedBody("Old", "intro")}\n\nand more`)];
    const back = due([text({ key: "intro", body: "Old" })], { at, row: row({ tiles }) });
    expect(back.differences).toEqual(["tiles.text.intro.body"]);
    expect(back.tiles).toEqual([{ id: 5001, text: { id: 6001, body: markedBody("Old", "intro") } }]);
  });

  it("of somebody else's is left alone", () => {
    const theirs = row({ tiles: [textTile(5001, "Please read"), live("Mine", "mine", {}, 5002)] });
    expect(due([text({ key: "mine", body: "Mine" })], { at, row: theirs })).toMatchObject(nothing);
  });

  it("that the file says word for word is taken for the one that is there", () => {
    const theirs = row({ tiles: [textTile(5001, "Please read")] });
    expect(due([text({ body: "Please read" })], { at, row: theirs })).toMatchObject(nothing);
    const named = due([text({ key: "plea", body: "Please read" })], { at, row: theirs });
    expect(named.differences).toEqual(["tiles.text.plea.mark"]);
    expect(named.tiles).toEqual([{ id: 5001, text: { id: 6001, body: markedBody("Please read", "plea") } }]);
  });

  it("twice over, as a lost answer may leave it, is removed; a copy that somebody made their own is not", () => {
    const copies = row({ tiles: [live("A", "a"), live("A", "a", {}, 5002), live("A, but mine", "a", {}, 5003)] });
    const cleaned = due([text({ key: "a", body: "A" })], { at, row: copies });
    expect(cleaned.tiles).toEqual([{ id: 5002, deleted: true }]);
  });

  it("goes when it goes from the file", () => {
    const gone = due([], { at, row: row({ tiles: [live("A", "a")] }) });
    expect(gone.tiles).toEqual([{ id: 5001, deleted: true }]);
  });

  it("has room for a body and its mark, and no more", () => {
    const room = 4000 - 21 - "intro".length;
    expect([...markedBody("x".repeat(room), "intro")]).toHaveLength(4000);
    expect(() => due([text({ key: "intro", body: "😀".repeat(room) })], { at })).not.toThrow();
    expect(() => due([text({ key: "intro", body: "x".repeat(room + 1) })], { at })).toThrow(/4001 characters/);
  });
});

describe("a button", () => {
  const marked = (key: string) => ({ filters_overrides: { "iac:tile": key } });

  it("is paired by URL and text, whoever made it, and its look put right", () => {
    const there = row({ tiles: [buttonTile(5001, "/docs", "Docs")] });
    expect(due([button({ url: "/docs", text: "Docs" })], { at, row: there })).toMatchObject(nothing);
    const styled = due([button({ url: "/docs", text: "Docs", style: "secondary" })], { at, row: there });
    expect(styled.differences).toEqual([expect.stringMatching(/^tiles\.button\.docs~[0-9a-f]{8}\.style$/)]);
    expect(styled.tiles).toMatchObject([
      { id: 5001, button_tile: { id: "b-5001", url: "/docs", text: "Docs", placement: "left", style: "secondary" } },
    ]);
  });

  it("of ours is edited in place and removed; somebody else's stays", () => {
    const there = row({
      tiles: [buttonTile(5001, "/docs", "Docs", marked("docs~1")), buttonTile(5002, "/theirs", "Theirs")],
    });
    expect(due([button({ url: "/docs", text: "Manual" })], { at, row: there }).tiles).toMatchObject([
      { id: 5001, button_tile: { id: "b-5001", text: "Manual" } },
    ]);
    expect(due([], { at, row: there }).tiles).toEqual([{ id: 5001, deleted: true }]);
  });
});

describe("tiles that people added by hand", () => {
  const byHand = [insightTile(5001, 77), textTile(5002, "Hi"), buttonTile(5003, "/x", "X"), widgetTile(5004)];

  it("stay", () => {
    expect(due([], { at, row: row({ tiles: byHand }) })).toMatchObject(nothing);
  });

  it("go when the dashboard owns them all", () => {
    const all = due([text({ body: "Hi" })], { at, row: row({ tiles: byHand }), ownsAllTiles: true });
    expect(all.tiles).toEqual([5001, 5003, 5004].map((id) => ({ id, deleted: true })));
    expect(all.differences).toHaveLength(3);
    expect(due([text({ body: "Hi" })], { at, row: row({ tiles: [byHand[1]!] }), ownsAllTiles: true })).toMatchObject(
      nothing,
    );
  });
});
