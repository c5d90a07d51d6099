import { describe, expect, it } from "vitest";
import { z } from "zod";
import { asJson, env, factory, reveal, withValue, type DefinitionOptions } from "../src/index.js";
import { collection, defineKind, registryOf, resolve, tag } from "../src/kind.js";

interface Spec {
  lamp?: { on?: boolean; watts?: number; old?: string };
  on?: boolean;
  lit?: boolean;
}

const room = defineKind<"room", Spec, object>({
  name: "room",
  plural: "rooms",
  summary: "A room.",
  spec: z.object({
    lamp: z.object({ on: z.boolean().optional(), watts: z.number().optional(), old: z.string().optional() }).optional(),
    on: z.boolean().optional(),
    lit: z.boolean().optional(),
  }),
  shorthands: { on: ["lamp", "on"], lit: ["lamp", "on"] },
  notKept: { "lamp.old": "the server forgets it" },
  identity: tag(),
  api: collection({ path: "rooms/", scope: "room", remove: "soft" }),
  encode: (spec) => ({ ...spec }),
  decode: (row) => row,
  normalise: ({ on, lit, ...spec }) => ({ ...spec, lamp: { on: on ?? lit, ...spec.lamp } }),
  check(spec, report) {
    if (spec.lamp?.on) report(["lamp", "on", "brightness"], "too bright", "warning");
    if (spec.lamp?.on === false) report(["lamp"], "too dark", "warning");
  },
});
const make = factory<"room", DefinitionOptions & Spec>("room");
const resolved = (spec: Spec, ignore: string[] = []) =>
  resolve({ definitions: [{ definition: make({ key: "r", ignore, ...spec }) }], registry: registryOf(room) });
const told = (spec: Spec) =>
  resolved(spec).diagnostics.map(({ code, path, message }) => `${code} ${path?.join(".")}: ${message}`);

describe("short forms", () => {
  it("may not stand beside the long form, nor beside each other", () => {
    expect(told({ on: false, lamp: { on: true } })[0]).toBe(
      "alias-conflict on: `on` and `lamp.on` say the same thing; keep one of them.",
    );
    expect(told({ on: false, lit: false })[0]).toBe(
      "alias-conflict lit: `lit` and `on` say the same thing; keep one of them.",
    );
    expect(told({ on: false, lamp: { watts: 40 } })).toEqual(["invalid-field lamp: too dark"]);
  });

  it("take what `check` finds to where it was written", () => {
    expect(told({ lit: true })).toEqual(["invalid-field lit: too bright"]);
    expect(told({ lamp: { on: true } })).toEqual(["invalid-field lamp.on.brightness: too bright"]);
    expect(told({ lit: false })).toEqual(["invalid-field lit: too dark"]);
    expect(told({ lit: false, lamp: { watts: 1 } })).toEqual(["invalid-field lamp: too dark"]);
  });

  it("may be used in `ignore`", () => {
    expect(resolved({ on: false }, ["lit", "lamp.watts"]).definitions[0]?.ignore).toEqual(["lamp.on", "lamp.watts"]);
  });
});

it("warns of a field that is not kept, however deep", () => {
  expect(told({ lamp: { old: "x" } })).toEqual(["not-supported lamp.old: `lamp.old`: the server forgets it"]);
});

describe("a secret sent as JSON", () => {
  it("is text of its own, unless its value is JSON already", () => {
    expect(reveal(withValue(asJson(env("A")), "sk_1"))).toBe('"sk_1"');
    expect(reveal(withValue(asJson(env("A")), '{"key":1}'))).toBe('{"key":1}');
    expect(JSON.stringify(withValue(asJson(env("A")), "sk_1"))).toBe('{"$env":"A","as":"json"}');
  });
});
