import { lookup, type Spec } from "@posthog-definitions/core";
import { normalised, registryOf, resolve, type Decoding } from "@posthog-definitions/core/kind";
import { projectSettings, type ProjectSettingsInput } from "../src/index.js";
import { projectSettings as kind } from "../src/kind.js";

export const validate = (input: object) =>
  resolve({
    definitions: [{ definition: projectSettings(input as ProjectSettingsInput) }],
    registry: registryOf(kind),
  });

/** The normal form of an input. */
export function specOf(input: ProjectSettingsInput) {
  const { definitions, diagnostics } = validate(input);
  if (!definitions[0]) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return definitions[0].spec;
}

const at: Decoding = {
  ref: (kind, id) => ({ $ref: kind, id }),
  managed: () => false,
  side: () => [],
};

/** What a row means. */
export const decoded = (row: object): Spec => normalised(kind, kind.decode(row as Spec, at) as Spec);

/** The body of what a file says, against an empty project. */
export const sent = (input: ProjectSettingsInput, row?: Readonly<Record<string, unknown>>) =>
  kind.encode(specOf(input), { key: "project", row });

export const betaFlag = lookup("feature-flag", { key: "beta" });
