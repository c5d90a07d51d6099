import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A database file is in use by a process that is alive. */
export class DatabaseInUseError extends Error {
  override readonly name = "DatabaseInUseError";
  constructor(
    readonly file: string,
    /** The process that owns the file. */
    readonly pid: number,
  ) {
    super(
      `The emulator's database ${file} is in use by process ${pid}. ` +
        `Stop that process, or give this one another file.`,
    );
  }
}

/** Files held by this process: a pid file that names our own pid but is not in here was left by an earlier life of the pid. */
const held = new Set<string>();

/**
 * Takes a database file for this process, and returns how to give it back.
 *
 * SQLite's WASM build locks with a directory `<file>.lock`, which a killed process leaves behind and nobody removes.
 * Our own `<file>.pid` says whose it is: the lock of a dead owner is removed, that of a live one is respected.
 *
 * @throws DatabaseInUseError when a live process holds the file.
 */
export function acquire(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const pidFile = `${file}.pid`;
  if (!create(pidFile)) {
    const owner = readOwner(pidFile);
    if (owner !== undefined && isAlive(owner, file)) throw new DatabaseInUseError(file, owner);
    rmSync(pidFile, { force: true });
    rmSync(`${file}.lock`, { recursive: true, force: true });
    if (!create(pidFile)) throw new DatabaseInUseError(file, readOwner(pidFile) ?? 0);
  }
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(pidFile, { force: true });
  };
}

function create(pidFile: string): boolean {
  try {
    writeFileSync(pidFile, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readOwner(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, file: string): boolean {
  // Containers hand out the same pids again and again, so our own number proves nothing unless we hold the file.
  if (pid === process.pid) return held.has(file);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process is there, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
