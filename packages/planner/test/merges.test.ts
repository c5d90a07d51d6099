import { factory } from "@posthog-definitions/core";
import { collection, defineKind, registryOf, singleton, unmanaged } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface Settings {
  readonly look?: {
    readonly theme?: string;
    readonly fonts?: Readonly<Record<string, string>>;
    readonly size?: object;
  };
  readonly tags?: readonly string[];
}

const fonts = unmanaged(z.record(z.string(), z.string()));
const kind = defineKind<"settings", Settings, Settings>({
  name: "settings",
  plural: "settings",
  summary: "One row, whose look is merged.",
  spec: z.strictObject({
    look: unmanaged(
      z.strictObject({ theme: unmanaged(z.string()), fonts, size: unmanaged(z.record(z.string(), z.unknown())) }),
    ),
    tags: unmanaged(z.array(z.string())),
  }),
  identity: singleton(),
  // The row is the parent itself.
  api: collection({ path: "", scope: "project", remove: "never", singleton: true, merges: ["look", "look.fonts"] }),
  encode: (spec) => ({ ...spec }),
  decode: ({ look, tags }) => ({ look, tags }),
});
const settings = factory<"settings", Settings & { readonly ignore?: string[] }>("settings", { key: "project" });

const row = {
  id: 1,
  look: { theme: "dark", fonts: { body: "a", code: "b" }, size: { small: 1, large: 2 } },
  tags: ["x"],
};
const planned = (spec: Settings) => plannedWith(registryOf(kind), [settings(spec)], { settings: [row] }).plan;

describe("a body key that the server merges", () => {
  it("travels with the members that differ, and so does a member that is merged in turn", () => {
    const look = { theme: "light", fonts: { body: "c", code: "b" }, size: { small: 3, large: 2 } };
    expect(planned({ look }).requests).toMatchObject([
      { method: "PATCH", body: { look: { theme: "light", fonts: { body: "c" }, size: { small: 3, large: 2 } } } },
    ]);
    expect(Object.keys((planned({ look }).requests[0]!.body["look"] as { fonts: object }).fonts)).toEqual(["body"]);
  });

  it("says nothing of members that the file does not name", () => {
    expect(planned({ look: { theme: "dark" } }).requests).toEqual([]);
    expect(planned({ look: { theme: "light" } }).requests).toMatchObject([{ body: { look: { theme: "light" } } }]);
    expect(Object.keys(planned({ look: { theme: "light" } }).requests[0]!.body)).toEqual(["look"]);
  });
});

describe("a kind of one row", () => {
  it("is always an update, without a mark, and only of what is declared", () => {
    const { changes, requests, orphans } = planned({ tags: ["y"] });
    expect(changes).toMatchObject([{ action: "update", address: "settings.project", fields: [{ path: ["tags", 0] }] }]);
    expect(requests.map(({ verb, body }) => ({ verb, body }))).toEqual([{ verb: "update", body: { tags: ["y"] } }]);
    expect(orphans).toEqual([]);
  });
});
