/** Breaks text between words. Lines that the text has are kept; what follows a break is indented by `hang` columns. */
export function wrap(text: string, width: number, hang: number): string[] {
  return text
    .split("\n")
    .flatMap((line, i) => wrapLine(line, width, hang).map((part) => (i > 0 ? " ".repeat(hang) + part : part)));
}

function wrapLine(line: string, width: number, hang: number): string[] {
  const lines: string[] = [];
  let at = "";
  for (const word of line.split(" ")) {
    const room = lines.length === 0 ? width : width - hang;
    if (at !== "" && at.length + 1 + word.length > room) {
      lines.push(at);
      at = word;
    } else at = at === "" ? word : `${at} ${word}`;
  }
  lines.push(at);
  return lines.map((part, i) => (i > 0 ? " ".repeat(hang) + part : part));
}
