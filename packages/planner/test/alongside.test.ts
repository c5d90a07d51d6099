import { factory, type DefinitionOptions } from "@posthog-definitions/core";
import { collection, defineKind, registryOf, tag } from "@posthog-definitions/core/kind";
import { expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface Spec {
  readonly name: string;
  readonly water: number;
}
type Row = Spec & { readonly id: number; readonly tags: readonly string[] };

const well = defineKind<"well", Spec, Row>({
  name: "well",
  plural: "wells",
  summary: "A well.",
  spec: z.object({ name: z.string(), water: z.number() }),
  identity: tag(),
  api: collection<Row>({ path: "wells/", scope: "well", remove: "hard" }),
  alongside: { water: "Every pond below rises too." },
  encode: ({ name, water }) => ({ name, water }),
  decode: ({ name, water }) => ({ name, water }),
});
const wells = factory<"well", DefinitionOptions & Spec>("well");
const notes = (spec: Spec, rows: readonly object[]) =>
  plannedWith(registryOf(well), [wells({ key: "w", ...spec })], {
    well: rows as Record<string, unknown>[],
  }).plan.changes.flatMap((change) => change.notes);

it("says what else a change of a field does, on rows that exist", () => {
  const row = { id: 1, name: "W", water: 1, tags: ["iac:wells:w"] };
  expect(notes({ name: "W", water: 2 }, [row])).toEqual(["Every pond below rises too."]);
  expect(notes({ name: "X", water: 1 }, [row])).toEqual([]);
  expect(notes({ name: "W", water: 2 }, [])).toEqual([]);
});
