import { isObject, type Json, type JsonObject } from "../../json.js";
import { invalid } from "../../server/errors.js";
import { field, list, text, type Field } from "../../server/fields.js";

/** One writable setting: how it is read from a body, and what a new project has. */
export interface Setting {
  readonly field: Field<Json>;
  readonly initial: Json;
}

export const setting = (of: Field<Json>, initial: Json = null): Setting => ({ field: of, initial });

/** An object or null, with rules of its own about what is in it. */
export const objectOrNull = (check: (value: JsonObject, attr: string) => void = () => undefined): Field<Json> =>
  field<Json>(
    (value, attr) => {
      if (!isObject(value)) throw invalid("Must provide a dictionary or None.", attr);
      check(value, attr);
      return value;
    },
    { nullable: true },
  );

/** A list of texts whose empty items, and nulls, are dropped silently. */
export function addresses(options: { nullable?: boolean; check?: (all: string[], attr: string) => void } = {}) {
  const items = list(text({ max: 200, blank: true, nullable: true }));
  const parse = (value: Json, attr: string): Json => {
    const all = items.parse(value, attr).filter((each): each is string => each !== null && each !== "");
    options.check?.(all, attr);
    return all;
  };
  return options.nullable ? field<Json>(parse, { nullable: true }) : field<Json>(parse);
}

const MOST_WILDCARDS = 5;

/**
 * A name of a host has few wildcards; what follows it may have any number. Source:
 * `PostHog/posthog: posthog/api/test/test_utils.py`; the words are ours.
 *
 * @throws 400
 */
export function checkWildcards(urls: readonly string[], attr: string): void {
  for (const url of urls) {
    const host = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(url)?.[1] ?? "";
    if (host.includes("[") !== host.includes("]")) throw invalid(`Invalid URL: ${url}`, attr);
    if (host.split("*").length - 1 > MOST_WILDCARDS)
      throw invalid(`A URL may have at most ${MOST_WILDCARDS} wildcards in its host: ${url}`, attr);
  }
}

/** @throws 400 unless every key is a known one. */
export function onlyKeys(value: JsonObject, known: readonly string[], message: string, attr: string): void {
  if (!Object.keys(value).every((key) => known.includes(key))) throw invalid(message, attr);
}
