import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../src/index.js";
import { start, type Asking } from "./support.js";

// Names in quotes are tests of PostHog's own (`PostHog/posthog: posthog/api/test/dashboards/`), whose outcome is repeated.

let posthog: Asking;
beforeEach(() => {
  posthog = start();
});
afterEach(() => posthog.close());

const trends = (dateFrom: string) => ({
  kind: "InsightVizNode",
  source: { kind: "TrendsQuery", series: [{ kind: "EventsNode", event: "x" }], dateRange: { date_from: dateFrom } },
});

const make = async (body: JsonObject = {}) => (await posthog.post("dashboards/", body)).body;
const read = async (id: number) => (await posthog.get(`dashboards/${id}/`)).body;
const place = async (dashboards: number[], more: JsonObject = {}) =>
  (await posthog.post("insights/", { name: "insight", query: trends("-7d"), dashboards, ...more })).body;
const patchTiles = (id: number, tiles: Json[]) => posthog.patch(`dashboards/${id}/`, { tiles });
const box = (y: number, x = 0) => ({ sm: { x, y, w: 6, h: 5 } });

describe("the row", () => {
  test('"hard delete is forbidden": 405, and the dashboard is still there', async () => {
    const { id } = await make();
    expect((await posthog.ask("DELETE", `dashboards/${id}/`)).status).toBe(405);
    expect((await posthog.get(`dashboards/${id}/`)).status).toBe(200);
  });

  test('"dashboard endpoints": texts are booleans, deletion hides, restoration shows again', async () => {
    const { id, pinned } = await make({ name: "d", pinned: "true" });
    expect(pinned).toBe(true);
    const deleted = await posthog.patch(`dashboards/${id}/`, { deleted: true });
    expect([deleted.status, deleted.body.deleted]).toEqual([200, true]);
    expect((await posthog.get(`dashboards/${id}/`)).status).toBe(404);
    expect((await posthog.get("dashboards/")).body.count).toBe(0);
    expect((await posthog.patch(`dashboards/${id}/`, { name: "x" })).status).toBe(404);
    expect((await posthog.patch(`dashboards/${id}/`, { deleted: "false" })).status).toBe(200);
    expect((await posthog.get("dashboards/")).body.count).toBe(1);
  });

  test("defaults, and null instead of empty persisted filters", async () => {
    expect(await make()).toMatchObject({
      name: null,
      description: "",
      pinned: false,
      filters: {},
      persisted_filters: null,
      persisted_variables: null,
      breakdown_colors: [],
      data_color_theme_id: null,
      quick_filter_ids: [],
      restriction_level: 21,
      effective_privilege_level: 37,
      access_control_version: "v2",
      creation_mode: "default",
      user_access_level: "manager",
      tiles: [],
    });
    expect(await make({ restriction_level: 37 })).toMatchObject({ access_control_version: "v1" });
  });

  test("create ignores tiles and variables, update takes variables", async () => {
    const variables = { v: { variableId: "v", code_name: "plan", value: 1 } };
    const { id, tiles, persisted_variables } = await make({ variables, tiles: [{ text: { body: "x" } }] });
    expect([tiles, persisted_variables]).toEqual([[], null]);
    const updated = (await posthog.patch(`dashboards/${id}/`, { variables })).body;
    expect(updated.persisted_variables).toEqual(variables);
    // No variable of that code name exists, so what is stored is not shown.
    expect(updated.variables).toEqual({});
  });

  test("empty filters are ignored, unless the server is one that clears", async () => {
    const { id } = await make({ filters: { date_from: "-7d" } });
    for (const filters of [{}, null]) {
      expect((await posthog.patch(`dashboards/${id}/`, { filters })).body.filters).toEqual({ date_from: "-7d" });
    }
    const nothing = { date_from: null, date_to: null, properties: [] };
    expect((await posthog.patch(`dashboards/${id}/`, { filters: nothing })).body.persisted_filters).toEqual(nothing);
    posthog.switches.emptyDashboardFilters = "clear";
    expect((await posthog.patch(`dashboards/${id}/`, { filters: {} })).body.persisted_filters).toBeNull();
  });

  test('"cannot update dashboard with invalid filters": a list is 400, and what is stored stays', async () => {
    const { id } = await make();
    const { status, body } = await posthog.patch(`dashboards/${id}/`, { filters: [{ date_from: "-7d" }] });
    expect([status, body.detail]).toEqual([400, "Filters must be a dictionary"]);
    expect((await read(id)).filters).toEqual({});
  });

  test('"normalizes property group dict to flat list", and "rejects or property group"', async () => {
    const leaf = (key: string) => ({ type: "event", key, operator: "exact", value: "x" });
    const and = { type: "AND", values: [{ type: "AND", values: [leaf("a")] }, leaf("b")] };
    const { id, filters } = await make({ filters: { properties: and } });
    expect(filters.properties).toEqual([leaf("a"), leaf("b")]);
    const or = { type: "OR", values: [leaf("a")] };
    expect((await posthog.patch(`dashboards/${id}/`, { filters: { properties: or } })).status).toBe(400);
    posthog.switches.dashboardFilters = "verbatim";
    expect((await posthog.patch(`dashboards/${id}/`, { filters: { properties: or } })).body.filters).toEqual({
      properties: or,
    });
  });

  test('"breakdown colors validation"', async () => {
    const { id } = await make();
    const status = async (breakdown_colors: Json) =>
      (await posthog.patch(`dashboards/${id}/`, { breakdown_colors })).status;
    const entry = { breakdownValue: "", colorToken: null };
    for (const fine of [[], null, [entry], [{ ...entry, colorToken: "preset-1", breakdownType: "event" }]]) {
      expect(await status(fine)).toBe(200);
    }
    const wrong: Json[] = [[{ breakdown_value: "a", color: "b" }], { Chrome: "preset-1" }, ["Chrome"], {}];
    for (const value of wrong) expect(await status(value)).toBe(400);
  });

  test("unknown ids: quick filters are 400, a theme is a database error", async () => {
    const refused = async (body: JsonObject) => (await posthog.post("dashboards/", body)).body.detail;
    expect(await refused({ quick_filter_ids: ["x"] })).toBe("Invalid UUID: x");
    const uuid = "018F0000-0000-7000-8000-000000000000";
    expect(await refused({ quick_filter_ids: [uuid] })).toBe(`Quick filters not found: ${uuid.toLowerCase()}`);
    expect((await posthog.post("dashboards/", { data_color_theme_id: 99 })).status).toBe(500);
    const theme = (await posthog.post("data_color_themes/", { name: "Mine", colors: ["#fff"] })).body;
    const { id, data_color_theme_id } = await make({ data_color_theme_id: theme.id });
    expect(data_color_theme_id).toBe(theme.id);
    expect((await posthog.ask("DELETE", `data_color_themes/${theme.id}/`)).status).toBe(204);
    expect((await read(id)).data_color_theme_id).toBeNull();
  });

  test('"retrieve dashboard different team": through another organization it is 403', async () => {
    const { id } = await make();
    expect((await posthog.get(`/api/projects/2/dashboards/${id}/`)).status).toBe(403);
    const second = posthog.addProject("Second").id;
    expect((await posthog.get(`/api/projects/${second}/dashboards/${id}/`)).status).toBe(404);
  });

  test("looking at one leaves a trace on it", async () => {
    const { id, last_accessed_at } = await make();
    expect(last_accessed_at).toBeNull();
    expect((await read(id)).last_accessed_at).toMatch(/Z$/);
  });
});

