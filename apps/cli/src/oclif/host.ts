import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Plugin, settings } from "@oclif/core";
import { error, type Diagnostic } from "@posthog-definitions/core";
import { homeOf, installedPackage, packageRoot, type Manifest } from "../project/packages.js";
import { broken, discoverPlugins } from "../project/plugins.js";

/** Our own folder, the one with `package.json`. */
export const ownRoot = packageRoot(dirname(fileURLToPath(import.meta.url)))!;

const OWN_PLUGINS = ["@oclif/plugin-autocomplete", "@oclif/plugin-help"];

/** What oclif is to run with. */
export interface Host {
  readonly root: string;
  readonly plugins: Map<string, Plugin>;
  readonly userPlugins: false;
}

export interface HostAndProblems {
  readonly host: Host;
  /** What is wrong with the project's plugins, as far as looking at them tells. */
  readonly discovery: readonly Diagnostic[];
  /** Commands and hooks of theirs that cannot be used. */
  readonly commands: readonly Diagnostic[];
}

/**
 * Puts together which plugins oclif runs with: our own two, and those of the project that bring commands or hooks. By
 * itself oclif would look for plugins by the names of folders, in the home folder too, and pass over those that fail.
 */
export async function loadHost(argv: readonly string[], cwd: string): Promise<HostAndProblems> {
  // Packages come compiled; to look for their sources costs time, and finds the wrong thing in a workspace.
  settings.enableAutoTranspile = false;
  const own = new Plugin({ root: ownRoot, isRoot: true });
  const helpers = OWN_PLUGINS.map((name) => linked(name, installedPackage(name, ownRoot)!));
  await Promise.all([own, ...helpers].map((plugin) => plugin.load()));
  const plugins = new Map([own, ...helpers].map((plugin) => [plugin.name, plugin]));

  const project = packageRoot(homeOf(cwd, dirIn(argv, cwd)));
  const discovered = project === undefined ? undefined : discoverPlugins(project);
  const commands: Diagnostic[] = [];
  for (const { name, root, extendsCli, manifest } of discovered?.plugins ?? []) {
    if (!extendsCli || plugins.has(name)) continue;
    try {
      const plugin = linked(name, root);
      const missing = missingFile(root, manifest.oclif ?? {});
      if (missing !== undefined) {
        commands.push(broken(name, `\`oclif\` in its package.json names ${missing}, which is not there`, root));
        continue;
      }
      await plugin.load();
      plugins.set(plugin.name, plugin);
    } catch (thrown) {
      commands.push(
        broken(name, `loading it failed (${thrown instanceof Error ? thrown.message : String(thrown)})`, root),
      );
    }
  }
  commands.push(...clashes([...plugins.values()]));
  return {
    host: { root: own.root, plugins, userPlugins: false },
    discovery: discovered?.diagnostics ?? [],
    commands,
  };
}

/** A file or folder of commands or hooks that is not there, which oclif would pass over. */
function missingFile(root: string, { commands, hooks }: NonNullable<Manifest["oclif"]>): string | undefined {
  return [commands, ...Object.values(hooks ?? {}).flat()]
    .map(targetOf)
    .find(
      (target) => target !== undefined && !ENDINGS.some((ending) => existsSync(resolve(root, `${target}${ending}`))),
    );
}

/** Names of files may leave these out. */
const ENDINGS = ["", ".js", ".mjs", ".cjs"];

/** `"./init.js"`, or `{ "target": "./init.js", … }`. */
function targetOf(named: unknown): string | undefined {
  const target: unknown = typeof named === "object" && named !== null && "target" in named ? named.target : named;
  return typeof target === "string" ? target : undefined;
}

/** `link`: oclif takes the folder as it is, whatever its name. */
const linked = (name: string, root: string): Plugin =>
  new Plugin({ name, root, type: "link", errorOnManifestCreate: true });

/** Commands are not parsed yet, but their project must be known. */
function dirIn(argv: readonly string[], cwd: string): string | undefined {
  const at = argv.findIndex((arg) => arg === "--dir" || arg.startsWith("--dir="));
  const value = argv[at]?.startsWith("--dir=") ? argv[at].slice("--dir=".length) : argv[at + 1];
  return at < 0 || value === undefined ? undefined : resolve(cwd, value);
}

/** Where two bring one command, oclif would take either. */
function clashes(plugins: readonly Plugin[]): Diagnostic[] {
  const owners = new Map<string, string>();
  return plugins.flatMap((plugin) =>
    plugin.commands.flatMap(({ id, aliases }) =>
      [id, ...aliases].flatMap((name) => {
        const owner = owners.get(name);
        owners.set(name, owner ?? plugin.name);
        return owner === undefined
          ? []
          : [
              error("plugin-conflict", `Both ${owner} and ${plugin.name} bring the command "${name}".`, {
                hint: `Take ${plugin.name} out of package.json, or ask its authors for another name.`,
              }),
            ];
      }),
    ),
  );
}
