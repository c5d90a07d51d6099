import { isDefinition } from "../definition.js";
import { error, type Diagnostic } from "../diagnostic.js";
import { isPerEnvironment, type PerEnvironment } from "../environment.js";
import { isPlain, type Path } from "../values.js";
import { suggest } from "./suggest.js";

/** Which environment a run is for. */
export interface Environments {
  /** The chosen one. */
  readonly name?: string;
  /** All that are configured. */
  readonly known: readonly string[];
}

/** The value with every choice made. What cannot be chosen is reported, and left out. */
export function chosen(
  value: unknown,
  at: Environments,
  report: (diagnostic: Diagnostic) => void,
  path: Path = [],
): unknown {
  if (typeof value !== "object" || value === null || isDefinition(value)) return value;
  if (isPerEnvironment(value)) return choose(value, at, (found) => report({ ...found, path }));
  if (Array.isArray(value)) return mapped(value, (item, i) => chosen(item, at, report, [...path, i]));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value);
  const choices = entries.map(([name, item]) => chosen(item, at, report, [...path, name]));
  return choices.every((choice, i) => choice === entries[i]![1])
    ? value
    : Object.fromEntries(entries.map(([name], i) => [name, choices[i]]));
}

/** The list itself where nothing in it changes: most have no choice in them. */
function mapped(list: readonly unknown[], turn: (item: unknown, index: number) => unknown): readonly unknown[] {
  const out = list.map(turn);
  return out.every((item, i) => item === list[i]) ? list : out;
}

function choose(
  { $perEnvironment: values, ...rest }: PerEnvironment,
  at: Environments,
  report: (d: Diagnostic) => void,
): unknown {
  for (const name of Object.keys(values)) if (!at.known.includes(name)) report(unknownEnvironment(name, at));
  if (at.name !== undefined && Object.hasOwn(values, at.name)) return values[at.name];
  if ("otherwise" in rest) return rest.otherwise;
  report(
    at.name === undefined
      ? notChosen("This differs between environments", at)
      : error("environment-missing", `There is no value for the environment "${at.name}".`, {
          hint: "Name it, or give a second argument that holds everywhere else.",
        }),
  );
  return undefined;
}

/** Whether nothing is said for the environment of this run. */
export const isSilentHere = (choice: PerEnvironment, { name }: Environments): boolean =>
  name !== undefined && !Object.hasOwn(choice.$perEnvironment, name) && !("otherwise" in choice);

/** Whether a definition exists in this environment, by its `environments`. */
export function existsIn(environments: unknown, at: Environments, report: (diagnostic: Diagnostic) => void): boolean {
  if (environments === undefined) return true;
  if (!Array.isArray(environments) || !environments.every((name) => typeof name === "string")) {
    report(error("invalid-field", "`environments` must be a list of names.", { path: ["environments"] }));
    return true;
  }
  (environments as string[]).forEach((name, i) => {
    if (!at.known.includes(name)) report({ ...unknownEnvironment(name, at), path: ["environments", i] });
  });
  if (at.name === undefined) {
    report({ ...notChosen("This exists in some environments only", at), path: ["environments"] });
    return true;
  }
  return environments.includes(at.name);
}

function unknownEnvironment(name: string, { known }: Environments): Diagnostic {
  const close = suggest(name, known);
  return error("environment-unknown", `There is no environment "${name}".`, {
    hint: close
      ? `Did you mean "${close}"?`
      : known.length > 0
        ? `posthog.config.ts has: ${known.join(", ")}.`
        : "Name it under `environments` in posthog.config.ts.",
  });
}

const notChosen = (what: string, { known }: Environments): Diagnostic =>
  error("environment-missing", `${what}, and none was chosen.`, {
    hint:
      known.length > 0
        ? `Say which: --env ${known[0]}.`
        : "Name them under `environments` in posthog.config.ts, and choose one with --env.",
  });
