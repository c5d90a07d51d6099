import { error, type Diagnostic } from "./diagnostic.js";

/** The version of the contract of a kind. Kinds are stamped with it, and plugins' manifests name it. */
export const CONTRACT = 1;

/** The oldest version of which kinds are still read. */
export const OLDEST_CONTRACT = 1;

/** The versions of the contract that a tool reads, both included. */
export interface Contracts {
  readonly oldest: number;
  readonly newest: number;
}

/** What is wrong with the version of the contract that a plugin is written for; `undefined` where this tool reads it. */
export function contractProblem(
  plugin: { readonly package: string; readonly version: string },
  contract: number,
  { oldest, newest }: Contracts = { oldest: OLDEST_CONTRACT, newest: CONTRACT },
): Diagnostic | undefined {
  if (contract >= oldest && contract <= newest) return undefined;
  const range = oldest === newest ? `${newest}` : `${oldest} to ${newest}`;
  return error(
    "plugin-contract",
    `${plugin.package} ${plugin.version} is written for contract ${contract}, this tool reads ${range}.`,
    {
      hint:
        contract > newest
          ? "Update the command line tool, or install an older version of the plugin."
          : "Update the plugin, or install an older version of the command line tool.",
    },
  );
}