describe("the list", () => {
  test('"listing dashboards does not include tiles", nor filters, variables and colours', async () => {
    const { id } = await make({ filters: { date_from: "-7d" } });
    await patchTiles(id, [{ text: { body: "x" } }]);
    const [row] = (await posthog.get("dashboards/")).body.results;
    const missing = ["tiles", "filters", "variables", "breakdown_colors", "data_color_theme_id", "quick_filter_ids"];
    expect(missing.filter((key) => key in row)).toEqual([]);
  });

  test("pinned first, then by name; filtered by tag, words and mode", async () => {
    await make({ name: "b", tags: ["one"] });
    await make({ name: "a", tags: ["two"], description: "needle" });
    await make({ name: "c", pinned: true, tags: ["three"] });
    const names = async (query: string) =>
      (await posthog.get(`dashboards/${query}`)).body.results.map(({ name }: { name: string }) => name);
    expect(await names("")).toEqual(["c", "a", "b"]);
    expect(await names("?tags=one&tags=two")).toEqual(["a", "b"]);
    expect(await names("?search=NEEDLE")).toEqual(["a"]);
    expect(await names("?creation_mode=duplicate")).toEqual([]);
    const { status, body } = await posthog.get(`dashboards/?search=${"x".repeat(201)}`);
    expect([status, body.attr]).toEqual([400, "search"]);
  });
});

