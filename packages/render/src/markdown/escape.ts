import { oneLine, safe } from "../safe.js";

/**
 * Text that means itself, on one line: names and messages come from people, and may look like markup, or like a word to
 * somebody, which GitHub sees through an escape.
 */
export const plain = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_{}[\]<>#|~]/g, "\\$&")
    .replace(/@(?=\w)/g, "@<!-- -->");

/** The same for sentences of ours, which name things between back-ticks. */
export const prose = (text: string): string =>
  oneLine(text)
    .split(/`([^`]+)`/)
    .map((part, i) => (i % 2 === 1 ? code(part) : plain(part)))
    .join("");

/** A piece of code on one line, whatever back-ticks it has. */
export function code(text: string): string {
  const line = oneLine(text);
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The same where only HTML is read, as in a `<summary>`. */
export const html = (text: string): string =>
  oneLine(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);

export function block(language: string, lines: readonly string[]): string {
  const text = safe(lines.join("\n"));
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** A link, or only its text where the address could break out of it. */
export const link = (text: string, url: string): string =>
  /^https?:\/\/[^\s()<>]+$/.test(url) ? `[${text}](${url})` : text;
