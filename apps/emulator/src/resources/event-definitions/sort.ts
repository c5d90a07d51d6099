import type { EventDefinitionDocument } from "./table.js";

interface Key {
  readonly of: (event: EventDefinitionDocument) => string | number | null;
  readonly descending: boolean;
}

const day = (date: string | null): string | null => date?.slice(0, 10) ?? null;
const fields: Readonly<Record<string, Key["of"]>> = {
  name: ({ name }) => name,
  created_at: ({ created_at }) => created_at,
  last_seen_at: ({ last_seen_at }) => last_seen_at,
  "created_at::date": ({ created_at }) => day(created_at),
  "last_seen_at::date": ({ last_seen_at }) => day(last_seen_at),
};
const byName: Key = { of: fields.name!, descending: false };

/**
 * In the order that was asked for, of which unknown fields are dropped; else by the day on which they were last seen.
 * Nulls come first going up and last going down; the name decides between equals.
 */
export function sorted(
  rows: readonly EventDefinitionDocument[],
  ordering: readonly string[],
  searched: boolean,
): EventDefinitionDocument[] {
  const asked = ordering.flatMap((each) => each.split(",")).flatMap(keyOf);
  const keys = asked.length > 0 ? asked : [{ of: fields["last_seen_at::date"]!, descending: true }];
  if (searched && asked.length === 0) keys.unshift({ of: ({ name }) => name.length, descending: false });
  return [...rows].sort((a, b) => {
    for (const { of, descending } of [...keys, byName]) {
      const order = compare(of(a), of(b));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function keyOf(text: string): Key[] {
  const of = fields[text.replaceAll("-", "")];
  return of ? [{ of, descending: text.includes("-") }] : [];
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
