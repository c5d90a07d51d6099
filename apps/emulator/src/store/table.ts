/** What every stored document has. */
export interface Document {
  id: number | string;
}

export interface TableDefinition<D extends Document> {
  /** Also the name of the id counter and of the part of a snapshot. Of two with one name, the later is counted: `name (2)`. */
  readonly name: string;
  /** Whether ids are integers from a counter (the default) or UUIDs. */
  readonly ids: "integer" | "uuid";
  /** The first integer id. */
  readonly firstId: number;
  /** Top-level keys that `where` may ask for. */
  readonly indexes: readonly string[];
  /** Never set: carries the document's type. */
  readonly document?: D;
}

/** Declares where documents of one type live. Tables are created when the emulator opens. */
export function defineTable<D extends Document>(
  name: string,
  options: { ids?: "integer" | "uuid"; firstId?: number; indexes?: readonly (keyof D & string)[] } = {},
): TableDefinition<D> {
  return { name, ids: options.ids ?? "integer", firstId: options.firstId ?? 1, indexes: options.indexes ?? [] };
}

/** Documents of one resource, in the order in which they were inserted. */
export interface Table<D extends Document> {
  get(id: number | string): D | undefined;
  /** Documents whose indexed keys equal the given values. */
  where(match: Partial<D>): D[];
  /** How many there are of those. */
  count(match: Partial<D>): number;
  all(): D[];
  /** Stores a new document under the next id, or under the one it has. */
  insert(document: Omit<D, "id"> & { id?: D["id"] }): D;
  /** Replaces the document of that id. */
  put(document: D): D;
  remove(id: number | string): void;
}
