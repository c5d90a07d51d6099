import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type * as Sqlite from "node-sqlite3-wasm";
import type { Database, JSValue, Statement } from "node-sqlite3-wasm";
import { serverError } from "../server/errors.js";
import { acquire } from "./lock.js";
import type { Document, Table, TableDefinition } from "./table.js";

// The package is CommonJS and loads its WASM file from beside itself: `require` keeps bundlers away from it.
const sqlite = createRequire(import.meta.url)("node-sqlite3-wasm") as typeof Sqlite;

export interface StoreOptions {
  /** Path of the database file; absent: in memory. */
  readonly file?: string | undefined;
  /** Makes the generated ids repeatable. */
  readonly seed: string;
  readonly tables: readonly TableDefinition<Document>[];
}

/** What became of one document meanwhile. */
export interface Written {
  readonly table: TableDefinition<Document>;
  /** Absent: it is new. */
  readonly before: Document | undefined;
  /** Absent: it is gone. */
  readonly after: Document | undefined;
}

interface Watch {
  readonly tables: ReadonlySet<TableDefinition<Document>>;
  readonly seen: Map<string, Omit<Written, "after"> & { readonly id: number | string }>;
}

/** All documents of the emulated instance, in one SQLite database: a table of JSON documents per resource. */
export class Store {
  readonly #database: Database;
  readonly #release: () => void;
  readonly #seed: string;
  readonly #definitions: readonly TableDefinition<Document>[];
  /** What the tables are called in the database, in snapshots and as counters. */
  readonly #names = new Map<TableDefinition<Document>, string>();
  readonly #tables = new Map<string, Table<Document>>();
  readonly #statements = new Map<string, Statement>();
  #depth = 0;
  #watch: Watch | undefined;

