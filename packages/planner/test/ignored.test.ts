import { factory, type DefinitionOptions } from "@posthog-definitions/core";
import { collection, defineKind, naturalKey, registryOf } from "@posthog-definitions/core/kind";
import { expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface Spec {
  readonly type: string;
  readonly options: readonly string[];
  readonly note: string;
}
type Row = Spec & { readonly id: number; readonly code: string };

/** Only a list has options. */
const control = defineKind<"control", Spec, Row>({
  name: "control",
  plural: "controls",
  summary: "A control.",
  spec: z.object({ type: z.string(), options: z.array(z.string()).default([]), note: z.string().default("") }),
  identity: naturalKey("code"),
  api: collection<Row>({ path: "controls/", scope: "control", remove: "hard" }),
  encode: ({ type, options, note }) => ({ type, options, note }),
  decode: ({ type, options, note }) => ({ type, options, note }),
  normalise: (spec) => (spec.type === "list" ? spec : { ...spec, options: [] }),
});
const make = factory<"control", DefinitionOptions & Partial<Spec>>("control");
const planOf = (spec: DefinitionOptions & Partial<Spec>, row: Partial<Row>) =>
  plannedWith(registryOf(control), [make(spec)], {
    control: [{ id: 1, code: "c", type: "list", options: [], note: "", ...row }],
  }).plan;

it("what is ignored is taken as it is, and what has no sense beside it is no difference", () => {
  const list = { key: "c", type: "list", options: ["a"] };
  expect(planOf({ ...list, ignore: ["type"] }, { type: "text" }).changes).toEqual([]);
  expect(planOf(list, { type: "text" }).changes[0]?.fields.map(({ path }) => path)).toEqual([["type"], ["options"]]);
});

it("a key that is a column of its own does not travel with every change", () => {
  expect(planOf({ key: "c", type: "list", note: "n" }, {}).requests[0]?.body).toEqual({ note: "n" });
});
