/**
 * For how many seconds PostHog asks us to wait, or undefined. Read from the header (seconds, or a date, which proxies
 * use), else from the throttle's text: `Expected available in 27 seconds.`
 */
export function retryAfter(headers: Headers, detail: string | undefined, now: number): number | undefined {
  const header = headers.get("retry-after")?.trim();
  if (header !== undefined && /^\d+(\.\d+)?$/.test(header)) return Number(header);
  const date = header === undefined ? NaN : Date.parse(header);
  if (!Number.isNaN(date)) {
    // Against the server's own clock where it shows one: ours may be wrong.
    const sent = Date.parse(headers.get("date") ?? "");
    return Math.max(0, Math.ceil((date - (Number.isNaN(sent) ? now : sent)) / 1000));
  }
  const words = /expected available in (\d+) seconds?/i.exec(detail ?? "");
  return words ? Number(words[1]) : undefined;
}
