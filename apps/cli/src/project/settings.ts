import { resolve } from "node:path";
import { error, type Diagnostic } from "@posthog-definitions/core";
import type { Context } from "../context.js";
import { readConfigFile } from "./config-file.js";
import { readEnvFiles } from "./env-file.js";
import { homeOf, packageRoot } from "./packages.js";

export interface SettingsFlags {
  readonly dir?: string;
  readonly host?: string;
  readonly project?: string;
}

/** A project and how it is configured: defaults, `posthog.config.ts`, `.env` files, environment, flags; the later wins. */
export interface Settings {
  /** The project: the folder of the nearest `package.json` above the definitions. */
  readonly root: string;
  /** The folder of the definitions. */
  readonly dir: string;
  readonly namespace?: string;
  /** Variables of the `.env` files and of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  readonly key?: string;
  readonly projectId?: string;
}

export const DEFAULT_HOST = "https://us.posthog.com";
const DEFAULT_DIR = "posthog";

/** Throws a `Problem` where the configuration or an `.env` file cannot be used. */
export async function readSettings(flags: SettingsFlags, { cwd, env }: Context): Promise<Settings> {
  const given = flags.dir === undefined ? undefined : resolve(cwd, flags.dir);
  const home = homeOf(cwd, given);
  const config = await readConfigFile(home);
  const dir = given ?? resolve(home, config.dir ?? DEFAULT_DIR);
  const root = packageRoot(dir) ?? home;
  const variables = { ...readEnvFiles(root), ...withoutEmpty(env) };
  const key = variables["POSTHOG_PERSONAL_API_KEY"];
  const projectId = flags.project ?? variables["POSTHOG_PROJECT_ID"];
  return {
    root,
    dir,
    ...(config.namespace === undefined ? {} : { namespace: config.namespace }),
    env: variables,
    host: flags.host ?? variables["POSTHOG_HOST"] ?? DEFAULT_HOST,
    ...(key === undefined ? {} : { key }),
    ...(projectId === undefined ? {} : { projectId }),
  };
}

/** CI systems set variables to nothing where a secret is not available. */
const withoutEmpty = (env: Context["env"]): Context["env"] =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));

/** What a run that talks to PostHog lacks. */
export function missingCredentials({ key, projectId }: Settings): Diagnostic[] {
  const where = "in the environment or in .env";
  return [
    ...(key === undefined
      ? [
          error("credentials-missing", "No personal API key is configured.", {
            hint: `Set POSTHOG_PERSONAL_API_KEY ${where}. Keys are made in PostHog's account settings.`,
          }),
        ]
      : []),
    ...(projectId === undefined
      ? [
          error("credentials-missing", "No project is configured.", {
            hint: `Set POSTHOG_PROJECT_ID ${where}, or give --project. It is the number in the project's address: /project/12345.`,
          }),
        ]
      : []),
  ];
}
