/** Whether this machine knows a time zone. PostHog's own list may be newer or older. */
export function isKnownZone(name: string): boolean {
  // Offsets such as "+02:00" are zones to JavaScript, and none to PostHog.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
