import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientOptions, EventHook, PostHogClient } from "@posthog-definitions/client";
import type { Emulator } from "@posthog-definitions/emulator";
import { Problem, problem } from "../problem.js";
import { emulatedByPlugins } from "./emulated.js";
import { missingCredentials, type Settings } from "./settings.js";

/** A way to a project. */
export interface Connection {
  readonly client: PostHogClient;
  /** `https://us.posthog.com` */
  readonly host: string;
  readonly projectId: number | string;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** The project that lives in `.posthog/local.db` instead of the configured one. */
  readonly local: boolean;
  readonly onRequest?: EventHook;
  /** Ends everything at once. */
  readonly signal?: AbortSignal;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
}

/** Sends nothing yet. Throws a `Problem` or the client's error where host, key or project cannot be used. */
export const connect = (settings: Settings, options: ConnectOptions): Promise<Connection> =>
  options.local ? connectLocally(settings, options) : connectToHost(settings, options);

async function connectToHost(settings: Settings, options: ConnectOptions): Promise<Connection> {
  const missing = missingCredentials(settings);
  if (missing.length > 0) throw new Problem(missing);
  const { createClient, parseHost } = await import("@posthog-definitions/client");
  const parsed = parseHost(settings.host);
  const client = createClient({
    host: settings.host,
    key: settings.key!,
    project: settings.projectId!,
    // Nobody limits what runs on this machine; what another host asks for with 429 is obeyed all the same.
    limits: parsed.ok && parsed.loopback ? "none" : "posthog",
    ...hooks(options),
  });
  return {
    client,
    host: parsed.ok ? parsed.origin : settings.host,
    projectId: settings.projectId!,
    close: () => Promise.resolve(),
  };
}

/** Where the local project is kept. */
export const localDatabase = (root: string): string => join(root, ".posthog", "local.db");

/** Nothing of it belongs into version control. */
export function ensureLocalFolder(root: string): void {
  const folder = join(root, ".posthog");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, ".gitignore"), "*\n");
}

async function connectLocally(settings: Settings, options: ConnectOptions): Promise<Connection> {
  const [{ createClient }, emulator] = await Promise.all([
    import("@posthog-definitions/client"),
    openEmulator(settings.root),
  ]);
  const host = "http://localhost";
  const client = createClient({
    host,
    key: emulator.key,
    project: emulator.projectId,
    limits: "none",
    ...hooks(options),
    fetch: (input, init) => emulator.fetch(new Request(input, init)),
  });
  return { client, host, projectId: emulator.projectId, close: () => emulator.close() };
}

/** The emulator on the project's own database, with what its plugins bring for it. */
export async function openEmulator(root: string): Promise<Emulator> {
  const [{ createEmulator, DatabaseInUseError }, resources] = await Promise.all([
    import("@posthog-definitions/emulator"),
    emulatedByPlugins(root),
  ]);
  const file = localDatabase(root);
  ensureLocalFolder(root);
  try {
    return createEmulator({ file, resources });
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw problem("local-database", `The local project cannot be opened. ${why}`, {
      hint:
        thrown instanceof DatabaseInUseError
          ? "Is `posthog-definitions dev` running? Then leave --local out and use the host that it printed."
          : `Delete ${file} to begin anew.`,
    });
  }
}

const hooks = ({ onRequest, signal, fetch }: ConnectOptions): Partial<ClientOptions> => ({
  ...(onRequest ? { onRequest } : {}),
  ...(signal ? { signal } : {}),
  ...(fetch ? { fetch } : {}),
});
