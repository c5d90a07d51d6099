import { isPlain } from "@posthog-definitions/core";
import { evaluated, normalised, same } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dashboard, type DashboardInput } from "../src/index.js";
import { dashboard as kind, type DashboardSpec } from "../src/kind.js";
import type { DashboardRow } from "../src/row.js";
import { markedBody } from "../src/tiles/mark.js";
import { knowing } from "./at.js";
import { specOf } from "./due.js";
import { buttonTile, insightTile, row, textTile, widgetTile } from "./rows.js";

const at = knowing({ 1: "signups" });
const decode = (live: DashboardRow): DashboardSpec => {
  const facets = Object.entries(kind.facets!).map(([field, facet]) => [field, facet.decode(live, at)]);
  return normalised(kind, { ...kind.decode(live, at), ...Object.fromEntries(facets) } as DashboardSpec);
};
const encode = (spec: DashboardSpec, live?: DashboardRow) => kind.encode(spec, { key: "growth", row: live });

describe("a row", () => {
  const rich = row({
    persisted_filters: {
      date_from: "-30d",
      date_to: null,
      properties: [],
      interval: "week",
      from_the_future: { a: 1 },
    },
    persisted_variables: { "0190": { variableId: "0190", code_name: "plan", value: "pro", isNull: false } },
    breakdown_colors: [
      { breakdownValue: "pro", colorToken: "preset-2", breakdownType: "person", source: "manual" },
      { breakdownValue: "", colorToken: null },
      { breakdown_value: "of an older server" },
    ],
    data_color_theme_id: 3,
    restriction_level: 37,
    tags: ["Core", "growth"],
    quick_filter_ids: ["0190c2b5-aaaa-bbbb-cccc-000000000000"],
    customization: { grid_spacing: "tight" },
    tiles: [
      insightTile(5001, 1, { layouts: { sm: { x: 0, y: "2", w: 6, h: 4, minW: 3 } }, color: "blue" }),
      textTile(5002, markedBody("Hi", "hi")),
      buttonTile(5003, "/a", "A"),
      widgetTile(5004),
    ],
  });

  it("is told in the user's words", () => {
    expect(decode(rich)).toEqual({
      name: "Growth",
      description: "",
      pinned: false,
      tags: ["core", "growth"],
      filters: { date_from: "-30d", interval: "week" },
      variables: { plan: { variableId: { $ref: "insight-variable", id: "0190" }, code_name: "plan", value: "pro" } },
      breakdownColors: [
        { value: "", color: null, type: "event" },
        { value: "pro", color: "preset-2", type: "person" },
      ],
      dataColorThemeKey: { $ref: "data-color-theme", id: 3 },
      restriction: "collaborators",
      quick_filter_ids: ["0190c2b5-aaaa-bbbb-cccc-000000000000"],
      grid_spacing: "tight",
      tiles: [
        expect.objectContaining({ kind: "button", url: "/a", text: "A", mark: null }),
        {
          insight: { $ref: "insight", key: "signups" },
          layout: { x: 0, y: 2, w: 6, h: 4 },
          color: "blue",
          transparent: false,
          filtersOverride: {},
          showDescription: null,
        },
        { kind: "other", id: 5004 },
        { kind: "text", key: "hi", body: "Hi", color: null, transparent: false },
      ],
    });
  });

  it("that is written back as it was read is the same, with what is not known here", () => {
    const body = encode(decode(rich), rich);
    expect(body).toMatchObject({
      filters: { date_from: "-30d", date_to: null, properties: [], interval: "week", from_the_future: { a: 1 } },
      data_color_theme_id: { $ref: "data-color-theme", id: 3 },
      restriction_level: 37,
      grid_spacing: "tight",
    });
    expect(body["breakdown_colors"]).toEqual([
      { breakdownValue: "pro", colorToken: "preset-2", breakdownType: "person", source: "manual" },
      { breakdownValue: "", colorToken: null, breakdownType: "event" },
    ]);
    const again = { ...rich, ...body, persisted_filters: body["filters"], data_color_theme_id: 3 } as DashboardRow;
    expect(decode(again)).toEqual(decode(rich));
  });

  it("without filters says the same as one with empty ones, and clearing says something", () => {
    for (const persisted_filters of [null, {}, { date_from: null, date_to: null, properties: [] }])
      expect(decode(row({ persisted_filters })).filters).toEqual({});
    expect(encode(specOf(dashboard({ key: "growth", name: "Growth", filters: {} })))["filters"]).toEqual({
      date_from: null,
      date_to: null,
      properties: [],
    });
  });

  it("says nothing of what the file leaves alone", () => {
    const body = encode(specOf(dashboard({ key: "growth", name: "Growth" })), rich);
    expect(Object.entries(body).filter(([, value]) => value !== undefined)).toEqual([
      ["name", "Growth"],
      ["description", ""],
    ]);
  });

  it("pulled, parses back to itself", () => {
    const have = decode(rich);
    const input = evaluated(kind.shorten!(have)) as DashboardInput;
    // A widget has no words.
    expect(input.tiles).toHaveLength(3);
    const spec = specOf(dashboard({ ...input, key: "growth", variables: undefined }));
    const ours = kind.facets!["tiles"]!.ours!(have.tiles, spec.tiles, at);
    expect(same(ours, spec.tiles)).toBe(true);
    expect(have).toMatchObject({ ...spec, tiles: have.tiles });
  });
});

