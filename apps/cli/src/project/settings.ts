import { resolve } from "node:path";
import { error, type Diagnostic } from "@posthog-definitions/core";
import type { Context } from "../context.js";
import type { EnvironmentConfig, ProjectConfig } from "../config.js";
import { problem } from "../problem.js";
import { readConfigFile } from "./config-file.js";
import { readEnvFiles } from "./env-file.js";
import { homeOf, packageRoot } from "./packages.js";

export interface SettingsFlags {
  readonly dir?: string;
  readonly host?: string;
  readonly project?: string;
  /** The environment of `posthog.config.ts` that the run is for. */
  readonly env?: string;
}

/** A project and how it is configured: defaults, `posthog.config.ts`, `.env` files, environment, flags; the later wins. */
export interface Settings {
  /** The project: the folder of the nearest `package.json` above the definitions. */
  readonly root: string;
  /** The folder of the definitions. */
  readonly dir: string;
  readonly namespace?: string;
  /** The environment that was chosen. */
  readonly environment?: string;
  /** Names of all that are configured. */
  readonly environments: readonly string[];
  /** The variable that holds the key. */
  readonly keyVariable: string;
  /** Variables of the `.env` files and of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  readonly key?: string;
  readonly projectId?: string;
}

export const DEFAULT_HOST = "https://us.posthog.com";
const DEFAULT_DIR = "posthog";
const DEFAULT_KEY = "POSTHOG_PERSONAL_API_KEY";

/** Throws a `Problem` where the configuration or an `.env` file cannot be used. */
export async function readSettings(flags: SettingsFlags, { cwd, env }: Context): Promise<Settings> {
  const given = flags.dir === undefined ? undefined : resolve(cwd, flags.dir);
  const home = homeOf(cwd, given);
  const config = await readConfigFile(home);
  const dir = given ?? resolve(home, config.dir ?? DEFAULT_DIR);
  const root = packageRoot(dir) ?? home;
  const environments = Object.keys(config.environments ?? {});
  const chosen = await chosenEnvironment(flags.env, config);
  const variables = { ...readEnvFiles(root, flags.env), ...withoutEmpty(env) };
  const keyVariable = chosen.keyVariable ?? DEFAULT_KEY;
  const key = variables[keyVariable];
  // An environment was asked for by name: what it says is closer than a variable that happens to be set.
  const projectId = flags.project ?? chosen.project ?? variables["POSTHOG_PROJECT_ID"];
  return {
    root,
    dir,
    ...(config.namespace === undefined ? {} : { namespace: config.namespace }),
    ...(flags.env === undefined ? {} : { environment: flags.env }),
    environments,
    keyVariable,
    env: variables,
    host: flags.host ?? chosen.host ?? variables["POSTHOG_HOST"] ?? DEFAULT_HOST,
    ...(key === undefined ? {} : { key }),
    ...(projectId === undefined ? {} : { projectId: String(projectId) }),
  };
}

async function chosenEnvironment(
  name: string | undefined,
  { environments = {} }: ProjectConfig,
): Promise<EnvironmentConfig> {
  if (name === undefined) return {};
  const known = Object.keys(environments);
  if (known.includes(name)) return environments[name]!;
  const { suggest } = await import("@posthog-definitions/core/kind");
  const close = suggest(name, known);
  throw problem("environment-unknown", `posthog.config.ts has no environment "${name}".`, {
    hint: close
      ? `Did you mean ${close}?`
      : known.length > 0
        ? `It has: ${known.join(", ")}.`
        : "Name your projects there: export default { environments: { staging: { project: 1 } } }.",
  });
}

/** CI systems set variables to nothing where a secret is not available. */
const withoutEmpty = (env: Context["env"]): Context["env"] =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));

/** What a run that talks to PostHog lacks. */
export function missingCredentials({ key, projectId, keyVariable, environment, environments }: Settings): Diagnostic[] {
  const where = "in the environment or in .env";
  const choose =
    environment === undefined && environments.length > 0 ? `, or choose one with --env ${environments[0]}` : "";
  return [
    ...(key === undefined
      ? [
          error("credentials-missing", "No personal API key is configured.", {
            hint: `Set ${keyVariable} ${where}. Keys are made in PostHog's account settings.`,
          }),
        ]
      : []),
    ...(projectId === undefined
      ? [
          error("credentials-missing", "No project is configured.", {
            hint: `Set POSTHOG_PROJECT_ID ${where}, or give --project${choose}. It is the number in the project's address: /project/12345.`,
          }),
        ]
      : []),
  ];
}
