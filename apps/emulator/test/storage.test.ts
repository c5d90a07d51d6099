import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, DatabaseInUseError } from "../src/index.js";
import { jsonb } from "../src/store/jsonb.js";
import { Store } from "../src/store/store.js";
import { defineTable } from "../src/store/table.js";
import { start } from "./support.js";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-"));
  file = join(folder, "posthog.sqlite");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("rows and ids outlive the process that wrote them", async () => {
  const first = start({ file });
  const { id, short_id } = (await first.post("insights/", { name: "kept" })).body;
  await first.close();
  expect(existsSync(`${file}.pid`)).toBe(false);
  const second = start({ file });
  expect((await second.get(`insights/${short_id}/`)).body).toMatchObject({ id, name: "kept" });
  expect((await second.post("insights/")).body.id).toBe(id + 1);
  await second.close();
});

/** Another process that opens the database the way the emulator does, writes a row, and holds on. */
async function holdInAnotherProcess() {
  const sqlite = createRequire(import.meta.url).resolve("node-sqlite3-wasm");
  const script = `
    const { Database } = require(${JSON.stringify(sqlite)});
    require("node:fs").writeFileSync(${JSON.stringify(`${file}.pid`)}, String(process.pid));
    const database = new Database(${JSON.stringify(file)});
    database.exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF;");
    database.exec("CREATE TABLE proof (id)");
    database.exec("BEGIN; INSERT INTO proof VALUES (1)");
    process.stdout.write("holding");
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return {
    pid: child.pid!,
    kill: () =>
      new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill("SIGKILL");
      }),
  };
}

test("a database that a live process holds is refused, with its pid; a killed process leaves nothing in the way", async () => {
  const other = await holdInAnotherProcess();
  expect(() => createEmulator({ file })).toThrow(DatabaseInUseError);
  expect(() => createEmulator({ file })).toThrow(String(other.pid));
  await other.kill();
  expect(existsSync(`${file}.lock`)).toBe(true);
  const emulator = start({ file });
  expect((await emulator.post("insights/", { name: "again" })).status).toBe(201);
  expect(readFileSync(`${file}.pid`, "utf8")).toBe(String(process.pid));
  await emulator.close();
});

test("one process cannot open a file twice, but can after closing it", async () => {
  const emulator = createEmulator({ file });
  expect(() => createEmulator({ file })).toThrow(DatabaseInUseError);
  await emulator.close();
  await createEmulator({ file }).close();
});

test("a pid file that names our own pid, but a file that we do not hold, is from another life", async () => {
  writeFileSync(`${file}.pid`, String(process.pid));
  await createEmulator({ file }).close();
});

test("a transaction that throws leaves nothing, also one inside another", () => {
  const things = defineTable<{ id: number; name: string }>("things", { indexes: ["name"] });
  const store = new Store({ seed: "test", tables: [things] });
  const table = store.table(things);
  store.transaction(() => {
    table.insert({ name: "outer" });
    expect(() =>
      store.transaction(() => {
        table.insert({ name: "inner" });
        throw new Error("no");
      }),
    ).toThrow("no");
  });
  expect(table.all()).toEqual([{ id: 1, name: "outer" }]);
  expect(table.where({ name: "inner" })).toEqual([]);
  store.close();
});

test("jsonb orders keys by length, then by bytes, at every depth", () => {
  const ordered = jsonb({ bb: 1, a: { dd: 1, c: [{ z: 1, y: 2 }] }, é: 1 });
  expect(JSON.stringify(ordered)).toBe('{"a":{"c":[{"y":2,"z":1}],"dd":1},"bb":1,"é":1}');
});
