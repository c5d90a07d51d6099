/** Thrown in place of a `process.exit` by a file that is being loaded. */
export class ProcessExit extends Error {
  override readonly name = "ProcessExit";
}

/** Nothing is left that could settle a top-level `await`: Node would end the process here, without a word. */
export class Stalled extends Error {
  override readonly name = "Stalled";
}

/**
 * Runs the user's files without letting them end the process, change its exit code, or write into standard output,
 * which carries our result: what they print goes to standard error. `run` gets the calls of `process.exit` as they come,
 * including those that the file itself catches.
 */
export async function guarded<T>(run: (exits: readonly ProcessExit[]) => Promise<T>): Promise<T> {
  const exits: ProcessExit[] = [];
  const { exit, exitCode, stdout } = process;
  const write = Object.getOwnPropertyDescriptor(stdout, "write");
  process.exit = (code) => {
    const thrown = new ProcessExit(`process.exit(${code ?? ""})`);
    exits.push(thrown);
    throw thrown;
  };
  stdout.write = process.stderr.write.bind(process.stderr) as typeof stdout.write;
  try {
    return await run(exits);
  } finally {
    process.exit = exit;
    process.exitCode = exitCode;
    if (write === undefined) delete (stdout as Partial<typeof stdout>).write;
    else Object.defineProperty(stdout, "write", write);
  }
}

export const importScript = (url: string): Promise<unknown> => import(/* @vite-ignore */ url);

/** Waits for the user's files, and rejects with {@link Stalled} where their top-level `await` can no longer end. */
export async function settled<T>(running: Promise<T>): Promise<T> {
  let onStall = (): void => undefined;
  const stalled = new Promise<never>((_, reject) => {
    onStall = () => reject(new Stalled("A top-level `await` never ends."));
    process.once("beforeExit", onStall);
  });
  try {
    return await Promise.race([running, stalled]);
  } finally {
    process.off("beforeExit", onStall);
  }
}
