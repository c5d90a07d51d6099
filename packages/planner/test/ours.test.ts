import { factory, type DefinitionOptions } from "@posthog-definitions/core";
import { collection, defineKind, registryOf, specHash, tag } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface Item {
  readonly text: string;
  readonly id?: string;
}
interface Spec {
  readonly items: readonly Item[];
}
interface Row extends Spec {
  readonly id: number;
  readonly tags: readonly string[];
}

/** A list whose items get an id from the server, unless the file pins one. */
const list = defineKind<"list", Spec, Row>({
  name: "list",
  plural: "lists",
  summary: "A list.",
  spec: z.object({ items: z.array(z.object({ text: z.string(), id: z.string().optional() })) }),
  identity: tag(),
  api: collection<Row>({ path: "lists/", scope: "list", remove: "hard" }),
  encode: ({ items }, { row }) => ({ items: items.map((item, i) => ({ id: row?.items[i]?.id, ...item })) }),
  decode: ({ items }) => ({ items }),
  ours: (have, want) => ({
    items: have.items.map(({ id, ...item }, i) => (want.items[i]?.id === undefined ? item : { ...item, id })),
  }),
});
const lists = factory<"list", DefinitionOptions & Spec>("list");
const planned = (items: readonly Item[], applied: readonly Item[] = [{ text: "milk" }]) => {
  const tags = ["iac:lists:shop", `iac:hash:${specHash({ items: applied })}`];
  const rows = { list: [{ id: 1, items: [{ text: "milk", id: "a" }], tags }] };
  return plannedWith(registryOf(list), [lists({ key: "shop", items })], rows).plan;
};

describe("a kind that says what of a row is ours", () => {
  it("compares no more than that", () => {
    expect(planned([{ text: "milk" }]).changes).toEqual([]);
    expect(planned([{ text: "milk", id: "a" }], [{ text: "milk", id: "a" }]).changes).toEqual([]);
  });

  it("compares what the file does speak of", () => {
    expect(planned([{ text: "milk", id: "b" }]).changes[0]?.fields).toEqual([
      { path: ["items", 0, "id"], before: "a", after: "b" },
    ]);
  });

  it("still knows who made a change", () => {
    const [change] = planned([{ text: "bread" }]).changes;
    expect(change).toMatchObject({ action: "update", origin: "file" });
    expect(planned([{ text: "bread" }], [{ text: "bread" }]).changes[0]?.origin).toBe("drift");
  });

  it("sends along what is not", () => {
    expect(planned([{ text: "bread" }]).requests[0]?.body).toMatchObject({ items: [{ text: "bread", id: "a" }] });
  });
});
