import { functionTable, functionsOf } from "./functions.mjs";
import { code, page } from "./markdown.mjs";
import { typesOf } from "./types.mjs";

/** The page of all query builders, and of every type that they or kinds mention. */
export function queriesPage({ code: program, names, wanted }) {
  const functions = functionsOf(program, program.exportsOf("queries"));
  const types = typesOf(program, {
    own: "queries",
    elsewhere: () => undefined,
    kindLink: (name) => (names.includes(name) ? `[${name}](kinds/${name}.md)` : undefined),
  });
  const makesQuery = ({ signatures }) => {
    const kind = signatures[0].typeParameters ? undefined : signatures[0].getReturnType().getProperty("kind");
    return kind !== undefined || signatures[0].getReturnType().getProperty("$raw") !== undefined;
  };
  const builders = functionTable(types, program, functions.filter(makesQuery));
  const parts = functionTable(
    types,
    program,
    functions.filter((each) => !makesQuery(each)),
  );
  for (const symbol of wanted) types.mention(symbol);
  types.collect();
  return page(
    "<!-- Written by `npm run docs`. -->",
    "# Queries",
    `Typed builders of what an insight shows. An insight's ${code("query")} takes any of them, or the same in PostHog's own form.`,
    "## Builders",
    builders,
    "## Series and conditions",
    parts,
    "## Types",
    types.sections(),
  );
}
