import { isObject, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import type { FlagDocument } from "./table.js";

/** What people at the UI see instead of a secret payload. */
export const redacted = '"********* (encrypted)"';

/**
 * Settles the payload of a flag with encrypted payloads. Leaving `payloads` out, or sending the placeholder back, keeps
 * the secret. Stored as plain text here: this is no place for real secrets.
 *
 * @param sent - The `filters` of the request.
 * @param next - The flag as it is about to be stored.
 */
export function withSecret(sent: JsonObject, next: FlagDocument, before: FlagDocument | undefined): FlagDocument {
  const wasSecret = before?.has_encrypted_payloads === true;
  if (!next.has_encrypted_payloads) {
    // What was secret does not come to light when encryption is turned off.
    const kept = isObject(sent.payloads) ? sent.payloads : {};
    return wasSecret ? { ...next, filters: { ...next.filters, payloads: kept } } : next;
  }
  if (!next.is_remote_configuration) {
    throw invalid("Encrypted payloads require the flag to be a remote configuration.");
  }
  const payload = isObject(next.filters.payloads) ? next.filters.payloads.true : undefined;
  const stored = wasSecret && isObject(before.filters.payloads) ? before.filters.payloads.true : undefined;
  const settled = payload === undefined || payload === redacted ? stored : payload;
  if (settled === undefined) {
    throw invalid("An encrypted payload is required when has_encrypted_payloads is true.");
  }
  return { ...next, filters: { ...next.filters, payloads: { true: settled } } };
}

/** Keys see the secret; sessions see the placeholder. */
export function showSecret(call: Call, flag: FlagDocument, filters: JsonObject): JsonObject {
  const hides = flag.has_encrypted_payloads && call.credentials.kind === "session" && isObject(filters.payloads);
  return hides ? { ...filters, payloads: { true: redacted } } : filters;
}
