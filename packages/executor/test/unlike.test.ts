import { env, liveSecret, ref } from "@posthog-definitions/core";
import { describe, expect, it } from "vitest";
import { unlike } from "../src/unlike.js";

describe("how what PostHog has differs from what was written", () => {
  it.each([
    [
      "2026-01-01T00:00:00Z",
      "2026-01-01T00:00:00.000Z",
      'it has "2026-01-01T00:00:00Z", not "2026-01-01T00:00:00.000Z"',
    ],
    ["4d9a", undefined, 'it has "4d9a", not nothing'],
    [undefined, { a: [1] }, 'it has nothing, not {"a":[1]}'],
    [ref("insight", "a"), ref("insight", "b"), "it has insight.a, not insight.b"],
    [liveSecret("one"), env("TWO"), "it has another value"],
    ["one", env("TWO"), "it has another value"],
    [{ token: "one" }, { token: env("TWO") }, "it has another value"],
    [[{ token: liveSecret("one") }], [], "it has another value"],
  ])("%j, %j", (before, after, text) => expect(unlike({ before, after })).toBe(text));

  it("shows of long values where they part", () => {
    const text = unlike({
      before: `${"a".repeat(200)}b${"c".repeat(200)}`,
      after: `${"a".repeat(200)}B${"c".repeat(200)}`,
    });
    expect(text).toMatch(/^it has …a{19}abc{59}…, not …a{19}aBc{59}…$/);
    expect(unlike({ before: "x".repeat(200), after: "x" })).toMatch(/^it has "x{79}…, not "x"$/);
  });
});
