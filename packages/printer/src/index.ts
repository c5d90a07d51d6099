/** Definitions as TypeScript source text: data in, text out. */
export { printFile, type Printable, type Surroundings } from "./file.js";
export { printValue, type Spot } from "./value.js";
export type { Scope } from "./to-tree.js";
export { camelCase, exportName, fileStem, free } from "./names.js";
export { stamped, stampOf } from "./stamp.js";
