import { adopt, factory, forget, moved, ref, type DefinitionOptions } from "@posthog-definitions/core";
import { collection, defineKind, marker, refTo, registryOf, type Kind } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Prune } from "../src/index.js";
import { plannedWith } from "./support.js";

interface ShelfRow {
  readonly id: number;
  readonly name: string;
  readonly about: string;
  readonly holder: number | null;
}
type ShelfSpec = { name: string; holder?: { $ref: "shelf"; key?: string } };
/** Shelves hang from each other. */
const shelf = defineKind<"shelf", ShelfSpec, ShelfRow>({
  name: "shelf",
  plural: "shelves",
  summary: "A shelf.",
  spec: z.object({ name: z.string(), holder: refTo("shelf").optional() }),
  identity: marker("about"),
  api: collection<ShelfRow>({ path: "shelves/", scope: "shelf", remove: "hard" }),
  afterRemoval: "What stood on it falls down.",
  encode: (spec) => ({ name: spec.name, holder: spec.holder ?? null }),
  decode: (row, at) => ({
    name: row.name,
    ...(typeof row.holder === "number" ? { holder: at.ref("shelf", row.holder) } : {}),
  }),
  title: (row) => row.name,
});
const registry = registryOf(shelf);
const make = factory<"shelf", DefinitionOptions & Record<string, unknown>>("shelf");
const row = (id: number, key: string | undefined, more: Partial<ShelfRow> & { mark?: string } = {}) => {
  const { mark = "", ...rest } = more;
  return {
    id,
    name: `Shelf ${id}`,
    holder: null,
    about: key === undefined ? "" : `Oak.\n\n<!-- iac:shelves:${key}${mark} -->`,
    ...rest,
  };
};
const kept = (n: number) => Array.from({ length: n }, (_, i) => make({ key: `k${i}`, name: `Shelf ${i}` }));
const keptRows = (n: number) => Array.from({ length: n }, (_, i) => row(i, `k${i}`));

const plan = (
  definitions: Parameters<typeof plannedWith>[1],
  rows: readonly object[],
  more: Parameters<typeof plannedWith>[3] & { readonly prune?: Prune } = {},
) => plannedWith(registry, definitions, { shelf: rows as never }, more).plan;

describe("pruning", () => {
  const rows = [...keptRows(10), row(50, "upper", { holder: 51 }), row(51, "lower")];

  it("is nothing that happens by itself", () => {
    const result = plan(kept(10), rows);
    expect(result).toMatchObject({
      changes: [],
      requests: [],
      orphans: [{ address: "shelf.upper" }, { address: "shelf.lower" }],
    });
  });

  it("deletes what no file names, who refers to a row before that row, and says what becomes of it", () => {
    const { changes, requests, orphans } = plan(kept(10), rows, { prune: {} });
    expect(changes).toMatchObject([
      { action: "delete", address: "shelf.upper", title: "Shelf 50", notes: ["What stood on it falls down."] },
      { action: "delete", address: "shelf.lower", title: "Shelf 51" },
    ]);
    expect(requests.map(({ name, method, after }) => ({ name, method, after }))).toEqual([
      { name: "delete shelf.upper", method: "DELETE", after: [] },
      { name: "delete shelf.lower", method: "DELETE", after: ["delete shelf.upper"] },
    ]);
    expect(orphans).toEqual([]);
  });

  it("sends with a soft deletion what PostHog wants with every PATCH", () => {
    const soft: Kind<"shelf", ShelfSpec, ShelfRow> = {
      ...shelf,
      immutable: { name: { then: "replace", why: "Carved in." } },
      api: collection<ShelfRow>({
        path: "shelves/",
        scope: "shelf",
        remove: "soft",
        always: (body, whole) => ({ ...body, name: whole["name"] }),
      }),
    };
    const { requests } = plannedWith(
      registryOf(soft),
      [make({ key: "k0", name: "Another" })],
      { shelf: [row(0, "k0"), row(51, "lower")] },
      { prune: { limit: 1 } },
    ).plan;
    const deletions = requests.filter(({ name }) => name.startsWith("delete "));
    expect(deletions.map(({ name, method, body }) => ({ name, method, body }))).toEqual([
      { name: "delete shelf.k0", method: "PATCH", body: { deleted: true, name: "Shelf 0" } },
      { name: "delete shelf.lower", method: "PATCH", body: { deleted: true, name: "Shelf 51" } },
    ]);
  });

  it("lets a definition drop its reference first", () => {
    const { requests } = plan(
      [make({ key: "k0", name: "Shelf 0" })],
      [row(0, "k0", { holder: 51 }), row(51, "lower")],
      {
        prune: { limit: 1 },
      },
    );
    expect(requests.find(({ name }) => name === "delete shelf.lower")!.after).toEqual(["update shelf.k0"]);
  });

  it("refuses what a definition refers to still", () => {
    const { diagnostics, requests } = plan(
      [make({ key: "k0", name: "Shelf 0", holder: ref("shelf", "lower") })],
      [row(0, "k0", { holder: 51 }), row(51, "lower")],
      { prune: { limit: 1 }, file: "shelves.ts" },
    );
    expect(diagnostics).toMatchObject([
      {
        code: "refused",
        address: "shelf.lower",
        message: expect.stringContaining("shelf.k0 refers to it"),
        place: { file: "shelves.ts", line: 1 },
      },
    ]);
    expect(requests).toEqual([]);
  });

  it("never touches rows of others, or of another namespace", () => {
    const others = [...keptRows(3), row(60, undefined), row(61, "desk/upper")];
    expect(plan(kept(3), others, { prune: { limit: 99 } })).toMatchObject({ changes: [], requests: [] });
  });

  it("stops at a fifth of the managed rows, unless it is told the number", () => {
    const told = plan(kept(3), [...keptRows(3), row(51, "lower")], { prune: {} });
    expect(told.diagnostics).toMatchObject([
      {
        code: "prune-limit",
        message: "1 of 4 managed rows would be deleted, which is more than a fifth.",
        hint: expect.stringContaining("--prune-limit 1"),
      },
    ]);
    expect(told.requests).toEqual([]);
    expect(plan(kept(4), [...keptRows(4), row(51, "lower")], { prune: {} }).requests).toHaveLength(1);
    expect(plan(kept(3), [...keptRows(3), row(51, "lower")], { prune: { limit: 1 } }).requests).toHaveLength(1);
    expect(plan(kept(10), rows, { prune: { limit: 1 } }).diagnostics).toMatchObject([{ code: "prune-limit" }]);
  });

  it("refuses what is protected, as the row remembers", () => {
    const guarded = [...keptRows(10), row(51, "lower", { mark: " iac:hash:0011223344556677 iac:protect" })];
    const { diagnostics, requests } = plan(kept(10), guarded, { prune: {} });
    expect(diagnostics).toMatchObject([{ code: "protected", address: "shelf.lower" }]);
    expect(requests).toEqual([]);
  });
});

