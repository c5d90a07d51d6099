/** What {@link parseHost} makes of a text: an origin, or what is wrong with it and what to write instead. */
export type ParsedHost =
  | {
      readonly ok: true;
      /** Scheme, name and port: `https://us.posthog.com`. */ readonly origin: string;
      readonly loopback: boolean;
    }
  | {
      readonly ok: false;
      readonly kind: "invalidHost" | "insecureHost";
      readonly message: string;
      readonly hint: string;
    };

const apps = "Use https://us.posthog.com, https://eu.posthog.com, or the address of your own PostHog.";

/**
 * Reads the address of a PostHog app. Takes an origin, with or without a trailing slash; refuses what cannot serve the
 * private API (ingestion hosts, the website) or would send the key in the clear (plain http, but for loopback).
 */
export function parseHost(text: string): ParsedHost {
  const written = text.trim();
  if (written === "") return invalid("The host is empty.", apps);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) {
    const guess = URL.canParse(`https://${written}`) ? new URL(`https://${written}`) : undefined;
    if (!guess) return invalid("The host is not an address.", apps);
    const full = `${isLoopback(guess.hostname) ? "http" : "https"}://${guess.host}`;
    const otherwise = parseHost(full);
    return otherwise.ok ? invalid(`The host \`${guess.host}\` has no scheme.`, `Write ${full}`) : otherwise;
  }
  if (!URL.canParse(written)) return invalid("The host is not an address.", apps);
  const url = new URL(written);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return invalid(`The host has the scheme \`${url.protocol.slice(0, -1)}\`.`, "Write https://…");
  }
  // What was typed is not repeated in this message: it holds a password.
  if (url.username !== "" || url.password !== "") {
    return invalid("The host holds a user name or a password.", `Write ${url.origin}`);
  }
  const app = appInsteadOf(url.hostname);
  if (app) return invalid(`\`${url.hostname}\` ${app.is}.`, `Use ${app.use}`);
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    return invalid("The host has more than scheme, name and port.", `Write ${url.origin}`);
  }
  const loopback = isLoopback(url.hostname);
  if (url.protocol === "http:" && !loopback) {
    return {
      ok: false,
      kind: "insecureHost",
      message: `\`${url.origin}\` would carry the key unencrypted.`,
      hint: `Write https://${url.host}; plain http is for this machine only (localhost, 127.0.0.1).`,
    };
  }
  return { ok: true, origin: url.origin, loopback };
}

const invalid = (message: string, hint: string): ParsedHost => ({ ok: false, kind: "invalidHost", message, hint });

/** PostHog's own names that are not the app, and the app to use in their place. */
function appInsteadOf(name: string): { is: string; use: string } | undefined {
  if (/(^|[.-])i\.posthog\.com$/.test(name)) {
    const region = name.startsWith("eu") ? "eu" : "us";
    return { is: "takes in events and does not serve the API", use: `https://${region}.posthog.com` };
  }
  if (name === "app.posthog.com") {
    return { is: "is the old name of PostHog Cloud", use: "https://us.posthog.com or https://eu.posthog.com" };
  }
  if (name === "posthog.com" || name === "www.posthog.com") {
    return { is: "is PostHog's website", use: "https://us.posthog.com or https://eu.posthog.com" };
  }
  return undefined;
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d+){3}$/.test(name);
}
