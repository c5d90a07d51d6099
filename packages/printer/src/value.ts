import { layout } from "./layout.js";
import { propertyName } from "./strings.js";
import { toTree, type Scope } from "./to-tree.js";

/** Where in a file a value is to stand. */
export interface Spot {
  /** How far the line is indented that it begins on. Default: 0. */
  readonly indent?: number;
  /** The column that it begins at. Default: `indent`. */
  readonly column?: number;
  /** How much follows it on its last line. Default: 0. */
  readonly tail?: number;
  /** The name of the property that it is the value of; it is printed too. */
  readonly property?: string;
}

/** The text of one value, as {@link printFile} would write it there. Throws for the value of a secret. */
export function printValue(value: unknown, scope: Scope, spot: Spot = {}): string {
  const { indent = 0, tail = 0, property } = spot;
  const name = property === undefined ? "" : `${propertyName(property)}: `;
  return `${name}${layout(toTree(value, scope), indent, (spot.column ?? indent) + name.length, tail)}`;
}
