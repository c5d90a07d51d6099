import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../steps.mjs";
import { code, page, table } from "./markdown.mjs";

const FOLDER = "packages/core/src/kind";
/** In the order in which somebody meets them who writes a kind. */
const PARTS = [
  {
    title: "Kind",
    file: "kind.ts",
    types: ["Kind", "Unique", "Immutable", "KeyRule", "Checking", "Settling", "Target"],
  },
  {
    title: "Identity",
    file: "identity.ts",
    types: ["Identity", "Mark"],
    functions: ["tag", "marker", "naturalKey", "singleton"],
  },
  { title: "Api", file: "api.ts", types: ["Api", "Side"] },
  {
    title: "Facet",
    file: "facet.ts",
    types: ["Facet", "FacetChange", "Step", "Governed", "Decoding", "Encoding", "Hole", "Named"],
    functions: ["fields", "join", "named"],
  },
  { title: "Ready-made facets", file: "roads.ts", types: ["Move"], functions: ["later", "lifecycle", "links"] },
  {
    title: "Fields of a schema",
    file: "schema.ts",
    types: [],
    functions: ["refTo", "envSecret", "unmanaged", "keyed", "tags", "foldTags", "aliased"],
  },
  { title: "Moments", file: "moment.ts", types: [], functions: ["moment"] },
  { title: "People", file: "member.ts", types: [], functions: ["member", "memberOf", "organizationMember"] },
];

const TYPES = PARTS.flatMap(({ types }) => types);

/** The page of everything that a kind may say, from the comments in the code. Throws where one of them is incomplete. */
export function contractPage() {
  const problems = [];
  const parts = PARTS.map((part) => partOf(part, problems));
  if (problems.length > 0) throw new Error(`Comments of the contract are incomplete:\n  ${problems.join("\n  ")}`);
  return page(
    "<!-- Written by `npm run docs` from the comments in `packages/core/src/kind`. -->",
    INTRODUCTION,
    ...parts,
  );
}

const INTRODUCTION = `# The contract of a kind

Everything that a kind may say: who asks for it, when, what has to hold, and what happens where it does not. [Writing a plugin](README.md) shows how it is used. The words are those of the [dictionary](../dictionary.md).

Three rules hold for every function.

- **It is pure.** No request, clock, console or randomness; the same arguments give the same result. The planner calls it any number of times; the kit asks each of them twice.
- **It does not change its arguments.** Specs and rows are used again; the kit freezes them.
- **It does not throw.** One that does ends the run with \`plugin-defect\` (exit 5), which names the plugin, the member and the error; \`--verbose\` shows the stack. In an apply that has begun to write, that happens to its rows alone: they are reported as written in part, and everything else goes on. \`shorten\` alone may throw: \`pull\` takes the next longer form. 

A kind that says something wrong is found in two places: the [laws](../../packages/testkit/README.md#the-laws), before it is published; and the comparison after each write, which reports what the server did not keep (\`not-kept\`) and what a kind has nothing to send for (\`plugin-defect\`). All codes are in [errors](../errors.md).

## The manifest

A plugin is found by its \`package.json\`; nothing of it is loaded before a command needs kinds.

| member of \`posthogDefinitions\` | meaning | otherwise |
| --- | --- | --- |
| \`contract\` | the version of this contract that its kinds are written for: the \`CONTRACT\` of \`@posthog-definitions/core/kind\` | no number: \`plugin-broken\`. Above the tool's own: \`plugin-contract\` |
| \`kinds\` | the names of its kinds | another list than the entry exports: \`plugin-broken\` |
| \`entry\` | the key in \`exports\` of the module whose default export is the list of its kinds | no such file, an error while it loads, another export: \`plugin-broken\` |
| \`emulator\` | the key in \`exports\` of the module whose default export is a list of resources, for \`--local\` and \`dev\`. Optional. One of the same path as one of the emulator's own stands in for it | \`plugin-broken\`, with \`--local\` and \`dev\` alone |

The main entry exports the factories, and has no other dependency than \`@posthog-definitions/core\`: applications import it. With commands or hooks of oclif in \`package.json\`, a plugin extends the command line too.`;

