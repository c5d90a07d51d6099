import type { Store } from "../../store/store.js";
import { eventDefinitions } from "./table.js";

/** What ingestion does with the names of events: a base row for each that is new, a date for each that is not. */
export function ingestEvents(store: Store, project: number, names: readonly string[], now: string): void {
  const table = store.table(eventDefinitions);
  for (const name of names) {
    const known = table.where({ project, name })[0];
    if (known) table.put({ ...known, created_at: known.created_at ?? now, last_seen_at: now });
    else
      table.insert({
        project,
        name,
        tags: [],
        enforcement_mode: "allow",
        primary_property: null,
        created_at: now,
        last_seen_at: now,
        extension: null,
      });
  }
}
