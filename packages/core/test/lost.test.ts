import { expect, it } from "vitest";
import { z } from "zod";
import { factory, type DefinitionOptions } from "../src/index.js";
import { collection, defineKind, registryOf, resolve, tag } from "../src/kind.js";

const box = defineKind({
  name: "box",
  plural: "boxes",
  summary: "A box.",
  spec: z.object({
    name: z.string(),
    inside: z.record(z.string(), z.object({ size: z.number() })).default({}),
    list: z.array(z.record(z.string(), z.number())).default([]),
    anything: z.unknown().optional(),
    loose: z.looseObject({}).optional(),
  }),
  aliases: { content: "inside" },
  identity: tag(),
  api: collection({ path: "boxes/", scope: "box", remove: "soft" }),
  encode: (spec) => ({ ...spec }),
  decode: (row) => row as never,
});
const make = factory<"box", DefinitionOptions & Record<string, unknown>>("box");
const told = (fields: string) => {
  const definition = make({ key: "a", name: "A", ...(JSON.parse(fields) as object) });
  return resolve({ definitions: [{ definition }], registry: registryOf(box) }).diagnostics.map(({ path, message }) => [
    path?.join("."),
    message,
  ]);
};

it.each([
  ['{ "inside": { "a": { "size": 1 }, "__proto__": { "size": 2 } } }', "inside.__proto__"],
  ['{ "content": { "__proto__": { "size": 2 } } }', "content.__proto__"],
  ['{ "list": [{}, { "__proto__": 2 }] }', "list.1.__proto__"],
  ['{ "loose": { "__proto__": 2 } }', "loose.__proto__"],
])("nothing is lost unseen: %s", (fields, path) => {
  expect(told(fields)).toEqual([[path, expect.stringContaining("nothing can be called `__proto__` here")]]);
});

it("what is kept may be called anything", () => {
  expect(told('{ "anything": { "__proto__": { "a": 1 } }, "inside": { "constructor": { "size": 1 } } }')).toEqual([]);
});
