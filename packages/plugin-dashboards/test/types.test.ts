import type { DefinitionOptions } from "@posthog-definitions/core";
import type { z } from "zod";
import { describe, expectTypeOf, it } from "vitest";
import type { insight } from "@posthog-definitions/plugin-insights";
import type { BreakdownColor, ButtonTile, DashboardInput, InsightTile, TextTile } from "../src/index.js";
import { dashboard } from "../src/index.js";
import type { aliases, spec } from "../src/schema.js";

/** The schema's lists are mutable, the interface's are not; nobody can tell in a file. */
type Frozen<T> = T extends readonly (infer Item)[] ? readonly Frozen<Item>[] : T;
type Fields<T> = { readonly [Name in keyof T]-?: Frozen<Exclude<T[Name], undefined>> };

/** Each takes what the other takes. */
type Same<A, B> = [Fields<A>] extends [Fields<B>] ? ([Fields<B>] extends [Fields<A>] ? true : false) : false;
const same = <_T extends true>(): void => undefined;

type Written = Omit<DashboardInput, keyof DefinitionOptions | keyof typeof aliases>;
type Parsed = z.input<typeof spec>;

/** Fields whose items have wire names of their own: those are compared below. */
type Nested = "tiles" | "breakdownColors";
type Colors = "breakdownValue" | "colorToken" | "breakdownType" | "breakdownProperty";
type Looks = "filters_overrides" | "show_description" | "transparent_background";

describe("the schema takes what the interface says", () => {
  it("field by field", () => {
    expectTypeOf<keyof Parsed>().toEqualTypeOf<keyof Written>();
    same<Same<Omit<Parsed, Nested>, Omit<Written, Nested>>>();
    same<Same<NonNullable<Parsed["breakdownColors"]>[number], Omit<BreakdownColor, Colors>>>();
  });

  it("tile by tile", () => {
    type Parts = NonNullable<Parsed["tiles"]>[number];
    same<Same<Extract<Parts, { insight: unknown }>, Omit<InsightTile, Looks>>>();
    same<Same<Extract<Parts, { kind: "text" }>, Omit<TextTile, Looks>>>();
    same<Same<Extract<Parts, { kind: "button" }>, Omit<ButtonTile, Looks>>>();
  });

  it("and refuses at compile time what it refuses at run time", () => {
    const board = dashboard({ key: "a", name: "A" });
    // @ts-expect-error a dashboard is no insight
    dashboard({ key: "b", name: "B", tiles: [{ insight: board }] });
    // @ts-expect-error a misspelt field
    dashboard({ key: "b", name: "B", pined: true });
    // @ts-expect-error a level that PostHog does not know
    dashboard({ key: "b", name: "B", restriction: "nobody" });
    expectTypeOf<ReturnType<typeof insight>>().toExtend<InsightTile["insight"]>();
  });
});
