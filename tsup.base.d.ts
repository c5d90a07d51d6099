import type { Options } from "tsup";
type Config = Options | Options[];
export function esm(entries: readonly string[], more?: Options): Config;
export function dual(entries: readonly string[], more?: Options): Config;
