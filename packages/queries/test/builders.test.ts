import { hasSite, siteOf } from "@posthog-definitions/core";
import { describe, expect, test } from "vitest";
import * as builders from "../src/index.js";
import { examples } from "./corpus/index.js";

const { event, hogql, inCohort, sqlTable, trends, where } = builders;

function expectDeeplyFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  expect(Object.isFrozen(value)).toBe(true);
  for (const item of Object.values(value)) expectDeeplyFrozen(item);
}

describe("builders", () => {
  test("give what was written, and the kind", () => {
    const series = [{ event: "user signed up" }];
    expect(trends({ series, interval: "week" })).toEqual({ kind: "TrendsQuery", series, interval: "week" });
    expect(event("a", { math: "dau" })).toEqual({ kind: "EventsNode", event: "a", math: "dau" });
    expect(where({ plan: "pro" })).toEqual({ where: { plan: "pro" } });
  });

  test("freeze all of it, and leave what they were given alone", () => {
    const built = examples.map(({ query }) => query).filter(hasSite);
    expect(built.length).toBeGreaterThan(50);
    built.forEach(expectDeeplyFrozen);
    const input = { series: [{ event: "a" }] };
    trends(input);
    expect(Object.isFrozen(input)).toBe(false);
    expect(Object.isFrozen(input.series)).toBe(false);
  });

  test("note where they were called", () => {
    expect(siteOf(trends({ series: ["a"] }))).toMatch(/^.*\n.*builders\.test\.ts/);
    expect(siteOf(hogql("select 1"))).toMatch(/^.*\n.*builders\.test\.ts/);
    expect(siteOf(where({ a: 1 }))).toMatch(/^.*\n.*builders\.test\.ts/);
    expect(JSON.stringify(trends({ series: [] }))).toBe('{"kind":"TrendsQuery","series":[]}');
  });

  test.each(Object.entries(builders))("%s never throws", (_name, builder) => {
    const call = builder as (...args: unknown[]) => unknown;
    for (const args of [[], [null], [undefined, undefined], [1], ["a", null], [[]], [{ key: new Date() }], [() => 1]])
      expect(() => call(...args)).not.toThrow();
  });

  test("take options, objects and text where they say so", () => {
    expect(hogql("select {a}", { a: 1 })).toEqual({ kind: "HogQLQuery", query: "select {a}", values: { a: 1 } });
    expect(hogql({ query: "select 1", variables: { a: 1 } })).toEqual({
      kind: "HogQLQuery",
      query: "select 1",
      variables: { a: 1 },
    });
    expect(sqlTable("select 1")).toEqual({
      kind: "DataVisualizationNode",
      source: "select 1",
      display: "ActionsTable",
    });
    expect(inCohort(42)).toEqual({ type: "cohort", key: "id", operator: "in", value: 42 });
  });
});
