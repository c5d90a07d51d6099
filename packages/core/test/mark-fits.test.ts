import { describe, expect, it } from "vitest";
import { z } from "zod";
import { factory, type DefinitionOptions } from "../src/index.js";
import { collection, defineKind, marker, registryOf, resolve, specHash } from "../src/kind.js";

const MAX = 120;
const book = defineKind({
  name: "book",
  plural: "books",
  summary: "A book.",
  spec: z.object({ blurb: z.string().default("") }),
  aliases: { text: "blurb" },
  identity: marker("blurb", { max: MAX }),
  api: collection({ path: "books/", scope: "book", remove: "soft" }),
  encode: (spec) => ({ ...spec }),
  decode: (row) => row,
});
const make = factory<"book", DefinitionOptions & { blurb?: string; text?: string }>("book");
const told = (input: Parameters<typeof make>[0], namespace?: string) =>
  resolve({
    definitions: [{ definition: make(input) }],
    registry: registryOf(book),
    ...(namespace === undefined ? {} : { namespace }),
  }).diagnostics.map(({ code, path, message }) => `${code} ${String(path)}: ${message}`);

/** What is left beside a mark of this key. */
const roomFor = (key: string, more: { namespace?: string; protect?: true } = {}) =>
  MAX -
  String(book.identity.write({ blurb: "x" }, { key, hash: specHash({}), ...more }, "books")["blurb"]).length +
  "x".length;

describe("a text that carries the mark", () => {
  it("may be as long as there is room beside it", () => {
    expect(told({ key: "a", blurb: "x".repeat(roomFor("a")) })).toEqual([]);
    expect(told({ key: "a", blurb: "x".repeat(roomFor("a") + 1) })).toEqual([
      `invalid-field blurb: \`blurb\` has ${roomFor("a") + 1} characters, and there is room for ${roomFor("a")}.`,
    ]);
  });

  it("has less room beside a longer key, a namespace and a protection", () => {
    const blurb = "x".repeat(roomFor("a"));
    expect(told({ key: "ab", blurb })).toHaveLength(1);
    expect(told({ key: "a", blurb }, "web")).toHaveLength(1);
    expect(told({ key: "a", blurb, protect: true })).toHaveLength(1);
    expect(told({ key: "a", blurb: "x".repeat(roomFor("a", { namespace: "web" })) }, "web")).toEqual([]);
    expect(told({ key: "a", protect: true, blurb: "x".repeat(roomFor("a", { protect: true })) })).toEqual([]);
  });

  it("counts characters as PostHog does, and is named as the user named it", () => {
    expect(told({ key: "a", blurb: "🦔".repeat(roomFor("a")) })).toEqual([]);
    expect(told({ key: "a", text: "🦔".repeat(roomFor("a") + 1) })).toEqual([
      expect.stringMatching(/^invalid-field text: `blurb` has/),
    ]);
  });

  it("holds no mark of its own, as a text does that was copied from PostHog", () => {
    const mark = "<!-- iac:others:b iac:hash:0123456789abcdef -->";
    expect(told({ key: "a", text: `Told.\n\n${mark}\n` })).toEqual([
      "invalid-field text: `blurb` ends with the mark of a managed row, `<!-- iac:… -->`.",
    ]);
    expect(told({ key: "a", blurb: `${mark} is how a mark looks.` })).toEqual([]);
    expect(told({ key: "a", blurb: "Ends in a space. " })).toEqual([]);
  });
});
