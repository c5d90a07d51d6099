import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONTRACT } from "@posthog-definitions/core/kind";
import { installedPackage, packageRoot, readManifest } from "../../project/packages.js";

const ownRoot = packageRoot(dirname(fileURLToPath(import.meta.url)))!;

/** The folder of templates, as it is published beside the code. */
export const templates = join(ownRoot, "templates");

/** What a new plugin depends on: what this version of the command line does. */
export function versions(): Record<string, string> {
  const own = readManifest(ownRoot)!;
  const wanted: Readonly<Record<string, string>> = { ...own.devDependencies, ...own.dependencies };
  const range = (name: string): string => {
    const said = wanted[name];
    if (said !== undefined && !said.startsWith("workspace:")) return said;
    // Not published, but run from the repository.
    const folder = installedPackage(name, ownRoot);
    return `^${folder === undefined ? own.version! : readManifest(folder)!.version!}`;
  };
  return {
    contract: String(CONTRACT),
    cli: `^${own.version}`,
    core: range("@posthog-definitions/core"),
    emulator: range("@posthog-definitions/emulator"),
    testkit: range("@posthog-definitions/testkit"),
  };
}
