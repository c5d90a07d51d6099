import { format } from "node:util";

const levels = ["log", "info", "warn", "error", "debug", "trace"] as const;

/** Does something, and keeps whatever is printed meanwhile. */
export async function overhearing<T>(act: () => Promise<T>): Promise<{ readonly result: T; readonly heard: string }> {
  const lines: string[] = [];
  const printer = globalThis.console;
  const before = levels.map((level) => [level, printer[level]] as const);
  const streams = [process.stdout, process.stderr].map((stream) => [stream, stream.write] as const);
  for (const level of levels) printer[level] = (...parts: unknown[]) => void lines.push(format(...parts));
  for (const [stream] of streams)
    stream.write = ((text: unknown) => lines.push(String(text)) > 0) as typeof stream.write;
  try {
    return { result: await act(), heard: lines.join("\n") };
  } finally {
    for (const [level, print] of before) printer[level] = print;
    for (const [stream, write] of streams) stream.write = write;
  }
}
