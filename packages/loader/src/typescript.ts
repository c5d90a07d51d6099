import { createRequire } from "node:module";
import type * as TypeScript from "typescript";

let parser: typeof TypeScript | undefined;

/** TypeScript's parser. It is heavy, and needed only once something is wrong: loaded on first use. */
export function typescript(): typeof TypeScript {
  parser ??= createRequire(import.meta.url)("typescript") as typeof TypeScript;
  return parser;
}
