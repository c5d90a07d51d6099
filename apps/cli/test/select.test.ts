import { describe, expect, it } from "vitest";
import type { Kind, Registry, Resolution, Resolved } from "@posthog-definitions/core/kind";
import { select, type SelectFlags } from "../src/run/select.js";

const kinds = new Map(
  [
    ["insight", "insights"],
    ["dashboard", "dashboards"],
    ["action", "actions"],
  ].map(([name, plural]) => [name!, { name, plural } as unknown as Kind]),
);
const registry: Registry = { kinds, sources: new Map(), target: (name) => kinds.get(name) };
const definitions = ["insight.a", "insight.b", "dashboard.a"].map(
  (address) => ({ address, kind: kinds.get(address.split(".")[0]!) }) as unknown as Resolved,
);
const resolution: Resolution = { definitions, statements: [], diagnostics: [] };
const selected = (flags: SelectFlags): string[] => [...(select(flags, resolution, registry).only ?? ["(all)"])];
const hints = (flags: SelectFlags): (string | undefined)[] =>
  select(flags, resolution, registry).diagnostics.map(({ hint }) => hint);

describe("selecting", () => {
  it("takes everything without a flag", () => expect(selected({})).toEqual(["(all)"]));
  it("takes targets and kinds together", () => {
    expect(selected({ target: ["insight.b"], kind: ["dashboard"] })).toEqual(["insight.b", "dashboard.a"]);
  });
  it("knows kinds by their plurals", () =>
    expect(selected({ kind: ["insights"] })).toEqual(["insight.a", "insight.b"]));
  it("says what was probably meant", () => {
    expect(hints({ target: ["insigt.a"] })).toEqual(["Did you mean insight.a?"]);
    expect(hints({ kind: ["dashbord"] })).toEqual(["Did you mean dashboard?"]);
    expect(hints({ target: ["zzzzzzzz.nothing"] })).toEqual(["Known: insight.a, insight.b, dashboard.a."]);
  });
  it("refuses a kind of which nothing is defined", () => {
    expect(select({ kind: ["action"] }, resolution, registry).diagnostics[0]).toMatchObject({ code: "unknown-target" });
  });
});
