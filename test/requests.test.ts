import { expect, it } from "vitest";
import { company, some } from "../bench/company.mjs";
import { counted } from "../bench/requests.mjs";

const ROWS = 120;
/** Lists of any kind and of what it points at. */
const LISTS = 5;
/** The list of these lacks what a plan must know: each row is read by itself. */
const READ_ALONE = ["dashboard", "experiment"];

const kinds = Object.keys(some).filter((kind) => kind !== "flagsWithVariants" && kind !== "project-settings");

it.each(kinds)("one request makes a row of %s, and a plan reads lists", async (kind) => {
  const uses =
    kind === "experiment" ? some["flagsWithVariants"]!(ROWS) : kind === "dashboard" ? some["insight"]!(ROWS * 5) : [];
  const { lists, made, sync } = await counted([...uses, ...some[kind]!(ROWS, uses)]);
  // The tiles are laid out once the dashboard and its insights are there.
  const layouts = kind === "dashboard" ? ROWS : 0;
  expect(made).toBe(uses.length + ROWS + layouts);
  expect(lists).toBeLessThan(LISTS);
  expect(sync).toBeLessThan(LISTS + (READ_ALONE.includes(kind) ? ROWS : 0));
});

it("a company of 1,000 rows of all kinds costs at most 140 requests to plan in sync", async () => {
  const all = company();
  const { lists, made, sync } = await counted(all);
  expect(sync).toBeLessThanOrEqual(140);
  expect(made).toBeLessThanOrEqual(all.length + 100);
  expect(lists).toBeLessThan(sync);
});
