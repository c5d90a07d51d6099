/** What `posthog.config.ts` may hold. */
export interface ProjectConfig {
  /** The folder of the definitions, relative to the file. Default: `"posthog"`. */
  readonly dir?: string;
  /**
   * Sets this repository's rows apart from those of other repositories in the same PostHog project: lower-case letters,
   * digits, `-` and `_`. To change it later makes every row look new. Default: none.
   */
  readonly namespace?: string;
  /** Projects that the same files are applied to, by name; `--env` chooses one. Default: none, and the variables say which project. */
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
}

/** One of the projects that the files are applied to. What it says wins over the variables of the same meaning. */
export interface EnvironmentConfig {
  /** The PostHog app. Default: `POSTHOG_HOST`, else `https://us.posthog.com`. */
  readonly host?: string;
  /** The number of the project. Default: `POSTHOG_PROJECT_ID`. */
  readonly project?: number | string;
  /** Name of the variable that holds the personal API key. Default: `POSTHOG_PERSONAL_API_KEY`. */
  readonly keyVariable?: string;
}

/** Gives a configuration back as it is; for the completion and the checks of its type. */
export const defineConfig = (config: ProjectConfig): ProjectConfig => config;
