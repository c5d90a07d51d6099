export { load } from "./load.js";
export { guarded, ProcessExit, Stalled, type Guard } from "./guard.js";
export { FileEditor, type FileEditorOptions, type RewordOptions } from "./edit/file-editor.js";
export type { DefinitionName } from "./edit/file-names.js";
export type { Obstacle, Way } from "./edit/rewording.js";
export type { Loaded, Located, LocatedDefinition, LocatedStatement, LoadOptions } from "./types.js";
