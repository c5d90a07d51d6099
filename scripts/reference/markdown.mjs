export const code = (text) => `\`${text}\``;

/** A table; rows of cells that may hold line breaks and bars. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** A list inside a cell becomes a sentence: tables have no blocks. */
const cell = (text) =>
  text
    .replace(/\n\s*\n?- /g, "; ")
    .replace(/\s*\n\s*/g, " ")
    .replace(/\|/g, "\\|")
    .trim();

/** `a`, `b` or `c` */
export function either(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`;
}

/** The sections of a page, with a blank line between them. */
export const page = (...parts) => `${parts.flat().filter(Boolean).join("\n\n")}\n`;
