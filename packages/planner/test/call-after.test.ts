import { factory, type DefinitionOptions, type Ref } from "@posthog-definitions/core";
import { collection, defineKind, refTo, registryOf, tag, type Facet } from "@posthog-definitions/core/kind";
import { expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface StageRow {
  readonly id: number;
  readonly lights: number;
  readonly tags: readonly string[];
}
const stage = defineKind<"stage", { lights: number }, StageRow>({
  name: "stage",
  plural: "stages",
  summary: "A stage.",
  spec: z.object({ lights: z.number() }),
  identity: tag(),
  api: collection<StageRow>({ path: "stages/", scope: "stage", remove: "soft" }),
  encode: ({ lights }) => ({ lights }),
  decode: ({ lights }) => ({ lights }),
});

interface PlaySpec {
  readonly stage: Ref<"stage">;
  readonly begun: boolean;
}
interface PlayRow {
  readonly id: number;
  readonly stage: number;
  readonly begun: boolean;
  readonly tags: readonly string[];
}
/** Nobody wants a play to begin before the lights are set. */
const begun: Facet<boolean, PlaySpec, PlayRow> = {
  fresh: () => false,
  decode: (row) => row.begun,
  write: ({ spec }) => [{ step: "call", method: "POST", of: "row", path: "begin/", after: [spec.stage] }],
};
const play = defineKind<"play", PlaySpec, PlayRow>({
  name: "play",
  plural: "plays",
  summary: "A play.",
  spec: z.object({ stage: refTo("stage"), begun: z.boolean().default(false) }),
  identity: tag(),
  api: collection<PlayRow>({ path: "plays/", scope: "play", remove: "soft" }),
  encode: ({ stage }) => ({ stage }),
  decode: (row, at) => ({ stage: at.ref("stage", row.stage) }),
  facets: { begun },
});
const stages = factory<"stage", DefinitionOptions & { lights: number }>("stage");
const plays = factory<"play", DefinitionOptions & Record<string, unknown>>("play");

it("lets a call wait for what is done to another row", () => {
  const main = stages({ key: "main", lights: 12 });
  const { plan } = plannedWith(registryOf(stage, play), [main, plays({ key: "p", stage: main, begun: true })], {
    stage: [{ id: 1, lights: 6, tags: ["iac:stages:main"] }],
    play: [{ id: 2, stage: 1, begun: false, tags: ["iac:plays:p"] }],
  });
  expect(plan.requests.map(({ name, after }) => ({ name, after }))).toEqual([
    { name: "update stage.main", after: [] },
    { name: "post play.p begun", after: ["update stage.main"] },
  ]);
});
