import { existsSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import ts from "typescript";

/** What each package shows of its types: `{ name, short, entries: [{ entry, text }] }`. */
export function surfaces(packages) {
  const files = packages.flatMap(({ entries }) => entries.map(({ file }) => file));
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`${missing} is not there: build first.`);
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  return packages.map((one) => ({
    name: one.name,
    short: one.short,
    entries: one.entries.map(({ entry, file }) => ({ entry, text: textOf(program.getSourceFile(file), one, checker) })),
  }));
}

/** Every export, then what is not exported and stands in one of them. */
function textOf(file, { folder, name: own }, checker) {
  const exported = exportsOf(file, checker);
  const shown = new Set(exported.map(({ symbol }) => symbol));
  const inner = new Map();
  const parts = exported.map(({ name, symbol }) => print(name, symbol));
  // Printing finds more: a map is walked as it grows.
  const below = [];
  for (const [symbol, name] of inner) if (!shown.has(symbol)) below.push({ name, text: bare(declared(symbol)) });
  return [...parts.sort(byName), ...below.sort(byName).map(({ text }) => `// not exported\n${text}`)]
    .map((part) => part.text ?? part)
    .join("\n\n");

  function print(name, symbol) {
    const home = packageOf(symbol);
    if (home !== own) {
      const as = symbol.name === name || symbol.name === "default" ? name : `${symbol.name} as ${name}`;
      return { name, text: `export { ${as} } from "${home}";` };
    }
    if (symbol.flags & ts.SymbolFlags.ValueModule) {
      const inside = exportsOf(symbol.declarations[0], checker).map((one) => print(one.name, one.symbol).text);
      return { name, text: `export namespace ${name} {\n${inside.join("\n")}\n}` };
    }
    return { name, text: declared(symbol, name) };
  }

  function declared(symbol, name = symbol.name) {
    const declarations = symbol.declarations.map((declaration) => {
      collect(declaration);
      return `export ${bare(printed(declaration))}`;
    });
    if (name === "default") return `${bare(declarations[0])}\nexport default ${symbol.name};`;
    return name === symbol.name
      ? declarations.join("\n")
      : `${declarations.map(bare).join("\n")}\nexport { ${symbol.name} as ${name} };`;
  }

  /** Names in a declaration that stand for something of this package. */
  function collect(node) {
    if (ts.isIdentifier(node)) {
      const found = resolved(checker.getSymbolAtLocation(node), checker);
      const at = found?.declarations?.[0];
      if (at && isTopLevel(at) && at.getSourceFile().fileName.startsWith(folder + sep)) inner.set(found, found.name);
    }
    ts.forEachChild(node, collect);
  }
}

const bare = (text) => text.replace(/^export /, "");
const byName = (a, b) => (a.name < b.name ? -1 : 1);

function exportsOf(file, checker) {
  const module = ts.isSourceFile(file) ? checker.getSymbolAtLocation(file) : file;
  return (module ? checker.getExportsOfModule(module) : [])
    .map((symbol) => ({ name: symbol.name, symbol: resolved(symbol, checker) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const resolved = (symbol, checker) =>
  symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

function isTopLevel(declaration) {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return statement.parent !== undefined && ts.isSourceFile(statement.parent);
}

const printer = ts.createPrinter({ removeComments: true });

function printed(declaration) {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const source = declaration.getSourceFile();
  const { transformed } = ts.transform(node, [() => (root) => inOneOrder(root, source)]);
  return printer.printNode(ts.EmitHint.Unspecified, transformed[0], source);
}

/**
 * Unions, and the members of type literals, sorted: where TypeScript works a type out, their order depends on what it
 * has looked at before.
 */
function inOneOrder(node, source) {
  const text = (each) => printer.printNode(ts.EmitHint.Unspecified, each, source);
  const sorted = (nodes) => [...nodes].sort((a, b) => (text(a) < text(b) ? -1 : 1));
  const visit = (each) => {
    const seen = ts.visitEachChild(each, visit, undefined);
    if (ts.isUnionTypeNode(seen))
      return ts.factory.updateUnionTypeNode(seen, ts.factory.createNodeArray(sorted(seen.types)));
    if (ts.isTypeLiteralNode(seen) && seen.members.every(ts.isPropertySignature))
      return ts.factory.updateTypeLiteralNode(seen, ts.factory.createNodeArray(sorted(seen.members)));
    return seen;
  };
  return ts.visitNode(node, visit);
}

const names = new Map();

/** The package that a symbol is declared in. */
function packageOf(symbol) {
  let folder = dirname(symbol.declarations[0].getSourceFile().fileName);
  const start = folder;
  while (!names.has(start)) {
    const file = join(folder, "package.json");
    const name = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).name : undefined;
    if (name !== undefined) names.set(start, name);
    else folder = dirname(folder);
  }
  return names.get(start);
}
