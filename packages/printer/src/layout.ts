import { widthOf } from "./strings.js";
import type { Item, Member, Tree } from "./tree.js";

/** Columns of a line. */
export const WIDTH = 120;

/** Keys shorter than this keep a long text on their line: a line of its own would save too little. */
const SHORT_KEY = 5;

/**
 * Cuts a tree into lines, as prettier does with these columns: what fits stays on one line, else each part gets its own.
 *
 * @param column - where the tree begins.
 * @param tail - how much follows it on its last line.
 */
export function layout(tree: Tree, indent: number, column: number, tail: number): string {
  const flat = flatText(tree);
  if (flat !== undefined && column + widthOf(flat) + tail <= WIDTH) return flat;
  switch (tree.type) {
    case "text":
      return tree.text;
    case "object":
      return block(
        "{",
        "}",
        indent,
        tree.members.map((member) => memberLines(member, indent + 2)),
      );
    case "array":
      if (tree.items.length > 1 && tree.items.every(isNumber))
        return block("[", "]", indent, filled(tree.items, indent + 2));
      return block(
        "[",
        "]",
        indent,
        tree.items.map((item) => commented(item, indent + 2, `${layout(item.value, indent + 2, indent + 2, 1)},`)),
      );
    case "call":
      return callLines(tree, indent, column, tail);
  }
}

const pad = (indent: number): string => " ".repeat(indent);

const block = (open: string, close: string, indent: number, lines: readonly string[]): string =>
  lines.length === 0
    ? `${open}${close}`
    : `${open}\n${lines.map((line) => `${line}\n`).join("")}${pad(indent)}${close}`;

const commented = ({ comment }: Item, indent: number, line: string): string =>
  `${comment === undefined ? "" : `${pad(indent)}// ${comment}\n`}${pad(indent)}${line}`;

function memberLines(member: Member, indent: number): string {
  const { key, value } = member;
  const begin = `${key}: `;
  const isLong =
    value.type === "text" && value.string === true && indent + widthOf(begin) + widthOf(value.text) + 1 > WIDTH;
  if (isLong && widthOf(key) >= SHORT_KEY)
    return commented(member, indent, `${key}:\n${pad(indent + 2)}${value.text},`);
  return commented(member, indent, `${begin}${layout(value, indent, indent + widthOf(begin), 1)},`);
}

/** As many numbers in a line as there is room for. */
function filled(items: readonly Item[], indent: number): string[] {
  const lines: string[] = [];
  for (const { value } of items) {
    const next = `${(value as { text: string }).text},`;
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + next.length <= WIDTH) lines[lines.length - 1] = `${line} ${next}`;
    else lines.push(`${pad(indent)}${next}`);
  }
  return lines;
}

const isNumber = ({ value, comment }: Item): boolean =>
  comment === undefined && value.type === "text" && /^-?[\d.]+(e[-+]?\d+)?$/.test(value.text);

function callLines({ callee, args }: Tree & { type: "call" }, indent: number, column: number, tail: number): string {
  const apart = (): string =>
    block(
      `${callee}(`,
      ")",
      indent,
      args.map((arg) => `${pad(indent + 2)}${layout(arg, indent + 2, indent + 2, 1)},`),
    );
  const last = args.at(-1);
  if (!last) return `${callee}()`;
  if (args.length === 1 && isTemplate(last)) return `${callee}(${(last as { text: string }).text})`;
  if (!isOpen(last, args.at(-2))) return apart();
  const others = args.slice(0, -1).map(flatText);
  if (others.some((other) => other === undefined)) return apart();
  const begin = `${callee}(${others.map((other) => `${other}, `).join("")}`;
  if (column + widthOf(begin) + 1 > WIDTH) return apart();
  // Too long for one line as a whole, so the last argument is cut even if it were to fit by itself.
  return `${begin}${layout(last, indent, WIDTH, tail)})`;
}

/** Whether the last argument may stay on the line of the call, with its parts below. */
function isOpen(last: Tree, before: Tree | undefined): boolean {
  if (last.type === "object") return last.members.length > 0 && before?.type !== "object";
  if (last.type !== "array" || last.items.length === 0 || before?.type === "array") return false;
  return before === undefined || !last.items.every(isNumber);
}

const isTemplate = (tree: Tree): boolean => tree.type === "text" && tree.text.includes("\n");

const known = new WeakMap<Tree, { readonly flat: string | undefined }>();

/** All on one line; `undefined` where that cannot be. */
function flatText(tree: Tree): string | undefined {
  let answer = known.get(tree);
  if (!answer) known.set(tree, (answer = { flat: flatten(tree) }));
  return answer.flat;
}

function flatten(tree: Tree): string | undefined {
  switch (tree.type) {
    case "text":
      return tree.text.includes("\n") ? undefined : tree.text;
    case "object": {
      if (tree.open && tree.members.length > 0) return undefined;
      const members = tree.members.map(({ key, value, comment }) => {
        const flat = comment === undefined ? flatText(value) : undefined;
        return flat === undefined ? undefined : `${key}: ${flat}`;
      });
      return all(members, (found) => (found.length === 0 ? "{}" : `{ ${found.join(", ")} }`));
    }
    case "array":
      if (isTable(tree.items)) return undefined;
      return all(
        tree.items.map(({ value, comment }) => (comment === undefined ? flatText(value) : undefined)),
        (found) => `[${found.join(", ")}]`,
      );
    case "call":
      return all(tree.args.map(flatText), (found) => `${tree.callee}(${found.join(", ")})`);
  }
}

const all = (parts: readonly (string | undefined)[], join: (parts: readonly string[]) => string): string | undefined =>
  parts.every((part) => part !== undefined) ? join(parts) : undefined;

/** Several objects, or several lists, each with several parts, read as rows. */
function isTable(items: readonly Item[]): boolean {
  const type = items[0]?.value.type;
  return items.length > 1 && items.every(({ value }) => value.type === type && partsOf(value) > 1);
}

const partsOf = (tree: Tree): number =>
  tree.type === "object" ? tree.members.length : tree.type === "array" ? tree.items.length : 0;
