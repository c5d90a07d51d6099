import type { RequestEvent } from "@posthog-definitions/client";
import { duration } from "@posthog-definitions/render";
import type { Context } from "../context.js";

/** Waits shorter than this are not worth a line in a log. */
const WORTH_A_LINE = 5;

/**
 * What is going on, on standard error: in a terminal one line that is written over and over; elsewhere, where lines stay,
 * only what explains a silence. `verbose` adds a line for each request.
 */
export class Progress {
  private shown = false;
  private phase = "";
  private lastWait = "";

  constructor(
    private readonly context: Context,
    private readonly verbose: boolean,
  ) {}

  /** What is being done now: `Reading the project`. */
  start(phase: string): void {
    this.phase = phase;
    this.show(`${phase} …`);
  }

  /** How far it is. */
  at(done: number, of: number): void {
    this.show(`${this.phase} … ${done} of ${of}`);
  }

  /** The line makes room for something that stays. */
  clear(): void {
    if (this.shown) this.context.stderr.write("\r\u001b[2K");
    this.shown = false;
  }

  readonly onRequest = (event: RequestEvent): void => {
    if (event.type === "wait") this.wait(event.seconds, event.because);
    else if (this.verbose) this.trace(event);
  };

  private wait(seconds: number, because: "limit" | "retry-after"): void {
    const time = duration(seconds) ?? "a moment";
    const line =
      because === "limit" ? `Waiting ${time} to stay within PostHog's limits` : `PostHog asks to wait ${time}`;
    if (this.context.stderr.isTTY) this.show(line);
    else if (seconds >= WORTH_A_LINE && line !== this.lastWait) this.context.stderr.write(`${line}\n`);
    this.lastWait = line;
  }

  private trace(event: Exclude<RequestEvent, { type: "wait" }>): void {
    if (event.type === "start") return;
    const what = `${event.method} ${event.path}`;
    const line =
      event.type === "retry"
        ? `${what}  again in ${duration(event.seconds) ?? "a moment"} (${event.because})`
        : `${what}  ${event.status ?? "no answer"}  ${Math.round(event.ms)} ms`;
    this.clear();
    this.context.stderr.write(`${line}\n`);
  }

  private show(line: string): void {
    if (!this.context.stderr.isTTY) return;
    const room = (this.context.stderr.columns ?? 80) - 1;
    this.context.stderr.write(`\r\u001b[2K${line.slice(0, room)}`);
    this.shown = true;
  }
}
