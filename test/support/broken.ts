/** Commands on inputs that somebody got wrong, and what is said of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator, KeyOptions } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { Ajv } from "ajv";
import type { Ran } from "./cli.js";
import { liveProject } from "./live-project.js";
import { repository } from "./packed.js";

/** Code, place, message, advice. */
export type Said = readonly [code: string, place: string | undefined, message: string, hint?: string];

export interface Broken {
  /** Definition files. Default: one flag that is right. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files next to `package.json`. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Default: `plan`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The key has these scopes alone. */
  readonly scopes?: KeyOptions["scopes"];
  readonly posthog?: (emulator: Emulator) => unknown;
  readonly exit: number;
  readonly says: readonly Said[];
  /** Requests that reach PostHog, where that matters. */
  readonly requests?: { readonly writes?: number; readonly atMost?: number };
}

export const IMPORT = `import { dashboard, env, featureFlag, insight, lookup, ref, trends } from "@posthog/definitions";\n`;
export const flag = `${IMPORT}export default featureFlag({ key: "right", rollout: 10 });\n`;

/** A file that exports one definition. */
export const file = (made: string): string => `${IMPORT}export default ${made}\n`;

/** What PostHog answers to a new flag, when it is armed. */
export const refusal = {
  kind: "error",
  status: 400,
  method: "POST",
  path: "feature_flags",
  body: {
    type: "validation_error",
    code: "invalid_input",
    detail: "Not every share will do.",
    attr: "filters__groups",
  },
} as const;

const validate = new Ajv({ allowUnionTypes: true, allErrors: true }).compile<Output>(
  JSON.parse(readFileSync(join(repository, "packages/render/schema/output.v1.json"), "utf8")) as object,
);

/** What `--json` printed, once it is sure that it is what the schema says. */
export function outputIn({ stdout }: Ran): Output {
  const output: unknown = JSON.parse(stdout);
  if (!validate(output)) throw new Error(JSON.stringify(validate.errors, null, 2));
  return output;
}

export function told({ code, place, message, hint }: Output["diagnostics"][number]): unknown[] {
  const at = place && `${place.file}:${place.line}:${place.column}`;
  return hint === undefined ? [code, at, message] : [code, at, message, hint];
}

/** More than two at a time only wait for each other. */
const turns: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];

/** Runs a command on a project and a PostHog of its own. */
export function run(given: Partial<Broken>, args: readonly string[]): Promise<Ran & { readonly log: Emulator["log"] }> {
  const turn = turns.shift()!.then(() => runNow(given, args));
  turns.push(turn.catch(() => undefined));
  return turn;
}

async function runNow(
  { files = { "a.ts": flag }, beside, env, scopes, posthog }: Partial<Broken>,
  args: readonly string[],
) {
  const below = Object.fromEntries(Object.entries(files).map(([name, text]) => [`posthog/${name}`, text]));
  const few = "phx_few";
  const project = await liveProject(
    { ...below, ...beside },
    { env: { ...(scopes ? { POSTHOG_PERSONAL_API_KEY: few } : {}), ...env } },
  );
  try {
    if (scopes) project.emulator.addKey({ value: few, scopes });
    await posthog?.(project.emulator);
    return { ...(await project.run(...args)), log: project.emulator.log };
  } finally {
    await project.close();
  }
}
