import type { PostHogClient } from "@posthog-definitions/client";
import { isPlain, type Author, type Change, type Plan } from "@posthog-definitions/core";
import type { Activity, Kind } from "@posthog-definitions/core/kind";
import { asIf, type AsIf, type LiveRow, type Planned, type PlanInput } from "@posthog-definitions/planner";
import { lastAuthor, readEntry, type Entry } from "./history.js";
import { rowPath } from "./read.js";

/** Rows that are asked about, the first in the plan: a project where everything has moved is not worth a request for each. */
const MOST_ROWS = 20;
/** Of one row. */
const MOST_ENTRIES = 20;
/** Milliseconds that a name is worth. */
const PATIENCE = 5_000;

/**
 * The plan, with who made its drift, as far as PostHog's activity log tells: one request for each row that drifted, none for
 * others. A log that may not be read, is not there, or does not answer soon changes nothing.
 */
export async function withAuthors(client: PostHogClient, from: PlanInput, planned: Planned): Promise<Plan> {
  const rows = new Map(planned.comparisons.map((c) => [c.definition.address, c]));
  const asked = planned.plan.changes
    .filter(({ origin, fields }) => origin === "drift" && fields.length > 0)
    .flatMap((change): Asked[] => {
      const comparison = rows.get(change.address);
      const live = comparison?.live ?? comparison?.replaces;
      const kind = comparison?.definition.kind;
      return live && kind?.activity ? [{ change, kind, activity: kind.activity, live }] : [];
    })
    .slice(0, MOST_ROWS);
  if (asked.length === 0) return planned.plan;
  const compare = asIf(from, planned);
  const logs = new Map<string, Asked[]>();
  for (const one of asked) {
    // Of each log it may be another matter whether it can be read: the project's, those of a kind's rows.
    const name = one.activity.path === undefined ? "" : one.kind.name;
    logs.set(name, [...(logs.get(name) ?? []), one]);
  }
  const found = new Map<Change, Author>();
  await Promise.all(
    [...logs.values()].map(async ([first, ...others]) => {
      const ask = async (one: Asked): Promise<boolean> => {
        const entries = await entriesOf(client, one);
        const author = entries && authorOf(one, entries, compare);
        if (author) found.set(one.change, author);
        return entries !== undefined;
      };
      // Where the first may not be read, nor may the others.
      if (await ask(first!)) await Promise.all(others.map(ask));
    }),
  );
  const changes = planned.plan.changes.map((change) => {
    const changedBy = found.get(change);
    return changedBy ? { ...change, changedBy } : change;
  });
  return { ...planned.plan, changes };
}

interface Asked {
  readonly change: Change;
  readonly kind: Kind;
  readonly activity: Activity;
  readonly live: LiveRow;
}

/** `undefined`: the log cannot be read. */
async function entriesOf(client: PostHogClient, { kind, activity, live }: Asked): Promise<Entry[] | undefined> {
  const item = String(activity.item?.(live.raw) ?? live.id);
  const where =
    activity.path === undefined
      ? // How many there are on a page has had two names.
        { path: "activity_log/", query: { scope: activity.scope, item_id: item, page_size: MOST_ENTRIES } }
      : { path: `${rowPath(kind, live.urlId)}${activity.path}`, class: kind.api.limit ?? "crud", query: {} };
  try {
    const answer = await client.send<unknown>({
      ...where,
      method: "GET",
      query: { ...where.query, page: 1, limit: MOST_ENTRIES },
      within: PATIENCE,
    });
    if (!isPlain(answer) || !Array.isArray(answer.results)) return undefined;
    const results = answer.results as readonly unknown[];
    const creator = activity.blamesCreator ? live.raw["created_by"] : undefined;
    return results.filter((raw) => isAbout(raw, activity, item)).flatMap((raw) => readEntry(raw, creator) ?? []);
  } catch {
    return undefined;
  }
}

function isAbout(raw: unknown, { scope, about }: Activity, item: string): boolean {
  if (!isPlain(raw) || raw.scope !== scope || String(raw.item_id) !== item) return false;
  const type = isPlain(raw.detail) ? raw.detail.type : undefined;
  return about?.(typeof type === "string" ? type : undefined) ?? true;
}

function authorOf({ change, live }: Asked, entries: readonly Entry[], compare: AsIf): Author | undefined {
  const heads = new Set(change.fields.map(({ path }) => path[0]));
  const differing = (raw: LiveRow["raw"]): unknown => {
    const fields = compare(change.address, raw).filter(({ path }) => heads.has(path[0]));
    return fields.length === 0 ? undefined : fields;
  };
  try {
    return lastAuthor(live.raw, entries, differing);
  } catch {
    // A value of the log that its kind cannot read.
    return undefined;
  }
}