describe("duplication", () => {
  test('"dashboard creation validation"', async () => {
    const { id } = await make();
    const status = async (body: JsonObject) => (await posthog.post("dashboards/", body)).status;
    expect(await status({ use_template: "x", use_dashboard: id })).toBe(400);
    expect(await status({ use_template: "x", use_dashboard: "" })).toBe(400);
    expect(await status({ use_template: "" })).toBe(201);
    expect(await status({ use_template: "", use_dashboard: id })).toBe(201);
    expect((await posthog.post("dashboards/", { use_template: "x" })).body).toMatchObject({ attr: "use_template" });
    expect((await posthog.post("dashboards/", { use_dashboard: 99 })).body).toMatchObject({
      attr: "use_dashboard",
      detail: "Invalid value provided",
    });
  });

  test('"dashboard duplication does not duplicate tiles by default": the copy shares insights and texts', async () => {
    const source = await make({ filters: { date_from: "-7d" }, tags: ["iac:dashboards:x"] });
    const insight = await place([source.id]);
    await patchTiles(source.id, [{ text: { body: "x" } }]);
    const copy = await make({ name: "copy", use_dashboard: source.id });
    expect(copy).toMatchObject({ creation_mode: "duplicate", filters: { date_from: "-7d" } });
    const content = ({ tiles }: { tiles: { insight: { id: number } | null; text: { id: number } | null }[] }) =>
      tiles.map((tile) => tile.insight?.id ?? tile.text?.id);
    expect(content(copy)).toEqual(content(await read(source.id)));
    expect((await posthog.get(`insights/${insight.id}/`)).body.dashboards).toEqual([source.id, copy.id]);
  });

  test('"dashboard duplication can duplicate tiles": the copies of insights carry their tags', async () => {
    const source = await make();
    const insight = await place([source.id], { tags: ["iac:insights:x"] });
    const copy = await make({ use_dashboard: source.id, duplicate_tiles: true });
    expect(copy.tiles[0].insight.id).not.toBe(insight.id);
    expect(copy.tiles[0].insight).toMatchObject({ name: "insight (Copy)", tags: ["iac:insights:x"] });
  });

  test("the dashboard's own tags are copied, or not", async () => {
    const source = await make({ tags: ["iac:dashboards:x"] });
    expect((await make({ use_dashboard: source.id })).tags).toEqual(["iac:dashboards:x"]);
    posthog.switches.duplicateCopiesTags = false;
    expect((await make({ use_dashboard: source.id })).tags).toEqual([]);
  });
});

