import { asJson, isPlain, isSecret, liveSecret } from "@posthog-definitions/core";
import { same } from "@posthog-definitions/core/kind";
import { objectOr } from "./row.js";

/** What PostHog shows to those who may not read a payload. Source: `PostHog/posthog: products/feature_flags/backend/encrypted_flag_payloads.py`. */
const REDACTED = '"********* (encrypted)"';

/** A payload as people write it: JSON text stands for what it says, any other string for itself. */
export function payloadValue(value: unknown): unknown {
  if (isSecret(value)) return "$env" in value ? asJson(value) : value;
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** The payloads of a live flag. Those of an encrypted one never leave their wrapping; one that we may not read is unknown. */
export function decodePayloads(payloads: unknown, encrypted: boolean): Readonly<Record<string, unknown>> {
  const decode = (value: unknown): unknown => {
    if (!encrypted) return payloadValue(value);
    return value === REDACTED ? { $secret: true } : liveSecret(value);
  };
  return Object.fromEntries(Object.entries(objectOr(payloads)).map(([key, value]) => [key, decode(value)]));
}

/** As JSON text. Where the live text says the same thing it is kept, so that only real changes are sent. */
export function encodePayloads(
  payloads: Readonly<Record<string, unknown>> | undefined,
  live: unknown,
): Readonly<Record<string, unknown>> {
  const there = objectOr(live);
  const encode = (key: string, value: unknown): unknown => {
    if (isSecret(value)) return value;
    const text = there[key];
    return typeof text === "string" && same(payloadValue(text), value) ? text : JSON.stringify(value);
  };
  return Object.fromEntries(Object.entries(payloads ?? {}).map(([key, value]) => [key, encode(key, value)]));
}

/** Whether `JSON.stringify` loses nothing of it. */
export function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isPlain(value) && Object.values(value).every(isJson);
}
