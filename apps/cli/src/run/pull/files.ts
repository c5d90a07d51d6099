import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import { byCodeUnits, type Ref } from "@posthog-definitions/core";
import { builderOf, callsIn, refsIn, type Registry } from "@posthog-definitions/core/kind";
import type { PulledDefinition } from "@posthog-definitions/executor";
import { camelCase, exportName, fileStem, free, printFile, stamped } from "@posthog-definitions/printer";
import { readManifest } from "../../project/packages.js";
import type { Settings } from "../../project/settings.js";
import type { Standing } from "./standing.js";

/** A file that is to hold a pulled definition. */
export interface PulledFile {
  readonly address: string;
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly action: "created" | "updated" | "kept";
  /** Of our packages, those that it imports. */
  readonly packages: readonly string[];
}

export interface FilesInput {
  readonly settings: Settings;
  readonly registry: Registry;
  /** By address, in lower case. */
  readonly standing: ReadonlyMap<string, Standing>;
  readonly referredTo: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Placed {
  readonly definition: PulledDefinition;
  readonly file: string;
  readonly name: string;
}

/** What each definition's file is called, and what stands in it. Writes nothing. */
export function filesOf(definitions: readonly PulledDefinition[], input: FilesInput): PulledFile[] {
  const { settings, registry, standing } = input;
  const placed = place(definitions, input);
  const byAddress = new Map(placed.map((one) => [one.definition.address.toLowerCase(), one]));
  const links = new Map([...input.referredTo].map(([file, to]) => [file, new Set(to)]));
  for (const { definition, file } of placed) links.set(file, new Set(targets(definition, byAddress, standing)));
  const moduleOf = modules(settings.root);
  const ending = importEnding(settings.root, settings.dir);

  return placed
    .map(({ definition, file, name }): PulledFile => {
      const { address, kind, input: content, adopts, id } = definition;
      const packages = new Set<string>();
      const text = printFile(
        {
          address,
          name,
          factory: { name: factoryName(kind, registry), from: registry.sources.get(kind)?.package ?? kind },
          input: content,
          ...(adopts ? { adopt: id } : {}),
          ...(settings.environment === undefined ? {} : { environment: settings.environment }),
        },
        {
          moduleOf: (from) => {
            packages.add(moduleOf(from));
            return moduleOf(from);
          },
          definition: (ref) => {
            const to = importable(ref, byAddress, standing);
            if (!to || to.file === file || reaches(to.file, file, links)) return undefined;
            return { module: moduleTo(file, to.file, ending), name: to.name };
          },
        },
      );
      const path = resolve(settings.root, file);
      const whole = stamped(text);
      const before = existsSync(path) ? readFileSync(path, "utf8").replace(/\r\n/g, "\n") : undefined;
      const action = before === undefined ? "created" : before === whole ? "kept" : "updated";
      return { address, file, text: whole, action, packages: [...packages] };
    })
    .sort((a, b) => byCodeUnits(a.file, b.file));
}

const factoryName = (kind: string, registry: Registry): string => registry.kinds.get(kind)?.factory ?? camelCase(kind);

function place(definitions: readonly PulledDefinition[], { settings, registry, standing }: FilesInput): Placed[] {
  const factories = [...registry.kinds.keys()].map((kind) => factoryName(kind, registry));
  const folder = (kind: string): string => join(settings.dir, fileStem(registry.kinds.get(kind)?.plural ?? kind));
  const there = new Map<string, Set<string>>();
  const stemsIn = (path: string): Set<string> => {
    let stems = there.get(path);
    if (!stems) there.set(path, (stems = new Set(isFolder(path) ? readdirSync(path).map(stemOf) : [])));
    return stems;
  };
  return definitions.map((definition) => {
    const { kind, key, input, address } = definition;
    const known = standing.get(address.toLowerCase());
    const taken = new Set([...factories, ...callsIn(input).map((call) => builderOf(call).name)]);
    const kept = known?.exportName === "default" ? undefined : known?.exportName;
    const name = kept ?? exportName(kind, key, taken);
    if (known) return { definition, file: known.file, name };
    const path = folder(kind);
    const stems = stemsIn(path);
    const stem = free(fileStem(key), (each) => stems.has(each.toLowerCase()), "-");
    stems.add(stem.toLowerCase());
    return { definition, file: unix(relative(settings.root, join(path, `${stem}.ts`))), name };
  });
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Files that differ in their endings alone would be told apart by nobody. */
const stemOf = (name: string): string => name.toLowerCase().replace(/\..*$/, "");
const unix = (path: string): string => path.replaceAll("\\", "/");

function importable(
  ref: Ref,
  placed: ReadonlyMap<string, Placed>,
  standing: ReadonlyMap<string, Standing>,
): { file: string; name: string } | undefined {
  const address = `${ref.$ref}.${ref.key}`.toLowerCase();
  const pulled = placed.get(address);
  if (pulled) return pulled;
  const known = standing.get(address);
  return known?.exportName === undefined ? undefined : { file: known.file, name: known.exportName };
}

const targets = (
  { input }: PulledDefinition,
  placed: ReadonlyMap<string, Placed>,
  standing: ReadonlyMap<string, Standing>,
): string[] => refsIn(input).flatMap((ref) => importable(ref, placed, standing)?.file ?? []);

/** Whether a file leads to another: importing it from there would be a circle. */
function reaches(
  from: string,
  to: string,
  links: ReadonlyMap<string, ReadonlySet<string>>,
  seen = new Set<string>(),
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const next = links.get(from) ?? new Set<string>();
  return next.has(to) || [...next].some((each) => reaches(each, to, links, seen));
}

function moduleTo(from: string, to: string, ending: string): string {
  const path = posix
    .relative(posix.dirname(from), to)
    .replace(/\.([mc]?)[jt]sx?$/, (_, m: string) => (m ? `.${m}js` : ending));
  return path.startsWith(".") ? path : `./${path}`;
}

const UMBRELLA = "@posthog/definitions";

/** Everything of ours comes from the one package, where the project has it. */
export function modules(root: string): (from: string) => string {
  const { dependencies, devDependencies } = readManifest(root) ?? {};
  const whole = UMBRELLA in { ...dependencies, ...devDependencies };
  return (from) => (whole && from.startsWith("@posthog-definitions/") ? UMBRELLA : from);
}

/**
 * TypeScript that resolves as Node does wants `.js` at the end of an import, and whatever bundles wants nothing. Where a
 * tsconfig does not say (it may extend another), the ending that both take.
 */
function importEnding(root: string, dir: string): string {
  for (let folder = dir; ; folder = dirname(folder)) {
    const file = join(folder, "tsconfig.json");
    if (existsSync(file)) {
      const text = readFileSync(file, "utf8");
      if (/"module(Resolution)?"\s*:\s*"node(16|18|20|next)"/i.test(text)) return ".js";
      return /"moduleResolution"\s*:\s*"bundler"|"module"\s*:\s*"preserve"/i.test(text) ? "" : ".js";
    }
    if (folder === root || dirname(folder) === folder) return "";
  }
}