describe("deletion", () => {
  test('"delete does not delete insights by default", and "soft delete does not delete tiles" elsewhere', async () => {
    const [one, two] = [await make(), await make()];
    const insight = await place([one.id, two.id]);
    await posthog.patch(`dashboards/${one.id}/`, { deleted: true });
    const { status, body } = await posthog.get(`insights/${insight.id}/`);
    expect(status).toBe(200);
    expect(body.dashboards).toEqual([two.id]);
    expect(body.dashboard_tiles).toMatchObject([{ dashboard_id: two.id, deleted: false }]);
  });

  test('"delete dashboard can delete tiles": only insights that are nowhere else go too', async () => {
    const [one, two] = [await make(), await make()];
    const [only, both] = [await place([one.id]), await place([one.id, two.id])];
    await posthog.patch(`dashboards/${one.id}/`, { deleted: true, delete_insights: true });
    expect((await posthog.get(`insights/${only.id}/`)).status).toBe(404);
    expect((await posthog.get(`insights/${both.id}/`)).status).toBe(200);
  });

  test("restoration brings back every tile there ever was, and the insights on them", async () => {
    const { id } = await make();
    const insight = await place([id]);
    await patchTiles(id, [{ text: { body: "removed before" } }]);
    const text = (await read(id)).tiles.find((tile: { text: unknown }) => tile.text);
    await patchTiles(id, [{ id: text.id, deleted: true }]);
    await posthog.patch(`dashboards/${id}/`, { deleted: true, delete_insights: true });
    const restored = (await posthog.patch(`dashboards/${id}/`, { deleted: false })).body;
    expect(restored.tiles).toHaveLength(2);
    expect((await posthog.get(`insights/${insight.id}/`)).status).toBe(200);
  });
});

