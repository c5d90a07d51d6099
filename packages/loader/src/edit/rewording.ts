import type {
  ArrayLiteralExpression,
  CallExpression,
  Expression,
  Node,
  ObjectLiteralElementLike,
  ObjectLiteralExpression,
  SourceFile,
} from "typescript";
import { isPlain, isRef, isSecret, type Path, type Place } from "@posthog-definitions/core";
import { isCall, same, type Call } from "@posthog-definitions/core/kind";
import { nameOf } from "../property-places.js";
import { typescript } from "../typescript.js";
import { aligned } from "./alignment.js";
import type { FileNames } from "./file-names.js";
import { indentOf, Members, type Insertion } from "./members.js";
import type { Printing } from "./printing.js";
import { bare, SPREAD, whyNot, whyNotProperty } from "./safe.js";
import type { TextEdit } from "./text-edits.js";

/** What a file says, and what it is to say, in the same words as far as those are known. */
export interface Way {
  readonly file: Readonly<Record<string, unknown>>;
  readonly live: Readonly<Record<string, unknown>>;
  /** By field: what tells the items of a list apart whose order means nothing. */
  readonly items: Readonly<Record<string, { readonly file: readonly string[]; readonly live: readonly string[] }>>;
}

/** A part that cannot be written where it stands. */
export interface Obstacle {
  readonly path: Path;
  /** As half a sentence: `it is computed`. */
  readonly why: string;
  /** Where it stands in the text as it was. */
  readonly place: Place;
  /** What it is to be; `undefined` where it is to go. */
  readonly value: unknown;
  /** It is a secret: there is no value to tell. */
  readonly isSecret?: true;
}

export interface Surroundings {
  readonly tree: SourceFile;
  /** As places name it. */
  readonly file: string;
  readonly names: FileNames;
  readonly printing: Printing;
}

/** A member that differs, and where it is written, if it is. */
interface Change {
  readonly key: string;
  readonly found: ObjectLiteralElementLike | undefined;
  readonly was: unknown;
  readonly is: unknown;
  readonly path: Path;
  readonly items?: Way["items"][string] | undefined;
}

type Data = Readonly<Record<string, unknown>>;
const isData = (value: unknown): value is Data => isPlain(value) && !isRef(value) && !isSecret(value) && !isCall(value);

/** The edits that make one object literal say something else, and what of it they cannot. */
export class Rewording {
  readonly edits: TextEdit[] = [];
  readonly obstacles: Obstacle[] = [];

  constructor(private readonly at: Surroundings) {}

  /** The input of a definition. `aliases`: further names of its fields. */
  input(node: ObjectLiteralExpression, way: Way, aliases: Readonly<Record<string, string>>): void {
    const changes: Change[] = [];
    for (const key of keysOf(way.file, way.live)) {
      const [was, is] = [own(way.file, key), own(way.live, key)];
      if (same(was, is)) continue;
      const names = [key, ...Object.entries(aliases).flatMap(([alias, name]) => (name === key ? [alias] : []))];
      const found = findProperty(node, names);
      if (found === "hidden") this.fail(node, [key], SPREAD, is);
      else if (found === undefined && was !== undefined) this.fail(node, [key], "it is said in other words", is);
      else changes.push({ key, found, was, is, path: [key], items: own(way.items, key) });
    }
    this.properties(node, changes, Object.keys(way.live));
  }

  /** `order`: the names of all members as they are to be. */
  private properties(node: ObjectLiteralExpression, changes: readonly Change[], order: readonly string[]): void {
    const ts = typescript();
    const { tree, names } = this.at;
    const { properties } = node;
    const members = new Members(tree, properties, node.getStart(tree) + 1, node.getEnd() - 1);
    const gone: number[] = [];
    const added: Insertion[] = [];
    for (const { key, found, was, is, path, items } of changes)
      if (found === undefined) {
        const text = is === undefined ? undefined : this.print(node, is, path, { ...spotIn(members), property: key });
        if (text !== undefined) added.push({ after: placeOf(key, order, properties), text });
      } else if (is === undefined) {
        const why = whyNotProperty(found, names, was);
        if (why === undefined) gone.push(properties.indexOf(found));
        else this.fail(found, path, why, is);
      } else if (ts.isPropertyAssignment(found)) this.value(found.initializer, was, is, path, items);
      else this.fail(found, path, whyNotProperty(found, names, was) ?? "it is written in short", is);
    if (gone.length + added.length > 0) this.edits.push(...members.edits(gone, added));
  }

