import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { wantsColor } from "../src/terminal/color.js";
import { interruptible } from "../src/terminal/interrupt.js";
import { Progress } from "../src/terminal/progress.js";
import { testContext } from "./harness.js";

describe("colour", () => {
  const stream = (isTTY: boolean): { isTTY: boolean; write: () => void } => ({ isTTY, write: () => undefined });

  it.each<[boolean, Record<string, string>, boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("terminal %j, environment %j: %j", (isTTY, env, wanted) => expect(wantsColor(stream(isTTY), env)).toBe(wanted));
});

describe("interruptions", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("stop at once while nothing is written", () => {
    const context = testContext("/");
    const interrupt = interruptible(context, () => undefined);
    context.interrupt();
    expect(interrupt.hard.aborted).toBe(true);
    interrupt.release();
  });

  it("are gentle first, and hard then, while something is written", () => {
    const context = testContext("/");
    const said: string[] = [];
    const interrupt = interruptible(context, (line) => said.push(line));
    interrupt.writing();
    context.interrupt();
    expect([interrupt.gentle.aborted, interrupt.hard.aborted]).toEqual([true, false]);
    expect(said).toHaveLength(1);
    context.interrupt();
    expect(interrupt.hard.aborted).toBe(true);
    expect(context.exits).toEqual([]);
    vi.runAllTimers();
    expect(context.exits).toEqual([130]);
  });

  it("leave the process alone once the run has said its last words", () => {
    const context = testContext("/");
    const interrupt = interruptible(context, () => undefined);
    context.interrupt();
    interrupt.release();
    vi.runAllTimers();
    expect(context.exits).toEqual([]);
  });
});

describe("progress", () => {
  const wait = { type: "wait", class: "crud", seconds: 30, because: "limit" } as const;

  it("is silent in a log, but for long waits, each told once", () => {
    const context = testContext("/");
    const progress = new Progress(context, false);
    progress.start("Reading");
    progress.at(1, 2);
    progress.onRequest({ ...wait, seconds: 2 });
    progress.onRequest(wait);
    progress.onRequest(wait);
    progress.clear();
    expect(context.err()).toBe("Waiting 30 s to stay within PostHog's limits\n");
  });

  it("is one line in a terminal, which goes away", () => {
    const context = testContext("/", { tty: true });
    const progress = new Progress(context, false);
    progress.start("Reading");
    progress.at(1, 2);
    progress.clear();
    expect(context.err()).not.toContain("\n");
    expect(context.err()).toContain("Reading … 1 of 2");
    expect(context.err().endsWith("\r\u001b[2K")).toBe(true);
  });

  it("has a line for each request when verbose", () => {
    const context = testContext("/");
    const progress = new Progress(context, true);
    const about = { id: 1, method: "GET", path: "/api/projects/1/insights/", class: "analytics", attempt: 1 } as const;
    progress.onRequest({ type: "start", ...about });
    progress.onRequest({ type: "end", status: 200, ms: 12.3, ...about });
    expect(context.err()).toBe("GET /api/projects/1/insights/  200  12 ms\n");
  });
});
