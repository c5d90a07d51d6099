import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { liveSecret, withValue } from "../src/index.js";
import { differences, keyed, marker, overlaid, same, specDifferences, specHash, tag, unmanaged } from "../src/kind.js";

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
});
