import { error, type Diagnostic } from "@posthog-definitions/core";
import { suggest, type Registry } from "@posthog-definitions/core/kind";
import type { Choice } from "@posthog-definitions/executor";
import { Problem, problem } from "../../problem.js";

export interface ChoiceFlags {
  readonly all?: boolean;
  readonly "all-rows"?: boolean;
  /** Names of kinds, or their plurals. */
  readonly kind?: readonly string[];
  /** `4218` with one kind, else `dashboard:4218`. */
  readonly id?: readonly string[];
  readonly search?: string;
}

/** What the flags choose; `undefined` where they choose nothing, and somebody has to be asked. */
export function choiceOf(flags: ChoiceFlags, registry: Registry): Choice | undefined {
  const { kind = [], id = [], search } = flags;
  const all = (flags.all ?? false) || (flags["all-rows"] ?? false);
  if (search !== undefined && search.trim() === "") throw problem("arguments-invalid", "--search needs a text.");
  if (all && (id.length > 0 || search !== undefined))
    throw problem("arguments-invalid", "--all is everything; --id and --search are less. Give one of them.");
  if (!all && kind.length === 0 && id.length === 0 && search === undefined) return undefined;
  const names = kindNames(kind, registry);
  return {
    ...(names ? { kinds: names } : {}),
    ...(id.length > 0 ? { ids: idsOf(id, names, registry) } : {}),
    ...(search === undefined ? {} : { search: search.trim() }),
  };
}

function kindNames(given: readonly string[], registry: Registry): ReadonlySet<string> | undefined {
  if (given.length === 0) return undefined;
  const diagnostics: Diagnostic[] = [];
  const names = given.flatMap(
    (name) => kindNamed(name, registry) ?? (diagnostics.push(unknownKind("--kind", name, registry)), []),
  );
  if (diagnostics.length > 0) throw new Problem(diagnostics);
  return new Set(names);
}

const kindNamed = (name: string, registry: Registry): string | undefined =>
  [...registry.kinds.values()].find((kind) => kind.name === name || kind.plural === name)?.name;

function unknownKind(flag: string, name: string, registry: Registry): Diagnostic {
  const known = [...registry.kinds.keys()];
  const close = suggest(name, known);
  return error("unknown-target", `${flag} ${name} names no installed kind.`, {
    hint: close ? `Did you mean ${close}?` : `Known: ${known.join(", ")}.`,
  });
}

function idsOf(
  given: readonly string[],
  kinds: ReadonlySet<string> | undefined,
  registry: Registry,
): readonly { kind: string; id: string }[] {
  const [only, ...more] = kinds ?? [];
  return given.map((text) => {
    const colon = text.indexOf(":");
    if (colon < 0) {
      if (only !== undefined && more.length === 0) return { kind: only, id: text };
      throw problem("arguments-invalid", `--id ${text} does not say of which kind.`, {
        hint: `Give it with its kind: --id dashboard:${text}.`,
      });
    }
    const kind = kindNamed(text.slice(0, colon), registry);
    if (kind === undefined) throw new Problem([unknownKind("--id", text.slice(0, colon), registry)]);
    if (kinds && !kinds.has(kind))
      throw problem("arguments-invalid", `--id ${text} is of none of the kinds that --kind names.`, {
        hint: `Leave --kind out; or add --kind ${kind}.`,
      });
    return { kind, id: text.slice(colon + 1) };
  });
}
