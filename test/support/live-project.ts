import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, type Emulator, type EmulatorOptions } from "@posthog-definitions/emulator";
import type { Output } from "@posthog-definitions/render";
import { runNode, type Ran } from "./cli.js";
import { write } from "./packed.js";
import { linkedProject, program } from "./project.js";

/** A project of files in a folder of its own, a PostHog that answers over HTTP, and the built command line between them. */
export interface LiveProject {
  readonly root: string;
  readonly emulator: Emulator;
  /** What leads the command line to it. */
  readonly env: Readonly<Record<"POSTHOG_HOST" | "POSTHOG_PROJECT_ID" | "POSTHOG_PERSONAL_API_KEY", string>>;
  run(...args: string[]): Promise<Ran>;
  /** What a command says with `--json`. */
  output(...args: string[]): Promise<Output>;
  /** `file` is relative to the project. */
  read(file: string): string;
  write(file: string, text: string): void;
  /** The rows below a path, as a teammate sees them. */
  listed(path: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface LiveProjectOptions {
  readonly emulator?: EmulatorOptions;
  /** Variables beside host, project and key. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function liveProject(
  files: Readonly<Record<string, string>>,
  options: LiveProjectOptions = {},
): Promise<LiveProject> {
  const emulator = createEmulator(options.emulator);
  const { url } = await emulator.listen();
  const root = linkedProject(files);
  const env = {
    POSTHOG_HOST: url,
    POSTHOG_PROJECT_ID: String(emulator.projectId),
    POSTHOG_PERSONAL_API_KEY: emulator.key,
    ...options.env,
  };
  const run = (...args: string[]): Promise<Ran> => runNode(program, args, { cwd: root, env });
  return {
    root,
    emulator,
    env,
    run,
    output: async (...args) => JSON.parse((await run(...args, "--json")).stdout) as Output,
    read: (file) => readFileSync(join(root, file), "utf8"),
    write: (file, text) => write(root, { [file]: text }),
    async listed(path) {
      const { body } = await emulator.ui("GET", `${path}?limit=1000`);
      return (body as { results: Record<string, unknown>[] }).results;
    },
    async close() {
      await emulator.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
