import { describe, expect, it } from "vitest";
import { z } from "zod";
import { adopt, factory, moved, ref, type DefinitionOptions, type Definition, type Statement } from "../src/index.js";
import { aliased, collection, defineKind, refTo, registryOf, resolve, tag, tags, toRef } from "../src/kind.js";

const box = defineKind({
  name: "box",
  plural: "boxes",
  summary: "A box.",
  spec: z.object({
    name: z.string(),
    size: z.enum(["small", "large"]).default("small"),
    inside: z.array(refTo("box")).default([]),
    look: aliased(
      { dataColor: z.string().optional(), shine: z.boolean().optional() },
      { data_color: "dataColor" },
    ).optional(),
    tags: tags(),
  }),
  aliases: { display_name: "name" },
  identity: tag(),
  api: collection({ path: "boxes/", scope: "box", remove: "soft" }),
  encode: (spec) => ({ ...spec }),
  decode: (row) => row,
});
type Loose = DefinitionOptions & Record<string, unknown>;
const make = factory<"box", Loose>("box");
const registry = registryOf(box);
const check = (...definitions: Definition[]) =>
  resolve({
    definitions: definitions.map((definition, i) => ({
      definition,
      place: { file: "boxes.ts", line: i + 1, column: 1 },
    })),
    registry,
  });
const told = (...definitions: Definition[]) =>
  check(...definitions).diagnostics.map(({ code, path, message, hint }) => ({
    code,
    path: path?.join("."),
    message,
    hint,
  }));

describe("resolve", () => {
  it("gives a normal form: defaults filled in, references as data, tags folded", () => {
    const inner = make({ key: "inner", name: "Inner" });
    const { definitions, diagnostics } = check(
      inner,
      make({ key: "outer", name: "Outer", inside: [inner], tags: [" B", "a", "b"] }),
    );
    expect(diagnostics).toEqual([]);
    expect(definitions[1]!.spec).toEqual({
      name: "Outer",
      size: "small",
      inside: [{ $ref: "box", key: "inner" }],
      tags: ["a", "b"],
    });
  });

  it("reports everything that is wrong at once, with the user's own names", () => {
    expect(told(make({ key: "a b", display_name: 3, size: "smal", colour: 1, ignore: ["nmae"] }))).toEqual([
      {
        code: "invalid-key",
        path: "key",
        message: 'The key "a b" may only have letters, digits, hyphens and underscores.',
        hint: undefined,
      },
      {
        code: "invalid-ignore",
        path: "ignore.0",
        message: '`ignore` names "nmae", but box has no field "nmae".',
        hint: 'Did you mean "name"?',
      },
      { code: "invalid-field", path: "display_name", message: "`name` must be a string, got 3.", hint: undefined },
      {
        code: "invalid-field",
        path: "size",
        message: '`size` must be one of "small", "large", got "smal".',
        hint: 'Did you mean "small"?',
      },
      {
        code: "unknown-field",
        path: "colour",
        message: "There is no field `colour`.",
        hint: "Fields: name, size, inside, look, tags.",
      },
    ]);
  });

  it("says which fields are missing", () => {
    expect(told(make({} as Loose)).map((d) => [d.code, d.path])).toEqual([
      ["missing-field", "key"],
      ["missing-field", "name"],
    ]);
  });

  it("refuses a field under two names, at the top and inside", () => {
    expect(told(make({ key: "a", name: "A", display_name: "A" }))).toMatchObject([
      { code: "alias-conflict", path: "display_name" },
    ]);
    expect(told(make({ key: "a", name: "A", look: { data_color: "x", dataColor: "x" } }))).toMatchObject([
      { code: "alias-conflict", path: "look.data_color" },
    ]);
  });

  it("takes the wire name of a field inside an object", () => {
    expect(check(make({ key: "a", name: "A", look: { data_color: "x" } })).definitions[0]!.spec["look"]).toEqual({
      dataColor: "x",
    });
  });

  it("tells a wrong kind of reference", () => {
    const other = factory<"lid", Loose>("lid")({ key: "l" });
    expect(told(make({ key: "a", name: "A", inside: [other] }))).toMatchObject([
      {
        code: "invalid-field",
        path: "inside.0",
        message: '`inside.0`: expected a box, ref("box", …) or lookup("box", …), got a lid.',
      },
    ]);
  });

  it("refuses two definitions with one key, naming the other place; the same object twice is one", () => {
    const one = make({ key: "a", name: "A" });
    expect(told(one, one)).toEqual([]);
    expect(told(one, make({ key: "a", name: "B" }))).toMatchObject([
      { code: "duplicate-key", message: "box.a is defined twice: also at boxes.ts:1:1." },
    ]);
  });

  it("refuses keys that differ in case alone", () => {
    expect(told(make({ key: "a", name: "A" }), make({ key: "A", name: "B" }))).toMatchObject([
      { code: "case-only-difference" },
    ]);
  });

  it("refuses reserved tags", () => {
    expect(told(make({ key: "a", name: "A", tags: ["iac:boxes:b"] }))).toMatchObject([
      { code: "reserved-tag", path: "tags" },
    ]);
  });

  it("counts a tag as it is once PostHog has folded it", () => {
    const x = "x".repeat(254);
    expect(told(make({ key: "a", name: "A", tags: [`   ${x}X   `] }))).toEqual([]);
    expect(told(make({ key: "a", name: "A", tags: ["b", `${x}İ`] }))).toMatchObject([
      { code: "invalid-field", path: "tags.1" },
    ]);
  });

  it("finds circles", () => {
    expect(
      told(
        make({ key: "a", name: "A", inside: [ref("box", "b")] }),
        make({ key: "b", name: "B", inside: [ref("box", "a")] }),
      ),
    ).toMatchObject([{ code: "reference-cycle", message: expect.stringContaining("box.a → box.b → box.a") as string }]);
  });

  it("says that a plugin is missing, for a definition and for a reference", () => {
    const lid = factory<"lid", Loose>("lid")({ key: "l" });
    expect(told(lid)).toMatchObject([{ code: "plugin-missing" }]);
  });

  it("checks what statements name", () => {
    const a = make({ key: "a", name: "A" });
    const statements = [adopt("box.a", 3), adopt("bix.a", 3), adopt("box.b", 3), moved("box.a", "box.a")];
    const { diagnostics, statements: good } = resolve({
      definitions: [{ definition: a }],
      statements: statements.map((statement) => ({ statement })),
      registry,
    });
    expect(good).toEqual([statements[0]]);
    expect(diagnostics.map((d) => d.message)).toEqual([
      'adopt(…): "bix.a" is not an address such as "dashboard.growth".',
      "adopt(…): box.b is not defined.",
      "moved(…): box.a is still defined.",
    ]);
  });

  it("follows renames to what an address is by now, so that statements may stay", () => {
    const read = (...statements: Statement[]) =>
      resolve({
        definitions: [{ definition: make({ key: "c", name: "C" }) }],
        statements: statements.map((statement) => ({ statement })),
        registry,
      });
    const [first, second] = [moved("box.a", "box.b"), moved("box.b", "box.c")];
    expect(read(first, adopt("box.a", 3), second)).toEqual({
      definitions: expect.any(Array),
      statements: [
        { statement: "moved", from: "box.b", to: "box.c" },
        { statement: "moved", from: "box.a", to: "box.c" },
        { statement: "adopt", address: "box.c", id: 3 },
      ],
      diagnostics: [],
    });
    const told = (...statements: Statement[]) => read(...statements).diagnostics.map(({ message }) => message);
    expect(told(first, moved("box.b", "box.a"))).toEqual([
      "moved(…): box.b is not defined.",
      "moved(…): box.a is not defined.",
    ]);
    expect(told(first, second, moved("box.a", "box.c"))).toEqual(["moved(…): box.a is said to be box.b already."]);
  });

  it("takes a definition with a mistake for one, where a statement names it", () => {
    const { diagnostics } = resolve({
      definitions: [{ definition: make({ key: "a", nmae: "A" }) }],
      statements: [{ statement: adopt("box.a", 3) }],
      registry,
    });
    expect(diagnostics.map(({ code }) => code)).not.toContain("invalid-statement");
  });

  it("keeps the reference of a definition, whoever made it", () => {
    expect(toRef(make({ key: "a", name: "A" }))).toEqual({ $ref: "box", key: "a" });
  });
});