  private value(written: Expression, was: unknown, is: unknown, path: Path, items?: Way["items"][string]): void {
    const ts = typescript();
    if (same(was, is)) return;
    const node = bare(written);
    if (ts.isObjectLiteralExpression(node) && isData(was) && isData(is)) this.object(node, was, is, path);
    else if (ts.isArrayLiteralExpression(node) && Array.isArray(was) && Array.isArray(is))
      this.list(node, was, is, path, items);
    else if (ts.isCallExpression(node) && isCall(was) && isCall(is)) this.call(node, was, is, path);
    else if (ts.isCallExpression(node) && isData(was) && isData(is)) this.madeObject(node, was, is, path);
    else this.replace(node, was, is, path);
  }

  private object(node: ObjectLiteralExpression, was: Data, is: Data, path: Path): void {
    const changed = keysOf(was, is).filter((key) => !same(own(was, key), own(is, key)));
    const changes = changed.flatMap((key): Change[] => {
      const found = findProperty(node, [key]);
      return found === "hidden" ? [] : [{ key, found, was: own(was, key), is: own(is, key), path: [...path, key] }];
    });
    // Where a part is not found that was there, the file says it in other words.
    const isStrange = changes.length < changed.length || changes.some((each) => !each.found && each.was !== undefined);
    if (isStrange || node.properties.length === 0) this.replace(node, was, is, path);
    else this.properties(node, changes, Object.keys(is));
  }

  private list(
    node: ArrayLiteralExpression,
    was: readonly unknown[],
    is: readonly unknown[],
    path: Path,
    items?: Way["items"][string],
  ): void {
    const { elements } = node;
    if (elements.length !== was.length || elements.some(typescript().isSpreadElement) || isReordered(elements, was))
      return this.replace(node, was, is, path);
    const { pairs, gone, added } = aligned(was, is, items);
    if (elements.length === 0) return this.replace(node, was, is, path);
    const members = new Members(this.at.tree, elements, node.getStart(this.at.tree) + 1, node.getEnd() - 1);
    const write = (): void => {
      for (const pair of pairs) this.value(elements[pair.old]!, was[pair.old], is[pair.new], [...path, pair.old]);
      const free = gone.filter((index) => {
        const why = whyNot(elements[index]!, this.at.names, was[index]);
        if (why !== undefined) this.fail(elements[index]!, [...path, index], why, undefined);
        return why === undefined;
      });
      const texts = added.flatMap(({ after, new: index }): Insertion[] => {
        const text = this.print(node, is[index], path, spotIn(members));
        return text === undefined ? [] : [{ after, text }];
      });
      if (free.length + texts.length > 0) this.edits.push(...members.edits(free, texts));
    };
    // Items without names belong together: conditions of which some came from the one side and some from the other were nobody's.
    if (items || gone.length + added.length === 0) write();
    else this.whole(write);
  }

  /** All of it, or nothing. */
  private whole(write: () => void): void {
    const { edits, obstacles } = this;
    const before = [edits.length, obstacles.length, this.at.printing.mark()] as const;
    write();
    if (obstacles.length === before[1]) return;
    edits.length = before[0];
    this.at.printing.rewind(before[2]);
  }

  /** A call of the same builder with other arguments. */
  private call(node: CallExpression, was: Call, is: Call, path: Path): void {
    const ts = typescript();
    const callee = node.expression;
    const [before, after] = [was.then, is.then];
    if (before && after && before.method === after.method && ts.isPropertyAccessExpression(callee)) {
      const inner = bare(callee.expression);
      const fits = callee.name.text === before.method && ts.isCallExpression(inner);
      if (fits && this.isCallOf(inner, was) && fitsArguments(inner, was.args, is.args))
        if (fitsArguments(node, before.args, after.args)) {
          this.values(inner, was.args, is.args, path);
          return this.values(node, before.args, after.args, path);
        }
    } else if (!before && !after && was.$call === is.$call && this.isCallOf(node, was))
      if (fitsArguments(node, was.args, is.args)) return this.values(node, was.args, is.args, path);
    this.replace(node, was, is, path);
  }

  private values(node: CallExpression, was: readonly unknown[], is: readonly unknown[], path: Path): void {
    node.arguments.forEach((argument, i) => this.value(argument, was[i], is[i], path));
  }

