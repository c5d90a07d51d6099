import { existsSync } from "node:fs";
import { byCodeUnits, error, siteOf, warning, type Diagnostic, type Place } from "@posthog-definitions/core";
import type { Attempt } from "./attempt.js";
import { collect, type Found } from "./collect.js";
import { findFiles } from "./files.js";
import { foldRepeated } from "./fold.js";
import { displayName, isInside, openProject, type Project } from "./project.js";
import { PropertyPlaces } from "./property-places.js";
import type { SourcePlace } from "./source-places.js";
import { startOf } from "./mistakes.js";
import { runFiles } from "./run-files.js";
import type { Loaded, Located, LoadOptions } from "./types.js";

/** Loading replaces `process.exit` and the like for its time, so two loads of one process take turns. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Loads the definition files below a folder. Never rejects over what the files hold: that is in `diagnostics`, and
 * everything that is right is there beside it.
 */
export function load(options: LoadOptions): Promise<Loaded> {
  const turn = last.then(() => loadNow(options));
  last = turn.catch(() => undefined);
  return turn;
}

async function loadNow(options: LoadOptions): Promise<Loaded> {
  const project = openProject(options);
  const files = existsSync(project.dir) ? await findFiles(project, options.ignore) : [];
  const attempt: Attempt =
    files.length === 0 ? { modules: new Map(), diagnostics: [] } : await runFiles(project, files);

  const found = collect(attempt.modules);
  const origin = new Map<object, SourcePlace>();
  const locate = <T extends object>(one: Found<T>): Located => {
    const place = whereMade(project, attempt, one);
    origin.set(one.value, place);
    return located(project, one, place);
  };
  const definitions = found.definitions.map((one) => ({ definition: one.value, ...locate(one) }));
  const statements = found.statements.map((one) => ({ statement: one.value, ...locate(one) }));
  const properties = new PropertyPlaces(project.texts);
  return {
    definitions,
    statements,
    diagnostics: [
      ...foldRepeated([...attempt.diagnostics].sort(byPlace)),
      ...nothingThere(project, attempt, definitions.length + statements.length),
    ],
    files: files.map((file) => displayName(project, file)),
    placeOf: (definition, path) =>
      properties.placeOf(
        origin.get(definition) ?? whereMade(project, attempt, { value: definition, sightings: [] }),
        path,
      ),
  };
}

/**
 * The place of the factory's call: the innermost one in a definition file, since what application code outside of `dir`
 * calls for it says less; else the innermost at all; else the start of the file that exports it.
 */
function whereMade(project: Project, { trace }: Attempt, { value, sightings }: Found<object>): SourcePlace {
  const stack = siteOf(value);
  const frames = trace === undefined || stack === undefined ? [] : trace.places.frames(stack, trace.url);
  let innermost: SourcePlace | undefined;
  for (const frame of frames) {
    if (isInside(project.dir, frame.path)) return frame;
    innermost ??= frame;
  }
  return innermost ?? startOf(project, sightings[0]?.file ?? project.dir);
}

/** Named after the export in the file where it was made, where there is one; else after any export rather than none. */
function located(project: Project, { sightings }: Found<object>, place: SourcePlace): Located {
  const exports = sightings.filter((sighting) => sighting.exportName !== undefined);
  const best = exports.find((sighting) => sighting.file === place.path) ?? exports[0] ?? sightings[0];
  const { file, line, column } = place;
  return {
    place: { file, line, column } satisfies Place,
    file: displayName(project, best?.file ?? place.path),
    ...(best?.exportName !== undefined && { exportName: best.exportName }),
  };
}

/** esbuild reads files side by side, and reports in the order in which it got to them. */
function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [one, other] = [a.place, b.place];
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return byCodeUnits(one.file, other.file) || one.line - other.line || one.column - other.column;
}

function nothingThere(project: Project, { diagnostics }: Attempt, count: number): Diagnostic[] {
  const dir = displayName(project, project.dir) || ".";
  if (!existsSync(project.dir)) {
    return [
      error("no-definitions", `There is no folder \`${dir}\` in ${project.root}.`, {
        hint: "`posthog-definitions init` makes one; --dir names another.",
      }),
    ];
  }
  if (count > 0 || diagnostics.length > 0) return [];
  return [
    warning("no-definitions", `No file below \`${dir}\` exports a definition.`, {
      hint: "Export what the factories return: `export default dashboard({ … })`.",
    }),
  ];
}
