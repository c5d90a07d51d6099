/** Definitions as TypeScript source text: data in, text out. */
export { printFile, type Printable, type Surroundings } from "./file.js";
export { camelCase, exportName, fileStem, free } from "./names.js";
export { stamped, stampOf } from "./stamp.js";