  private isCallOf({ expression }: CallExpression, { $call }: Call): boolean {
    return typescript().isIdentifier(expression) && this.at.names.builder(expression.text) === $call;
  }

  /** What a builder makes of one object, where the same members stand in what it is given. */
  private madeObject(node: CallExpression, was: Data, is: Data, path: Path): void {
    const ts = typescript();
    const [argument, ...others] = node.arguments;
    const literal = argument && others.length === 0 ? bare(argument) : undefined;
    const changed = keysOf(was, is).filter((key) => !same(own(was, key), own(is, key)));
    const isOurs = whyNot(node, this.at.names, was) === undefined;
    if (
      isOurs &&
      literal &&
      ts.isObjectLiteralExpression(literal) &&
      changed.every((key) => typeof findProperty(literal, [key]) === "object")
    )
      this.object(literal, was, is, path);
    else this.replace(node, was, is, path);
  }

  private replace(node: Expression, was: unknown, is: unknown, path: Path): void {
    const { tree, names } = this.at;
    const why = whyNot(node, names, was);
    if (why !== undefined) return this.fail(node, path, why, is);
    const start = node.getStart(tree);
    const column = tree.getLineAndCharacterOfPosition(start).character;
    const text = this.print(node, is, path, { indent: indentOf(tree, start), column, tail: 1 });
    if (text !== undefined) this.edits.push({ start, end: node.getEnd(), text: inItsQuotes(node, is) ?? text });
  }

  private print(node: Node, value: unknown, path: Path, spot: Parameters<Printing["print"]>[2]): string | undefined {
    try {
      return this.at.printing.print(value, node.getStart(this.at.tree), spot);
    } catch {
      // The one thing that cannot be printed is a secret, which is for nobody's eyes.
      this.fail(node, path, "it holds a secret", undefined, { isSecret: true });
      return undefined;
    }
  }

  private fail(node: Node, path: Path, why: string, value: unknown, more: Pick<Obstacle, "isSecret"> = {}): void {
    const { tree, file } = this.at;
    const { line, character } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    this.obstacles.push({ path, why, value, ...more, place: { file, line: line + 1, column: character + 1 } });
  }
}

const spotIn = ({ indent }: Members) => ({ indent, tail: 1 });

/** Behind which property one comes in: the closest of those in front of it that is there, else behind all. */
function placeOf(key: string, order: readonly string[], properties: readonly ObjectLiteralElementLike[]): number {
  const inFront = order.slice(0, order.indexOf(key)).reverse();
  const places = inFront.map((name) => properties.findIndex((each) => nameOf(each) === name));
  return places.find((index) => index >= 0) ?? properties.length - 1;
}

/** A member may be called as one that every object inherits: `constructor`. */
const own = <V>(of: Readonly<Record<string, V>>, key: string): V | undefined =>
  Object.hasOwn(of, key) ? of[key] : undefined;

const keysOf = (a: Data, b: Data): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])];

/** The property that counts under one of these names; `hidden` where a spread may have put another value over it. */
function findProperty(
  node: ObjectLiteralExpression,
  names: readonly string[],
): ObjectLiteralElementLike | "hidden" | undefined {
  const ts = typescript();
  for (const property of [...node.properties].reverse()) {
    if (names.includes(nameOf(property) ?? "")) return property;
    if (ts.isSpreadAssignment(property)) return "hidden";
  }
  return undefined;
}

const fitsArguments = (node: CallExpression, was: readonly unknown[], is: readonly unknown[]): boolean =>
  node.arguments.length === was.length &&
  was.length === is.length &&
  !node.arguments.some(typescript().isSpreadElement);

/** Words or numbers that stand in another order than in the normal form, such as tags. */
function isReordered(elements: readonly Expression[], was: readonly unknown[]): boolean {
  const ts = typescript();
  return elements.some((written, i) => {
    const node = bare(written);
    if (ts.isStringLiteralLike(node)) return node.text !== was[i];
    return ts.isNumericLiteral(node) && Number(node.text) !== was[i];
  });
}

/** Plain text in single quotes stays in those. */
function inItsQuotes(node: Expression, value: unknown): string | undefined {
  const isSingle = typescript().isStringLiteral(node) && node.getText().startsWith("'");
  return isSingle && typeof value === "string" && /^[\x20-\x7e]*$/.test(value) && !/['\\]/.test(value)
    ? `'${value}'`
    : undefined;
}
