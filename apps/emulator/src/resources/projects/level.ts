import type { Call } from "../../server/call.js";

/** PostHog's numbers for what somebody is in an organisation. */
export const MEMBER = 1;
export const ADMIN = 8;
export const OWNER = 15;

/** What the caller is: keys act for the caller, whom a switch makes less than an owner; the teammate in the UI owns. */
export const levelOf = (call: Call): number =>
  call.credentials.kind === "key" ? call.switches.membershipLevel : OWNER;

export const isAdmin = (call: Call): boolean => levelOf(call) >= ADMIN;
