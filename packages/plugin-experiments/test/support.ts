import { ref, type Definition, type Diagnostic, type Id, type Ref } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, type Decoding } from "@posthog-definitions/core/kind";
import { experimentHoldout as holdoutKind } from "@posthog-definitions/plugin-experiment-holdouts/kind";
import { experimentSavedMetric as savedMetricKind } from "@posthog-definitions/plugin-experiment-saved-metrics/kind";
import { featureFlag, type FeatureFlagInput } from "@posthog-definitions/plugin-feature-flags";
import { featureFlag as flagKind } from "@posthog-definitions/plugin-feature-flags/kind";
import { createWorkbench, type Workbench } from "@posthog-definitions/testkit";
import { experiment, type ExperimentInput } from "../src/index.js";
import { experiment as kind } from "../src/kind.js";
import type { ExperimentRow } from "../src/row.js";
import type { ExperimentSpec } from "../src/spec.js";

export const kinds = [kind, flagKind, holdoutKind, savedMetricKind];

/** The flag of most experiments here. */
export const flag = (input: Partial<FeatureFlagInput> = {}) =>
  featureFlag({ key: "checkout", rollout: 100, variants: { control: 50, test: 50 }, ...input });

/** An experiment on that flag. */
export const make = (input: Partial<ExperimentInput> = {}) =>
  experiment({ key: "e", name: "E", featureFlag: ref("feature-flag", "checkout"), ...input });

export const validated = (...definitions: Definition[]) =>
  resolve({ definitions: definitions.map((definition) => ({ definition })), registry: registryOf(...kinds) });

/** Everything that is wrong with an experiment beside its flag, as `path: message`. */
export const wrong = (input: object, itsFlag = flag()): string[] =>
  validated(itsFlag, experiment({ key: "e", name: "E", featureFlag: itsFlag, ...input })).diagnostics.map(text);

export const text = ({ path, severity, message }: Diagnostic): string =>
  `${severity === "warning" ? "warning " : ""}${(path ?? []).join(".")}: ${message}`;

/** The normal form of an experiment that is right. */
export function specOf(input: Partial<ExperimentInput> = {}): ExperimentSpec {
  const { definitions, diagnostics } = validated(flag(), make(input));
  const found = definitions.find(({ kind }) => kind.name === "experiment");
  if (!found) throw new Error(diagnostics.map(text).join("\n"));
  return found.spec as unknown as ExperimentSpec;
}

/** A world in which nothing is managed. */
export const at: Decoding = {
  ref: <K extends string>($ref: K, id: Id): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};

/** What a row says, in its normal form. */
export const meaning = (row: Partial<ExperimentRow>): ExperimentSpec =>
  normalised(kind, kind.decode({ id: 1, ...row }, at) as ExperimentSpec);

/** A project with the tool at work in it, and short forms of what tests ask. */
export function createBench(): Workbench & {
  /** What the tool writes while something is done: `POST experiments/601/launch/`. */
  sent(work: () => Promise<unknown>): Promise<string[]>;
  /** What a person does to the row of a definition. */
  byHand(definition: Definition, change: object | string): Promise<unknown>;
} {
  const bench = createWorkbench({ kinds });
  return Object.assign(bench, {
    async sent(work: () => Promise<unknown>) {
      const before = bench.emulator.log.writes.length;
      await work();
      return bench.emulator.log.writes
        .slice(before)
        .map(({ method, path }) => `${method} ${path.replace(/^\/api\/projects\/\d+\//, "")}`);
    },
    async byHand(definition: Definition, change: object | string) {
      const { path } = bench.kind(definition.kind).api;
      const at = `${path}${String((await bench.row(definition))["id"])}/`;
      return typeof change === "string"
        ? bench.hand.send("POST", `${at}${change}/`)
        : bench.hand.send("PATCH", at, { ...change });
    },
  });
}
