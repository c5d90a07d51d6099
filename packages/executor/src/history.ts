import { isPlain, type Author } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import type { Row } from "@posthog-definitions/planner";

/** One entry of PostHog's activity log, as far as it can be relied on. */
export interface Entry {
  /** Absent: nobody who could be named. */
  readonly person?: { readonly id: string; readonly name: string };
  readonly at: string;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/**
 * Who made a row what it is, where it is not as the file says. The row is taken back through the log, entry by entry, until
 * nothing differs any more: that is where it was applied. On the way, whoever changed what differs is noted.
 *
 * Nobody is named where an entry speaks of another row than the one that stands there: then something went past the log,
 * or the log does not hold the values.
 *
 * @param entries - Newest first.
 * @param differing - What differs if the row is like this; `undefined`: nothing.
 */
export function lastAuthor(row: Row, entries: readonly Entry[], differing: (row: Row) => unknown): Author | undefined {
  let state = row;
  let due = differing(row);
  const authors: Entry[] = [];
  for (const entry of entries) {
    if (due === undefined) break;
    const changes = entry.changes.filter(({ field }) => field in row);
    if (!same(differing(withValues(state, changes, "after")), due)) return undefined;
    const earlier = withValues(state, changes, "before");
    const was = differing(earlier);
    if (!same(was, due)) authors.push(entry);
    state = earlier;
    due = was;
  }
  const last = authors[0];
  if (!last?.person) return undefined;
  const others = new Set(authors.map(({ person }) => person?.id));
  others.delete(last.person.id);
  // Nobody has been there once the row is as the file says; before, there may be more of them.
  const all = due === undefined && !others.has(undefined) && others.size > 0;
  return { by: last.person.name, at: last.at, ...(all ? { others: others.size } : {}) };
}

const withValues = (row: Row, changes: Entry["changes"], side: "before" | "after"): Row =>
  changes.length === 0 ? row : { ...row, ...Object.fromEntries(changes.map((change) => [change.field, change[side]])) };

/**
 * An entry as the log answers it; `undefined` where it is none.
 *
 * @param creator - Whoever may not be named, because PostHog takes them for everybody whom it does not know.
 */
export function readEntry(raw: unknown, creator: unknown): Entry | undefined {
  if (!isPlain(raw) || typeof raw.created_at !== "string" || Number.isNaN(Date.parse(raw.created_at))) return undefined;
  const detail = isPlain(raw.detail) ? raw.detail : {};
  // Before a row was made there was nothing that it could be taken back to.
  const changes = raw.activity !== "created" && Array.isArray(detail.changes) ? (detail.changes as unknown[]) : [];
  // A job did it for somebody, or somebody of PostHog did it in a user's name.
  const isOthers = raw.was_impersonated === true || (detail.trigger ?? null) !== null;
  const person = isOthers ? undefined : personIn(raw.user);
  return {
    at: raw.created_at,
    changes: changes
      .filter(isPlain)
      .flatMap(({ field, before, after }) =>
        typeof field === "string" ? [{ field, before: before ?? null, after: after ?? null }] : [],
      ),
    ...(person && person.id !== personIn(creator)?.id ? { person } : {}),
  };
}

/** A first name is what a project's people know each other by; the address only stands in for it. */
function personIn(user: unknown): Entry["person"] {
  if (!isPlain(user)) return undefined;
  const [name, email] = [user.first_name, user.email].map((text) => (typeof text === "string" ? text.trim() : ""));
  const known = name || email;
  return known ? { id: email || known, name: known } : undefined;
}
