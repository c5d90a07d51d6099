import type { Json, JsonObject } from "../json.js";
import { created, noContent, ok } from "../server/answer.js";
import type { Call } from "../server/call.js";
import { forbidden, notFound } from "../server/errors.js";
import { json, parseFields, text } from "../server/fields.js";
import { jsonb } from "../store/jsonb.js";
import { defineTable } from "../store/table.js";
import { dashboards } from "./dashboards/tables.js";
import { defineResource } from "./define.js";

export interface DataColorThemeDocument {
  id: number;
  /** `null`: built in, for all projects. */
  project: number | null;
  name: string;
  colors: Json;
  created_at: string | null;
  created_by: number | null;
}

export const dataColorThemes = defineTable<DataColorThemeDocument>("data_color_themes", { indexes: ["project"] });

const fields = { name: text({ max: 100, required: true }), colors: json({ required: true }) };

/** Colour themes: a bare array, with the built-in theme in it. */
export const dataColorThemesResource = defineResource({
  path: "data_color_themes",
  scope: "project",
  tables: [dataColorThemes],
  seed: (store) => {
    const colors = ["#1d4aff", "#621da6", "#42827e", "#ce0e74", "#f14f58"];
    store
      .table(dataColorThemes)
      .insert({ project: null, name: "Default Theme", colors, created_at: null, created_by: null });
  },
  list: (call) => ok(visible(call).map((theme) => show(call, theme))),
  retrieve: (call) => ok(show(call, find(call))),
  create: (call) => {
    const { name = "", colors = [] } = parseFields(fields, call.data);
    const own = { project: call.project.id, created_at: call.now, created_by: call.user.id };
    return created(show(call, call.table(dataColorThemes).insert({ name, colors: jsonb(colors), ...own })));
  },
  update: (call) =>
    ok(show(call, call.table(dataColorThemes).put({ ...findOwn(call), ...parseFields(fields, call.data, true) }))),
  destroy: (call) => {
    const { id } = findOwn(call);
    call.table(dataColorThemes).remove(id);
    const users = call.table(dashboards).where({ project: call.project.id });
    for (const dashboard of users.filter((each) => each.data_color_theme_id === id)) {
      call.table(dashboards).put({ ...dashboard, data_color_theme_id: null });
    }
    return noContent();
  },
});

const visible = (call: Call): DataColorThemeDocument[] =>
  call
    .table(dataColorThemes)
    .all()
    .filter((theme) => theme.project === null || theme.project === call.project.id);

function find(call: Call): DataColorThemeDocument {
  const theme = visible(call).find((each) => String(each.id) === call.param("id"));
  if (!theme) throw notFound();
  return theme;
}

function findOwn(call: Call): DataColorThemeDocument {
  const theme = find(call);
  if (theme.project === null) throw forbidden("Only staff users can edit global themes.");
  return theme;
}

const show = (call: Call, theme: DataColorThemeDocument): JsonObject => ({
  id: theme.id,
  name: theme.name,
  colors: theme.colors,
  is_global: theme.project === null,
  created_at: theme.created_at,
  created_by: call.basicUser(theme.created_by),
});
