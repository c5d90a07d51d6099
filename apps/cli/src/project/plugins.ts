import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { byCodeUnits, contractProblem, error, type Diagnostic } from "@posthog-definitions/core";
import {
  installCommand,
  installedPackage,
  packageManagerOf,
  readManifest,
  upwards,
  type Manifest,
} from "./packages.js";

/** An installed package that says in its `package.json` that it is a plugin. None of its code is loaded yet. */
export interface PluginPackage {
  readonly name: string;
  readonly version: string;
  /** Its folder, with symbolic links resolved. */
  readonly root: string;
  /** The names of the kinds that it brings; none for one that only lists others. */
  readonly kinds: readonly string[];
  /** Where its kinds are exported: a key of its `exports`, `"./kind"`. */
  readonly entry?: string;
  /** Where it exports what the local project needs to answer for its kinds: a key of its `exports`, `"./emulator"`. */
  readonly emulator?: string;
  /** The version of the contract that it is written for. */
  readonly contract: number;
  /** Whether it has commands or hooks for oclif. */
  readonly extendsCli: boolean;
  readonly manifest: Manifest;
}

export interface Discovered {
  readonly plugins: readonly PluginPackage[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The plugins of a project: itself, where it says that it is one; those among its own dependencies and devDependencies that
 * say so, and those that such a package lists in its `oclif.plugins`. Nothing else is ever looked at, and nothing is loaded.
 */
export function discoverPlugins(root: string): Discovered {
  const found = new Map<string, PluginPackage>();
  const diagnostics: Diagnostic[] = [];
  const add = (plugin: PluginPackage): void => {
    if (!found.has(plugin.root)) found.set(plugin.root, plugin);
  };

  const project = manifestOf(root, "package.json", diagnostics);
  // Whoever writes a plugin tries it with definitions beside it; a company may keep its own kinds with its definitions.
  const itself = project && pluginIn(realpathSync(root), project, project.name ?? "package.json", diagnostics);
  if (typeof itself === "object") add(itself);
  for (const [name, asked] of Object.entries({ ...project?.dependencies, ...project?.devDependencies })) {
    const folder = installedPackage(name, root);
    if (folder === undefined) {
      if (looksLikePlugin(name) || isPluginFolder(asked, root)) diagnostics.push(notInstalled(name, root));
      continue;
    }
    const plugin = pluginAt(folder, name, diagnostics);
    if (typeof plugin === "string") continue;
    add(plugin);
    for (const listed of plugin.manifest.oclif?.plugins ?? []) {
      const listedFolder = installedPackage(listed, plugin.root);
      if (listedFolder === undefined)
        diagnostics.push(broken(name, `it lists ${listed}, which is not installed`, root));
      else {
        const inner = pluginAt(listedFolder, listed, diagnostics);
        if (typeof inner !== "string") add(inner);
        else if (inner === "none" && looksLikePlugin(listed))
          diagnostics.push(broken(name, `it lists ${listed}, which is no plugin`, root));
      }
    }
  }
  return { plugins: [...found.values()], diagnostics };
}

/**
 * A package that brings a kind and is installed without being named by the project, as what another one depends on. Only
 * looked at: it is not used before the project names it.
 */
export function undeclaredPlugin(kind: string, root: string): string | undefined {
  for (const folder of upwards(root))
    for (const name of packagesIn(join(folder, "node_modules")).filter(looksLikePlugin)) {
      const plugin = pluginAt(join(folder, "node_modules", name), name, []);
      if (typeof plugin !== "string" && plugin.kinds.includes(kind)) return name;
    }
  return undefined;
}

function packagesIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder).sort(byCodeUnits) : [];
  return names.flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** By their names, these are plugins; to find one of them missing is worth a word. */
const looksLikePlugin = (name: string): boolean =>
  name === "@posthog/definitions" ||
  /^(@[^/]+\/posthog-definitions-plugin-|posthog-definitions-plugin-|@posthog-definitions\/plugin-)/.test(name);

/** Whether what a project asks for is a folder, by `file:` or `link:`, with a plugin in it. */
function isPluginFolder(asked: unknown, root: string): boolean {
  const folder = typeof asked === "string" ? /^(?:file|link|portal):(.+)/.exec(asked)?.[1] : undefined;
  if (folder === undefined) return false;
  try {
    return readManifest(resolve(root, folder))?.posthogDefinitions !== undefined;
  } catch {
    return false;
  }
}

/** The plugin in a folder; `none` where it is another package, `refused` where a diagnostic says why. */
type Looked = PluginPackage | "none" | "refused";

function pluginAt(folder: string, name: string, diagnostics: Diagnostic[]): Looked {
  const manifest = manifestOf(folder, name, diagnostics);
  return manifest ? pluginIn(folder, manifest, name, diagnostics) : "refused";
}

function pluginIn(folder: string, manifest: Manifest, name: string, diagnostics: Diagnostic[]): Looked {
  const says = manifest.posthogDefinitions;
  if (says === undefined) return "none";
  const wrong = (what: string): "refused" => {
    diagnostics.push(broken(name, `\`posthogDefinitions\` in its package.json ${what}`, folder));
    return "refused";
  };
  if (!isObject(says)) return wrong("is no object");
  const { contract, kinds = [], entry, emulator } = says;
  if (!Number.isInteger(contract)) return wrong("has no whole number `contract`");
  if (!Array.isArray(kinds) || !kinds.every((kind) => typeof kind === "string")) return wrong("has no list `kinds`");
  if (entry !== undefined && typeof entry !== "string") return wrong("has an `entry` that is no text");
  if (emulator !== undefined && typeof emulator !== "string") return wrong("has an `emulator` that is no text");
  if (new Set(kinds).size < kinds.length) return wrong("has a kind twice in `kinds`");
  if (kinds.length > 0 && entry === undefined) return wrong("has kinds, but no `entry`");
  if (kinds.length === 0 && entry !== undefined) return wrong("has an `entry`, but no `kinds`");
  const wrongOclif = wrongInOclif(manifest.oclif);
  if (wrongOclif !== undefined) {
    diagnostics.push(broken(name, `\`oclif\` in its package.json ${wrongOclif}`, folder));
    return "refused";
  }
  const { commands, hooks = {} } = manifest.oclif ?? {};
  const { version = "0.0.0" } = manifest;
  const unread = contractProblem({ package: manifest.name ?? name, version }, contract as number);
  if (unread) {
    diagnostics.push(unread);
    return "refused";
  }
  return {
    name: manifest.name ?? name,
    version,
    root: folder,
    kinds: kinds as string[],
    ...(entry === undefined ? {} : { entry }),
    ...(emulator === undefined ? {} : { emulator }),
    contract: contract as number,
    extendsCli: commands !== undefined || Object.keys(hooks).length > 0,
    manifest,
  };
}

/** Of what is read of `oclif` here; oclif itself reads more of it. */
function wrongInOclif(oclif: unknown): string | undefined {
  if (oclif === undefined) return undefined;
  if (!isObject(oclif)) return "is no object";
  const { plugins = [], hooks = {} } = oclif;
  if (!Array.isArray(plugins) || !plugins.every((name) => typeof name === "string")) return "has no list `plugins`";
  return isObject(hooks) ? undefined : "has `hooks` that are no object";
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function manifestOf(folder: string, name: string, diagnostics: Diagnostic[]): Manifest | undefined {
  try {
    return readManifest(folder);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    diagnostics.push(
      name === "package.json"
        ? error("config-invalid", `The project's package.json is no JSON: ${why}.`, {
            place: { file: "package.json", line: 1, column: 1 },
          })
        : broken(name, `its package.json is no JSON (${why})`, folder),
    );
    return undefined;
  }
}

const notInstalled = (name: string, root: string): Diagnostic =>
  error("plugin-missing", `${name} is in package.json, but not installed.`, {
    hint: `Run: ${packageManagerOf(root)} install`,
  });

/** `folder` is the plugin's, or that of the project which wants it. */
export const broken = (name: string, why: string, folder: string): Diagnostic =>
  error("plugin-broken", `The plugin ${name} cannot be used: ${why}.`, {
    hint: isOwnSource(folder, name)
      ? `Build it: ${packageManagerOf(folder)} run build`
      : `Install it anew: ${installCommand(name, folder)}`,
  });

/** Whether a folder is where a package is written, rather than installed. */
function isOwnSource(folder: string, name: string): boolean {
  if (/[\\/]node_modules[\\/]/.test(folder)) return false;
  try {
    return readManifest(folder)?.name === name;
  } catch {
    return true;
  }
}
