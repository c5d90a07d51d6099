import { expect, it } from "vitest";
import { lastAuthor, readEntry, type Entry } from "../src/history.js";

/** The file says `n`; a row differs by what its note is. */
const differing = ({ note }: Readonly<Record<string, unknown>>): unknown => (note === "n" ? undefined : note);
const user = (first_name: string) => ({ first_name, email: `${first_name.toLowerCase()}@example.com` });
const raw = (by: unknown, before: unknown, after: unknown, more: object = {}) => ({
  user: by,
  activity: "updated",
  created_at: "2026-11-24T09:12:00Z",
  detail: { changes: [{ field: "note", before, after }], trigger: null },
  ...more,
});
const told = (note: string, ...log: readonly object[]) =>
  lastAuthor(
    { note },
    log.map((entry) => readEntry(entry, undefined)!),
    differing,
  );
const at = "2026-11-24T09:12:00Z";

it("counts the others only where the log goes back to what the file says", () => {
  const whole = [raw(user("Ada"), "b", "c"), raw(user("Ben"), "a", "b"), raw(user("Cleo"), "n", "a")];
  expect(told("c", ...whole)).toEqual({ by: "Ada", at, others: 2 });
  expect(told("c", ...whole.slice(0, 2))).toEqual({ by: "Ada", at });
});

it("counts nobody where one of them cannot be named", () => {
  expect(told("b", raw(user("Ada"), "a", "b"), raw(null, "n", "a"))).toEqual({ by: "Ada", at });
});

it("counts a person once, and two of one name twice", () => {
  const other = { first_name: "Ada", email: "another@example.com" };
  const log = [raw(user("Ada"), "c", "d"), raw(other, "b", "c"), raw(other, "a", "b"), raw(user("Ada"), "n", "a")];
  expect(told("d", ...log)).toEqual({ by: "Ada", at, others: 1 });
});

it.each([
  ["the system", raw(null, "n", "a")],
  ["somebody of PostHog in a user's name", raw(user("Ada"), "n", "a", { was_impersonated: true })],
  ["a user without a name", raw({ first_name: " ", email: "" }, "n", "a")],
  [
    "a job",
    raw(user("Ada"), "n", "a", {
      detail: { changes: [{ field: "note", before: "n", after: "a" }], trigger: { job_type: "scheduled_change" } },
    }),
  ],
])("names nobody for %s, and nobody before", (_, entry) => {
  expect(told("a", entry)).toBeUndefined();
  expect(told("a", entry, raw(user("Ben"), "n", "n"))).toBeUndefined();
});

it("names nobody where two entries do not join", () => {
  expect(told("c", raw(user("Ada"), "b", "c"), raw(user("Ben"), "n", "a"))).toBeUndefined();
});

it("does not take a row back beyond its beginning", () => {
  const made = raw(user("Ben"), null, "a", { activity: "created" });
  expect(told("b", raw(user("Ada"), "a", "b"), made)).toEqual({ by: "Ada", at });
  expect(told("a", made)).toBeUndefined();
});

it("passes over fields that the row does not have", () => {
  const entry = raw(user("Ada"), "n", "a", { detail: { changes: [{ field: "encrypted", before: 1, after: 2 }] } });
  expect(told("a", entry, raw(user("Ben"), "n", "a"))).toEqual({ by: "Ben", at });
});

it("reads nothing from what is no entry", () => {
  const entries: unknown[] = [null, "x", {}, { created_at: "soon" }, { created_at: 5 }];
  expect(entries.map((entry) => readEntry(entry, undefined))).toEqual(entries.map(() => undefined));
  const bare: Entry = { at, changes: [] };
  expect(readEntry({ created_at: at, detail: { changes: [null, { field: 1 }, "x"] } }, undefined)).toEqual(bare);
  expect(readEntry({ created_at: at, detail: null }, undefined)).toEqual(bare);
});

it("does not name whom PostHog takes for everybody that it does not know", () => {
  expect(readEntry(raw(user("Ada"), "n", "a"), user("Ada"))).not.toHaveProperty("person");
  expect(readEntry(raw(user("Ada"), "n", "a"), user("Ben"))).toHaveProperty("person");
});
