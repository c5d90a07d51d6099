import { build, type BuildFailure, type BuildOptions, type BuildResult, type Loader, type Message } from "esbuild";
import { basename, join } from "node:path";
import { BANNER, IDENTITY_OF_FILE, withFileIdentity } from "./file-identity.js";
import type { Project } from "./project.js";
import { OURS, packageResolution } from "./resolve.js";
import { SourcePlaces } from "./source-places.js";

/** What esbuild made, not yet written anywhere. */
export interface Bundle {
  /** By file name. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly places: SourcePlaces;
}

/** A bundle, or why there is none. */
export type Bundled =
  { readonly ok: true; readonly bundle: Bundle } | { readonly ok: false; readonly errors: Message[] };

/** The one script of {@link bundleTogether}. */
export const TOGETHER = "definitions.mjs";

/** Its default export: for each file, a function that runs it and returns its namespace. */
export type Openers = readonly (() => Promise<Record<string, unknown>>)[];

/**
 * All files as one script: fast, but the first error ends it all. `import()` keeps each file a function of its own in the
 * script, and nothing runs from its top level: engines search the whole table of a function for a position in it, so with
 * one big function in every stack, the places of n calls would cost n².
 */
export function bundleTogether(project: Project, files: readonly string[]): Promise<Bundled> {
  const openers = files.map((file) => `() => import(${JSON.stringify(file)}),`);
  return run(project, {
    stdin: {
      contents: `export default [\n${openers.join("\n")}\n];`,
      resolveDir: project.root,
      sourcefile: "<definitions>",
    },
    outfile: join(project.cacheDir, TOGETHER),
  });
}

/** The name of a file's script in {@link bundleApart}. */
export const apartName = (index: number): string => `${index}.mjs`;

/**
 * A script for each file, and more for what they share, so that Node tells the errors of one file from those of another.
 * Files in `broken` are replaced by a module that throws `BROKEN`.
 */
export function bundleApart(project: Project, files: readonly string[], broken: ReadonlySet<string>): Promise<Bundled> {
  const entries = files.flatMap((file, index) => (broken.has(file) ? [] : [[String(index), file] as const]));
  return run(project, {
    entryPoints: Object.fromEntries(entries),
    splitting: true,
    outdir: project.cacheDir,
    outExtension: { ".js": ".mjs" },
    plugins: [brokenFiles(broken)],
  });
}

/** The `code` of the error with which a broken file, and so whatever imports it, fails in {@link bundleApart}. */
export const BROKEN = "POSTHOG_DEFINITIONS_BROKEN_FILE";

function brokenFiles(broken: ReadonlySet<string>): NonNullable<BuildOptions["plugins"]>[number] {
  // As CommonJS: importing a name from it is then no error of its own.
  const contents = `module.exports = {};\nthrow Object.assign(new Error("broken file"), { code: "${BROKEN}" });`;
  const paths = [...broken].map((file) => file.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return {
    name: "broken-files",
    setup(build) {
      if (paths.length === 0) return;
      build.onLoad({ filter: new RegExp(`^(${paths.join("|")})$`) }, () => ({ contents, loader: "js" }));
    },
  };
}

async function run(project: Project, options: BuildOptions): Promise<Bundled> {
  const plugins = [...(options.plugins ?? []), packageResolution(project)];
  try {
    const result = await build({ ...COMMON, ...options, plugins, absWorkingDir: project.root });
    return { ok: true, bundle: read(project, result) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { ok: false, errors: error.errors };
  }
}

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);

function read(project: Project, { outputFiles = [] }: BuildResult): Bundle {
  const maps = new Map<string, string>();
  const raw = new Map<string, string>();
  for (const { path, text } of outputFiles) {
    if (path.endsWith(".map")) maps.set(basename(path, ".map"), text);
    else if (path.endsWith(".mjs")) raw.set(basename(path), text);
  }
  const places = new SourcePlaces(project, maps);
  const scripts = new Map([...raw].map(([name, text]) => [name, withFileIdentity(text, name, places)]));
  return { scripts, places };
}

const asLoader = (loader: Loader, ...extensions: string[]): Record<string, Loader> =>
  Object.fromEntries(extensions.map((extension) => [`.${extension}`, loader]));

const COMMON = {
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  target: "node20.20",
  // As Node resolves: without these two esbuild prefers the `module` field and condition, which Node does not know.
  conditions: [],
  mainFields: ["main"],
  external: OURS,
  // Files are loaded for what they do, not for what a `sideEffects: false` meant for an application says.
  ignoreAnnotations: true,
  sourcemap: "external",
  sourcesContent: false,
  logLevel: "silent",
  logLimit: 0,
  // Whatever a framework's tsconfig says (`preserve`), Node cannot run JSX.
  jsx: "automatic",
  banner: { js: BANNER },
  define: IDENTITY_OF_FILE,
  loader: {
    ...asLoader("jsx", "js"),
    ...asLoader("text", "sql", "md", "html", "graphql", "gql"),
    // What application code imports for its looks means nothing here.
    ...asLoader("empty", "css", "scss", "sass", "less", "styl", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif"),
    ...asLoader("empty", "ico", "bmp", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "webm", "ogg", "wav", "pdf"),
    ...asLoader("empty", "vue", "svelte", "astro", "wasm", "node"),
  },
} satisfies BuildOptions;
