import { signedIn, type Logged } from "../../activity/logged.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { defineResource, type Handler, type Method } from "../define.js";
import { findDashboard } from "./find.js";
import { listDashboards } from "./list.js";
import { showDashboard } from "./show.js";
import { buttons, dashboards, texts, tiles, type DashboardDocument } from "./tables.js";
import {
  copyTileHere,
  createTextTile,
  deleteTile,
  moveTile,
  reorderTiles,
  updateTextTile,
  updateTile,
} from "./tiles/actions.js";
import { createDashboard, updateDashboard } from "./write.js";

const action = (handle: Handler, methods: readonly Method[] = ["POST"]) =>
  ({ on: "item", methods, scope: "write", handle }) as const;

/** Dashboards and their tiles. */
export const dashboardsResource = defineResource({
  path: "dashboards",
  scope: "dashboard",
  tables: [dashboards, tiles, texts, buttons],
  // What happens to tiles is in no log.
  logged: [
    {
      table: dashboards,
      scope: "Dashboard",
      type: "dashboard",
      except: ["folder"],
      name: ({ name }) => name ?? "",
      by: signedIn,
    } satisfies Logged<DashboardDocument>,
  ],
  list: listDashboards,
  create: createDashboard,
  retrieve: retrieveDashboard,
  update: updateDashboard,
  destroy: "forbidden",
  actions: {
    create_text_tile: action(createTextTile),
    update_text_tile: action(updateTextTile),
    update_tile: action(updateTile),
    delete_tile: action(deleteTile),
    reorder_tiles: action(reorderTiles),
    move_tile: action(moveTile, ["POST", "PATCH"]),
    copy_tile: action(copyTileHere),
  },
});

/** Looking at a dashboard leaves a trace on it. */
function retrieveDashboard(call: Call): Answer {
  const dashboard = { ...findDashboard(call), last_accessed_at: call.now };
  return ok(showDashboard(call, call.table(dashboards).put(dashboard)));
}
