import { ref, type Definition, type Diagnostic } from "@posthog-definitions/core";
import { registryOf, resolve } from "@posthog-definitions/core/kind";
import { insight } from "@posthog-definitions/plugin-insights";
import { insight as insightKind } from "@posthog-definitions/plugin-insights/kind";
import { trends } from "@posthog-definitions/queries";
import { describe, expect, it } from "vitest";
import { button, dashboard, text, type DashboardInput } from "../src/index.js";
import { dashboard as kind } from "../src/kind.js";
import { specOf } from "./due.js";

const signups = insight({ key: "signups", name: "Signups", query: trends({ series: [{ event: "signed up" }] }) });
const board = (more: Partial<DashboardInput>): Definition => dashboard({ key: "growth", name: "Growth", ...more });

function diagnose(definition: Definition): readonly Diagnostic[] {
  return resolve({ definitions: [{ definition }], registry: registryOf(kind, insightKind) }).diagnostics;
}
const complaints = (more: object): string[] =>
  diagnose(board(more)).map(({ severity, path = [], message }) => `${severity} ${path.join(".")}: ${message}`);

describe("a file of the alpha", () => {
  it("means what it says", () => {
    const spec = specOf(
      dashboard({
        key: "Growth",
        name: "Growth",
        description: "How we grow",
        pinned: true,
        tags: ["Growth", "team:core "],
        filters: {
          date_from: "-30d",
          properties: [{ type: "event", key: "$browser", value: "Chrome", operator: "exact" }],
        },
        variables: {
          "0190c2b5-0000-0000-0000-000000000000": { code_name: "plan", variableId: "0190c2b5", value: "pro" },
        },
        restriction: "collaborators",
        breakdownColors: [{ value: "Chrome", color: "preset-1" }],
        dataColorThemeKey: "Default Theme",
        tiles: [
          {
            insight: signups,
            layout: { x: 0, y: 0, w: 6, h: 4 },
            color: "blue",
            filtersOverride: { date_from: "-7d" },
            showDescription: true,
            transparent: false,
          },
          text({ body: "## Growth", layout: { x: 6, y: 0, w: 6, h: 1 }, color: "white" }),
          button({
            url: "/insights",
            text: "All",
            placement: "right",
            style: "secondary",
            layout: { x: 6, y: 1, w: 6, h: 1 },
          }),
        ],
      }),
    );
    expect(spec).toMatchObject({
      name: "Growth",
      description: "How we grow",
      pinned: true,
      tags: ["growth", "team:core"],
      filters: {
        date_from: "-30d",
        properties: [{ type: "event", key: "$browser", value: "Chrome", operator: "exact" }],
      },
      variables: { plan: { code_name: "plan", value: "pro" } },
      restriction: "collaborators",
      breakdownColors: [{ value: "Chrome", color: "preset-1", type: "event" }],
      dataColorThemeKey: { $ref: "data-color-theme", lookup: { name: "Default Theme" } },
    });
    expect(spec.tiles).toMatchObject([
      { kind: "button", url: "/insights", text: "All", placement: "right", style: "secondary" },
      { insight: { $ref: "insight", key: "signups" }, filtersOverride: { date_from: "-7d" }, showDescription: true },
      { kind: "text", body: "## Growth", color: "white" },
    ]);
  });

  it("may use PostHog's names, and write tiles without the factories", () => {
    const spec = specOf(
      board({
        restriction_level: 37,
        data_color_theme_id: 4,
        breakdown_colors: [{ breakdownValue: "pro", colorToken: "preset-2", breakdownType: "person" } as never],
        tiles: [
          {
            insight: ref("insight", "signups"),
            filters_overrides: { date_from: "-7d" },
            show_description: false,
            transparent_background: true,
          },
          { kind: "text", body: "Hello" },
          { kind: "button", url: "https://example.com/a", text: "A" },
        ],
      }),
    );
    expect(spec).toMatchObject({
      restriction: "collaborators",
      dataColorThemeKey: { $ref: "data-color-theme", id: 4 },
      breakdownColors: [{ value: "pro", color: "preset-2", type: "person" }],
    });
    expect(spec.tiles).toContainEqual({
      insight: { $ref: "insight", key: "signups" },
      filtersOverride: { date_from: "-7d" },
      showDescription: false,
      transparent: true,
    });
  });
});

