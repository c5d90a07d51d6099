import { readFileSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import {
  isError,
  pathText,
  warning,
  type Diagnostic,
  type FieldChange,
  type Path,
  type Place,
} from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import type { Drift, Drifted } from "@posthog-definitions/executor";
import { FileEditor, type LocatedDefinition, type Obstacle } from "@posthog-definitions/loader";
import { printValue, type Scope } from "@posthog-definitions/printer";
import type { Settings } from "../../project/settings.js";
import { readDefinitions, type Definitions } from "../definitions.js";
import { modules } from "./files.js";

/** A file in which values were written where they stand. */
export interface EditedFile {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** What was written, by definition. */
  readonly taken: readonly { readonly address: string; readonly fields: readonly Path[] }[];
}

export interface TakenBack {
  readonly files: readonly EditedFile[];
  /** What could not be written, and where. */
  readonly diagnostics: readonly Diagnostic[];
}

interface TakeBackInput {
  readonly settings: Settings;
  readonly definitions: Definitions;
  readonly drift: Drift;
  /** Whether the files will be as they are told here by the time that it is read. */
  readonly dryRun: boolean;
}

/** One drifted definition on its way into its file. */
interface Wanted {
  readonly drifted: Drifted;
  readonly located: LocatedDefinition;
  readonly obstacles: readonly Obstacle[];
}

interface Draft {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly wanted: readonly Wanted[];
  /** Where a place of the file will be. */
  placeAfter(place: Place): Place;
}

/**
 * Says what was changed in PostHog at its own place in the files. What the edited files come to is loaded and planned before
 * anything of it is believed. Writes nothing.
 */
export async function takeBack(input: TakeBackInput): Promise<TakenBack> {
  const drafts = draftsOf(input);
  const due = drafts.filter(({ before, after }) => before !== after);
  const proven = await prove(due, input);
  const files = due.flatMap(({ file, before, after, wanted }): EditedFile[] => {
    const remaining = proven.get(file);
    if (!remaining) return [];
    const taken = wanted.map(({ drifted: { address, fields } }) => ({
      address,
      fields: fields.filter((field) => !isLeft(field, remaining.get(address) ?? [])).map(({ path }) => path),
    }));
    return [{ file, before, after, taken: taken.filter(({ fields }) => fields.length > 0) }];
  });
  return {
    files,
    diagnostics: drafts.flatMap((draft) =>
      draft.wanted.flatMap((wanted) =>
        complaints(wanted, draft.before === draft.after ? new Map() : proven.get(draft.file), (place) =>
          input.dryRun || !proven.has(draft.file) ? place : draft.placeAfter(place),
        ),
      ),
    ),
  };
}

function draftsOf({ settings: { root, dir }, definitions: { loaded, registry }, drift }: TakeBackInput): Draft[] {
  const byAddress = new Map(loaded.definitions.map((one) => [addressOf(one), one]));
  const packages = new Set([...registry.sources.values()].map((source) => source.package));
  const files = new Map<string, { before: string; editor: FileEditor; wanted: Wanted[] }>();
  for (const drifted of drift.drifted) {
    const located = byAddress.get(drifted.address);
    if (!located) continue;
    const { place } = located;
    const path = resolve(root, place.file);
    let entry = files.get(place.file);
    if (!entry) {
      const before = readFileSync(path, "utf8");
      const editor = new FileEditor({
        path,
        file: place.file,
        text: before,
        definitions: loaded.definitions.map((one) => ({
          address: addressOf(one),
          path: resolve(root, one.file),
          ...(one.exportName === undefined ? {} : { exportName: one.exportName }),
          ...(one.place.file === place.file ? { place: one.place } : {}),
        })),
        print: printValue,
        moduleOf: modules(root),
        isBuilderPackage: (name) => packages.has(name),
      });
      files.set(place.file, (entry = { before, editor, wanted: [] }));
    }
    const obstacles = isInside(path, dir)
      ? entry.editor.reword(place, drifted.ways, drifted.kind.aliases)
      : [outside(drifted, located)];
    entry.wanted.push({ drifted, located, obstacles });
  }
  return [...files].map(([file, { before, editor, wanted }]) => ({
    file,
    before,
    after: editor.text,
    wanted,
    placeAfter: (place) => editor.placeAfter(place),
  }));
}

const addressOf = ({ definition: { kind, key } }: LocatedDefinition): string => `${kind}.${key}`;

const isInside = (path: string, dir: string): boolean => realpathSync(path).startsWith(realpathSync(dir) + sep);

const outside = ({ fields }: Drifted, { place }: LocatedDefinition): Obstacle => ({
  path: [fields[0]!.path[0]!],
  why: "its file is not in the definitions' folder",
  place,
  value: undefined,
});

type Remaining = ReadonlyMap<string, readonly FieldChange[]>;

/** By file: what still differs once it is written. Files that do not hold what they should are left out. */
async function prove(drafts: readonly Draft[], input: TakeBackInput): Promise<ReadonlyMap<string, Remaining>> {
  const all = await remainingAfter(drafts, input);
  if (all) return new Map(drafts.map(({ file }) => [file, all]));
  const proven = new Map<string, Remaining>();
  const good: Draft[] = [];
  for (const draft of drafts) {
    const remaining = drafts.length === 1 ? undefined : await remainingAfter([...good, draft], input);
    if (!remaining) continue;
    good.push(draft);
    proven.set(draft.file, remaining);
  }
  return proven;
}

/** `undefined` unless the edits take differences away, and change nothing else. */
async function remainingAfter(
  drafts: readonly Draft[],
  { settings, definitions, drift }: TakeBackInput,
): Promise<Remaining | undefined> {
  if (drafts.length === 0) return new Map();
  const texts = new Map(drafts.map(({ file, after }) => [resolve(settings.root, file), after]));
  const then = await readDefinitions(settings, texts);
  const remaining = drift.remaining(then.loaded.definitions, then.loaded.statements);
  const changed = drafts.flatMap(({ wanted }) => wanted.map(({ drifted }) => drifted));
  const isEdited = (address: string): boolean => changed.some((one) => one.address === address);
  const before = new Map(definitions.resolution.definitions.map((one) => [one.address, one]));
  const after = then.resolution.definitions;
  const isAsBefore =
    !then.diagnostics.some(isError) &&
    after.length === before.size &&
    after.every(({ address, spec }) => isEdited(address) || same(spec, before.get(address)?.spec));
  if (!remaining || !isAsBefore) return undefined;
  const isBetter = changed.every(({ address, fields }) =>
    (remaining.get(address) ?? []).every((left) => fields.some((field) => isAbout(left.path, field.path))),
  );
  return isBetter ? remaining : undefined;
}

const isAbout = (a: Path, b: Path): boolean => a.slice(0, b.length).every((step, i) => step === b[i]);

const isLeft = ({ path }: FieldChange, remaining: readonly FieldChange[]): boolean =>
  remaining.some((left) => isAbout(left.path, path) || isAbout(path, left.path));

/** What of a definition stays in PostHog alone. */
function complaints(
  { drifted, located, obstacles }: Wanted,
  remaining: Remaining | undefined,
  now: (place: Place) => Place,
): Diagnostic[] {
  const { address, fields, ways } = drifted;
  const place = now(located.place);
  if (!remaining)
    return [
      warning(
        "drift-not-taken",
        `${place.file} is left alone: what was changed in PostHog of ${address} cannot be written there without another change.`,
        { address, place, hint: fields.map(({ path, before }) => holds(path, before)).join("; ") },
      ),
    ];
  const left = remaining.get(address) ?? fields;
  const isSaid = ({ path: [field] }: FieldChange): boolean =>
    ways.some(({ file, live }) => String(field) in file || String(field) in live);
  return [
    ...obstacles.map(({ path, why, place: at, value, isSecret }) =>
      leftAlone(address, path, {
        why: `: ${why}`,
        place: now(at),
        ...(isSecret ? {} : { hint: holds(path, value) }),
      }),
    ),
    // Where something is known to be in the way, what it leaves need not be told twice.
    ...(obstacles.length > 0 ? left.filter((field) => !isSaid(field)) : left).map(({ path, before }) =>
      leftAlone(address, path, { why: "", place, hint: holds(path, before) }),
    ),
  ];
}

const leftAlone = (address: string, path: Path, { why, ...more }: Partial<Diagnostic> & { why: string }): Diagnostic =>
  warning("drift-not-taken", `\`${pathText(path)}\` of ${address} was changed in PostHog, and is left alone${why}.`, {
    address,
    path,
    ...more,
  });

/** Names as they are exported: the reader knows how to import them. */
const names: Scope = { ours: (name) => name, definition: () => undefined };

/** The value as it could stand in the file. */
function holds(path: Path, value: unknown): string {
  const field = `\`${pathText(path)}\``;
  if (value === undefined) return `PostHog has no ${field}`;
  try {
    return `PostHog has ${field}: ${printValue(value, names)}`;
  } catch {
    return `PostHog has a secret in ${field}`;
  }
}