describe("tiles", () => {
  test('"can create a single text tile": with PostHog\'s defaults', async () => {
    const { id } = await make();
    const { status, body } = await patchTiles(id, [{ text: { body: "hello world" } }]);
    expect(status).toBe(200);
    expect(body.tiles).toMatchObject([
      {
        order: 0,
        layouts: {},
        color: null,
        filters_overrides: {},
        show_description: null,
        transparent_background: null,
        insight: null,
        button_tile: null,
        text: { body: "hello world", created_by: { email: "caller@example.com" }, last_modified_by: null },
      },
    ]);
  });

  test('"can remove text tiles from dashboard": id and deleted are enough, the others stay', async () => {
    const { id } = await make();
    const { tiles } = (await patchTiles(id, [{ text: { body: "a" } }, { text: { body: "b" } }])).body;
    const { body } = await patchTiles(id, [{ id: tiles[0].id, deleted: true }]);
    expect(body.tiles.map((tile: { text: { body: string } }) => tile.text.body)).toEqual(["b"]);
  });

  test('"cannot create text tile with body over 4000 characters"', async () => {
    const { id } = await make();
    expect((await patchTiles(id, [{ text: { body: "x".repeat(4000) } }])).status).toBe(200);
    const { status, body } = await patchTiles(id, [{ text: { body: "x".repeat(4001) } }]);
    expect([status, body]).toEqual([
      400,
      {
        type: "validation_error",
        code: "max_length",
        detail: "Text body cannot exceed 4000 characters",
        attr: "text__body",
      },
    ]);
  });

  test("a tile can be sent back as it was read: the author stays, the caller is the modifier", async () => {
    const { id } = await make();
    const [tile] = (await patchTiles(id, [{ text: { body: "a" } }])).body.tiles;
    const edited = await posthog.ui("PATCH", `dashboards/${id}/`, {
      tiles: [{ ...tile, is_cached: true, order: 5, text: { ...tile.text, body: "b" } }],
    });
    expect((edited.body as JsonObject).tiles).toMatchObject([
      {
        id: tile.id,
        order: 0,
        text: {
          id: tile.text.id,
          body: "b",
          created_by: { email: "caller@example.com" },
          last_modified_by: { email: "teammate@example.com" },
        },
      },
    ]);
  });

  test("a text without its id makes a new one in the old tile; an unknown or foreign id is refused", async () => {
    const { id } = await make();
    const [tile] = (await patchTiles(id, [{ text: { body: "a" } }])).body.tiles;
    const [again] = (await patchTiles(id, [{ id: tile.id, text: { body: "b" } }])).body.tiles;
    expect([again.id, again.text.id === tile.text.id]).toEqual([tile.id, false]);
    const refused = async (text: JsonObject) => (await patchTiles(id, [{ text }])).body;
    expect(await refused({ id: 99, body: "x" })).toMatchObject({
      detail: "Text tile not found in this team.",
      attr: "text",
    });
    expect(await refused({ id: tile.text.id, body: "x" })).toMatchObject({ detail: "Text tile not found." });
    expect(await refused({ body: "x", created_by: { id: 3 } })).toMatchObject({
      detail: "User not found in this organization.",
    });
  });

  test('"dashboard tile color can be set for new or existing tiles", and an unknown id with a text is inserted', async () => {
    const { id } = await make();
    const { dashboard_tiles } = await place([id]);
    const [{ id: known }] = dashboard_tiles;
    const { status, body } = await patchTiles(id, [
      { id: known, color: "blue", is_cached: true },
      { id: 999_999, text: { body: "new" }, color: "red" },
    ]);
    expect(status).toBe(200);
    expect(body.tiles.map((tile: { id: number; color: string }) => [tile.id, tile.color])).toEqual([
      [known, "blue"],
      [999_999, "red"],
    ]);
  });

  test("a tile id of another dashboard collides when it carries content, and is skipped when it does not", async () => {
    const [one, two] = [await make(), await make()];
    const [tile] = (await patchTiles(one.id, [{ text: { body: "a" } }])).body.tiles;
    expect((await patchTiles(two.id, [{ id: tile.id, text: { body: "b" } }])).status).toBe(500);
    const { status, body } = await patchTiles(two.id, [{ id: tile.id, color: "red" }, { id: 12, layouts: {} }, {}]);
    expect([status, body.tiles]).toEqual([200, []]);
  });

  test("the update is not one transaction: what came before the refused element stays", async () => {
    const { id } = await make();
    const tiles = [{ text: { body: "kept" } }, { text: { body: "x".repeat(4001) } }, { text: { body: "never" } }];
    expect((await posthog.patch(`dashboards/${id}/`, { name: "kept too", tiles })).status).toBe(400);
    const { name, tiles: left } = await read(id);
    expect([name, left.map((tile: { text: { body: string } }) => tile.text.body)]).toEqual(["kept too", ["kept"]]);
  });

  test("insight tiles come through the insight alone, and content of an element is ignored for them", async () => {
    const { id } = await make();
    const insight = await place([]);
    expect((await patchTiles(id, [{ insight: { id: insight.id }, color: "red" }])).body.tiles).toEqual([]);
    const { dashboard_tiles } = (await posthog.patch(`insights/${insight.id}/`, { dashboards: [id] })).body;
    const { body } = await patchTiles(id, [
      { id: dashboard_tiles[0].id, insight: { id: 1, name: "no" }, color: "red" },
    ]);
    expect(body.tiles).toMatchObject([{ color: "red", insight: { id: insight.id, name: "insight" } }]);
  });

  test("buttons: checked, stored, changed by id", async () => {
    const { id } = await make();
    const refused = async (button_tile: JsonObject) => {
      const { body } = await patchTiles(id, [{ button_tile }]);
      return [body.attr, body.detail];
    };
    expect(await refused({ text: "go" })).toEqual(["button_tile__url", "This field is required."]);
    expect(await refused({ url: "ftp://x", text: "go" })).toEqual([
      "button_tile__url",
      "Must be a valid URL or a pathname starting with /",
    ]);
    expect(await refused({ url: "/a b", text: "go" })).toEqual([
      "button_tile__url",
      "Pathname must start with / and contain valid URL path characters",
    ]);
    expect(await refused({ url: "/a", text: "x".repeat(201) })).toEqual([
      "button_tile__text",
      "Button text cannot exceed 200 characters",
    ]);
    const [tile] = (await patchTiles(id, [{ button_tile: { url: "/docs", text: "Docs" } }])).body.tiles;
    expect(tile.button_tile).toMatchObject({ url: "/docs", placement: "left", style: "primary" });
    const change = { id: tile.button_tile.id, url: "https://example.com", text: "Site", style: "secondary" };
    const [changed] = (await patchTiles(id, [{ id: tile.id, button_tile: change }])).body.tiles;
    expect(changed).toMatchObject({ id: tile.id, button_tile: change });
  });

  test("widgets are not enabled", async () => {
    const { id } = await make();
    expect((await patchTiles(id, [{ widget: { widget_type: "x" } }])).body).toMatchObject({
      attr: "widget",
      detail: "Dashboard widgets are not enabled for this project.",
    });
  });

  test("layouts are stored as sent, sorted by place, and numbers do not mix with texts", async () => {
    const { id } = await make();
    const layouts = { sm: { x: 0, y: 9, w: 6, h: 5, minW: 3, i: "1" }, lg: { x: 1 } };
    const { tiles } = (
      await patchTiles(id, [
        { text: { body: "last" }, layouts },
        { text: { body: "right" }, layouts: box(0, 6) },
        { text: { body: "left" }, layouts: box(0) },
        { text: { body: "nowhere" } },
      ])
    ).body;
    expect(tiles.map((tile: { text: { body: string } }) => tile.text.body)).toEqual([
      "left",
      "right",
      "last",
      "nowhere",
    ]);
    expect(tiles[2].layouts).toEqual(layouts);
    expect((await patchTiles(id, [{ id: tiles[0].id, layouts: { sm: { x: "0", y: "1" } } }])).status).toBe(500);
  });

  test('overrides of a tile are checked like filters, and "allows clearing tile filters overrides"', async () => {
    const { id } = await make();
    const [{ id: tile }] = (await place([id])).dashboard_tiles;
    expect((await patchTiles(id, [{ id: tile, filters_overrides: [] }])).status).toBe(400);
    const { body } = await patchTiles(id, [{ id: tile, filters_overrides: null }]);
    expect(body.tiles[0].filters_overrides).toBeNull();
  });

  test('"dashboard filter is applied even if insight is created before dashboard": only in the dashboard\'s answer', async () => {
    const { id } = await make({ filters: { date_from: "-30d" } });
    const insight = await place([id]);
    const [tile] = (await read(id)).tiles;
    expect(tile.insight.query.source.dateRange.date_from).toBe("-30d");
    expect(tile.insight.query.source.compareFilter).toBeNull();
    const own = (await posthog.get(`insights/${insight.id}/`)).body;
    expect(own.query).toEqual(trends("-7d"));
    const there = (await posthog.get(`insights/${insight.id}/?from_dashboard=${id}`)).body;
    expect(there.query.source.dateRange.date_from).toBe("-30d");
    await patchTiles(id, [{ id: tile.id, filters_overrides: { date_from: "-1d" } }]);
    expect((await read(id)).tiles[0].insight.query.source.dateRange.date_from).toBe("-1d");
  });

  test("an insight that is put back gets its old tile, layout and colour", async () => {
    const { id } = await make();
    const insight = await place([id]);
    const [{ id: tile }] = insight.dashboard_tiles;
    await patchTiles(id, [{ id: tile, color: "blue", layouts: box(3) }]);
    await posthog.patch(`insights/${insight.id}/`, { dashboards: [] });
    expect((await read(id)).tiles).toEqual([]);
    await posthog.patch(`insights/${insight.id}/`, { dashboards: [id] });
    expect((await read(id)).tiles).toMatchObject([{ id: tile, color: "blue", layouts: box(3) }]);
  });
});

