import type { Node, NodeArray, SourceFile } from "typescript";
import { typescript } from "../typescript.js";
import type { TextEdit } from "./text-edits.js";

/** Something that is to come in behind an old member, `-1` for before all. */
export interface Insertion {
  readonly after: number;
  readonly text: string;
}

/** What stands between brackets and commas: properties or elements. */
export class Members {
  /** Whether the first one stands on a line of its own. */
  private readonly isSpread: boolean;
  private readonly text: string;

  constructor(
    private readonly tree: SourceFile,
    private readonly nodes: NodeArray<Node>,
    /** After the opening bracket. */
    private readonly open: number,
    /** Before the closing one. */
    private readonly close: number,
  ) {
    this.text = tree.text;
    this.isSpread = nodes[0] !== undefined && this.text.slice(open, nodes[0].getStart(tree)).includes("\n");
  }

  /** How far what comes in will be indented. */
  get indent(): number {
    return indentOf(this.tree, this.isSpread ? this.nodes[0]!.getStart(this.tree) : this.open);
  }

  /** Takes some out, with the comments above and beside them, and puts others in. Commas end up as they were used. */
  edits(gone: readonly number[], added: readonly Insertion[]): TextEdit[] {
    const lastKept = this.nodes.findLastIndex((_, i) => !gone.includes(i));
    if (lastKept < 0) return [this.whole(added.map(({ text }) => text))];
    const last = this.nodes.length - 1;
    const bare = this.commaAfter(last) === undefined;
    const edits: TextEdit[] = gone.map((i) => ({ start: this.startOf(i), end: this.endOf(i), text: "" }));
    const behind = new Map<number, string[]>();
    for (const { after, text } of added) {
      const anchor = this.nodes.findLastIndex((_, i) => i <= after && !gone.includes(i));
      behind.set(anchor, [...(behind.get(anchor) ?? []), text]);
    }
    for (const [anchor, texts] of behind)
      if (anchor < 0) edits.push(this.atStart(texts));
      else if (!bare || anchor < lastKept) edits.push(this.behind(anchor, texts, ","));
      else if (anchor < last) edits.push(this.behind(anchor, texts, ""));
      else edits.push(...this.behindBare(anchor, texts));
    // What ends without a comma goes on doing so.
    if (bare && lastKept < last && !behind.has(lastKept)) {
      const end = this.commaAfter(lastKept)!;
      edits.push({ start: end - 1, end, text: "" });
    }
    return edits;
  }

  private get separate(): string {
    return this.isSpread ? `\n${" ".repeat(this.indent)}` : " ";
  }

  /** Everything anew: nothing of what was there stays. */
  private whole(texts: readonly string[]): TextEdit {
    const { open, close } = this;
    if (texts.length === 0) return { start: open, end: close, text: "" };
    const hasComma = this.nodes.length > 0 && this.commaAfter(this.nodes.length - 1) !== undefined;
    const inside = texts.map((text) => `${this.separate}${text}`).join(",") + (hasComma ? "," : "");
    const closing = this.isSpread ? `\n${" ".repeat(indentOf(this.tree, close))}` : " ";
    const isList = this.text[open - 1] === "[" && !this.isSpread;
    return { start: open, end: close, text: isList ? inside.trim() : inside + closing };
  }

  private atStart(texts: readonly string[]): TextEdit {
    const isList = this.text[this.open - 1] === "[" && !this.isSpread;
    const text = isList ? texts.map((each) => `${each}, `) : texts.map((each) => `${this.separate}${each},`);
    return { start: this.open, end: this.open, text: text.join("") };
  }

  /** Behind one that has a comma. `end`: whether the last of them has one, too. */
  private behind(anchor: number, texts: readonly string[], end: string): TextEdit {
    const start = this.isSpread ? this.endOf(anchor) : this.commaAfter(anchor)!;
    return { start, end: start, text: this.separate + texts.join(`,${this.separate}`) + end };
  }

  private behindBare(anchor: number, texts: readonly string[]): TextEdit[] {
    const comma = this.nodes[anchor]!.getEnd();
    const start = this.isSpread ? this.endOf(anchor) : comma;
    return [
      { start: comma, end: comma, text: "," },
      { start, end: start, text: this.separate + texts.join(`,${this.separate}`) },
    ];
  }

  /** Behind what belongs to its predecessor. */
  private startOf(index: number): number {
    return index === 0 ? this.open : this.behindComments(this.commaAfter(index - 1)!);
  }

  /** Behind its comma, and a comment on the rest of its line. */
  private endOf(index: number): number {
    return this.behindComments(this.commaAfter(index) ?? this.nodes[index]!.getEnd());
  }

  /** Comments that end a line belong to what is before them. */
  private behindComments(at: number): number {
    const last = typescript().getTrailingCommentRanges(this.text, at)?.at(-1);
    return last && /^[ \t]*\r?\n/.test(this.text.slice(last.end)) ? last.end : at;
  }

  /** Where the comma behind a member ends. */
  private commaAfter(index: number): number | undefined {
    const end = this.nodes[index + 1]?.getStart(this.tree) ?? this.close;
    for (let at = this.nodes[index]!.getEnd(); at < end; at++) {
      if (this.text[at] === ",") return at + 1;
      if (this.text.startsWith("//", at)) at = this.text.indexOf("\n", at);
      else if (this.text.startsWith("/*", at)) at = this.text.indexOf("*/", at) + 1;
    }
    return undefined;
  }
}

/** How far the line is indented that a position stands on. */
export function indentOf(tree: SourceFile, position: number): number {
  const start = tree.text.lastIndexOf("\n", position - 1) + 1;
  return /^[ \t]*/.exec(tree.text.slice(start))![0].length;
}
