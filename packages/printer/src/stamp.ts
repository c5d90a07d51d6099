import { createHash } from "node:crypto";

/**
 * The first line of a file that `pull` wrote. It remembers what the rest was, so that the next `pull` can tell a file that
 * nobody has touched from one that somebody has edited.
 */
const STAMP = /^(?:\uFEFF)?\/\/ pulled by posthog-definitions; ([0-9a-f]{16})\n/;

/** Line ends are git's affair. */
const unix = (text: string): string => text.replace(/\r\n/g, "\n");
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

export const stamped = (text: string): string => `// pulled by posthog-definitions; ${hashOf(text)}\n${text}`;

/** `written`: as `pull` wrote it; `edited`: by hand since then; `foreign`: not by `pull`. */
export function stampOf(text: string): "written" | "edited" | "foreign" {
  const found = STAMP.exec(unix(text));
  if (!found) return "foreign";
  return hashOf(unix(text).slice(found[0].length)) === found[1] ? "written" : "edited";
}
