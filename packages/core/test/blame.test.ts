import { describe, expect, it } from "vitest";
import { z } from "zod";
import { blaming, collection, defineKind, isKindError, tag, type Kind } from "../src/kind.js";

const boom = (): never => {
  throw new TypeError("boom");
};
const source = { package: "posthog-definitions-plugin-birds", version: "1.2.3" };
const bird: Kind = defineKind<"bird", { name: string }, { id: number }>({
  name: "bird",
  plural: "birds",
  summary: "Birds.",
  spec: z.object({ name: z.string() }),
  identity: tag(),
  api: collection<{ id: number }>({ path: "birds/", scope: "bird", remove: "hard", always: boom }),
  encode: (spec) => ({ name: spec.name }),
  decode: boom,
  facets: { name: { fresh: boom, decode: () => "x", write: () => [] } },
});
const blamed = blaming(bird, source);
const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
};

describe("a kind that throws", () => {
  it.each([
    ["decode", () => blamed.decode({}, {} as never)],
    ["api.always", () => blamed.api.always!({}, {})],
    ["facets.name.fresh", () => blamed.facets!["name"]!.fresh({}, { key: "a" })],
  ])("is named, with its package, version, and %s", (member, act) => {
    const thrown = thrownBy(act);
    expect(isKindError(thrown)).toBe(true);
    expect((thrown as Error).message).toBe(
      `\`${member}\` of the kind "bird" (posthog-definitions-plugin-birds 1.2.3) threw: boom`,
    );
    expect((thrown as Error).cause).toBeInstanceOf(TypeError);
  });

  it("does what it did otherwise", () => {
    expect(blamed.encode({ name: "owl" }, { key: "a", row: undefined })).toEqual({ name: "owl" });
    expect(blamed.identity.write({}, { key: "A" }, "birds")).toEqual({ tags: ["iac:birds:a"] });
    expect(blamed.spec).toBe(bird.spec);
    expect(blamed.contract).toBe(bird.contract);
  });
});
