/**
 * What a reader would not see, or would see in another order: texts come from rows that anybody may have written, and
 * files are reviewed. U+2028 and U+2029 end a line of source besides.
 */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** In double quotes, unless single ones need fewer escapes. */
export function stringLiteral(value: string): string {
  const inDouble = JSON.stringify(value).replace(UNSEEN, escaped);
  const doubles = value.split('"').length;
  const singles = value.split("'").length;
  if (doubles <= singles) return inDouble;
  return `'${inDouble.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

/** Text of several lines reads better as such; not where an editor could take white space from the end of a line. */
export function isManyLines(value: string): boolean {
  const lines = value.split("\n").length;
  return (lines > 2 || (lines === 2 && value.length > 80)) && !/[ \t\r]\n/.test(value);
}

export function templateLiteral(value: string): string {
  const content = value
    .replace(/[\\`]|\$(?=\{)/g, "\\$&")
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, escaped)
    .replace(UNSEEN, escaped);
  return `\`${content}\``;
}

/** Letters of any script, but for those beyond 16 bits: where prettier takes quotes away. */
const BARE = /^(?!.*[\u{10000}-\u{10ffff}])[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$]*$/u;

/** A property's name, in quotes where it needs them. */
export function propertyName(name: string): string {
  // In quotes it would still set the prototype.
  if (name === "__proto__") return `["__proto__"]`;
  return BARE.test(name) ? name : stringLiteral(name);
}

/** Columns that a text takes: wide letters and emoji take two. */
export function widthOf(text: string): number {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text.replace(EMOJI, "xx"))
    if (!/\p{Mark}|\u200d|[\ufe00-\ufe0f]/u.test(char)) width += WIDE.test(char) ? 2 : 1;
  return width;
}

/** Several characters may be one picture: families, flags, skin tones. As text, since TypeScript knows the flag from ES2024 on. */
const EMOJI = new RegExp("\\p{RGI_Emoji}", "gv");

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
