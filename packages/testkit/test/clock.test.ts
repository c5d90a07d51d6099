import { describe, expect, it } from "vitest";
import { virtualClock } from "../src/workbench/clock.js";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("virtual time", () => {
  it("passes for sleepers in the order in which they are due", async () => {
    const clock = virtualClock(0);
    const woken: string[] = [];
    await Promise.all([
      clock.sleep(3_600_000).then(() => woken.push(`hour at ${clock.now()}`)),
      clock.sleep(1000).then(() => woken.push(`second at ${clock.now()}`)),
    ]);
    expect(woken).toEqual(["second at 1000", "hour at 3600000"]);
  });

  it("stands still while something happens", async () => {
    const clock = virtualClock(0);
    let awake = false;
    void clock.sleep(10).then(() => (awake = true));
    for (let i = 0; i < 200; i++) {
      clock.stir();
      await turn();
    }
    expect(awake).toBe(false);
  });

  it("does not pass for a sleeper that was called off", async () => {
    const clock = virtualClock(0);
    const off = new AbortController();
    const sleeping = clock.sleep(5000, off.signal);
    off.abort();
    await sleeping;
    expect(clock.now()).toBe(0);
  });
});
