import { dirname } from "node:path/posix";
import { linesText, pathWords, type Paint } from "@posthog-definitions/render";
import type { TakenBack } from "./take-back.js";
import type { PulledFile } from "./files.js";
import type { Standing } from "./standing.js";

export interface PullResult {
  readonly files: readonly PulledFile[];
  /** Files of somebody's own in which fields were written. */
  readonly inPlace: readonly TakenBack[];
  /** Whether nothing of what was changed in PostHog had to be left alone. */
  readonly isAtRest: boolean;
  /** Definitions that stand in files of somebody's own. */
  readonly own: readonly Standing[];
  /** How many rows the next apply takes over. */
  readonly adopts: number;
  /** Environment variables that are needed. */
  readonly secrets: readonly string[];
  readonly dryRun: boolean;
  /** The flags that lead the next command to the same project. */
  readonly sameProject: string;
  readonly verbose: boolean;
  readonly paint: Paint;
}

/** More files of a folder than this are counted. */
const FEW = 12;

export function pullText(result: PullResult): string {
  const { files, inPlace, own, adopts, secrets, dryRun, isAtRest, sameProject, paint } = result;
  const count = (action: PulledFile["action"]): number => files.filter((file) => file.action === action).length;
  const [created, updated, kept] = [count("created"), count("updated"), count("kept")];
  const verb = (word: string): string => (dryRun ? `would be ${word}` : word);
  const lines = [...fileLines(result), ...inPlaceLines(result), ...ownLines(result)];
  const sums = [
    ...(created > 0 ? [`${created} ${verb("created")}`] : []),
    ...(updated > 0 ? [`${updated} ${verb("updated")}`] : []),
    ...(inPlace.length > 0 ? [`${inPlace.length} ${verb("updated")} in place`] : []),
    ...(kept > 0 ? [`${kept} unchanged`] : []),
  ];
  const sum = files.length + inPlace.length;
  const total = sum === 1 ? "1 file" : `${sum} files`;
  const next = [
    ...(secrets.length > 0 ? [`Set ${secrets.join(", ")}: secrets do not stand in files.`] : []),
    ...(!dryRun && created + updated + inPlace.length > 0
      ? [
          adopts > 0
            ? `Next: posthog-definitions plan${sameProject}. It shows ${adopts === 1 ? "1 adoption" : `${adopts} adoptions`} and no other change.`
            : `Next: posthog-definitions plan${sameProject}.${isAtRest ? " It shows no change." : ""}`,
        ]
      : []),
  ];
  if (sum === 0 && own.length === 0) return "There is nothing to pull.\n";
  return [
    ...lines,
    ...(sum === 0
      ? []
      : [
          ...(lines.length > 0 ? [""] : []),
          paint.strong(`${total}${sums.length > 0 ? `: ${sums.join(", ")}` : ""}.`),
          ...next,
        ]),
    "",
  ].join("\n");
}

function fileLines({ files, verbose, paint }: PullResult): string[] {
  const folders = new Map<string, PulledFile[]>();
  for (const file of files)
    if (file.action !== "kept" || verbose)
      folders.set(dirname(file.file), [...(folders.get(dirname(file.file)) ?? []), file]);
  const line = (what: string, action: string): string =>
    `${action.endsWith("kept") ? paint.faint("·") : paint.good("✓")} ${what}  ${paint.faint(action)}`;
  return [...folders].flatMap(([folder, all]) => {
    if (all.length <= FEW || verbose) return all.map(({ file, action }) => line(file, action));
    return (["created", "updated"] as const).flatMap((action) => {
      const some = all.filter((file) => file.action === action);
      return some.length === 0 ? [] : [line(`${folder}/`, `${some.length} ${action}`)];
    });
  });
}

/** Whatever is written into somebody's own file is told; before it is written, with the lines around it. */
function inPlaceLines({ inPlace, dryRun, paint }: PullResult): string[] {
  return inPlace.flatMap(({ file, before, after, definitions }) => [
    `${paint.good("✓")} ${file}  ${paint.faint("updated in place")}`,
    ...definitions
      .filter(({ taken }) => taken.length > 0)
      .map(({ drifted, taken }) => `    ${drifted.address}  ${paint.faint(taken.map(pathWords).join(", "))}`),
    ...(dryRun ? linesText(before, after, paint).map((line) => `    ${line}`.trimEnd()) : []),
  ]);
}

function ownLines({ own: all, inPlace, verbose, paint }: PullResult): string[] {
  const own = all.filter(({ file }) => !inPlace.some((edited) => edited.file === file));
  if (own.length > FEW && !verbose)
    return [`${paint.faint("·")} ${own.length} definitions stand in your own files, which are left as they are.`];
  return own.map(
    ({ address, file }) => `${paint.faint("·")} ${file}  ${paint.faint(`holds ${address}; left as it is`)}`,
  );
}
