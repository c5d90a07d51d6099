/** Source text before it is cut into lines. */
export type Tree =
  | { readonly type: "text"; readonly text: string; readonly string?: boolean }
  | { readonly type: "array"; readonly items: readonly Item[] }
  | { readonly type: "object"; readonly members: readonly Member[]; readonly open?: boolean }
  | { readonly type: "call"; readonly callee: string; readonly args: readonly Tree[] };

export interface Item {
  readonly value: Tree;
  /** A line above it. */
  readonly comment?: string;
}

export interface Member extends Item {
  /** As it stands in the source: `name`, `"$lib"`. */
  readonly key: string;
}

export const text = (text: string): Tree => ({ type: "text", text });
