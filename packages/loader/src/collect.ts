import { isDefinition, isPlain, isStatement, type Definition, type Statement } from "@posthog-definitions/core";

/** One way to get at something: an export, or another definition that holds it. */
export interface Sighting {
  /** The exporting file, absolute. */
  readonly file: string;
  readonly exportName?: string;
}

export interface Found<T> {
  readonly value: T;
  readonly sightings: Sighting[];
}

export interface Collected {
  readonly definitions: Found<Definition>[];
  readonly statements: Found<Statement>[];
}

/** The namespaces of the files that could be loaded. */
export type Modules = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Finds every definition and statement among the exports, at any depth of plain objects, lists and specs. Each once. */
export function collect(modules: Modules): Collected {
  const definitions = new Map<object, Found<Definition>>();
  const statements = new Map<object, Found<Statement>>();
  for (const [file, namespace] of modules) {
    const seen = new Set<object>();
    for (const exportName of Object.keys(namespace)) look(namespace[exportName], { file, exportName }, seen);
  }
  return { definitions: [...definitions.values()], statements: [...statements.values()] };

  /** A list of what is left, instead of calls: a file may nest as deeply as it likes, and says so to validation. */
  function look(exported: unknown, from: Sighting, seen: Set<object>): void {
    for (const left = [{ value: exported, sighting: from }]; left.length > 0;) {
      const { value, sighting } = left.pop()!;
      const inside = (holder: object, parts: readonly unknown[], at: Sighting): void => {
        seen.add(holder);
        for (let i = parts.length - 1; i >= 0; i--) left.push({ value: parts[i], sighting: at });
      };
      if (typeof value !== "object" || value === null) continue;
      // Before the check for what was seen: one definition can be inline in one export and an export itself.
      if (isDefinition(value)) {
        note(definitions, value, sighting);
        if (!seen.has(value)) inside(value, [value.spec], { file: sighting.file });
      } else if (isStatement(value)) {
        note(statements, value, sighting);
      } else if (!seen.has(value)) {
        if (Array.isArray(value)) inside(value, value, sighting);
        else if (isPlain(value)) inside(value, valuesOf(value), sighting);
      }
    }
  }
}

function note<T extends object>(all: Map<object, Found<T>>, value: T, sighting: Sighting): void {
  const known = all.get(value);
  if (known === undefined) all.set(value, { value, sightings: [sighting] });
  else known.sightings.push(sighting);
}

/** A getter of the user's may throw; then there is nothing to find. */
function valuesOf(holder: object): unknown[] {
  try {
    return Object.values(holder);
  } catch {
    return [];
  }
}