function partOf({ title, file, types, functions = [] }, problems) {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, FOLDER, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const exported = source.statements.filter((one) =>
    one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  for (const one of exported)
    if (ts.isInterfaceDeclaration(one) && !types.includes(one.name.text))
      problems.push(`${file}: ${one.name.text} is on no page`);
  const named = (name) => exported.find((one) => nameOf(one) === name) ?? fail(`${file} has no ${name}`);
  return [
    `## ${title}`,
    ...types.flatMap((name) =>
      typeSection(named(name), name === title ? undefined : name, `${file}: ${name}`, problems),
    ),
    functions.length > 0 &&
      table(
        ["function", "meaning"],
        functions.map((name) => [code(signature(named(name), name)), comment(named(name))]),
      ),
  ];
}

function fail(message) {
  throw new Error(message);
}

const nameOf = (statement) => statement.name?.text ?? statement.declarationList?.declarations[0].name.getText();

function typeSection(declaration, heading, where, problems) {
  const head = [heading && `### ${heading}`, comment(declaration)];
  if (!ts.isInterfaceDeclaration(declaration)) return [...head, steps(declaration)];
  const calls = declaration.members.filter(ts.isMethodSignature);
  const data = declaration.members.filter(ts.isPropertySignature);
  // What is only handed to others says all that there is to say in its comment.
  const explained = [...calls, ...data].some((member) => tagsOf(member).size > 0);
  if (explained)
    for (const member of declaration.members) {
      const tags = tagsOf(member);
      const wanted = ts.isMethodSignature(member) ? "calledBy" : "readBy";
      if (!tags.has(wanted)) problems.push(`${where}.${member.name.getText()} does not say @${wanted}`);
      const isAsked = ts.isMethodSignature(member) && !tags.get(wanted)?.startsWith("you");
      if (isAsked)
        for (const tag of ["must", "otherwise"])
          if (!tags.has(tag)) problems.push(`${where}.${member.name.getText()} does not say @${tag}`);
    }
  return [...head, ...calls.map(call), data.length > 0 && dataTable(data, explained)];
}

function call(member) {
  const tags = tagsOf(member);
  const lines = [
    `**${code(`${member.name.getText()}(${parameters(member)})`)}** gives ${code(typeText(member.type))}${member.questionToken ? "" : "; required"}. ${comment(member)}`,
    tags.has("calledBy") && `- _Called by_ ${tags.get("calledBy")}`,
    tags.has("must") && `- _Must_ ${tags.get("must")}`,
    tags.has("otherwise") && `- _Otherwise_ ${tags.get("otherwise")}`,
  ];
  return `${lines[0].trim()}\n\n${lines.slice(1).filter(Boolean).join("\n")}`.trim();
}

function dataTable(members, explained) {
  const rows = members.map((member) => {
    const tags = tagsOf(member);
    const name = `${code(member.name.getText())}${member.questionToken ? "" : " \\*"}`;
    const base = /^\w+/.exec(typeText(member.type))?.[0];
    const section = TYPES.includes(base) ? `See [${base}](#${base.toLowerCase()}).` : "";
    const meaning = [comment(member) || section, tags.get("must") && `Must ${tags.get("must")}`]
      .filter(Boolean)
      .join(" ");
    const cells = [name, code(typeText(member.type)), meaning];
    return explained ? [...cells, tags.get("readBy") ?? "", tags.get("otherwise") ?? ""] : cells;
  });
  return table(["member", "type", "meaning", ...(explained ? ["read by", "otherwise"] : [])], rows);
}

/** Each member of a union of objects, with its comment. */
function steps({ type }) {
  if (!ts.isUnionTypeNode(type)) return undefined;
  return table(
    ["form", "meaning"],
    type.types.map((member) => {
      const text = member.getFullText();
      const said = /\/\*\*([^]*?)\*\//.exec(text)?.[1] ?? "";
      return [
        code(
          `{ ${member.members
            .map((one) =>
              one
                .getText()
                .replace(/^readonly |;$/g, "")
                .replace(/\/\*\*[^]*?\*\/\s*/g, "")
                .replace(/\s+/g, " "),
            )
            .join("; ")} }`,
        ),
        [clean(said), ...member.members.map((one) => comment(one) && `${code(one.name.getText())}: ${comment(one)}`)]
          .filter(Boolean)
          .join(" "),
      ];
    }),
  );
}

const parameters = (member) => member.parameters.map(({ name }) => name.getText().replace(/\s+/g, " ")).join(", ");
const typeText = (type) => (type ? type.getText().replace(/\s+/g, " ") : "");

function signature(declaration, name) {
  const made = ts.isFunctionDeclaration(declaration)
    ? declaration
    : declaration.declarationList?.declarations[0].initializer;
  return made && "parameters" in made ? `${name}(${parameters(made)})` : name;
}

const clean = (text) =>
  text
    .replace(/^\s*\* ?/gm, "")
    .replace(/\{@link ([^}]+?)\s*\}/g, "`$1`")
    .replace(/\s*\n\s*/g, " ")
    .trim();

/** What a comment says before its tags. */
function comment(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  return clean(ts.getTextOfJSDocComment(doc?.comment) ?? "");
}

function tagsOf(node) {
  return new Map(
    ts.getJSDocTags(node).map((tag) => [tag.tagName.text, clean(ts.getTextOfJSDocComment(tag.comment) ?? "")]),
  );
}
