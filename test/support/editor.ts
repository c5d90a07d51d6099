import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A folder of TypeScript files as an editor sees it. */
export interface Editor {
  readonly program: ts.Program;
  /** Relative to the folder. */
  readonly files: readonly string[];
  source(file: string): ts.SourceFile;
  /** What is underlined. */
  problems(file: string): readonly { readonly start: number; readonly length: number; readonly message: string }[];
  /** The comment that hovering the first place with this text shows. */
  hover(file: string, text: string): string;
  /** Fields written in object literals, known to the type that is expected there, and hovered without a comment. */
  silentFields(file: string): readonly string[];
}

/** A language service over all `.ts` files of a folder, with the settings of a project that has none of its own. */
export function languageService(folder: string): Editor {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  };
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("node_modules"),
  );
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => files.map((name) => join(folder, name)),
    getScriptVersion: () => "0",
    getScriptSnapshot: (name) => {
      const text = ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    realpath: ts.sys.realpath,
  };
  const service = ts.createLanguageService(host);
  const program = service.getProgram()!;
  const checker = program.getTypeChecker();
  const source = (file: string): ts.SourceFile => program.getSourceFile(join(folder, file))!;

  /** With its tags, such as `@deprecated`. */
  const hoverAt = (file: string, position: number): string => {
    const info = service.getQuickInfoAtPosition(join(folder, file), position);
    return [info?.documentation, ...(info?.tags ?? []).map(({ text }) => text)]
      .map((parts) => ts.displayPartsToString(parts))
      .join("\n")
      .trim();
  };

  const problems: Editor["problems"] = (file) =>
    [...service.getSyntacticDiagnostics(join(folder, file)), ...service.getSemanticDiagnostics(join(folder, file))].map(
      ({ start, length, messageText }) => ({
        start: start ?? 0,
        length: length ?? 0,
        message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      }),
    );

  return {
    program,
    files,
    source,
    problems,
    hover: (file, text) => hoverAt(file, source(file).text.indexOf(text)),
    silentFields: (file) =>
      writtenFields(source(file), checker)
        .filter((name) => hoverAt(file, name.getStart()) === "")
        .map(
          (name) => `${file}:${source(file).getLineAndCharacterOfPosition(name.getStart()).line + 1} ${name.getText()}`,
        ),
  };
}

/** Names before a colon whose object is expected to have such a field; names that users choose, as in `payloads`, are none. */
function writtenFields(file: ts.SourceFile, checker: ts.TypeChecker): readonly ts.PropertyName[] {
  const found: ts.PropertyName[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const expected = checker.getContextualType(node.parent);
      const members = expected?.isUnion() ? expected.types : expected ? [expected] : [];
      const known = members.flatMap((type) => type.getProperty(node.name.getText())?.declarations ?? []);
      // What is worked out from this very place was chosen by its writer, as the names of a group's properties.
      if (known.some((declaration) => declaration.getSourceFile() !== file)) found.push(node.name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
