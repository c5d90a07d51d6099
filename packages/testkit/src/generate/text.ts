import fc from "fast-check";

/** What a schema says about the length of a text. */
export interface Length {
  readonly min: number;
  readonly max: number;
}

const words = [
  "a",
  "Weekly",
  "sign-ups",
  "A/B",
  "50%",
  "über",
  "日本",
  "👋",
  "it's",
  '"so"',
  "<b>",
  "&amp;",
  "\\n",
  "#1",
  "<!-- x -->",
  "</script>",
  "${x}",
  "`",
  "{x}",
  "iac:",
  "constructor",
  "null",
  "1e21",
  "İ",
  "e\u0301",
  "👩‍👩‍👧",
  "a\u2028b",
  "\u202e",
  "a\ufeffb",
];

/**
 * Text as people write it: several scripts, quotes, markup, blanks at the ends, several lines, nothing at all, and as
 * long as is allowed. Neither control characters nor halves of characters, which no editor produces, nor blanks alone.
 */
export function text({ min, max }: Length): fc.Arbitrary<string> {
  const sentence = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((list) => list.join(" "));
  const fit = (value: string): string => fitted(value, min, max);
  const choices: fc.WeightedArbitrary<string>[] = [
    { weight: 8, arbitrary: sentence.map(fit) },
    { weight: 1, arbitrary: fc.tuple(sentence, sentence).map((lines) => fit(lines.join("\n"))) },
    { weight: 1, arbitrary: sentence.map((value) => fit(` ${value}\t `)).filter((value) => value.trim() !== "") },
  ];
  if (min === 0) choices.push({ weight: 1, arbitrary: fc.constant("") });
  if (max <= 1000) choices.push({ weight: 1, arbitrary: sentence.map((value) => fitted(value, max, max)) });
  return fc.oneof({ withCrossShrink: true }, ...choices);
}

/** Characters are counted as zod and PostHog count them: an emoji is one. */
function fitted(value: string, min: number, max: number): string {
  const characters = [...value].slice(0, max);
  return characters.join("") + "x".repeat(Math.max(0, min - characters.length));
}

/** A name such as code would have: letters, digits and underscores; now and then one that every object inherits. */
export const identifier = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 7, arbitrary: fc.stringMatching(/^[a-z][a-z0-9_]{0,7}$/) },
    { weight: 1, arbitrary: fc.constantFrom("constructor", "toString", "valueOf") },
  );

const dates = (): fc.Arbitrary<Date> =>
  fc.integer({ min: 0, max: 365 * 20 }).map((days) => new Date(Date.UTC(2015, 0, 1 + days, days % 24, days % 60)));

/** Texts of a format that zod knows by name; `undefined` where its pattern has to do. */
export function formatted(format: string): fc.Arbitrary<string> | undefined {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  switch (format) {
    case "email":
      return name.map((who) => `${who}@example.com`);
    case "url":
      return fc
        .tuple(name, fc.boolean())
        .map(([path, query]) => `https://example.com/${path}${query ? "?a=1&b=%20" : ""}`);
    case "uuid":
    case "guid":
      return fc.uuid();
    case "date":
      return dates().map((date) => date.toISOString().slice(0, 10));
    case "datetime":
      return dates().map((date) => date.toISOString());
    case "time":
      return dates().map((date) => date.toISOString().slice(11, 19));
    default:
      return undefined;
  }
}
