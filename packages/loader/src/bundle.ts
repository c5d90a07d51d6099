import { join } from "node:path";
import { build, type BuildFailure, type BuildOptions, type Loader, type Message, type Plugin } from "esbuild";
import { BANNER, IDENTITY_OF_FILE, withFileIdentity } from "./file-identity.js";
import type { Project } from "./project.js";
import { OURS, packageResolution } from "./resolve.js";
import { SourcePlaces } from "./source-places.js";

/** What esbuild made, not yet written anywhere. */
export interface Bundle {
  readonly script: string;
  readonly places: SourcePlaces;
}

/** A bundle, or why there is none. */
export type Bundled =
  { readonly ok: true; readonly bundle: Bundle } | { readonly ok: false; readonly errors: readonly Message[] };

/** The default export of a bundle's script: for each file, a function that runs it, once, and returns its namespace. */
export type Openers = readonly (() => Promise<Record<string, unknown>>)[];

/**
 * Makes one script of all files. Those in `broken` are replaced by a module that throws {@link BROKEN}, as do then those
 * that import them.
 *
 * `import()` keeps each file a function of its own in the script, so that one that throws does not end the others; and
 * nothing runs from the script's top level: engines search the whole table of a function for a position in it, so with one
 * big function in every stack, the places of n calls would cost n².
 */
export async function bundle(
  project: Project,
  files: readonly string[],
  broken: ReadonlySet<string>,
): Promise<Bundled> {
  const openers = files.map((file) => `() => import(${JSON.stringify(file)}),`);
  try {
    const { outputFiles } = await build({
      ...COMMON,
      stdin: {
        contents: `export default [\n${openers.join("\n")}\n];`,
        resolveDir: project.root,
        sourcefile: "<definitions>",
      },
      // Only a name, for the paths in the map to be relative to.
      outfile: join(project.cacheDir, "definitions.mjs"),
      plugins: [brokenFiles(broken), ...standIns(project), packageResolution(project)],
      absWorkingDir: project.root,
    });
    const textOf = (extension: string): string => outputFiles.find(({ path }) => path.endsWith(extension))!.text;
    const places = new SourcePlaces(project, textOf(".map"));
    return { ok: true, bundle: { script: withFileIdentity(textOf(".mjs"), places), places } };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { ok: false, errors: error.errors };
  }
}

/** The `code` of the error with which a broken file, and so whatever imports it, fails. */
export const BROKEN = "POSTHOG_DEFINITIONS_BROKEN_FILE";

/**
 * CommonJS, so that importing a name from it is no error of its own; and under a namespace, since esbuild takes a file
 * for an ES module where its name or the project's `package.json` says so.
 */
function brokenFiles(broken: ReadonlySet<string>): Plugin {
  const contents = `module.exports = {};\nthrow Object.assign(new Error("broken file"), { code: "${BROKEN}" });`;
  const namespace = "broken-file";
  const asked = Symbol("asked");
  return {
    name: namespace,
    setup(build) {
      if (broken.size === 0) return;
      build.onResolve({ filter: /^/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === asked) return undefined;
        const resolved = await build.resolve(path, { importer, resolveDir, kind, pluginData: asked });
        return broken.has(resolved.path) ? { path: resolved.path, namespace } : undefined;
      });
      build.onLoad({ filter: /^/, namespace }, () => ({ contents, loader: "js" }));
    },
  };
}

/** Files whose text is another than the one on disk. */
function standIns({ texts }: Project): Plugin[] {
  if (texts.size === 0) return [];
  const setup: Plugin["setup"] = (build) => {
    build.onLoad({ filter: /^/ }, ({ path }) => {
      const contents = texts.get(path);
      return contents === undefined ? undefined : { contents, loader: "default" };
    });
  };
  return [{ name: "stand-ins", setup }];
}

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);

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
