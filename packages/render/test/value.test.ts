import { lookup, ref } from "@posthog-definitions/core";
import { expect, it } from "vitest";
import { inline } from "../src/value.js";

it("shows a reference as people know it: by its address, by what they looked up, else by its id", () => {
  expect(inline(ref("cohort", "staff"))).toBe("cohort.staff");
  expect(inline(lookup("cohort", { name: "Staff" }))).toBe('cohort{name: "Staff"}');
  expect(inline({ $ref: "cohort", id: 4, lookup: { name: "Staff" } })).toBe('cohort{name: "Staff"}');
  expect(inline(lookup("cohort", { id: 4 }))).toBe("cohort#4");
});
