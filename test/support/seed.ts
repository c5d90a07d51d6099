import fc from "fast-check";

/**
 * Generated inputs are the same at every run, so that a change is judged by what it changes and nothing else. Other
 * inputs are asked for: `POSTHOG_DEFINITIONS_SEED=<number> npx vitest run`; CONTRIBUTING says when.
 */
fc.configureGlobal({ seed: Number(process.env["POSTHOG_DEFINITIONS_SEED"] ?? 1) });
