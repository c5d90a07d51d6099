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

  function look(value: unknown, sighting: Sighting, seen: Set<object>): void {
    if (typeof value !== "object" || value === null) return;
    // Before the check for what was seen: one definition can be inline in one export and an export itself.
    if (isDefinition(value)) {
      note(definitions, value, sighting);
      if (!seen.has(value)) lookInside(value, [value.spec], { file: sighting.file }, seen);
    } else if (isStatement(value)) {
      note(statements, value, sighting);
    } else if (!seen.has(value) && (Array.isArray(value) || isPlain(value))) {
      const parts: readonly unknown[] = Array.isArray(value) ? value : valuesOf(value);
      lookInside(value, parts, sighting, seen);
    }
  }

  function lookInside(value: object, parts: readonly unknown[], sighting: Sighting, seen: Set<object>): void {
    seen.add(value);
    for (const part of parts) look(part, sighting, seen);
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