describe("tile actions", () => {
  const texts = async (id: number) => (await read(id)).tiles.map((tile: { text: { body: string } }) => tile.text.body);
  const withTexts = async (...layouts: JsonObject[]) => {
    const { id } = await make();
    const elements = layouts.map((layout, index) => ({ text: { body: `t${index}` }, layouts: layout }));
    return { id, tiles: (await patchTiles(id, elements)).body.tiles as { id: number }[] };
  };

  test("create_text_tile and update_text_tile", async () => {
    const { id } = await make();
    const act = (name: string, body: JsonObject) => posthog.post(`dashboards/${id}/${name}/`, body);
    expect((await act("create_text_tile", { body: " " })).body.detail).toBe("Text body cannot be empty");
    const layouts = { sm: { x: 0, y: 0, w: 6, h: 5, minW: 1 }, lg: { x: 1 } };
    const created = await act("create_text_tile", { body: "a", layouts, color: "red" });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ color: "red", text: { body: "a" } });
    expect(created.body.layouts).toEqual(box(0));
    const updated = await act("update_text_tile", { tile_id: created.body.id, body: "b" });
    expect(updated.body).toMatchObject({ color: "red", text: { body: "b" } });
    const [{ id: insightTile }] = (await place([id])).dashboard_tiles;
    expect((await act("update_text_tile", { tile_id: insightTile })).body.detail).toBe("Tile is not a text tile.");
    expect((await act("update_tile", { tile_id: insightTile, show_description: true })).body).toMatchObject({
      show_description: true,
      color: null,
    });
    expect((await act("update_tile", { tile_id: created.body.id })).status).toBe(400);
    expect((await act("update_tile", { tile_id: 1 })).status).toBe(404);
  });

  test("delete_tile moves the others up, a PATCH with deleted does not", async () => {
    const { id, tiles } = await withTexts(box(0), box(5), box(10));
    await patchTiles(id, [{ id: tiles[0]!.id, deleted: true }]);
    const ys = async () => (await read(id)).tiles.map((tile: { layouts: { sm: { y: number } } }) => tile.layouts.sm.y);
    expect(await ys()).toEqual([5, 10]);
    const { status, body } = await posthog.post(`dashboards/${id}/delete_tile/`, { tile_id: tiles[1]!.id });
    expect([status, body]).toEqual([204, ""]);
    expect(await ys()).toEqual([0]);
  });

  test("reorder_tiles packs in the wanted order", async () => {
    const { id, tiles } = await withTexts(box(0), box(5), box(10));
    const order = tiles.map((tile) => tile.id).reverse();
    const act = (body: JsonObject) => posthog.post(`dashboards/${id}/reorder_tiles/`, body);
    expect((await act({ tile_order: [order[0]!, order[0]!] })).body).toEqual({
      detail: "tile_order must contain unique tile IDs",
    });
    expect(await act({ tile_order: [1, ...order] })).toMatchObject({
      status: 404,
      body: { detail: "Tile IDs not found on this dashboard: [1]" },
    });
    await act({ tile_order: order });
    expect(await texts(id)).toEqual(["t2", "t1", "t0"]);
    const shown = (await act({ tile_order: order, layout: "full_width" })).body;
    expect(shown.tiles.map((tile: { layouts: { sm: JsonObject } }) => tile.layouts.sm)).toEqual([
      { x: 0, y: 0, w: 12, h: 5 },
      { x: 0, y: 5, w: 12, h: 5 },
      { x: 0, y: 10, w: 12, h: 5 },
    ]);
  });

  test("move_tile answers the dashboard that it left, copy_tile the one that it came to", async () => {
    const { id, tiles } = await withTexts(box(0), box(5));
    const other = await make();
    const [moved, copied] = tiles;
    const left = await posthog.post(`dashboards/${id}/move_tile/`, { to_dashboard: other.id, tile: { id: moved!.id } });
    expect(left.body).toMatchObject({ id, tiles: [{ id: copied!.id }] });
    expect(await texts(other.id)).toEqual(["t0"]);
    const copy = { fromDashboardId: id, tileId: copied!.id };
    const gained = await posthog.post(`dashboards/${other.id}/copy_tile/`, copy);
    expect(gained.body.id).toBe(other.id);
    expect(await texts(other.id)).toEqual(["t0", "t1"]);
    expect((await posthog.post(`dashboards/${other.id}/copy_tile/`, copy)).body.detail).toBe(
      "This text card is already on the destination dashboard.",
    );
    expect((await posthog.post(`dashboards/${id}/copy_tile/`, copy)).body.detail).toBe(
      "Destination must be a different dashboard than the source.",
    );
  });
});
