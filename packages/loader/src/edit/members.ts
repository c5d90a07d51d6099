import type { Node, NodeArray, SourceFile } from "typescript";
import { typescript } from "../typescript.js";
import type { TextEdit } from "./text-edits.js";

/** What stands between brackets and commas: properties, elements or arguments. */
export class Members {
  /** Whether each stands on a line of its own. */
  readonly isSpread: boolean;

  constructor(
    private readonly tree: SourceFile,
    private readonly nodes: NodeArray<Node>,
    /** After the opening bracket. */
    private readonly open: number,
    /** Before the closing one. */
    private readonly close: number,
  ) {
    const first = nodes[0];
    this.isSpread = first !== undefined && tree.text.slice(open, first.getStart(tree)).includes("\n");
  }

  /** How far what is put in will be indented. */
  get indent(): number {
    return this.isSpread ? indentOf(this.tree, this.nodes[0]!.getStart(this.tree)) : indentOf(this.tree, this.open);
  }

  /** Takes some out, with the comments above and beside them. */
  removals(indices: readonly number[]): TextEdit[] {
    const gone = new Set(indices);
    const lastKept = this.nodes.findLastIndex((_, i) => !gone.has(i));
    const hasTail = this.commaAfter(this.nodes.length - 1) !== undefined;
    // What ends a list without a comma takes the comma before it along.
    const tail = hasTail || lastKept < 0 ? this.nodes.length : lastKept + 1;
    const edits = indices
      .filter((i) => i < tail)
      .map((i) => ({ start: this.startOf(i), end: this.endOf(i), text: "" }));
    if (tail < this.nodes.length)
      edits.push({ start: this.nodes[lastKept]!.getEnd(), end: this.nodes.at(-1)!.getEnd(), text: "" });
    return edits;
  }

  /** Puts one in behind another, or before all (`-1`). There must be one already. */
  insertion(after: number, text: string): TextEdit {
    const separate = this.isSpread ? `\n${" ".repeat(this.indent)}` : " ";
    if (after < 0) {
      const start = this.open;
      if (this.isSpread) return { start, end: start, text: `${separate}${text},` };
      // Keeps the look of `{ a }` beside that of `[a]`.
      return { start, end: start, text: this.tree.text[start - 1] === "{" ? ` ${text},` : `${text}, ` };
    }
    const node = this.nodes[after]!;
    const comma = this.commaAfter(after);
    if (comma === undefined) {
      const start = node.getEnd();
      return { start, end: start, text: `,${separate}${text}` };
    }
    const start = this.isSpread ? this.endOf(after) : comma;
    return { start, end: start, text: `${separate}${text},` };
  }

  /** Whether the last one could both stay and go: taking out and putting in there would be about the same comma. */
  endsBare(): boolean {
    return this.nodes.length > 0 && this.commaAfter(this.nodes.length - 1) === undefined;
  }

  /** Behind what belongs to its predecessor. */
  private startOf(index: number): number {
    const from = index === 0 ? this.open : (this.commaAfter(index - 1) ?? this.nodes[index - 1]!.getEnd());
    return index === 0 ? from : this.behindComments(from);
  }

  /** Behind its comma, and a comment on the rest of its line. */
  private endOf(index: number): number {
    return this.behindComments(this.commaAfter(index) ?? this.nodes[index]!.getEnd());
  }

  private behindComments(at: number): number {
    const comments = typescript().getTrailingCommentRanges(this.tree.text, at);
    return this.isSpread && comments ? comments.at(-1)!.end : at;
  }

  /** Where the comma behind a member ends. */
  private commaAfter(index: number): number | undefined {
    const { text } = this.tree;
    let at = this.nodes[index]!.getEnd();
    const end = this.nodes[index + 1]?.getStart(this.tree) ?? this.close;
    while (at < end) {
      if (text[at] === ",") return at + 1;
      if (text.startsWith("//", at)) at = Math.max(at, text.indexOf("\n", at));
      else if (text.startsWith("/*", at)) at = text.indexOf("*/", at) + 1;
      at++;
    }
    return undefined;
  }
}

/** How far the line is indented that a position stands on. */
export function indentOf(tree: SourceFile, position: number): number {
  const start = tree.text.lastIndexOf("\n", position - 1) + 1;
  return /^[ \t]*/.exec(tree.text.slice(start))![0].length;
}
