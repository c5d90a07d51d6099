import type { Comparand } from "./operators.js";

/** What is wrong with a value of this kind, as the end of a sentence; `undefined` when nothing is. */
export const misfit: Readonly<Record<Comparand, (value: unknown) => string | undefined>> = {
  scalars: (value) =>
    isScalar(value) || (Array.isArray(value) && value.length > 0 && value.every(isScalar))
      ? undefined
      : `a text, number or boolean, or a list of them${Array.isArray(value) && value.length === 0 ? " that is not empty" : ""}`,
  text: (value) => (typeof value === "string" ? undefined : "a text"),
  texts: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string")
      ? undefined
      : "a list of texts",
  order: (value) => (typeof value === "string" && value.trim() !== "" ? undefined : "a number, or a text"),
  nothing: () => undefined,
  date: (value) =>
    typeof value === "string" && isDate(value) ? undefined : 'a date such as "2026-01-31", or "-7d" (h, d, w, m or y)',
  version: (value) => (typeof value === "string" && isVersion(value) ? undefined : 'a version such as "1.2.3"'),
};

const isScalar = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));

/**
 * Fewer than 10,000 units back from now, or anything that begins like a calendar date or that JavaScript can read too.
 * Source: `PostHog/posthog: posthog/models/property/relative_date.py`.
 */
function isDate(text: string): boolean {
  if (/^-?\d+[a-z]$/.test(text)) return /^-?0*\d{1,4}[hdwmy]$/.test(text);
  return /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b/.test(text) || !Number.isNaN(Date.parse(text));
}

const isVersion = (text: string): boolean => /^v?\d+(\.\d+)*(\.\*)?([-+][0-9A-Za-z.+-]+)?$/.test(text);
