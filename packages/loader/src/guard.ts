/** Thrown in place of a `process.exit` by a file that is being loaded. */
export class ProcessExit extends Error {
  override readonly name = "ProcessExit";
}

/** Nothing is left that could settle a top-level `await`: Node would end the process here, without a word. */
export class Stalled extends Error {
  override readonly name = "Stalled";
}

/** What code gets that runs the user's, or a plugin's. */
export interface Guard {
  /** The calls of `process.exit` so far, including those that a file itself caught. */
  readonly exits: readonly ProcessExit[];
  /** Waits for something of the user's, and rejects with {@link Stalled} where it can no longer end. */
  settle<T>(running: Promise<T>): Promise<T>;
}

/**
 * Runs the user's files, or a plugin's, without letting them end the process, change its exit code, or write into standard
 * output, which carries our result: what they print goes to standard error. One at a time: two that overlap would each put
 * back what the other has put there.
 */
export async function guarded<T>(run: (guard: Guard) => Promise<T>): Promise<T> {
  const exits: ProcessExit[] = [];
  const { exit, exitCode, stdout } = process;
  const write = Object.getOwnPropertyDescriptor(stdout, "write");
  let stall = (): void => undefined;
  const onBeforeExit = (): void => stall();
  process.on("beforeExit", onBeforeExit);
  process.exit = (code) => {
    const thrown = new ProcessExit(`process.exit(${code ?? ""})`);
    exits.push(thrown);
    throw thrown;
  };
  stdout.write = process.stderr.write.bind(process.stderr) as typeof stdout.write;
  try {
    return await run({
      exits,
      settle: (running) =>
        new Promise((resolve, reject) => {
          stall = () => reject(new Stalled("This can no longer end."));
          running.then(resolve, reject);
        }),
    });
  } finally {
    process.off("beforeExit", onBeforeExit);
    process.exit = exit;
    process.exitCode = exitCode;
    if (write === undefined) delete (stdout as Partial<typeof stdout>).write;
    else Object.defineProperty(stdout, "write", write);
  }
}
