import type { Action, Author, Change, Origin, Outcome } from "@posthog-definitions/core";

export const actionWord: Readonly<Record<Action, string>> = {
  create: "create",
  update: "update",
  replace: "replace",
  adopt: "adopt",
  move: "rename",
  delete: "delete",
  forget: "forget",
};

export const actionSign: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  adopt: "←",
  move: "→",
  delete: "-",
  forget: "×",
};

export const doneWord: Readonly<Record<Action, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  adopt: "adopted",
  move: "renamed",
  delete: "deleted",
  forget: "forgotten",
};

export const statusSign: Readonly<Record<Outcome["status"], string>> = {
  done: "✓",
  failed: "✗",
  partly: "◐",
  "not-tried": "·",
};

/** What changes a row that is there, and so has an origin. */
const OF_A_ROW: readonly Action[] = ["update", "move", "replace"];

/** Whether a change should say which side it comes from. */
export const saysWho = ({ action, fields }: Change): boolean => fields.length > 0 && OF_A_ROW.includes(action);

export const isDeletion = ({ action }: Change): boolean => action === "delete";

export const originWord: Readonly<Record<Origin, string>> = {
  drift: "changed in PostHog",
  file: "changed in the file",
  unknown: "cannot tell which side changed",
};

/** `by Ada, 2026-11-24 09:12 UTC`: a moment that is right whenever it is read, as in a comment on a pull request. */
export function authorWords({ by, at, others = 0 }: Author): string {
  const [day, time] = new Date(at).toISOString().split("T");
  const when = `${day} ${time!.slice(0, 5)} UTC`;
  return others === 0 ? `by ${by}, ${when}` : `by ${by} and ${count(others, "other")}, last ${when}`;
}

/** `1 request`, `2 requests`. */
export const count = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`;

/** `3 s`, `2 min`, `1 h 20 min`; `undefined` for what is over before one could read it. */
export function duration(seconds: number): string | undefined {
  if (seconds < 1) return undefined;
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
}

/** `3 to create, 1 to update`; the order is that of the words above. */
export function tally<K extends string>(keys: readonly K[], words: Readonly<Record<K, string>>, prefix = ""): string {
  return (Object.keys(words) as K[])
    .map((key) => [keys.filter((k) => k === key).length, words[key]] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${prefix}${word}`)
    .join(", ");
}
