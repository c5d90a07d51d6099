import { createEmulator, type Emulator, type EmulatorOptions, type Json } from "../src/index.js";

export interface Answered {
  readonly status: number;
  // Tests read deep into answers; the envelope of one is checked where it matters.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

export interface Asking extends Emulator {
  ask(
    method: string,
    path: string,
    body?: Json,
    options?: { key?: string | null; headers?: Record<string, string> },
  ): Promise<Answered>;
  get(path: string): Promise<Answered>;
  post(path: string, body?: Json): Promise<Answered>;
  patch(path: string, body: Json): Promise<Answered>;
}

/** An emulator in memory, with short forms of the requests that tests make. Paths without `/api/` are below project 1. */
export function start(options: EmulatorOptions = {}): Asking {
  const emulator = createEmulator(options);
  const ask: Asking["ask"] = async (method, path, body, { key = emulator.key, headers = {} } = {}) => {
    const full = path.startsWith("/") ? path : `/api/projects/1/${path}`;
    const request = new Request(`http://emulator.test${full}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await emulator.fetch(request);
    const text = await response.text();
    return { status: response.status, body: text === "" ? "" : JSON.parse(text), headers: response.headers };
  };
  return Object.assign(emulator, {
    ask,
    get: (path: string) => ask("GET", path),
    post: (path: string, body: Json = {}) => ask("POST", path, body),
    patch: (path: string, body: Json) => ask("PATCH", path, body),
  });
}
