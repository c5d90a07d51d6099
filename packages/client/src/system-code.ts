import type { Acted } from "./error-kinds.js";

/** Why no answer came, by the code of the failure at the bottom: fetch wraps the socket's error, and ofetch wraps fetch's. */
export function connectionFailure(error: unknown): { reason: string; acted: Acted } {
  const layers = causes(error);
  const reason = layers.map(codeIn).find((code) => code !== undefined) ?? "connection lost";
  const unsent = NEVER_SENT.has(reason) || isCertificateProblem(reason) || layers.some(isConnecting);
  return { reason, acted: unsent ? "no" : "unknown" };
}

/** Failures from before there was a connection to send anything over. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Node's codes for a server whose certificate it does not trust: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE` … */
export function isCertificateProblem(code: string): boolean {
  return /CERT|SIGNATURE|^ERR_TLS/.test(code);
}

const codeIn = (layer: Error): string | undefined =>
  "code" in layer && typeof layer.code === "string" ? layer.code : undefined;

// ETIMEDOUT and the like can come from either half of a connection's life; the system call tells which.
const isConnecting = (layer: Error): boolean => "syscall" in layer && layer.syscall === "connect";

function causes(error: unknown): Error[] {
  const layers: Error[] = [];
  for (let layer = error; layer instanceof Error && layers.length < 10; layer = layer.cause) layers.push(layer);
  return layers;
}
