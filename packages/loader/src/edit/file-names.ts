import { dirname, resolve } from "node:path";
import type { CallExpression, ImportDeclaration, NamedImports, Node, SourceFile } from "typescript";
import type { Place, Ref } from "@posthog-definitions/core";
import { callAt } from "../property-places.js";
import { typescript } from "../typescript.js";
import { isOurs, packageName } from "../packages.js";
import type { TextEdit } from "./text-edits.js";

/** Where a definition stands, and as what its file exports it. */
export interface DefinitionName {
  readonly address: string;
  /** The file that exports it, absolute. */
  readonly path: string;
  readonly exportName?: string;
  /** Where its factory is called, if that is in the edited file. */
  readonly place?: Place;
}

interface Imported {
  readonly module: string;
  readonly name: string;
}

/** What names mean in a file: which are builders of ours, and which are definitions. */
export class FileNames {
  /** By local name. */
  readonly #imports = new Map<string, Imported>();
  /** Names of definitions, and the position from which on they are there. */
  readonly #definitions = new Map<string, { readonly address: string; readonly from: number }>();
  readonly #calls = new Set<Node>();
  /** Every name that the file declares or uses. */
  readonly #words = new Set<string>();

  constructor(
    private readonly tree: SourceFile,
    private readonly path: string,
    definitions: readonly DefinitionName[],
    private readonly isBuilderPackage: (name: string) => boolean,
  ) {
    const ts = typescript();
    const visit = (node: Node): void => {
      if (ts.isIdentifier(node) && !isMemberName(node)) this.#words.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    for (const { local, module, name } of importsOf(tree)) this.#imports.set(local, { module, name });
    for (const one of definitions) this.#learn(one);
  }

  #learn({ address, path, exportName, place }: DefinitionName): void {
    const ts = typescript();
    const call = place && callAt(this.tree, place);
    if (call) {
      this.#calls.add(call);
      const { parent } = call;
      if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && isAtTop(parent))
        this.#definitions.set(parent.name.text, { address, from: parent.getEnd() });
    }
    for (const [local, { module, name }] of this.#imports)
      if (name === exportName && module.startsWith(".") && leadsTo(resolve(dirname(this.path), module), path))
        this.#definitions.set(local, { address, from: 0 });
  }

  /** Whether a name stands for a definition, so that nothing is lost where a reference to another takes its place. */
  isDefinition(local: string): boolean {
    return this.#definitions.has(local);
  }

  /** Whether a call makes a definition. */
  makesDefinition(call: Node): boolean {
    return this.#calls.has(call);
  }

  /** The name under which one of our packages exports what is known by this one here. */
  builder(local: string): string | undefined {
    const found = this.#imports.get(local);
    if (!found) return undefined;
    const name = packageName(found.module);
    return name !== undefined && (isOurs(name) || this.isBuilderPackage(name)) ? found.name : undefined;
  }

  /** The local name of a definition that is there already at a position. */
  definition(ref: Ref, at: number): string | undefined {
    for (const [local, { address, from }] of this.#definitions)
      if (address === `${ref.$ref}.${ref.key}` && from <= at) return local;
    return undefined;
  }

  /** The local name of an export of ours, if the file imports it; `undefined` if it would have to. */
  local(name: string): string | undefined {
    for (const [local, found] of this.#imports) if (found.name === name && this.builder(local) === name) return local;
    return undefined;
  }

  /** A name for what has yet to be imported. */
  free(name: string): string {
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? name : `${name}${n}`;
      if (this.#words.has(candidate)) continue;
      this.#words.add(candidate);
      return candidate;
    }
  }

  /** The edit that imports one more name. */
  importEdit(module: string, name: string, local: string): TextEdit {
    const ts = typescript();
    const part = name === local ? name : `${name} as ${local}`;
    const all = this.tree.statements.filter(ts.isImportDeclaration);
    const there = all.find(
      (each) => ts.isStringLiteral(each.moduleSpecifier) && each.moduleSpecifier.text === module && named(each),
    );
    const last = there && named(there)!.elements.at(-1);
    if (last) return { start: last.getEnd(), end: last.getEnd(), text: `, ${part}` };
    const line = `import { ${part} } from "${module}";\n`;
    const start = all[0]?.getStart(this.tree) ?? this.tree.statements[0]?.getStart(this.tree) ?? 0;
    return { start, end: start, text: line };
  }
}

/** Named imports of values, which one more can be put beside. */
function named(declaration: ImportDeclaration): NamedImports | undefined {
  const ts = typescript();
  const clause = declaration.importClause;
  const bindings = clause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings) || clause.phaseModifier !== undefined) return undefined;
  return bindings.elements.length > 0 ? bindings : undefined;
}

function importsOf(tree: SourceFile): (Imported & { readonly local: string })[] {
  const ts = typescript();
  return tree.statements.filter(ts.isImportDeclaration).flatMap((declaration) => {
    if (!ts.isStringLiteral(declaration.moduleSpecifier)) return [];
    const module = declaration.moduleSpecifier.text;
    const { name, namedBindings: bindings } = declaration.importClause ?? {};
    return [
      ...(name ? [{ local: name.text, module, name: "default" }] : []),
      ...(bindings && ts.isNamedImports(bindings)
        ? bindings.elements.map((each) => ({
            local: each.name.text,
            module,
            name: (each.propertyName ?? each.name).text,
          }))
        : []),
    ];
  });
}

/** The `a` of `{ a: 1 }` and of `x.a`, which names nothing that an import could hide. */
function isMemberName(node: Node): boolean {
  const ts = typescript();
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertyAccessExpression(parent) && parent.name === node)
  );
}

const isAtTop = (declaration: Node): boolean => typescript().isSourceFile(declaration.parent.parent.parent);

/** Whether an import's path is that of a file, with whatever ending. */
function leadsTo(specifier: string, path: string): boolean {
  const bare = (name: string): string => name.replace(/\.[mc]?[jt]sx?$/, "");
  return bare(path) === bare(specifier) || bare(path) === `${specifier}/index`;
}

/** Whether a call is made once, when its file is loaded: neither in a function nor in a loop. */
export function isMadeOnce(call: CallExpression): boolean {
  const ts = typescript();
  for (let at: Node = call; !ts.isSourceFile(at); at = at.parent)
    if (ts.isFunctionLike(at) || ts.isClassLike(at) || ts.isIterationStatement(at, false)) return false;
  return true;
}
