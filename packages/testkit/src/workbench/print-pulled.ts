import {
  adopt,
  env,
  factory,
  isDefinition,
  isStatement,
  lookup,
  ref,
  type Definition,
} from "@posthog-definitions/core";
import { builderOf, callsIn, type Registry } from "@posthog-definitions/core/kind";
import type { Pulled } from "@posthog-definitions/executor";
import { camelCase, exportName, fileStem, printFile } from "@posthog-definitions/printer";
import { runModules } from "./modules.js";
import type { Exports } from "./workbench.js";

/** The files of a pull, by name. */
export function printPulled({ definitions }: Pulled, registry: Registry): ReadonlyMap<string, string> {
  const factories = new Set([...registry.kinds.keys()].map(camelCase));
  const placed = definitions.map((definition) => ({
    definition,
    file: `${registry.kinds.get(definition.kind)!.plural}/${fileStem(definition.key)}.ts`,
    name: exportName(
      definition.kind,
      definition.key,
      new Set([...factories, ...callsIn(definition.input).map((call) => builderOf(call).name)]),
    ),
  }));
  const byAddress = new Map(placed.map((one) => [one.definition.address, one]));
  return new Map(
    placed.map(({ definition, file, name }) => [
      file,
      printFile(
        {
          address: definition.address,
          name,
          factory: { name: camelCase(definition.kind), from: "ours" },
          input: definition.input,
          ...(definition.adopts ? { adopt: definition.id } : {}),
        },
        {
          moduleOf: () => "ours",
          definition: ({ $ref, key }) => {
            const to = byAddress.get(`${$ref}.${key}`);
            return to && { module: `../${to.file.replace(/\.ts$/, "")}`, name: to.name };
          },
        },
      ),
    ]),
  );
}

/** What the files of a pull export, once they are run. `factories`: by kind, where it is not the plain one. */
export function runPulled(
  pulled: Pulled,
  registry: Registry,
  factories: Readonly<Record<string, (input: never) => Definition>> = {},
): Exports {
  const builders = pulled.definitions.flatMap(({ input }) => callsIn(input).map(builderOf));
  const ours = {
    ...Object.fromEntries(builders.map(({ name, make }) => [name, make])),
    ...Object.fromEntries(
      [...registry.kinds.keys()].map((kind) => [camelCase(kind), factories[kind] ?? factory(kind)]),
    ),
    adopt,
    env,
    lookup,
    ref,
  };
  return [...runModules(printPulled(pulled, registry), ours).values()]
    .flatMap((module) => Object.values(module))
    .filter((each) => isDefinition(each) || isStatement(each));
}
