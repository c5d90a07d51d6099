import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Context } from "../../context.js";
import { homeOf, packageManagerOf, packageRoot } from "../../project/packages.js";
import { discoverPlugins } from "../../project/plugins.js";
import { problem } from "../../problem.js";
import { session } from "../session.js";
import { answers, type Answers } from "./answers.js";
import type { NewFlags } from "./flags.js";
import {
  article,
  camel,
  capital,
  isField,
  isPackageName,
  isPath,
  isScope,
  pascal,
  pluralOf,
  words,
  wrongName,
} from "./names.js";
import { filesOf, type Filling } from "./template.js";
import { templates, versions } from "./shipped.js";

/** Writes the package of a new kind, which builds, passes its tests and works as it is. */
export const newPlugin = (kind: string, flags: NewFlags, context: Context): Promise<number> =>
  session("plugin new", flags, context, async (printer) => {
    checkKind(kind, context.cwd);
    if (flags.field !== undefined && (flags.identity ?? "tag") === "tag")
      throw problem("arguments-invalid", "--field belongs to --identity marker and natural-key: tags are in `tags`.");
    const answered = await answers(kind, flags, context);
    check(answered);
    const folder = resolve(context.cwd, flags.dir ?? answered.package.split("/").at(-1)!);
    checkFolder(folder, context.cwd);
    const files = filesOf(join(templates, "plugin"), fillingOf(answered));
    if (!flags["dry-run"]) for (const [name, text] of files) write(join(folder, name), text);
    const shown = relative(context.cwd, folder).replaceAll("\\", "/") || ".";
    printer.facts.files = [...files.keys()].map((name) => ({
      file: shown === "." ? name : `${shown}/${name}`,
      action: "created",
    }));
    printer.text((paint) =>
      [
        ...[...files.keys()].map((name) => `${paint.good("✓")} ${shown === "." ? "" : `${shown}/`}${name}`),
        "",
        ...(flags["dry-run"]
          ? ["Nothing was written: that is left out by --dry-run."]
          : [paint.strong("Next:"), ...nextSteps(shown, folder).map((step) => `  ${step}`)]),
        "",
      ].join("\n"),
    );
    return {};
  });

function checkKind(kind: string, cwd: string): void {
  const wrong = wrongName(kind);
  if (wrong !== undefined)
    throw problem("arguments-invalid", `A kind cannot be called "${kind}": it ${wrong}.`, {
      hint: "Take PostHog's own word for one of them: early-access-feature",
    });
  const project = packageRoot(homeOf(cwd, undefined));
  const owner =
    project === undefined ? undefined : discoverPlugins(project).plugins.find(({ kinds }) => kinds.includes(kind));
  if (owner)
    throw problem("plugin-conflict", `${owner.name}, which is installed here, brings the kind "${kind}" already.`, {
      hint: "Give it another name, or take that package out first.",
    });
}

function check({ plural, package: name, path, scope, identity, field }: Answers): void {
  const refuse = (flag: string, value: string, why: string): never => {
    throw problem("arguments-invalid", `--${flag} ${value} cannot be used: it ${why}.`);
  };
  const wrongPlural = wrongName(plural);
  if (wrongPlural !== undefined) refuse("plural", plural, wrongPlural);
  if (!isPackageName(name))
    refuse("package", name, "is not called posthog-definitions-plugin-…, with or without a scope");
  if (!isPath(path)) refuse("path", path, "is no path below a project, such as early_access_feature");
  if (!isScope(scope)) refuse("scope", scope, "is no scope object of PostHog's, such as early_access_feature");
  if (!isField(field)) refuse("field", field, "is no name of a field");
  const taken = TAKEN[identity].includes(field);
  if (taken) refuse("field", field, "is a field that the new kind has besides");
}

/** Fields that the templates use for something else. */
const TAKEN: Readonly<Record<Answers["identity"], readonly string[]>> = {
  tag: [],
  marker: ["id", "name", "project", "created_at", "created_by"],
  "natural-key": ["id", "description", "project", "created_at", "created_by"],
};

function checkFolder(folder: string, cwd: string): void {
  if (!existsSync(folder)) return;
  const shown = relative(cwd, folder) || ".";
  if (!statSync(folder).isDirectory()) throw problem("arguments-invalid", `${shown} is a file.`, { hint: HINT });
  if (readdirSync(folder).some((name) => name !== ".git"))
    throw problem("arguments-invalid", `The folder ${shown} is not empty, and nothing in it is overwritten.`, {
      hint: HINT,
    });
}
const HINT = "Give another one: --dir FOLDER";

function fillingOf({ kind, plural, package: name, path, scope, identity, field }: Answers): Filling {
  return {
    form: identity,
    values: {
      kind,
      plural,
      package: name,
      path,
      scope,
      field,
      factory: camel(kind),
      many: camel(plural === kind ? pluralOf(plural) : plural),
      type: pascal(kind),
      words: words(kind),
      pluralwords: words(plural),
      Pluralwords: capital(words(plural)),
      A: capital(article(kind)),
      ...versions(),
    },
  };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function nextSteps(shown: string, folder: string): string[] {
  const manager = packageManagerOf(folder);
  const run = manager === "npm" ? "npm run" : manager;
  return [
    ...(shown === "." ? [] : [`cd ${shown}`]),
    `${manager} install`,
    `${run} build`,
    `${run} test     puts it to the laws that every kind keeps`,
    `${run} try      applies posthog/example.ts to a PostHog on this machine`,
  ];
}
