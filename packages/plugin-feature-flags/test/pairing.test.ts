import { expect, it } from "vitest";
import { paired } from "../src/pairing.js";

it("pairs equal items by what both lists begin and end with", () => {
  expect(paired(["new", "a"], ["a", "a"])).toEqual([0, 1]);
  expect(paired(["a", "new"], ["a", "a"])).toEqual([0, 1]);
  expect(paired(["new", "a", "a"], ["a", "a"])).toEqual([undefined, 0, 1]);
  expect(paired(["a", "a", "new"], ["a", "a"])).toEqual([0, 1, undefined]);
  expect(paired(["a", "a"], ["a", "b", "a"])).toEqual([0, 2]);
});

it("follows what was moved, and then the neighbours", () => {
  expect(paired(["c", "a", "b"], ["a", "b", "c"])).toEqual([2, 0, 1]);
  expect(paired(["a", "changed", "c"], ["a", "b", "c"])).toEqual([0, 1, 2]);
  expect(paired([], ["a"])).toEqual([]);
  expect(paired(["a"], [])).toEqual([undefined]);
});
