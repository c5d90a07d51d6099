import { unmanaged } from "@posthog-definitions/core/kind";
import { z } from "zod";
import type { ProjectModifiers } from "./input-values.js";

/** Text as the server takes it: trimmed, and counted by code point. */
export const characters = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "says nothing")
    .refine((text) => [...text].length <= most, { error: `has more than ${most} characters` });

const MOST_WILDCARDS = 5;
const hostOf = (url: string): string => /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(url)?.[1] ?? "";

/** Where a widget or the toolbar may be. Source: `PostHog/posthog: posthog/api/test/test_utils.py`. */
export const allowed = <T extends z.ZodType<string, string>>(url: T) =>
  url
    .refine((text) => hostOf(text).includes("[") === hostOf(text).includes("]"), {
      error: "is no URL: a bracket stands alone in its host",
    })
    .refine((text) => hostOf(text).split("*").length - 1 <= MOST_WILDCARDS, {
      error: `has more than ${MOST_WILDCARDS} wildcards in its host`,
    });

export const json = z.record(z.string(), z.unknown());
export const currency = z.string().regex(/^[A-Z]{3}$/, 'is no ISO 4217 code, such as "EUR"');

export const pathCleaningFilter = z.strictObject({
  regex: z.string().min(1, "a rule needs a regex"),
  alias: z.string().optional(),
  order: z.number().optional(),
});

/** What newer servers keep there is none of our business. */
export const surveyConfig = z.looseObject({ appearance: unmanaged(json) });
export const modifiers = json as unknown as z.ZodType<Readonly<Record<string, unknown>>, ProjectModifiers>;
export const conversations = z.looseObject({
  widget_domains: unmanaged(z.array(allowed(z.string().min(1, "says nothing"))).nullable()),
  widget_greeting_text: unmanaged(z.string().nullable()),
  widget_color: unmanaged(z.string().nullable()),
});
export const logs = z.looseObject({ retention_days: z.int().optional() });

/** Hundredths, as a number or as PostHog's text. */
export const sampleRate = z
  .union([z.number(), z.string().regex(/^\s*\d*\.?\d+\s*$/, 'is no decimal number, such as "0.5"')])
  .transform(Number)
  .refine((rate) => rate >= 0 && rate <= 1, { error: "is not between 0 and 1" })
  .refine((rate) => Number(rate.toFixed(2)) === rate, { error: "has more than two decimals" });

const LONGEST = 300;

/** PostHog counts its own spelling of JSON, with a space after each comma, and six characters for each that is not ASCII. */
const spelled = (text: string): string => JSON.stringify(text).replace(/[^ -~]/g, "\\uXXXX");

export const errorsToIgnore = z
  .array(z.string())
  .refine((errors) => `[${errors.map(spelled).join(", ")}]`.length <= LONGEST, {
    error: `is longer than ${LONGEST} characters as JSON; say more in posthog-js`,
  });
