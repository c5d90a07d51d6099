import type { JsonObject } from "../../json.js";
import { ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { page } from "../../server/paging.js";
import { showBasicDashboard } from "./show.js";
import { dashboards, type DashboardDocument } from "./tables.js";

const MAX_SEARCH = 200;
/** What PostHog puts before the names of dashboards that it makes for feature flags. */
const GENERATED = "Generated Dashboard:";

/** `GET dashboards/`: pinned ones first, then by name. */
export function listDashboards(call: Call): Answer {
  const { query } = call;
  const search = query.get("search") ?? "";
  if (search.length > MAX_SEARCH) throw invalid(`Search query must be ${MAX_SEARCH} characters or fewer.`, "search");
  const tags = query.getAll("tags");
  const mode = query.get("creation_mode");
  const rows = call
    .table(dashboards)
    .where({ project: call.project.id })
    .filter((dashboard) => !dashboard.deleted)
    .filter((dashboard) => (mode ? dashboard.creation_mode === mode : dashboard.creation_mode !== "unlisted"))
    .filter((dashboard) => tags.length === 0 || dashboard.tags.some((tag) => tags.includes(tag)))
    .filter((dashboard) => search === "" || matches(dashboard, search.toLowerCase()))
    .filter((dashboard) => query.get("exclude_generated") !== "true" || !dashboard.name?.startsWith(GENERATED));
  const found: JsonObject = search === "" ? {} : { search_match_type: "exact" };
  return ok(page(call, sorted(call, rows), (dashboard) => ({ ...showBasicDashboard(call, dashboard), ...found })));
}

function matches(dashboard: DashboardDocument, needle: string): boolean {
  const texts = [dashboard.name, dashboard.description, ...dashboard.tags];
  return texts.some((text) => text?.toLowerCase().includes(needle));
}

/** Names are not unique, so rows of the same name come in any order. */
function sorted(call: Call, rows: readonly DashboardDocument[]): DashboardDocument[] {
  const name = (dashboard: DashboardDocument) => dashboard.name ?? "\uffff";
  return call
    .shuffled(rows)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}
