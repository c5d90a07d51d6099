import type { Context, Stream } from "../src/context.js";

export interface TestContext extends Context {
  readonly out: () => string;
  readonly err: () => string;
  /** Presses Ctrl-C. */
  interrupt(): void;
  readonly exits: number[];
}

/** A process that is none: what is written is kept, and Ctrl-C is a call. */
export function testContext(
  cwd: string,
  { env = {}, tty = false }: { env?: Record<string, string>; tty?: boolean } = {},
): TestContext {
  const written = { out: "", err: "" };
  const stream = (name: "out" | "err"): Stream => ({
    isTTY: tty,
    write: (text) => {
      written[name] += text;
    },
  });
  const listeners = new Set<() => void>();
  const exits: number[] = [];
  return {
    cwd,
    env,
    stdin: { isTTY: tty },
    stdout: stream("out"),
    stderr: stream("err"),
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStray: () => () => undefined,
    exit: (code) => exits.push(code),
    out: () => written.out,
    err: () => written.err,
    interrupt: () => [...listeners].forEach((listener) => listener()),
    exits,
  };
}