  constructor(options: StoreOptions) {
    this.#seed = options.seed;
    this.#definitions = options.tables;
    this.#release = options.file === undefined ? () => undefined : acquire(options.file);
    try {
      this.#database = new sqlite.Database(options.file ?? ":memory:");
      // The file is ours alone (see lock.ts), so one lock for the whole life is enough, and a lot faster.
      this.#database.exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF;");
      this.transaction(() => {
        this.#database.exec("CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)");
        for (const definition of options.tables) this.#createTable(definition);
      });
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  /** Whether nothing was ever stored. */
  get isEmpty(): boolean {
    return this.#definitions.every((definition) => this.table(definition).all().length === 0);
  }

  table<D extends Document>(definition: TableDefinition<D>): Table<D> {
    const table = this.#tables.get(this.#nameOf(definition));
    if (!table) throw new Error(`Table ${definition.name} belongs to no resource of this emulator.`);
    return table as unknown as Table<D>;
  }

  /** Runs `act` so that its writes all stay or, when it throws, all go. May be nested. */
  transaction<T>(act: () => T): T {
    const name = `level${this.#depth++}`;
    this.#database.exec(`SAVEPOINT ${name}`);
    try {
      const result = act();
      this.#database.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      this.#database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** Tells, whatever comes of `act`, which documents of these tables it wrote: each once, and none that was rolled back. */
  watch<T>(tables: Watch["tables"], act: () => T, tell: (written: readonly Written[]) => void): T {
    const watch: Watch = { tables, seen: new Map() };
    this.#watch = watch;
    try {
      return act();
    } finally {
      this.#watch = undefined;
      tell(
        [...watch.seen.values()].map(({ table, id, before }) => ({
          table,
          before,
          after: this.table(table).get(id),
        })),
      );
    }
  }

  /** Only the first write of a document matters: it knows what was there before. */
  #note(table: TableDefinition<Document>, id: number | string, before: () => Document | undefined): void {
    const name = `${this.#nameOf(table)} ${id}`;
    if (!this.#watch?.tables.has(table) || this.#watch.seen.has(name)) return;
    this.#watch.seen.set(name, { table, id, before: before() });
  }

  /** The next number of a named counter, kept with the data. */
  next(counter: string, first = 1): number {
    const sql = "INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value";
    // `all`, not `get`: the latter leaves the statement half read, and then no transaction can end.
    const [row] = this.#statement(sql).all([counter, first]);
    return Number((row as { value: number }).value);
  }

  /** Bytes that look random and are the same in every run with the same seed. */
  randomBytes(): Buffer {
    return createHash("sha256")
      .update(`${this.#seed}:${this.next("random")}`)
      .digest();
  }

  uuid(): string {
    const hex = this.randomBytes().toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  /** Every document, by table. */
  snapshot(): Record<string, Document[]> {
    return Object.fromEntries(
      this.#definitions.map((definition) => [this.#nameOf(definition), this.table(definition).all()]),
    );
  }

  /** Back to an empty database; counters start anew, so the same calls get the same ids. */
  clear(): void {
    this.transaction(() => {
      for (const definition of this.#definitions) this.#database.exec(`DELETE FROM "${this.#nameOf(definition)}"`);
      this.#database.exec("DELETE FROM counters");
    });
  }

  close(): void {
    if (!this.#database.isOpen) return;
    for (const statement of this.#statements.values()) statement.finalize();
    this.#statements.clear();
    this.#database.close();
    this.#release();
  }

  #createTable(definition: TableDefinition<Document>): void {
    const { indexes } = definition;
    // A plugin brought it first, and then the emulator learnt the same resource: each keeps what is its own.
    let name = definition.name;
    for (let n = 2; this.#tables.has(name); n++) name = `${definition.name} (${n})`;
    this.#names.set(definition, name);
    this.#database.exec(`CREATE TABLE IF NOT EXISTS "${name}" (id PRIMARY KEY, body TEXT NOT NULL)`);
    for (const key of indexes) {
      this.#database.exec(`CREATE INDEX IF NOT EXISTS "${name}.${key}" ON "${name}" (json_extract(body, '$.${key}'))`);
    }
    this.#tables.set(name, this.#open(definition, name));
  }

  #nameOf(definition: TableDefinition<Document>): string {
    return this.#names.get(definition) ?? definition.name;
  }

  #open(definition: TableDefinition<Document>, name: string): Table<Document> {
    const { ids, firstId, indexes } = definition;
    const read = (sql: string, values: JSValue[] = []) =>
      this.#statement(sql)
        .all(values)
        .map((row) => JSON.parse((row as { body: string }).body) as Document);
    const matching = (match: Partial<Document>): { condition: string; values: JSValue[] } => {
      const keys = Object.keys(match);
      const stranger = keys.find((key) => !indexes.includes(key));
      if (stranger) throw new Error(`Table ${name} has no index on ${stranger}.`);
      const condition = keys.map((key) => `json_extract(body, '$.${key}') IS ?`).join(" AND ");
      return { condition, values: Object.values(match).map(toSql) };
    };
    const get = (id: number | string) => read(`SELECT body FROM "${name}" WHERE id = ?`, [id])[0];
    return {
      get,
      all: () => read(`SELECT body FROM "${name}" ORDER BY rowid`),
      where: (match) => {
        const { condition, values } = matching(match);
        return read(`SELECT body FROM "${name}" WHERE ${condition} ORDER BY rowid`, values);
      },
      count: (match) => {
        const { condition, values } = matching(match);
        const [row] = this.#statement(`SELECT count(*) AS n FROM "${name}" WHERE ${condition}`).all(values);
        return Number((row as { n: number | bigint }).n);
      },
      insert: (document) => {
        const id = document.id ?? (ids === "uuid" ? this.uuid() : this.next(name, firstId));
        const stored = { ...document, id };
        this.#statement(`INSERT INTO "${name}" VALUES (?, ?)`).run([id, asJson(stored)]);
        this.#note(definition, id, () => undefined);
        return stored;
      },
      put: (document) => {
        const { id } = document;
        this.#note(definition, id, () => get(id));
        this.#statement(`UPDATE "${name}" SET body = ? WHERE id = ?`).run([asJson(document), id]);
        return document;
      },
      remove: (id) => {
        this.#note(definition, id, () => get(id));
        this.#statement(`DELETE FROM "${name}" WHERE id = ?`).run([id]);
      },
    };
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** A NUL or half of a character in the escapes of JSON, and no text of a backslash and the same letters. */
const UNKEEPABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f]..)/;

/** Neither `text` nor `jsonb` of PostgreSQL takes these characters: what no field has refused fails here. */
function asJson(document: Document): string {
  const json = JSON.stringify(document);
  if (UNKEEPABLE.test(json)) throw serverError();
  return json;
}

function toSql(value: unknown): JSValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  return (value ?? null) as JSValue;
}
