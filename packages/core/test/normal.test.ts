import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { liveSecret, withValue } from "../src/index.js";
import { complaints } from "../src/kind/issues.js";
import { lean } from "../src/kind/lean.js";
import { decided } from "../src/kind/normal.js";
import {
  differences,
  fieldOf,
  keyed,
  marker,
  member,
  overlaid,
  same,
  specDifferences,
  specHash,
  tag,
  unmanaged,
} from "../src/kind.js";

describe("same", () => {
  it("takes an absent member and an undefined one for the same, and order for nothing", () => {
    expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(same([1, 2], [2, 1])).toBe(false);
    expect(same({ a: null }, {})).toBe(false);
  });

  it("takes no member that every object inherits for one of its own", () => {
    const { constructor } = {};
    expect(same({ constructor }, {})).toBe(false);
    expect(differences({}, { constructor: 1 })).toEqual([{ path: ["constructor"], before: undefined, after: 1 }]);
  });

  it("takes -0 for 0, as which it is sent", () => {
    expect(same({ a: [-0] }, JSON.parse(JSON.stringify({ a: [-0] })))).toBe(true);
    expect(specHash({ a: -0 })).toBe(specHash({ a: 0 }));
    expect(same(Number.NaN, Number.NaN)).toBe(true);
  });

  it("compares secrets by content, and takes an unknown one for equal", () => {
    expect(same(liveSecret("x"), withValue({ $env: "A" }, "x"))).toBe(true);
    expect(same(liveSecret("x"), withValue({ $env: "A" }, "y"))).toBe(false);
    expect(same(liveSecret("x"), { $env: "A" })).toBe(true);
  });

  it("agrees with differences: none exactly when the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(differences(a, b).length === 0).toBe(same(a, b));
        expect(differences(a, structuredClone(a))).toEqual([]);
      }),
    );
  });
});

describe("what is left alone", () => {
  const schema = z.object({
    name: z.string(),
    pinned: unmanaged(z.boolean()),
    theme: unmanaged(z.object({ dark: unmanaged(z.boolean()), size: z.number().optional() })),
    filters: z.object({ groups: z.array(z.object({ rollout: z.number() })) }),
  });
  const have = {
    name: "x",
    pinned: true,
    theme: { dark: true, size: 3 },
    filters: { groups: [{ rollout: 1 }, { rollout: 2 }] },
  };

  it("takes the live value where an unmanaged field is absent, at every level", () => {
    expect(overlaid(schema, { name: "y", theme: {}, filters: { groups: [] } }, have, [])).toEqual({
      name: "y",
      pinned: true,
      theme: { dark: true },
      filters: { groups: [] },
    });
  });

  it("takes the live value at ignored paths, `*` for any position", () => {
    const want = { name: "y", filters: { groups: [{ rollout: 8 }, { rollout: 9 }] } };
    expect(overlaid(schema, want, have, ["name", "filters.groups.*.rollout"])).toMatchObject({
      name: "x",
      filters: { groups: [{ rollout: 1 }, { rollout: 2 }] },
    });
    expect(want.filters.groups[0]!.rollout).toBe(8);
  });
});

describe("names that every object inherits", () => {
  const rows = unmanaged(z.record(z.string(), z.string()));
  const schema = z.object({ rows, inner: unmanaged(z.object({ a: z.string().optional() })) });
  const want = { rows: { constructor: "x" }, inner: {} };

  it("are names like others to what a file decides", () => {
    expect(decided(schema, want, { rows: { constructor: "y" }, inner: { toString: 1 } })).toEqual({
      rows: { constructor: "y" },
      inner: { toString: 1 },
    });
    expect(decided(schema, want, { constructor: 1 })).toEqual({ constructor: 1 });
  });

  it("are to `ignore` what they are called", () => {
    expect(overlaid(schema, want, { rows: {} }, ["rows.constructor", "rows.toString"])).toEqual({
      rows: {},
      inner: {},
    });
    expect(overlaid(schema, { rows: {} }, { rows: { valueOf: "z" } }, ["rows.valueOf"])).toEqual({
      rows: { valueOf: "z" },
    });
  });

  it("have no schema where nothing says so", () => {
    expect(fieldOf(schema, "constructor")).toBeUndefined();
    expect(lean(schema, { inner: { toString: 1 } })).toEqual({ inner: { toString: 1 } });
    const unknown = schema.strict().safeParse({ constructor: { toString: 1 } });
    expect(complaints(schema, { constructor: 1 }, unknown.error!.issues)).toMatchObject([
      { code: "unknown-field", path: ["constructor"] },
    ]);
  });
});

