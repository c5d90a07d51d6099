import { factory, type DefinitionOptions, type Reference } from "@posthog-definitions/core";
import { collection, defineKind, refTo, registryOf, tag } from "@posthog-definitions/core/kind";
import { expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface Spec {
  readonly water: number;
  readonly from?: Reference<"well">;
}
type Row = { readonly id: number; readonly water: number; readonly from?: number; readonly tags: readonly string[] };

const kind = (name: string, rewrites?: readonly string[]) =>
  defineKind<string, Spec, Row>({
    name,
    plural: `${name}s`,
    summary: "Water.",
    spec: z.object({ water: z.number(), from: refTo("well").optional() }),
    identity: tag(),
    api: collection<Row>({ path: `${name}s/`, scope: name, remove: "hard" }),
    ...(rewrites ? { rewrites } : {}),
    encode: ({ water, from }) => ({ water, from }),
    decode: ({ water, from }, at) => ({ water, ...(from === undefined ? {} : { from: at.ref("well", from) }) }),
  });
const registry = registryOf(kind("well", ["pond"]), kind("pond"));
const make = (name: string) => factory<string, DefinitionOptions & Spec>(name);
const well = make("well")({ key: "w", water: 2 });
const live = (more: object = {}) => ({
  well: [{ id: 1, water: 1, tags: ["iac:wells:w"] }],
  pond: [{ id: 2, water: 1, tags: ["iac:ponds:p"], ...more }],
});
const order = (pond: Spec, rows = live()) =>
  Object.fromEntries(
    plannedWith(registry, [well, make("pond")({ key: "p", ...pond })], rows).plan.requests.map(
      ({ name, after, joiners }) => [name, { after, joiners }],
    ),
  );

it("puts changes of rows that the server will rewrite first, and does not depend on their outcome", () => {
  expect(order({ water: 2 })).toEqual({
    "update well.w": { after: ["update pond.p"], joiners: ["update pond.p"] },
    "update pond.p": { after: [], joiners: [] },
  });
});

it("holds for rows that refer to the one which changes, too", () => {
  expect(order({ water: 2, from: { $ref: "well", key: "w" } as Reference<"well"> })).toMatchObject({
    "update well.w": { after: ["update pond.p"] },
    "update pond.p": { after: [] },
  });
});

it("says nothing about rows that stay as they are", () => {
  expect(order({ water: 1 })).toEqual({ "update well.w": { after: [], joiners: [] } });
});
