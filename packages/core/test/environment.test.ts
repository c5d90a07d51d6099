import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  adopt,
  factory,
  perEnvironment,
  type Definition,
  type DefinitionOptions,
  type Statement,
} from "../src/index.js";
import { collection, defineKind, refTo, registryOf, resolve, tag, type Environments } from "../src/kind.js";

const lamp = defineKind<"lamp", object, object>({
  name: "lamp",
  plural: "lamps",
  summary: "A lamp.",
  spec: z.object({ watts: z.number(), rooms: z.array(z.string()).default([]), beside: refTo("lamp").optional() }),
  identity: tag(),
  api: collection<object>({ path: "lamps/", scope: "lamp", remove: "soft" }),
  encode: (spec) => ({ ...spec }),
  decode: (row) => row,
});
interface LampInput extends DefinitionOptions {
  readonly watts: number;
  readonly rooms?: readonly string[];
  readonly beside?: Definition<"lamp">;
}
const make = factory<"lamp", LampInput>("lamp");

const known = ["staging", "production"];
function read(definitions: readonly Definition[], environments: Environments, statements: readonly Statement[] = []) {
  const resolution = resolve({
    definitions: definitions.map((definition) => ({ definition })),
    statements: statements.map((statement) => ({ statement })),
    registry: registryOf(lamp),
    environments,
    placeOf: (_, path) => ({ file: "lamps.ts", line: path.length, column: 1 }),
  });
  return {
    ...resolution,
    specs: resolution.definitions.map(({ spec }) => spec),
    told: resolution.diagnostics.map(({ code, path, message }) => [code, path?.join("."), message]),
  };
}

describe("a value that differs between environments", () => {
  const desk = make({ key: "desk", watts: perEnvironment({ staging: 5 }, 60) });

  it("is the one of the chosen environment, else what holds otherwise", () => {
    expect(read([desk], { name: "staging", known }).specs).toEqual([{ watts: 5, rooms: [] }]);
    expect(read([desk], { name: "production", known }).specs).toEqual([{ watts: 60, rooms: [] }]);
    expect(read([desk], { known }).specs).toEqual([{ watts: 60, rooms: [] }]);
  });

  it("may stand anywhere, and be a definition", () => {
    const [a, b] = [make({ key: "a", watts: 1 }), make({ key: "b", watts: 2 })];
    const hall = make({
      key: "hall",
      watts: 1,
      rooms: ["hall", perEnvironment({ staging: "lab", production: "office" })],
      beside: perEnvironment({ staging: a, production: b }),
    });
    expect(read([a, b, hall], { name: "production", known }).specs.at(-1)).toEqual({
      watts: 1,
      rooms: ["hall", "office"],
      beside: { $ref: "lamp", key: "b" },
    });
  });

  it("must be there, by a name that is configured, and is checked like any other", () => {
    const dark = make({ key: "dark", watts: perEnvironment({ staging: 1 }) });
    expect(read([dark], { name: "production", known }).told).toEqual([
      ["environment-missing", "watts", 'There is no value for the environment "production".'],
    ]);
    expect(read([dark], { known }).told).toEqual([
      ["environment-missing", "watts", "This differs between environments, and none was chosen."],
    ]);
    const misspelt = make({ key: "m", watts: perEnvironment({ stagin: 1 }, 2) });
    expect(read([misspelt], { name: "staging", known }).told).toEqual([
      ["environment-unknown", "watts", 'There is no environment "stagin".'],
    ]);
    const wrong = make({ key: "w", watts: perEnvironment({ staging: "five" as never }, 2) });
    expect(read([wrong], { name: "staging", known }).told).toMatchObject([
      ["invalid-field", "watts", expect.anything()],
    ]);
    expect(read([wrong], { name: "production", known }).told).toEqual([]);
  });

  it("has the type of its values", () => {
    // @ts-expect-error no text where a number belongs
    make({ key: "t", watts: perEnvironment({ staging: "five" }) });
    make({ key: "t", watts: perEnvironment({ staging: 5 }, 6) });
  });
});

describe("a definition that exists in some environments", () => {
  const lab = make({ key: "lab", watts: 1, environments: ["staging"] });

  it("is there in those alone", () => {
    expect(read([lab], { name: "staging", known }).specs).toHaveLength(1);
    expect(read([lab], { name: "production", known })).toMatchObject({ specs: [], told: [] });
  });

  it("needs a choice, among names that are configured", () => {
    expect(read([lab], { known }).told).toEqual([
      ["environment-missing", "environments", "This exists in some environments only, and none was chosen."],
    ]);
    const lost = make({ key: "lost", watts: 1, environments: ["stagin"] });
    expect(read([lost], { name: "staging", known }).told).toEqual([
      ["environment-unknown", "environments.0", 'There is no environment "stagin".'],
    ]);
  });

  it("is taken over where a row is named for it, and nothing is where none is", () => {
    const statements = [adopt("lamp.hall", perEnvironment({ staging: 7 }))];
    const hall = make({ key: "hall", watts: 1 });
    expect(read([hall], { name: "staging", known }, statements).statements).toMatchObject([{ id: 7 }]);
    expect(read([hall], { name: "production", known }, statements)).toMatchObject({ statements: [], told: [] });
    expect(read([hall], { known }, statements).told).toHaveLength(1);
    const misspelt = [adopt("lamp.hall", perEnvironment({ stagin: 7 }))];
    expect(read([hall], { name: "production", known }, misspelt).told).toEqual([
      ["invalid-statement", undefined, 'There is no environment "stagin".'],
    ]);
  });

  it("may be named by a statement in the others too", () => {
    const statements = [adopt("lamp.lab", perEnvironment({ staging: 7 }, 0))];
    expect(read([lab], { name: "staging", known }, statements).statements).toMatchObject([
      { address: "lamp.lab", id: 7 },
    ]);
    expect(read([lab], { name: "production", known }, statements)).toMatchObject({ statements: [], told: [] });
  });
});
