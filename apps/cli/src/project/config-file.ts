import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { error, type Diagnostic, type Place } from "@posthog-definitions/core";
import type { BuildFailure } from "esbuild";
import type { ProjectConfig } from "../config.js";
import { Problem } from "../problem.js";

const NAMES = ["posthog.config.ts", "posthog.config.mts", "posthog.config.js", "posthog.config.mjs"];

/** The project's configuration; empty where it has no such file. Throws a `Problem` where the file cannot be used. */
export async function readConfigFile(root: string): Promise<ProjectConfig> {
  const name = NAMES.find((candidate) => existsSync(join(root, candidate)));
  if (name === undefined) return {};
  const exported = await imported(root, name);
  const mistakes = await mistakesIn(exported, name);
  if (mistakes.length > 0) throw new Problem(mistakes);
  return exported as ProjectConfig;
}

/** TypeScript is made JavaScript in a file inside the project, so that bare imports mean what they mean there. */
async function imported(root: string, name: string): Promise<unknown> {
  const { build } = await import("esbuild");
  const folder = existsSync(join(root, "node_modules"))
    ? join(root, "node_modules", ".cache", "posthog-definitions")
    : join(root, ".posthog", "cache");
  const file = join(folder, `config-${process.pid}-${Date.now()}.mjs`);
  try {
    const { outputFiles } = await build({
      entryPoints: [join(root, name)],
      absWorkingDir: root,
      bundle: true,
      packages: "external",
      format: "esm",
      platform: "node",
      target: "node20.20",
      write: false,
      logLevel: "silent",
    });
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, outputFiles[0]!.text);
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (thrown) {
    throw new Problem(isBuildFailure(thrown) ? buildMistakes(thrown, name) : [unusable(name, textOf(thrown))]);
  } finally {
    rmSync(file, { force: true });
  }
}

const isBuildFailure = (thrown: unknown): thrown is BuildFailure =>
  thrown instanceof Error && Array.isArray((thrown as Partial<BuildFailure>).errors);

const buildMistakes = ({ errors }: BuildFailure, name: string): Diagnostic[] =>
  errors.map(({ text, location }) =>
    unusable(
      name,
      text,
      location ? { file: location.file, line: location.line, column: location.column + 1 } : undefined,
    ),
  );

const textOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const unusable = (name: string, why: string, place: Place = { file: name, line: 1, column: 1 }): Diagnostic =>
  error("config-invalid", `${name} cannot be used: ${why.replace(/\.$/, "")}.`, { place });

const FIELDS = ["dir", "namespace", "environments"];
const ENVIRONMENT_FIELDS = ["host", "project", "keyVariable"];

async function mistakesIn(config: unknown, name: string): Promise<Diagnostic[]> {
  if (typeof config !== "object" || config === null || Array.isArray(config))
    return [unusable(name, "its default export is no object")];
  const { dir, namespace, environments, ...unknown } = config as Record<string, unknown>;
  const mistakes: Diagnostic[] = [];
  if (dir !== undefined && (typeof dir !== "string" || dir === ""))
    mistakes.push(unusable(name, "`dir` must be a path"));
  if (namespace !== undefined && !(typeof namespace === "string" && /^[a-z0-9][a-z0-9_-]{0,62}$/.test(namespace)))
    mistakes.push(
      unusable(name, "`namespace` must be 1 to 63 lower-case letters, digits, `-` and `_`, and not start with a sign"),
    );
  mistakes.push(...(await unknownFields(Object.keys(unknown), FIELDS, "", name)));
  mistakes.push(...(await environmentMistakes(environments, name)));
  return mistakes;
}

async function environmentMistakes(environments: unknown, name: string): Promise<Diagnostic[]> {
  if (environments === undefined) return [];
  if (!isRecord(environments)) return [unusable(name, "`environments` must be an object: a name for each project")];
  const mistakes: Diagnostic[] = [];
  for (const [key, environment] of Object.entries(environments)) {
    const at = `environments.${key}`;
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/.test(key))
      mistakes.push(unusable(name, `\`${at}\`: a name has letters, digits, \`-\` and \`_\`, at most 63`));
    if (!isRecord(environment)) {
      mistakes.push(unusable(name, `\`${at}\` must be an object`));
      continue;
    }
    const { host, project, keyVariable, ...unknown } = environment;
    if (host !== undefined && typeof host !== "string") mistakes.push(unusable(name, `\`${at}.host\` must be a URL`));
    if (project !== undefined && !/^\d+$/.test(String(project)))
      mistakes.push(unusable(name, `\`${at}.project\` must be the number of a project`));
    if (keyVariable !== undefined && !(typeof keyVariable === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(keyVariable)))
      mistakes.push({
        ...unusable(name, `\`${at}.keyVariable\` must be the name of a variable`),
        hint: "The key itself belongs into the environment or into .env, never into this file.",
      });
    mistakes.push(...(await unknownFields(Object.keys(unknown), ENVIRONMENT_FIELDS, `${at}.`, name)));
  }
  return mistakes;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

async function unknownFields(
  unknown: readonly string[],
  known: readonly string[],
  above: string,
  name: string,
): Promise<Diagnostic[]> {
  if (unknown.length === 0) return [];
  // Brings zod along, hence only when there is something to say.
  const { suggest } = await import("@posthog-definitions/core/kind");
  return unknown.map((field) => {
    const close = suggest(field, known);
    const hint = close ? `Did you mean \`${close}\`?` : `Fields: ${known.join(", ")}.`;
    return { ...unusable(name, `there is no field \`${above}${field}\``), hint };
  });
}
