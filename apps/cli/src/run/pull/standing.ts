import { readFileSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import { refsIn } from "@posthog-definitions/core/kind";
import { stampOf } from "@posthog-definitions/printer";
import type { Settings } from "../../project/settings.js";
import type { Definitions } from "../definitions.js";

/** A definition that stands in a file already. */
export interface Standing {
  readonly address: string;
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** As what the file exports it; absent where it stands inside another definition. */
  readonly exportName?: string;
  /** `written`: as `pull` left it; `edited`: pulled, and edited since; `own`: somebody's own file. */
  readonly state: "written" | "edited" | "own";
}

/** Every definition of the files by its address, in lower case, and whose file it stands in. */
export function standingDefinitions({ loaded }: Definitions, { root, dir }: Settings): ReadonlyMap<string, Standing> {
  const perFile = new Map<string, number>();
  for (const { file } of [...loaded.definitions, ...loaded.statements.filter(isOfPerson)])
    perFile.set(file, (perFile.get(file) ?? 0) + 1);
  const states = new Map([...perFile.keys()].map((file) => [file, stateOf(resolve(root, file), dir)]));
  return new Map(
    loaded.definitions.map(({ definition, file, exportName }) => {
      const address = `${definition.kind}.${definition.key}`;
      // What else stands in a file that was pulled, somebody has put there.
      const state = perFile.get(file) === 1 ? states.get(file)! : "own";
      return [address.toLowerCase(), { address, file, state, ...(exportName === undefined ? {} : { exportName }) }];
    }),
  );
}

/** `pull` itself writes adoptions only. */
const isOfPerson = ({ statement }: { statement: { statement: string } }): boolean => statement.statement !== "adopt";

function stateOf(path: string, dir: string): Standing["state"] {
  // Over a link a file outside of the folder may be meant, which is not ours to write.
  if (!realpathSync(path).startsWith(realpathSync(dir) + sep)) return "own";
  const stamp = stampOf(readFileSync(path, "utf8"));
  return stamp === "foreign" ? "own" : stamp;
}

/** For each file, those whose definitions its own refer to: it may import them. */
export function filesReferredTo(
  { resolution }: Definitions,
  standing: ReadonlyMap<string, Standing>,
): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  for (const { address, spec } of resolution.definitions) {
    const from = standing.get(address.toLowerCase())?.file;
    if (from === undefined) continue;
    const to = files.get(from) ?? new Set<string>();
    files.set(from, to);
    for (const { $ref, key } of refsIn(spec)) {
      const file = standing.get(`${$ref}.${key}`.toLowerCase())?.file;
      if (file !== undefined && file !== from) to.add(file);
    }
  }
  return files;
}
