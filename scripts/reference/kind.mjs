import { absentIn } from "./absence.mjs";
import { functionTable, functionsOf } from "./functions.mjs";
import { code, page, table } from "./markdown.mjs";
import { typesOf } from "./types.mjs";

/** The page of one kind. */
export function kindPage({ code: program, plugin, kind, names, limits, wanted }) {
  const exported = program.exportsOf(plugin.folder);
  const functions = functionsOf(program, exported);
  const factory = functions.find(({ signatures }) => kindMadeBy(program, signatures[0]) === kind.name);
  if (!factory) throw new Error(`${plugin.name} exports no factory of ${kind.name}.`);
  const helpers = functions.filter((each) => each !== factory && !kindMadeBy(program, each.signatures[0]));
  const input = inputOf(program, factory.signatures[0]);

  // Where nothing is decided but what is named, the page says so once.
  const silent = Object.values(kind.spec.shape).every((field) => absentIn(field) === "left alone");
  const types = typesOf(program, {
    own: plugin.folder,
    silent,
    elsewhere: (symbol, name) => {
      if (program.packageOf(symbol) !== "queries") return undefined;
      wanted.add(symbol);
      return `[${code(name)}](../queries.md#${name.toLowerCase()})`;
    },
    kindLink: (name) => (names.includes(name) && name !== kind.name ? `[${name}](${name}.md)` : undefined),
  });
  types.mention(input);
  types.collect((symbol) => (symbol === input ? [kind.spec] : []));
  const helperTable = helpers.length > 0 ? functionTable(types, program, helpers) : undefined;
  types.collect((symbol) => (symbol === input ? [kind.spec] : []));

  const written = page(
    "<!-- Written by `npm run docs`. -->",
    `# ${kind.name}`,
    program.comment(factory.symbol),
    facts({ plugin, kind, limits }),
    "## Fields",
    silent
      ? "What a file does not name is left alone: it stays as it is in PostHog."
      : "What a file does not say: _left alone_ stays as it is in PostHog; anything else goes back to what stands here.",
    types.fieldTable(input, [kind.spec], { shorthands: kind.shorthands }),
    shorthands(kind),
    notKept(kind),
    helperTable && ["## Functions", helperTable],
    nested(types, input),
    plugin.readme && `The [package's page](../../${plugin.readme}) says what to watch out for.`,
  );
  if (types.problems.length > 0) throw new Error(`Comments and schemas differ:\n  ${types.problems.join("\n  ")}`);
  return written;
}

function nested(types, input) {
  const sections = types.sections([input]);
  return sections.length > 0 ? ["## Types", ...sections] : [];
}

/** The kind of the definitions that a function gives, if it is a factory. */
function kindMadeBy({ checker }, signature) {
  const made = signature.getReturnType();
  const kind = made.getProperty("kind");
  const type = kind && made.getProperty("spec") && checker.getTypeOfSymbol(kind);
  return type?.isStringLiteral() ? type.value : undefined;
}

/** The interface that a factory takes. One that keeps names in its type takes that and more. */
function inputOf({ checker }, signature) {
  const type = checker.getTypeOfSymbol(signature.parameters[0]);
  return type.isIntersection() ? type.types.find(({ symbol }) => !symbol.name.startsWith("__")).symbol : type.symbol;
}

function facts({ plugin, kind, limits }) {
  const { api, keyRule, identity } = kind;
  const others = [...new Set((kind.targets ?? []).map(({ name }) => name))].filter((name) => name !== kind.name).sort();
  const rows = [
    ["package", code(plugin.name)],
    ["address", code(`${kind.name}.<key>`)],
    [
      "key",
      [
        ...(keyRule ? [keyRule.allowed] : []),
        `at most ${Math.min(keyRule?.max ?? Infinity, identity.room)} characters together with the namespace`,
        ...(identity.foldsCase ? ["keys that differ in case alone clash"] : []),
        ...(kind.unique && !kind.unique.from
          ? [`it is PostHog's own ${code(kind.unique.field)}, unique in the project`]
          : []),
      ].join("; "),
    ],
    ["mark", mark(kind)],
    ...(kind.unique?.from ? [["unique in PostHog", code(kind.unique.from)]] : []),
    ["scopes of the API key", `${code(`${api.scope}:read`)} to plan, ${code(`${api.scope}:write`)} to apply`],
    ["rate limit", limit(limits, api.limit ?? "crud")],
    ["deletion", deletions[api.remove]],
    ...(others.length > 0 ? [["may refer to", others.map(code).join(", ")]] : []),
  ];
  return table(["", ""], rows);
}

const deletions = {
  soft: "PostHog keeps the row and hides it",
  hard: "PostHog forgets the row",
  never: "not possible; a definition that is taken out is forgotten, and its row stays",
};

/** Where a row says whose it is, as it is written. */
function mark({ identity, plural }) {
  const [written] = Object.entries(identity.write({}, { key: "<key>", hash: "<16 hex digits>" }, plural));
  if (!written) return "none: there is one row, and it is always there";
  const [field, value] = deepest(written);
  if (identity.carrier === undefined) return `the row's own ${code(field)}`;
  if (Array.isArray(value)) return `the tags ${value.map(code).join(" and ")}`;
  return `at the end of ${code(field)}: ${code(value)}`;
}

/** A mark may stand in an object: then by its path. */
const deepest = ([path, value]) =>
  typeof value === "object" && !Array.isArray(value)
    ? deepest(Object.entries(value).map(([name, inner]) => [`${path}.${name}`, inner])[0])
    : [path, value];

function limit(limits, name) {
  const spans = { 60000: "a minute", 3600000: "an hour" };
  const counts = limits[name].map(({ requests, ms }) => `${requests.toLocaleString("en")} requests ${spans[ms]}`);
  const shared = name === "analytics" ? "shared with everything that reads insights" : "shared with most other kinds";
  return `${counts.join(" and ")} on PostHog Cloud, ${shared}`;
}

function shorthands({ shorthands = {} }) {
  const rows = Object.entries(shorthands).map(([name, path]) => [code(name), code(path.join("."))]);
  if (rows.length === 0) return undefined;
  return [
    "Short forms, which plans show written out; a short form and what it is short for cannot stand together:",
    table(["short", "stands for"], rows),
  ].join("\n\n");
}

function notKept({ notKept = {} }) {
  const lines = Object.entries(notKept).map(([field, why]) => `- ${code(field)}: ${why}`);
  return lines.length > 0 ? `Accepted, but not kept:\n\n${lines.join("\n")}` : undefined;
}
