import type { Definition, Id, Ref } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, type Decoding } from "@posthog-definitions/core/kind";
import { cohort, type CohortInput } from "../src/index.js";
import { cohort as kind, type CohortSpec } from "../src/kind.js";
import type { CohortRow } from "../src/row.js";

const registry = registryOf(kind);

export const at: Decoding = {
  ref: <K extends string>($ref: K, id: Id): Ref<K> => ({ $ref, id }),
  managed: () => false,
  side: () => [],
};

export const validate = (definition: Definition) => resolve({ definitions: [{ definition }], registry });

export const complaints = (input: object): string[] =>
  validate(cohort({ key: "a", name: "A", ...input } as CohortInput)).diagnostics.map(
    ({ path, message }) => `${(path ?? []).join(".")}: ${message}`,
  );

export function specOf(input: Partial<CohortInput>): CohortSpec {
  const { definitions, diagnostics } = validate(cohort({ key: "a", name: "A", ...input }));
  if (!definitions[0]) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return definitions[0].spec as unknown as CohortSpec;
}

export const decode = (row: CohortRow): CohortSpec => normalised(kind, kind.decode(row, at) as CohortSpec);
export const encode = (spec: CohortSpec) => kind.encode(spec, { key: "a", row: undefined });
