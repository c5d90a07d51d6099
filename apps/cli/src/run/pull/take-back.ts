import { readFileSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import { isError, type FieldChange, type Path, type Place } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import type { Drift, Drifted } from "@posthog-definitions/executor";
import { FileEditor, type LocatedDefinition, type Obstacle } from "@posthog-definitions/loader";
import { printValue } from "@posthog-definitions/printer";
import type { Settings } from "../../project/settings.js";
import { readDefinitions, type Definitions } from "../definitions.js";
import { modules } from "./files.js";

export interface TakeBackInput {
  readonly settings: Settings;
  readonly definitions: Definitions;
  readonly drift: Drift;
}

/** A file with drifted definitions, and what became of them. */
export interface TakenBack {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly before: string;
  /** As it is to be; the same where nothing can be written. */
  readonly after: string;
  readonly definitions: readonly TakenDefinition[];
  /** Where a place of the file will be. */
  placeAfter(place: Place): Place;
}

export interface TakenDefinition {
  readonly drifted: Drifted;
  readonly place: Place;
  /** Paths of the fields that are written. */
  readonly taken: readonly Path[];
  /** Fields that are not. */
  readonly left: readonly FieldChange[];
  /** What is in their way; nothing where it is that the edited file would not hold what it should. */
  readonly obstacles: readonly Obstacle[];
}

/**
 * Says what was changed in PostHog at its own place in the files. What the edited files come to is loaded and planned before
 * anything of it is believed. Writes nothing.
 */
export async function takeBack(input: TakeBackInput): Promise<readonly TakenBack[]> {
  const fine = draftsOf(input, false).map((draft) => ({ draft, isEdited: draft.before !== draft.after }));
  const together = await remainingAfter(
    fine.filter(({ isEdited }) => isEdited).map(({ draft }) => draft),
    input,
  );
  if (together) return fine.map(({ draft }) => told(draft, together));

  // One of them does not hold what it should: each by itself, then without fields of which only a part can be written.
  const coarse = draftsOf(input, true);
  const good: Draft[] = [];
  const out: TakenBack[] = [];
  for (const [i, { draft }] of fine.entries()) {
    let found: TakenBack | undefined;
    for (const candidate of [draft, coarse[i]!]) {
      const remaining = found ? undefined : await remainingAfter([...good, candidate], input);
      if (!remaining) continue;
      good.push(candidate);
      found = told(candidate, remaining);
    }
    out.push(found ?? told(untouched(draft), new Map()));
  }
  return out;
}

/** One drifted definition on its way into its file. */
interface Wanted {
  readonly drifted: Drifted;
  readonly located: LocatedDefinition;
  readonly obstacles: readonly Obstacle[];
}

interface Draft extends Pick<TakenBack, "file" | "before" | "after" | "placeAfter"> {
  readonly wanted: readonly Wanted[];
}

const untouched = (draft: Draft): Draft => ({
  ...draft,
  after: draft.before,
  wanted: draft.wanted.map((one) => ({ ...one, obstacles: [] })),
  placeAfter: (place) => place,
});

/** The files of drifted definitions, edited. `wholeFields`: each field as a whole or not at all. */
function draftsOf({ settings, definitions, drift }: TakeBackInput, wholeFields: boolean): Draft[] {
  const { loaded, registry } = definitions;
  const byAddress = new Map(loaded.definitions.map((one) => [addressOf(one), one]));
  const files = new Map<string, { drifted: Drifted; located: LocatedDefinition }[]>();
  for (const drifted of drift.drifted) {
    const located = byAddress.get(drifted.address);
    if (located) files.set(located.place.file, [...(files.get(located.place.file) ?? []), { drifted, located }]);
  }
  const packages = new Set([...registry.sources.values()].map((source) => source.package));
  return [...files].map(([file, all]) => {
    const path = resolve(settings.root, file);
    const before = readFileSync(path, "utf8");
    const editor = new FileEditor({
      path,
      file,
      text: before,
      definitions: loaded.definitions.map((one) => ({
        address: addressOf(one),
        path: resolve(settings.root, one.file),
        ...(one.exportName === undefined ? {} : { exportName: one.exportName }),
        ...(one.place.file === file ? { place: one.place } : {}),
      })),
      print: printValue,
      moduleOf: modules(settings.root),
      isBuilderPackage: (name) => packages.has(name),
    });
    const isOurs = isInside(path, settings.dir);
    const wanted = all.map(({ drifted, located }): Wanted => {
      const { ways, kind } = drifted;
      const obstacles = isOurs
        ? editor.reword(located.place, ways, { wholeFields, ...(kind.aliases ? { aliases: kind.aliases } : {}) })
        : outside(drifted, located);
      return { drifted, located, obstacles };
    });
    return { file, before, after: editor.text, wanted, placeAfter: (place) => editor.placeAfter(place) };
  });
}

const addressOf = ({ definition: { kind, key } }: LocatedDefinition): string => `${kind}.${key}`;

const isInside = (path: string, dir: string): boolean => realpathSync(path).startsWith(realpathSync(dir) + sep);

const outside = ({ fields }: Drifted, { place }: LocatedDefinition): Obstacle[] =>
  fields.map(({ path, before }) => ({
    path,
    why: "its file is not in the definitions' folder",
    place,
    value: before,
  }));

type Remaining = ReadonlyMap<string, readonly FieldChange[]>;

function told({ wanted, ...draft }: Draft, remaining: Remaining): TakenBack {
  const isEdited = draft.before !== draft.after;
  return {
    ...draft,
    definitions: wanted.map(({ drifted, located, obstacles }) => {
      const left = isEdited ? (remaining.get(drifted.address) ?? []) : drifted.fields;
      const taken = drifted.fields.filter((field) => !left.some((each) => same(each, field)));
      return { drifted, place: located.place, taken: taken.map(({ path }) => path), left, obstacles };
    }),
  };
}

/** What still differs once the files say this; `undefined` where that is not to be believed. */
async function remainingAfter(
  drafts: readonly Draft[],
  { settings, drift }: TakeBackInput,
): Promise<Remaining | undefined> {
  if (drafts.every(({ before, after }) => before === after)) return new Map();
  const texts = new Map(drafts.map(({ file, after }) => [resolve(settings.root, file), after]));
  const { loaded, diagnostics } = await readDefinitions(settings, texts);
  if (diagnostics.some(isError)) return undefined;
  const edited = new Set(drafts.flatMap(({ wanted }) => wanted.map(({ drifted }) => drifted.address)));
  return drift.remaining(loaded, edited);
}
