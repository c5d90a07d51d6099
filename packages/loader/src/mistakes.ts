import { readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Message } from "esbuild";
import { error, type CatalogueCode, type Diagnostic, type Place } from "@posthog-definitions/core";
import { ProcessExit, Stalled } from "./guard.js";
import { nearest } from "./nearest.js";
import { installCommand, isOurs, packageName, readManifest } from "./packages.js";
import { displayName, type Project } from "./project.js";
import type { SourcePlace } from "./source-places.js";

/** A diagnostic at a place. The lines around it are for whoever prints it to show. */
export function mistake(code: CatalogueCode, message: string, place?: SourcePlace, advice?: string): Diagnostic {
  return error(code, message, {
    ...(place === undefined ? {} : { place: plainPlace(place) }),
    ...(advice === undefined ? {} : { hint: advice }),
  });
}

const plainPlace = ({ file, line, column }: Place): Place => ({ file, line, column });

/** The start of a file, for what is wrong with the whole of it. */
export const startOf = (project: Project, path: string): SourcePlace => ({
  path,
  file: displayName(project, path),
  line: 1,
  column: 1,
});

/** Where an error or warning of esbuild's stands; it counts columns in bytes, from 0. */
export function messagePlace(project: Project, { location }: Message): SourcePlace | undefined {
  if (location === null) return undefined;
  const path = join(project.root, location.file);
  const column = Buffer.from(location.lineText).subarray(0, location.column).toString().length + 1;
  return { path, file: displayName(project, path), line: location.line, column };
}

export function buildMistake(project: Project, message: Message): Diagnostic {
  const place = messagePlace(project, message);
  const unresolved = /^Could not resolve "(.+)"$/.exec(message.text)?.[1];
  if (unresolved !== undefined) return notFound(project, unresolved, place);
  const [, source, name] = /^No matching export in "(.+)" for import "(.+)"$/.exec(message.text) ?? [];
  if (source !== undefined) return mistake("import-not-found", `"${source}" does not export "${name}".`, place);
  const [, extension] = /^No loader is configured for "(.+)" files/.exec(message.text) ?? [];
  if (extension !== undefined) {
    return mistake("load-failed", `This file imports a \`${extension}\` file, which cannot be loaded.`, place);
  }
  return mistake("syntax-error", `${message.text}${message.text.endsWith(".") ? "" : "."}`, place);
}

/** An import of a file or package that does not exist. */
export function notFound(project: Project, specifier: string, place?: SourcePlace): Diagnostic {
  const name = packageName(specifier);
  if (name === undefined) {
    const close = place && neighbour(specifier, place);
    return mistake("import-not-found", `Cannot find "${specifier}", which this file imports.`, place, close);
  }
  if (name === readManifest(project.root).name) {
    const text = `"${specifier}" is of this package itself, whose \`exports\` lead to no file.`;
    return mistake("plugin-broken", text, place, "Is it built?");
  }
  const install = `Install it: ${installCommand(name, project.root)}`;
  return isOurs(name)
    ? mistake("plugin-missing", `"${name}" is not installed.`, place, install)
    : mistake("import-not-found", `Cannot find the package "${specifier}", which this file imports.`, place, install);
}

/** The file that a relative import was probably meant to name. */
function neighbour(specifier: string, { path }: SourcePlace): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const folder = dirname(specifier);
  const stem = (file: string): string => basename(file).replace(/\.[^.]+$/, "");
  const files = entriesOf(join(dirname(path), folder)).filter((file) => file !== basename(path));
  const close = nearest(stem(specifier), [...new Set(files.map(stem))]);
  return close && `Did you mean "${folder}/${close}${extname(specifier)}"?`;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** An error that a file threw while it was loaded. */
export function thrownMistake(project: Project, thrown: unknown, place: SourcePlace): Diagnostic {
  if (thrown instanceof ProcessExit) {
    return mistake(
      "load-failed",
      `This file calls \`${thrown.message}\` while it is loaded.`,
      place,
      "Throw an error instead: definitions are loaded together, and one file must not end the run.",
    );
  }
  if (thrown instanceof Stalled) {
    return mistake("load-failed", "This file waits for ever: its top-level `await` can no longer end.", place);
  }
  const missing = /^Cannot find (?:module|package) '([^'./][^':]*)'/.exec(thrownText(thrown))?.[1];
  if (missing !== undefined) return notFound(project, missing, place);
  return mistake("load-failed", `This file threw while it was loaded: ${thrownText(thrown)}`, place);
}

export function thrownText(thrown: unknown): string {
  if (thrown instanceof Error || (typeof thrown === "object" && thrown !== null && "message" in thrown)) {
    const { name, message } = thrown as Error;
    return name && name !== "Error" ? `${name}: ${message}` : String(message);
  }
  try {
    return String(thrown);
  } catch {
    return "something that cannot be printed";
  }
}