describe("protection", () => {
  it("is written onto the row, and taken off, as a field like any other", () => {
    const definition = make({ key: "a", name: "Shelf 1", protect: true });
    const { changes, requests } = plan([definition], [row(1, "a")]);
    expect(changes).toMatchObject([{ action: "update", fields: [{ path: ["protect"], before: false, after: true }] }]);
    expect(Object.keys(requests[0]!.body)).toEqual(["about"]);
    expect(requests[0]!.body["about"]).toMatch(/<!-- iac:shelves:a iac:hash:[0-9a-f]{16} iac:protect -->$/);
    expect(plan([definition], [row(1, "a", { mark: " iac:protect" })]).changes).toEqual([]);
    expect(plan([make({ key: "a", name: "Shelf 1" })], [row(1, "a", { mark: " iac:protect" })]).changes).toMatchObject([
      { fields: [{ path: ["protect"], before: true, after: false }] },
    ]);
  });

  it("is changed in the file, as it can be nowhere else", () => {
    const definition = make({ key: "a", name: "Shelf 1", protect: true });
    const hash = plan([definition], [])
      .requests[0]!.body["about"]!.toString()
      .match(/iac:hash:[0-9a-f]{16}/)![0];
    const about = `<!-- iac:shelves:a ${hash} -->`;
    expect(plan([definition], [row(1, "a", { about })]).changes[0]?.origin).toBe("file");
    expect(plan([definition], [row(1, "a", { about, name: "Edited" })]).changes[0]?.origin).toBe("drift");
  });
});

describe("forget", () => {
  it("takes the mark off and nothing else, protected or not, and is harmless afterwards", () => {
    const rows = [...keptRows(2), row(51, "lower", { mark: " iac:protect" })];
    const { changes, requests } = plan(kept(2), rows, { statements: [forget("shelf.lower")], prune: {} });
    expect(changes).toMatchObject([{ action: "forget", address: "shelf.lower", id: 51 }]);
    expect(requests).toMatchObject([{ verb: "forget", method: "PATCH", body: { about: "Oak." } }]);
    expect(plan(kept(2), keptRows(2), { statements: [forget("shelf.lower")] }).changes).toEqual([]);
  });
});

describe("taking over", () => {
  it("finds a row by what stands in it", () => {
    const definition = make({ key: "a", name: "Shelf 7" });
    const statements = [adopt("shelf.a", { name: "Shelf 7" })];
    expect(plan([definition], [row(7, undefined), row(8, undefined)], { statements }).changes).toMatchObject([
      { action: "adopt", id: 7 },
    ]);
    const twice = plan([definition], [row(7, undefined), row(8, undefined, { name: "Shelf 7" })], { statements });
    expect(twice.diagnostics[0]).toMatchObject({
      code: "invalid-statement",
      message: expect.stringContaining("2 rows fit: 7, 8"),
    });
  });

  it("tells apart what would go only because the file is silent", () => {
    const definition = make({ key: "a", name: "Shelf 8" });
    const { changes } = plan([definition], [row(7, undefined, { holder: 9 })], { statements: [adopt("shelf.a", 7)] });
    expect(changes[0]!.fields).toEqual([
      { path: ["name"], before: "Shelf 7", after: "Shelf 8" },
      { path: ["holder"], before: { $ref: "shelf", id: 9 }, after: undefined, unnamed: true },
    ]);
  });

  it("moves a definition from one namespace to another, with its row", () => {
    const definition = make({ key: "a", name: "Shelf 7" });
    const statements = [moved("shelf.web/b", "shelf.a")];
    const { changes, requests } = plan([definition], [row(7, "web/b")], { statements, namespace: "desk" });
    expect(changes).toMatchObject([{ action: "move", from: "shelf.web/b", id: 7 }]);
    expect(requests[0]!.body["about"]).toContain("<!-- iac:shelves:desk/a ");
    const bare = plan([definition], [row(7, "b")], { statements: [moved("shelf./b", "shelf.a")], namespace: "desk" });
    expect(bare.changes).toMatchObject([{ action: "move", from: "shelf.b", id: 7 }]);
  });
});
