import type { Call } from "../../server/call.js";
import { notFound } from "../../server/errors.js";
import { dashboards, type DashboardDocument } from "./tables.js";

export function findDashboard(call: Call, { evenDeleted = false } = {}): DashboardDocument {
  return getDashboard(call, Number(call.param("id")), { evenDeleted });
}

/** @throws 404 for dashboards of other projects too, and for deleted ones unless told otherwise. */
export function getDashboard(call: Call, id: number, { evenDeleted = false } = {}): DashboardDocument {
  const dashboard = Number.isInteger(id) ? call.table(dashboards).get(id) : undefined;
  if (!dashboard || dashboard.project !== call.project.id || (dashboard.deleted && !evenDeleted)) throw notFound();
  return dashboard;
}
