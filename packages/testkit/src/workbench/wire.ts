import type { Emulator } from "@posthog-definitions/emulator";
import type { VirtualClock } from "./clock.js";

/** What stands between the client and the emulator: where a process is killed, and answers are tampered with. */
export interface Wire {
  readonly fetch: typeof fetch;
  /** Resolves when the process was killed; it never goes on after that. */
  readonly killed: Promise<"killed">;
}

export interface WireOptions {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** The n-th request is the last thing that the process does: it dies before the server acts on it, or after. */
  readonly kill?: { readonly at: number; readonly when: "before" | "after" };
  /** Changes a body that the server answers with. */
  readonly tamper?: (path: string, body: unknown) => unknown;
}

/** A wire serves one process: one client, one run. */
export function createWire({ emulator, clock, kill, tamper }: WireOptions): Wire {
  let sent = 0;
  let dead = false;
  let die: (value: "killed") => void = () => undefined;
  const killed = new Promise<"killed">((resolve) => (die = resolve));
  const underWay = new Set<Promise<unknown>>();
  // What awaits a promise that nobody will ever settle is what a killed process is: code that never goes on.
  const never = new Promise<never>(() => undefined);

  const send: typeof fetch = async (input, init) => {
    if (dead) return never;
    clock.stir();
    const request = new Request(input, init);
    const last = kill?.at === ++sent;
    const answer = last && kill.when === "before" ? never : emulator.fetch(request);
    if (answer !== never) underWay.add(answer);
    if (last) {
      dead = true;
      // What was on its way when the process died still arrives; only then is it certain what was left behind.
      void Promise.allSettled(underWay).then(() => die("killed"));
    }
    try {
      const response = await answer;
      if (dead) return await never;
      return tamper ? await tampered(response, new URL(request.url).pathname, tamper) : response;
    } finally {
      underWay.delete(answer);
      clock.stir();
    }
  };
  return { fetch: send, killed };
}

async function tampered(
  response: Response,
  path: string,
  tamper: NonNullable<WireOptions["tamper"]>,
): Promise<Response> {
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") && text !== "";
  const body = json ? JSON.stringify(tamper(path, JSON.parse(text))) : text === "" ? null : text;
  return new Response(body, { status: response.status, headers: response.headers });
}
