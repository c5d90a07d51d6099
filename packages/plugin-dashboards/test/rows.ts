import type { DashboardRow } from "../src/row.js";

/** A dashboard's detail as PostHog answers it, with fields that are not read here. */
export const row = (more: Partial<DashboardRow> = {}): DashboardRow =>
  ({
    id: 204,
    name: "Growth",
    description: "",
    pinned: false,
    created_at: "2026-03-01T10:00:00Z",
    created_by: { id: 1, first_name: "Ada" },
    creation_mode: "default",
    filters: {},
    variables: {},
    persisted_filters: null,
    persisted_variables: null,
    breakdown_colors: [],
    data_color_theme_id: null,
    quick_filter_ids: [],
    restriction_level: 21,
    tags: [],
    tiles: [],
    ...more,
  }) as DashboardRow;

const tile = (id: number, content: object, more: object): object => ({
  id,
  insight: null,
  text: null,
  button_tile: null,
  widget: null,
  layouts: {},
  color: null,
  filters_overrides: {},
  show_description: null,
  transparent_background: null,
  order: 0,
  is_cached: false,
  ...content,
  ...more,
});

export const insightTile = (id: number, insight: number, more: object = {}): object =>
  tile(id, { insight: { id: insight, short_id: "aBcD1234", query: { kind: "InsightVizNode" } } }, more);

export const textTile = (id: number, body: string, more: object = {}): object =>
  tile(id, { text: { id: id + 1000, body, team: 1 } }, more);

export const buttonTile = (id: number, url: string, text: string, more: object = {}): object =>
  tile(id, { button_tile: { id: `b-${id}`, url, text, placement: "left", style: "primary", team: 1 } }, more);

export const widgetTile = (id: number): object => tile(id, { widget: { id: "w", widget_type: "logs" } }, {});