describe("what is left out", () => {
  it("is left alone where people decide it in the UI, and the server's default elsewhere", () => {
    expect(specOf(board({}))).toEqual({ name: "Growth", description: "", tiles: [] });
  });
});

describe("mistakes are told with their place", () => {
  it("of names", () => {
    expect(complaints({ restriction: "everyone", restriction_level: 21 })[0]).toMatch(
      /^error restriction_level: .*two names/,
    );
    expect(complaints({ tiles: [{ insight: signups, colour: "red" }] })[0]).toBe(
      "error tiles.0.colour: `tiles.0` has no field `colour`.",
    );
    expect(complaints({ tiles: [{ insight: signups, show_description: true, showDescription: true }] })[0]).toMatch(
      /^error tiles\.0\.show_description: .*two names/,
    );
    expect(complaints({ tiles: [text({ bdy: "Hi" } as never)] })).toEqual([
      "error tiles.0.body: `tiles.0.body` is required (a string).",
      "error tiles.0.bdy: `tiles.0` has no field `bdy`.",
    ]);
  });

  it("of values", () => {
    expect(complaints({ tiles: [{ insight: board({}) }] })[0]).toMatch(
      /tiles\.0\.insight: .*expected an insight.*got a dashboard/,
    );
    expect(complaints({ tiles: [button({ url: "docs", text: "Docs" })] })[0]).toMatch(/tiles\.0\.url: .*http\(s\) URL/);
    expect(complaints({ tiles: [button({ url: "/docs", text: "x".repeat(201) })] })[0]).toMatch(
      /tiles\.0\.text: .*200 characters/,
    );
    expect(complaints({ tiles: [text({ key: "a b", body: "" })] })[0]).toMatch(/tiles\.0\.key/);
    expect(complaints({ name: "x".repeat(401) })[0]).toMatch(/^error name: .*400 characters/);
    expect(complaints({ quick_filter_ids: ["nope"] })[0]).toMatch(/quick_filter_ids\.0/);
    expect(complaints({ filters: { properties: { type: "OR", values: [] } } })[0]).toMatch(/filters\.properties/);
  });

  it("of many tiles on one place once for each", () => {
    const layout = { x: 0, y: 0, w: 4, h: 2 };
    expect(complaints({ tiles: ["a", "b", "c", "d"].map((key) => text({ key, body: key, layout })) })).toEqual([
      "warning tiles.1.layout: text.b and text.a overlap: PostHog will move one of them",
      "warning tiles.2.layout: text.c and text.a, and 1 more, overlap: PostHog will move one of them",
      "warning tiles.3.layout: text.d and text.a, and 2 more, overlap: PostHog will move one of them",
    ]);
  });

  it("of several tiles together, each at the place where it was written", () => {
    const layout = { x: 8, y: 0, w: 4, h: 2 };
    expect(
      complaints({
        tiles: [
          text({ key: "z", body: "Z", layout }),
          text({ key: "a", body: "A", layout: { x: 9, y: 1, w: 4, h: 1 } }),
          { insight: signups },
          { insight: signups },
          text({ key: "a", body: "B" }),
          text({ key: "m", body: "[//]: # (iac:tile:other)" }),
        ],
      }),
    ).toEqual([
      "error tiles.1.layout: reaches over the right edge: x + w is 13, and the grid has 12 columns",
      "warning tiles.1.layout: text.a and text.z overlap: PostHog will move one of them",
      "error tiles.3: insight.signups is on this dashboard twice, and PostHog shows an insight once per dashboard",
      'error tiles.4: there are two text tiles with the key "a"',
      "error tiles.5.body: holds a line `[//]: # (iac:tile:…)`, which is how text tiles of ours are told from others",
    ]);
    expect(
      complaints({
        breakdownColors: [
          { value: "a", color: "preset-1" },
          { value: "a", color: null },
        ],
      }),
    ).toEqual(['error breakdownColors.1: "a" has two colours']);
  });
});
