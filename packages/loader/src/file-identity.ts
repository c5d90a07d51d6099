import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { SourcePlaces } from "./source-places.js";

/**
 * A bundle is one file, but the files in it still ask for their own `import.meta.url` and `__dirname`, to read a query
 * beside them. esbuild puts a name of fixed width in place of each; we give each occurrence its number, which moves no
 * column, and say what the numbers mean in the first line.
 */
const name = (what: string, index: number): string => `__posthog_definitions_${what}_${String(index).padStart(6, "0")}`;

/** esbuild's `define`. */
export const IDENTITY_OF_FILE = {
  "import.meta.url": name("url", 0),
  "import.meta.filename": name("filename", 0),
  "import.meta.dirname": name("dirname", 0),
  __filename: name("filename", 0),
  __dirname: name("dirname", 0),
};

const FIRST_LINE = "/* posthog-definitions */";

/** esbuild's `banner`: the line that {@link withFileIdentity} fills, and the `require` that CommonJS files call. */
export const BANNER = [
  FIRST_LINE,
  `import { createRequire as __posthog_definitions_require } from "node:module";`,
  `const require = __posthog_definitions_require(import.meta.url);`,
].join("\n");

export function withFileIdentity(script: string, places: SourcePlaces): string {
  const declarations: string[] = [];
  const body = script.replace(/__posthog_definitions_(url|filename|dirname)_000000/g, (whole, what, offset) => {
    const file = places.fileAt(script, offset as number);
    if (file === undefined) return whole;
    const value = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) }[what as "url"];
    const own = name(what as string, declarations.length + 1);
    declarations.push(`${own} = ${JSON.stringify(value)}`);
    return own;
  });
  return declarations.length === 0 ? script : body.replace(FIRST_LINE, () => `const ${declarations.join(", ")};`);
}
