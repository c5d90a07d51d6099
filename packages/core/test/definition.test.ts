import { describe, expect, it } from "vitest";
import { env, factory, isDefinition, liveSecret, lookup, ref, siteOf, type DefinitionOptions } from "../src/index.js";

interface NoteInput extends DefinitionOptions {
  readonly text: string;
  readonly lines?: string[];
}
const note = factory<"note", NoteInput>("note");

describe("a factory", () => {
  it("freezes a deep copy, and leaves the caller's objects alone", () => {
    const lines = ["a"];
    const made = note({ key: "n", text: "t", lines });
    lines.push("b");
    expect(made.spec.lines).toEqual(["a"]);
    expect(Object.isFrozen(made) && Object.isFrozen(made.spec) && Object.isFrozen(made.spec.lines)).toBe(true);
    expect(Object.isFrozen(lines)).toBe(false);
  });

  it.each([undefined, null, 7, "text", [], { key: 3 }])("never throws, whatever it gets: %j", (input) => {
    const made = note(input as unknown as NoteInput);
    expect(isDefinition(made)).toBe(true);
  });

  it("survives a circle in its input", () => {
    const input: Record<string, unknown> = { key: "n", text: "t" };
    input["self"] = input;
    expect(() => note(input as unknown as NoteInput)).not.toThrow();
  });

  it("keeps a definition held by another as the same object", () => {
    const inner = note({ key: "inner", text: "t" });
    const outer = note({ key: "outer", text: "t", inner } as NoteInput);
    expect((outer.spec as unknown as { inner: unknown }).inner).toBe(inner);
  });

  it("supplies the key of the one row that there is, and leaves it to validation if somebody writes another", () => {
    const settings = factory<"settings", Omit<NoteInput, "key">>("settings", { key: "project" });
    expect(settings({ text: "t" })).toMatchObject({ key: "project", spec: { key: "project", text: "t" } });
    expect(settings({ text: "t", key: "other" } as Omit<NoteInput, "key">).key).toBe("other");
    for (const input of [undefined, null, 7, "text", []])
      expect(isDefinition(settings(input as unknown as NoteInput))).toBe(true);
  });

  it("notes where it was called, and shows it to nobody who does not ask", () => {
    const made = note({ key: "n", text: "t" });
    expect(siteOf(made)).toContain("definition.test.ts");
    expect(Object.keys(made)).toEqual(["kind", "key", "spec"]);
  });
});

describe("references and secrets", () => {
  it("are plain data", () => {
    expect({ ...ref("cohort", "power-users") }).toEqual({ $ref: "cohort", key: "power-users" });
    expect({ ...lookup("cohort", { name: "Power users" }) }).toEqual({
      $ref: "cohort",
      lookup: { name: "Power users" },
    });
    expect({ ...lookup("cohort", { id: 42 }) }).toEqual({ $ref: "cohort", id: 42 });
    expect({ ...env("TOKEN") }).toEqual({ $env: "TOKEN" });
  });

  it("hide a secret from everything that prints", () => {
    const secret = liveSecret("hunter2");
    expect(JSON.stringify({ secret })).not.toContain("hunter2");
    expect(String(Object.entries(secret))).not.toContain("hunter2");
    expect(JSON.stringify({ ...secret })).not.toContain("hunter2");
  });
});