describe("differences", () => {
  it("name the items of a list without order", () => {
    const schema = z.object({ tiles: keyed(z.array(z.object({ id: z.string(), x: z.number() })), (t) => t.id) });
    expect(
      specDifferences(
        schema,
        {
          tiles: [
            { id: "a", x: 1 },
            { id: "b", x: 1 },
          ],
        },
        {
          tiles: [
            { id: "b", x: 2 },
            { id: "c", x: 1 },
          ],
        },
      ),
    ).toEqual([
      { path: ["tiles", "a"], before: { id: "a", x: 1 }, after: undefined },
      { path: ["tiles", "b", "x"], before: 1, after: 2 },
      { path: ["tiles", "c"], before: undefined, after: { id: "c", x: 1 } },
    ]);
  });

  it("take items for one that mean the same, whatever each side calls them", () => {
    const people = z.object({ users: keyed(z.array(member()), (one) => String(one.lookup?.["email"] ?? one.id)) });
    const ann = { $ref: "organization-member", id: 1, lookup: { email: "ann@example.com" } } as const;
    const bob = { $ref: "organization-member", id: 2, lookup: { email: "bob@example.com" } } as const;
    const byNumber = (id: number) => ({ $ref: "organization-member", id }) as const;
    const differ = (before: readonly unknown[], after: readonly unknown[]) =>
      specDifferences(people, { users: before }, { users: after }).map(({ path }) => path.join("."));
    expect(differ([ann, bob], [byNumber(2), ann])).toEqual([]);
    expect(differ([ann, bob], [byNumber(2)])).toEqual(["users.ann@example.com"]);
    expect(differ([ann], [byNumber(1), byNumber(3)])).toEqual(["users.3"]);
    // Said twice is not once.
    expect(differ([ann], [ann, byNumber(1)])).toEqual(["users.1"]);
  });
});

describe("a hash", () => {
  it("does not depend on order, and knows nothing of a secret", () => {
    expect(specHash({ a: 1, b: [2] })).toBe(specHash({ b: [2], a: 1, c: undefined }));
    expect(specHash({ s: liveSecret("x") })).toBe(specHash({ s: liveSecret("y") }));
    expect(specHash({ a: 1 })).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("identity", () => {
  it("reads what the published alpha wrote, and writes the same form", () => {
    const row = { tags: ["growth", "iac:dashboards:growth-board", "iac:hash:0123456789abcdef"] };
    expect(tag().read(row, "dashboards")).toEqual([{ key: "growth-board", hash: "0123456789abcdef" }]);
    expect(tag().read(row, "insights")).toEqual([]);
    expect(tag().strip(row)).toEqual({ tags: ["growth"] });
    expect(tag().write({ tags: ["growth"] }, { key: "Growth-Board", hash: "0123456789abcdef" }, "dashboards")).toEqual(
      row,
    );

    const text = "Who is in.\n\n<!-- iac:cohorts:power-users iac:hash:0123456789abcdef -->";
    const at = marker("description");
    expect(at.read({ description: text }, "cohorts")).toEqual([{ key: "power-users", hash: "0123456789abcdef" }]);
    expect(at.strip({ description: text })).toEqual({ description: "Who is in." });
    expect(
      at.write({ description: "Who is in." }, { key: "power-users", hash: "0123456789abcdef" }, "cohorts"),
    ).toEqual({ description: text });
  });

  it("keeps namespaces apart", () => {
    const at = tag();
    const body = at.write({}, { key: "a", namespace: "web" }, "insights");
    expect(body).toEqual({ tags: ["iac:insights:web/a"] });
    expect(at.read(body, "insights")).toEqual([{ key: "a", namespace: "web" }]);
  });

  it("is looked for in any text in one go, however much white space there is", () => {
    const text = `${" ".repeat(300_000)}x`;
    expect(marker("content").read({ content: text }, "notes")).toEqual([]);
    expect(marker("content").strip({ content: text })).toEqual({ content: text });
  });

  it("may stand deeper, in an object that keeps what else it has", () => {
    const at = marker("threshold.name", { max: 255 });
    const mark = { key: "few", hash: "0123456789abcdef", protect: true };
    const text = "<!-- iac:alerts:few iac:hash:0123456789abcdef iac:protect -->";
    expect(at.carrier).toBe("threshold");
    expect(at.write({ threshold: { configuration: 1 } }, mark, "alerts")).toEqual({
      threshold: { configuration: 1, name: text },
    });
    expect(at.write({ threshold: { name: "Mine" } }, mark, "alerts")).toEqual({
      threshold: { name: `Mine\n\n${text}` },
    });
    const row = { id: 1, threshold: { id: 2, name: `Mine\n\n${text}` } };
    expect(at.read(row, "alerts")).toEqual([mark]);
    expect(at.read(row, "others")).toEqual([]);
    expect(at.strip(row)).toEqual({ id: 1, threshold: { id: 2, name: "Mine" } });
    for (const other of [{}, { threshold: null }, { threshold: "text" }, { threshold: { name: 5 } }]) {
      expect(at.read(other, "alerts")).toEqual([]);
      expect(at.strip(other)).toEqual(other);
    }
  });
});
