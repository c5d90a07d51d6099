import { stampSite } from "./site.js";

const VALUE = Symbol.for("posthog-definitions.secret");

/**
 * A secret that stands in a file by the name of an environment variable. The value is read when the definitions are
 * planned or applied, and shows nowhere: not in a plan, its JSON, a log, an error or a hash.
 */
export interface EnvSecret {
  /** Name of the environment variable. */
  readonly $env: string;
  /** `"json"`: the server wants JSON text here. A value that is not JSON is sent as a JSON string. */
  readonly as?: "json";
}

/** A secret as it was read from the server: compared, never shown. */
export interface LiveSecret {
  readonly $secret: true;
}

export type Secret = EnvSecret | LiveSecret;

/** Stands for the value of an environment variable: `env("STRIPE_WEBHOOK_SECRET")`. */
export function env(name: string): EnvSecret {
  return Object.freeze(stampSite({ $env: name }, env));
}

/** Wraps a value from the server, so that whatever prints it prints no secret. */
export function liveSecret(value: unknown): LiveSecret {
  return hide({ $secret: true as const }, value);
}

/** The same secret, with the value that the environment gave it. */
export function withValue(secret: EnvSecret, value: string): EnvSecret {
  return secret.as === "json"
    ? hide({ $env: secret.$env, as: secret.as }, jsonText(value))
    : hide({ $env: secret.$env }, value);
}

/** The same secret, for a field in which the server wants JSON text. */
export const asJson = (secret: EnvSecret): EnvSecret => Object.freeze({ $env: secret.$env, as: "json" });

function jsonText(value: string): string {
  try {
    JSON.parse(value);
    return value;
  } catch {
    return JSON.stringify(value);
  }
}

/** A non-enumerable property: spreading, `Object.entries`, `JSON.stringify` and `structuredClone` all miss it. */
function hide<T extends object>(shell: T, value: unknown): T {
  return Object.freeze(Object.defineProperty(shell, VALUE, { value, enumerable: false }));
}

export function isSecret(value: unknown): value is Secret {
  if (typeof value !== "object" || value === null) return false;
  return typeof (value as EnvSecret).$env === "string" || (value as LiveSecret).$secret === true;
}

/** Whether the value is known. An environment variable that is not set leaves it unknown. */
export const isKnown = (secret: Secret): boolean => VALUE in secret;

/** The value itself. Called in one place only: where a body is made ready to be sent. */
export const reveal = (secret: Secret): unknown => (secret as unknown as Record<symbol, unknown>)[VALUE];

/** Equal by content. One that is not known is taken for equal: it is left as it is. */
export const sameSecret = (a: Secret, b: Secret): boolean =>
  !isKnown(a) || !isKnown(b) || JSON.stringify(reveal(a)) === JSON.stringify(reveal(b));
