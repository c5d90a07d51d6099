import { readFileSync } from "node:fs";
import type {
  CallExpression,
  Expression,
  Node,
  ObjectLiteralElementLike,
  ObjectLiteralExpression,
  SourceFile,
} from "typescript";
import type { Path, Place } from "@posthog-definitions/core";
import type { SourcePlace } from "./source-places.js";
import { typescript } from "./typescript.js";

/** Where a step of a path leads: what to point at, and the value to go on from, where it can be followed. */
interface Step {
  readonly at: Node;
  readonly value?: Expression;
}

/** Finds the properties of definitions in the text of the files; each file is parsed once, when first asked for. */
export class PropertyPlaces {
  readonly #trees = new Map<string, SourceFile | undefined>();

  /** By path, what is parsed in place of the file. */
  constructor(private readonly texts: ReadonlyMap<string, string> = new Map()) {}

  /** The place of the property `path` of the call at `call`, or of the closest thing around it that can be found. */
  placeOf(call: SourcePlace, path: Path): Place {
    const { file, line, column } = call;
    if (path.length === 0) return { file, line, column };
    try {
      return this.#find(call, path);
    } catch {
      // The place is there to help; that it cannot be told more closely is no reason to fail.
      return { file, line, column };
    }
  }

  #find(call: SourcePlace, path: Path): Place {
    const tree = this.#tree(call.path);
    let value: Expression | undefined = tree && callAt(tree, call);
    let at: Node | undefined;
    for (const name of path) {
      const step: Step | undefined = value && stepInto(value, name);
      if (step === undefined) break;
      ({ at, value } = step);
    }
    if (tree === undefined || at === undefined) return { file: call.file, line: call.line, column: call.column };
    const { line, character } = tree.getLineAndCharacterOfPosition(at.getStart(tree));
    return { file: call.file, line: line + 1, column: character + 1 };
  }

  #tree(path: string): SourceFile | undefined {
    if (!this.#trees.has(path))
      this.#trees.set(path, parseSource(path, this.texts.get(path) ?? readFileSync(path, "utf8")));
    return this.#trees.get(path);
  }
}

export function parseSource(path: string, text: string): SourceFile {
  const ts = typescript();
  const kind = /x$/.test(path) ? ts.ScriptKind.TSX : /\.[mc]?js$/.test(path) ? ts.ScriptKind.JSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

/** The innermost call whose callee is at the place: engines point at the last name in `a.b.factory(…)`. */
export function callAt(tree: SourceFile, { line, column }: Place): CallExpression | undefined {
  const ts = typescript();
  const offset = tree.getPositionOfLineAndCharacter(line - 1, column - 1);
  let found: CallExpression | undefined;
  const visit = (node: Node): void => {
    if (offset < node.getFullStart() || offset >= node.getEnd()) return;
    if (ts.isCallExpression(node) && offset >= node.expression.getStart(tree) && offset < node.expression.getEnd()) {
      found = node;
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function stepInto(value: Expression, name: string | number): Step | undefined {
  const ts = typescript();
  const literal = literalOf(value);
  if (literal === undefined) return undefined;
  if (ts.isObjectLiteralExpression(literal)) return propertyOf(literal, String(name));
  if (!ts.isArrayLiteralExpression(literal) || typeof name !== "number") return undefined;
  // Behind a spread, positions in the text are no longer those in the value.
  if (literal.elements.slice(0, name + 1).some(ts.isSpreadElement)) return undefined;
  const element = literal.elements[name];
  return element && { at: element, value: element };
}

/** The property that counts is the last of its name; a spread of a literal is looked into, any other hides what is before it. */
function propertyOf(literal: ObjectLiteralExpression, name: string): Step | undefined {
  const ts = typescript();
  for (const property of [...literal.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) {
      const spread = literalOf(property.expression);
      if (spread === undefined || !ts.isObjectLiteralExpression(spread)) return undefined;
      const inside = propertyOf(spread, name);
      if (inside !== undefined) return inside;
    } else if (nameOf(property) === name) {
      return { at: property.name, value: valueOf(property) };
    }
  }
  return undefined;
}

export function nameOf({ name }: ObjectLiteralElementLike): string | undefined {
  const ts = typescript();
  if (name === undefined) return undefined;
  if (ts.isIdentifier(name)) return name.text;
  const literal = ts.isComputedPropertyName(name) ? name.expression : name;
  return ts.isStringLiteralLike(literal) || ts.isNumericLiteral(literal) ? literal.text : undefined;
}

function valueOf(property: ObjectLiteralElementLike): Expression | undefined {
  const ts = typescript();
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/**
 * The object or list that an expression stands for: through casts, constants of the file, and calls, whose first such
 * argument it is (`trends({ … })`).
 */
function literalOf(value: Expression, visited: ReadonlySet<Node> = new Set()): Expression | undefined {
  const ts = typescript();
  if (visited.has(value)) return undefined;
  const next = new Set(visited).add(value);
  if (ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value)) return value;
  if (
    ts.isParenthesizedExpression(value) ||
    ts.isAsExpression(value) ||
    ts.isSatisfiesExpression(value) ||
    ts.isNonNullExpression(value) ||
    ts.isTypeAssertionExpression(value) ||
    ts.isAwaitExpression(value)
  ) {
    return literalOf(value.expression, next);
  }
  if (ts.isCallExpression(value)) {
    for (const argument of value.arguments) {
      const literal = ts.isSpreadElement(argument) ? undefined : literalOf(argument, next);
      if (literal !== undefined && ts.isObjectLiteralExpression(literal)) return literal;
    }
    return undefined;
  }
  const initializer = ts.isIdentifier(value) ? constantOf(value) : undefined;
  return initializer && literalOf(initializer, next);
}

/** What a name was initialised with, by the `const` in the closest block around it. */
function constantOf(use: Node & { text: string }): Expression | undefined {
  const ts = typescript();
  for (let scope: Node | undefined = use.parent; scope !== undefined; scope = scope.parent) {
    if (!ts.isSourceFile(scope) && !ts.isBlock(scope)) continue;
    for (const statement of scope.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name) && name.text === use.text) return initializer;
      }
    }
  }
  return undefined;
}
