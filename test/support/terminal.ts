import { spawn } from "node:child_process";
import { clean, type Ran, type RunOptions } from "./cli.js";

/** Keys that are pressed once the program has asked. */
export interface Keys {
  /** What it has to have written since the last keys. */
  readonly when: RegExp;
  readonly press: string;
}
export const key = { down: "\u001b[B", space: " ", enter: "\r", ctrlC: "\u0003" } as const;

/** Believes that somebody sits there. */
const TERMINAL = `data:text/javascript,Object.defineProperty(process.stdin, "isTTY", { value: true });`;

/** Runs a program of Node's as somebody at a terminal does. `stderr` is without what moves the cursor. */
export function runTyped(
  program: string,
  args: readonly string[],
  keys: readonly Keys[],
  { cwd, env = {} }: RunOptions,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", TERMINAL, program, ...args], {
      cwd,
      env: { ...clean(), NO_COLOR: "1", ...env },
      stdio: ["pipe", "pipe", "pipe"],
      // It waits for ever for keys that nobody presses.
      timeout: 50_000,
    });
    let [stdout, stderr, seen] = ["", "", ""];
    const left = [...keys];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => {
      const text = plain(chunk.toString());
      stderr += text;
      seen += text;
      while (left[0]?.when.test(seen)) {
        child.stdin.write(left.shift()!.press);
        seen = "";
      }
      if (left.length === 0) child.stdin.end();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

// eslint-disable-next-line no-control-regex
const plain = (text: string): string => text.replace(/\u001b\[[?\d;]*[A-Za-z]/g, "");