describe("variables", () => {
  const variables = kind.facets!["variables"]!;

  it("are named by their code name, and sent after the create, with the id that this project has for it", () => {
    const spec = specOf(dashboard({ key: "growth", name: "Growth", variables: { plan: "pro" } }));
    const have = variables.fresh(spec, { key: "growth" });
    const [step] = variables.write({
      want: spec.variables,
      have,
      spec,
      row: undefined,
      at,
      refuse: () => undefined,
      note: () => undefined,
    });
    const variableId = { $ref: "insight-variable", lookup: { code_name: "plan" } };
    expect(step).toEqual({
      step: "fields",
      body: { variables: { plan: { variableId, code_name: "plan", value: "pro" } } },
    });
  });

  it("cannot be emptied: they stay, and a warning says so", () => {
    const warned: string[] = [];
    const have = { ...decode(row({ persisted_variables: { a: { code_name: "a", variableId: "v", value: 1 } } })) };
    const settled = kind.settle!({ ...have, variables: {} }, have, {
      applied: true,
      warn: (path, message) => warned.push(`${path.join(".")}: ${message}`),
    });
    expect(settled.variables).toEqual(have.variables);
    expect(warned).toEqual([expect.stringMatching(/^variables: PostHog cannot/)]);
  });
});

describe("junk", () => {
  const names = Object.keys(row());
  const junk = fc.anything({ withNullPrototype: true, maxDepth: 2, maxKeys: 3 });
  const tile = fc.dictionary(
    fc.constantFrom("id", "insight", "text", "button_tile", "layouts", "color", "filters_overrides", "deleted"),
    fc.oneof(junk, fc.record({ id: junk, body: junk, url: junk, sm: junk })),
  );
  const someRow = fc
    .dictionary(fc.constantFrom(...names), fc.oneof(junk, fc.array(junk), fc.array(tile)))
    .filter(isPlain) as fc.Arbitrary<unknown> as fc.Arbitrary<DashboardRow>;

  it("never throws, and what was read of it can be compared and encoded", () => {
    fc.assert(
      fc.property(someRow, (live) => {
        const spec = decode(live);
        encode(spec, live);
        kind.facets!["tiles"]!.ours!(spec.tiles, [], at);
        kind.facets!["tiles"]!.write({
          want: [],
          have: spec.tiles,
          spec,
          row: live,
          at,
          refuse: () => undefined,
          note: () => undefined,
        });
        expect(normalised(kind, spec)).toEqual(spec);
      }),
      { numRuns: 300 },
    );
  });
});
