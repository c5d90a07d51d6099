import { expect, it } from "vitest";
import { company, flagsWithVariants, some } from "../bench/company.mjs";
import { counted } from "../bench/requests.mjs";

const ROWS = 120;
/** Lists of any kind and of what it points at, at most. */
const LISTS = 4;
/** The list of these lacks what a plan must know: each row is read by itself. */
const READ_ALONE = ["dashboard", "experiment"];

const uses = (kind: string) =>
  kind === "experiment"
    ? flagsWithVariants(ROWS)
    : kind === "dashboard"
      ? some["insight"]!(ROWS * 5)
      : kind === "insight-alert"
        ? some["insight"]!(ROWS * 2)
        : [];

it.each(Object.keys(some))("one request makes a row of %s, and a plan reads lists", async (kind) => {
  const used = uses(kind);
  const rows = some[kind]!(ROWS, used);
  const { lists, made, sync } = await counted([...used, ...rows]);
  // The tiles are laid out once the dashboard and its insights are there.
  const layouts = kind === "dashboard" ? rows.length : 0;
  expect(made).toBe(used.length + rows.length + layouts);
  expect(lists).toBeLessThanOrEqual(LISTS);
  expect(sync).toBe(lists + (READ_ALONE.includes(kind) ? rows.length : 0));
});

it("a company of 1,000 rows of all kinds costs at most 140 requests to plan in sync", async () => {
  const all = company();
  const alone = all.filter(({ kind }) => READ_ALONE.includes(kind)).length;
  const layouts = all.filter(({ kind }) => kind === "dashboard").length;
  const { lists, made, sync } = await counted(all);
  expect(all).toHaveLength(1_000);
  expect(made).toBe(all.length + layouts);
  expect(sync).toBe(lists + alone);
  expect(sync).toBeLessThanOrEqual(140);
});
