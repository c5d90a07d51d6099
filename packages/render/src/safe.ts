/**
 * Control characters and those that turn the direction of writing: text that came from elsewhere must not steer the
 * terminal, nor look like something that it is not.
 */
// eslint-disable-next-line no-control-regex -- they are what this is about
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The same text with what would steer a terminal made visible. Line breaks and tabs stay. */
export const safe = (text: string): string => text.replace(STEERING, escaped);

/** The same, as one line. */
export const oneLine = (text: string): string => safe(text.replace(/\s*\n\s*/g, " "));
