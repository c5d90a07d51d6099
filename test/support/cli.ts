import { spawn } from "node:child_process";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What runs the program. Default: this Node. */
  readonly node?: readonly string[];
}

/** Runs a program of Node's as a user does: another process, no terminal, an environment that says nothing about PostHog. */
export const runNode = (
  program: string,
  args: readonly string[],
  { cwd, env = {}, node = [process.execPath] }: RunOptions,
): Promise<Ran> => runCommand([...node, program, ...args], { cwd, env });

/** The same for any program. */
export function runCommand(
  [command, ...args]: readonly string[],
  { cwd, env = {} }: Omit<RunOptions, "node">,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, {
      cwd,
      env: { ...clean(), NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** The environment of these tests, without what they themselves run in. */
export const clean = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(POSTHOG|FORCE_COLOR|NO_COLOR|NODE_OPTIONS|NODE_PATH|npm_|VITEST|CI$)/.test(name),
    ),
  );
