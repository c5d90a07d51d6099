import { isPlain, isRef, type Ref } from "@posthog-definitions/core";
import { refTo, type Decoding } from "@posthog-definitions/core/kind";
import { choice, strict, type Schema } from "@posthog-definitions/queries/schema";
import { z } from "zod";
import type { LinkedFlag, RawLinkedFlag } from "./input-recording.js";

const FLAG = "feature-flag";

/** The link in its normal form. */
export interface Linked {
  readonly flag: Ref<typeof FLAG>;
  readonly variant?: string;
}

const variant = z.string().min(1).optional();
const linked = strict<LinkedFlag>()({ flag: refTo(FLAG), variant });
const raw = strict<RawLinkedFlag>()({
  id: z.union([z.int(), z.string().regex(/^\d+$/, "is the number of a flag")]),
  key: z.string().min(1),
  variant,
});

export const linkedFlag = choice<LinkedFlag | RawLinkedFlag>()({ linked, raw }, (value) =>
  isPlain(value) && "flag" in value ? "linked" : "raw",
).transform((value) => toLinked(value as unknown as LinkedFlag | RawLinkedFlag)) as unknown as Schema<
  LinkedFlag | RawLinkedFlag,
  Linked
>;

/** Numbers become lookups, so that the flag is read: its key is part of what is sent. */
function toLinked(value: LinkedFlag | RawLinkedFlag): Linked {
  const by = (lookup: Record<string, string | number>): Ref<typeof FLAG> => ({ $ref: FLAG, lookup });
  const rest = value.variant === undefined ? {} : { variant: value.variant };
  if ("flag" in value) {
    const ref = value.flag as Ref<typeof FLAG>;
    return { flag: ref.id === undefined ? ref : by({ id: Number(ref.id) }), ...rest };
  }
  return { flag: by({ id: Number(value.id), key: value.key }), ...rest };
}

export function decodeLinkedFlag(value: unknown, at: Decoding): Linked | null {
  if (!isPlain(value)) return null;
  const { id, variant } = value;
  if (typeof id !== "number" && typeof id !== "string") return null;
  return { flag: at.ref(FLAG, id), ...(typeof variant === "string" ? { variant } : {}) };
}

/** PostHog wants the flag's number and its key. */
export function encodeLinkedFlag(value: unknown): unknown {
  if (!isPlain(value) || !isRef(value["flag"])) return value;
  const { flag, variant } = value;
  return { id: flag, key: { ...(flag as Ref), out: "key" }, ...(variant === undefined ? {} : { variant }) };
}
