import { join } from "node:path";
import ts from "typescript";
import { root } from "../steps.mjs";

/** The sources of some packages, as TypeScript reads them. */
export function openPackages(folders) {
  const entry = (folder) => join(root, "packages", folder, "src/index.ts");
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, files: folders.map(entry), include: [] },
    ts.sys,
    root,
  );
  const program = ts.createProgram({ rootNames: folders.map(entry), options });
  const checker = program.getTypeChecker();
  const resolved = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

  return {
    checker,
    resolved,
    /** What a package's main entry exports, in the order of the file. */
    exportsOf(folder) {
      const module = checker.getSymbolAtLocation(program.getSourceFile(entry(folder)));
      return checker.getExportsOfModule(module).map(resolved);
    },
    /** The folder of the package that declares it; `undefined` for anything that is not ours. */
    packageOf(symbol) {
      const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? "";
      return /\/packages\/([^/]+)\/src\//.exec(file.startsWith(root) ? file : "")?.[1];
    },
    /** The comment, in Markdown. */
    comment(symbol) {
      const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
      const deprecated = symbol.getJsDocTags(checker).find(({ name }) => name === "deprecated");
      const tag = deprecated ? `Deprecated. ${ts.displayPartsToString(deprecated.text)}` : "";
      return [text, tag]
        .filter(Boolean)
        .join(" ")
        .replace(/\{@link ([^}]+?)\s*\}/g, "`$1`");
    },
  };
}
