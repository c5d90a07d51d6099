/** Where text goes. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Everything that a run knows of the process it runs in. */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Calls back at every Ctrl-C (or SIGTERM) until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
  /**
   * Calls back with what fails where nobody waits for it, such as a promise that a plugin or a definition file forgot, until
   * the returned function is called. Without a listener, Node ends the process with a stack trace.
   */
  onStray(listener: (thrown: unknown) => void): () => void;
  /** Ends the process now. */
  exit(code: number): void;
}

export function processContext(): Context {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: ownStdout(),
    stderr: process.stderr,
    onInterrupt(listener) {
      const signals = ["SIGINT", "SIGTERM"] as const;
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    onStray(listener) {
      process.on("uncaughtException", listener);
      return () => process.off("uncaughtException", listener);
    },
    exit: (code) => process.exit(code),
  };
}

/** Standard output as it is now: while code of others is loaded, what it writes goes elsewhere. */
function ownStdout(): Stream {
  const { stdout } = process;
  const write = stdout.write.bind(stdout) as Stream["write"];
  return {
    write,
    get isTTY() {
      return stdout.isTTY;
    },
    get columns() {
      return stdout.columns;
    },
  };
}
