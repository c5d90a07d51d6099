import { Flags } from "@oclif/core";

/** Of every command with a result. */
export const outputFlags = {
  json: Flags.boolean({
    description: "Print one JSON object, also on failure. The same as --format json.",
    exclusive: ["format"],
  }),
  format: Flags.string({
    description: "What the result is printed as.",
    options: ["text", "markdown", "json"],
    helpValue: "text|markdown|json",
  }),
  verbose: Flags.boolean({ description: "Fold nothing, and show every request." }),
};

export const dirFlag = {
  dir: Flags.string({
    description: "The folder of the definitions. Default: `dir` in posthog.config.ts, else posthog.",
    helpValue: "posthog",
  }),
};

export const envFlag = {
  env: Flags.string({
    description: "The environment of posthog.config.ts to use.",
    helpValue: "staging",
  }),
};

/** Of every command that talks to a project. */
export const connectionFlags = {
  ...envFlag,
  project: Flags.string({ description: "The number of the project. Default: POSTHOG_PROJECT_ID.", helpValue: "12345" }),
  host: Flags.string({
    description: "The PostHog app. Default: POSTHOG_HOST, else https://us.posthog.com.",
    helpValue: "https://eu.posthog.com",
  }),
  local: Flags.boolean({
    description: "Use a PostHog inside this command, kept in .posthog/local.db.",
    exclusive: ["project", "host"],
  }),
};

/** Of commands that plan. */
export const selectionFlags = {
  target: Flags.string({
    description: "Only this definition, and what it refers to. Repeatable.",
    multiple: true,
    multipleNonGreedy: true,
    helpValue: "dashboard.growth",
  }),
  kind: Flags.string({
    description: "Only definitions of this kind, and what they refer to. Repeatable.",
    multiple: true,
    multipleNonGreedy: true,
    delimiter: ",",
    helpValue: "insight",
  }),
};

/** Of commands that may plan deletions. */
export const pruneFlags = {
  prune: Flags.boolean({
    description: "Delete managed rows that no file names. Rows of others are never touched.",
    exclusive: ["target", "kind"],
  }),
  "prune-limit": Flags.integer({
    description: "How many rows --prune may delete. Default: a fifth of the managed ones.",
    min: 0,
    dependsOn: ["prune"],
    helpValue: "N",
  }),
};

/** Of commands that make a plan. */
export const outFlag = {
  out: Flags.string({
    description: "Write the plan to a file, for `apply FILE`. Nothing else is written.",
    helpValue: "plan.json",
  }),
};