describe("what PostHog keeps unique", () => {
  const crate = defineKind<"crate", { label: string }, object>({
    name: "crate",
    plural: "crates",
    summary: "A crate.",
    spec: z.object({ label: z.string(), beside: refTo("crate").optional() }),
    identity: tag(),
    unique: { field: "label", from: "label", same: (a, b) => a.toLowerCase() === b.toLowerCase() },
    api: collection<object>({ path: "crates/", scope: "crate", remove: "soft" }),
    encode: (spec) => ({ ...spec }),
    decode: (row) => row,
    check(spec, report, at) {
      const { beside } = spec as { beside?: { $ref: "crate"; key: string } };
      const other = beside && at.spec(beside);
      if (other?.["label"] === "heavy") report(["beside"], "stands beside a heavy one");
    },
  });
  const makeCrate = factory<"crate", Loose>("crate");
  const complaints = (...definitions: Definition[]) =>
    resolve({
      definitions: definitions.map((definition) => ({ definition })),
      registry: registryOf(crate),
      placeOf: (_, path) => ({ file: "crates.ts", line: 1, column: path.length }),
    }).diagnostics;

  it("is not given twice, by the server's own comparison", () => {
    expect(complaints(makeCrate({ key: "a", label: "Tools" }), makeCrate({ key: "b", label: "TOOLS" }))).toMatchObject([
      { code: "duplicate-unique", address: "crate.b", path: ["label"], place: { file: "crates.ts", column: 1 } },
    ]);
  });

  it("lets a kind look at what a reference names, whichever is defined first", () => {
    const heavy = makeCrate({ key: "h", label: "heavy" });
    expect(complaints(makeCrate({ key: "a", label: "A", beside: heavy }), heavy)).toMatchObject([
      { code: "invalid-field", address: "crate.a", path: ["beside"] },
    ]);
    expect(complaints(makeCrate({ key: "a", label: "A", beside: ref("crate", "elsewhere") }))).toEqual([]);
  });
});
