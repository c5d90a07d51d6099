import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { OutputFile } from "@posthog-definitions/render";
import type { Context } from "../context.js";
import { problem } from "../problem.js";
import { installCommand, packageManagerOf, packageRoot, readManifest, type Manifest } from "../project/packages.js";
import { canAsk, confirmed } from "../terminal/ask.js";
import { ENV_EXAMPLE, EXAMPLE, IGNORED, SCRIPTS } from "./init-files.js";
import { session, type OutputFlags } from "./session.js";

export interface InitFlags extends OutputFlags {
  readonly dir?: string;
  readonly yes?: boolean;
}

/** The files of a first project. What is there already is kept, or asked about. */
export const init = (flags: InitFlags, context: Context): Promise<number> =>
  session("init", flags, context, async (printer) => {
    const root = packageRoot(context.cwd) ?? context.cwd;
    const dir = join(root, flags.dir ?? "posthog");
    const files = [
      writeManifest(root),
      await writeExample(dir, root, flags, context),
      addLines(root, ".env.example", ENV_EXAMPLE),
      addLines(root, ".gitignore", IGNORED),
    ];
    printer.root = root;
    printer.facts.files = files;
    printer.text((paint) =>
      [
        ...files.map(
          ({ file, action }) =>
            `${action === "kept" ? paint.faint("·") : paint.good("✓")} ${file}  ${paint.faint(action)}`,
        ),
        "",
        paint.strong("Next:"),
        ...nextSteps(root).map((step) => `  ${step}`),
        "",
      ].join("\n"),
    );
    return {};
  });

function writeManifest(root: string): OutputFile {
  const file = "package.json";
  const manifest = manifestOf(root);
  const wanted: Manifest = manifest ?? { name: packageName(root), version: "0.0.0", type: "module" };
  const scripts = { ...SCRIPTS, ...wanted.scripts };
  if (manifest && Object.keys(SCRIPTS).every((name) => manifest.scripts?.[name] !== undefined))
    return { file, action: "kept" };
  const rest = manifest ? {} : { private: true };
  writeFileSync(join(root, file), `${JSON.stringify({ ...wanted, ...rest, scripts }, null, indentOf(root))}\n`);
  return { file, action: manifest ? "updated" : "created" };
}

function manifestOf(root: string): Manifest | undefined {
  try {
    return readManifest(root);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw problem("config-invalid", `package.json is no JSON: ${why}.`, {
      place: { file: "package.json", line: 1, column: 1 },
    });
  }
}

/** A change of two lines is to look like one in version control. */
function indentOf(root: string): string {
  const text = existsSync(join(root, "package.json")) ? readFileSync(join(root, "package.json"), "utf8") : "";
  return /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
}

const packageName = (root: string): string =>
  basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "") || "posthog-definitions-project";

async function writeExample(dir: string, root: string, { yes }: InitFlags, context: Context): Promise<OutputFile> {
  const path = join(dir, "example.ts");
  const file = relative(root, path).replaceAll("\\", "/");
  const there = existsSync(path);
  if (there && readFileSync(path, "utf8") === EXAMPLE) return { file, action: "kept" };
  // Where there are definitions, there is no need of an example.
  if (!there && existsSync(dir) && readdirSync(dir).length > 0) return { file, action: "kept" };
  if (there && !yes && !(canAsk(context) && (await confirmed(`Overwrite ${file}?`)))) return { file, action: "kept" };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, EXAMPLE);
  return { file, action: there ? "updated" : "created" };
}

/** Adds the lines that a file lacks; a variable counts as there whatever its value. */
function addLines(root: string, file: string, lines: readonly string[]): OutputFile {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const nameOf = (line: string): string => line.trim().split("=")[0]!;
  const there = new Set(text?.split(/\r?\n/).map(nameOf));
  const lacking = lines.filter((line) => !there.has(nameOf(line)));
  if (lacking.length === 0) return { file, action: "kept" };
  const before = text === undefined || text === "" || text.endsWith("\n") ? (text ?? "") : `${text}\n`;
  writeFileSync(path, `${before}${lacking.join("\n")}\n`);
  return { file, action: text === undefined ? "created" : "updated" };
}

function nextSteps(root: string): string[] {
  const manifest = manifestOf(root);
  const installed = "@posthog/definitions" in { ...manifest?.dependencies, ...manifest?.devDependencies };
  const run = packageManagerOf(root) === "npm" ? "npm run" : packageManagerOf(root);
  return [
    ...(installed ? [] : [installCommand("@posthog/definitions", root)]),
    "Copy .env.example to .env, and fill in a personal API key and the number of your project.",
    `${run} posthog:plan    shows what would change`,
    `${run} posthog:apply   asks, and does it`,
    "No PostHog at hand? npx posthog-definitions apply --local tries it all on this machine.",
  ];
}
