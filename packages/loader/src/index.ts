export { load } from "./load.js";
export type { Loaded, Located, LocatedDefinition, LocatedStatement, LoadOptions } from "./types.js";
