/** What `posthog.config.ts` may hold. */
export interface ProjectConfig {
  /** The folder of the definitions, relative to the file. Default: `"posthog"`. */
  readonly dir?: string;
  /**
   * Sets this repository's rows apart from those of other repositories in the same PostHog project: lower-case letters,
   * digits, `-` and `_`. To change it later makes every row look new. Default: none.
   */
  readonly namespace?: string;
}

/** Gives a configuration back as it is; for the completion and the checks of its type. */
export const defineConfig = (config: ProjectConfig): ProjectConfig => config;
