import type { Ref, Reference } from "@posthog-definitions/core";
import { refTo } from "@posthog-definitions/core/kind";
import { z } from "zod";
import { choice } from "./choice.js";
import type { Schema } from "./strict.js";

/** A definition, a reference, or a plain id of this one project, which becomes a reference by id. */
export const reference = <K extends string>(kind: K): Schema<number | Reference<K>, Ref<K>> => {
  const options = { id: z.int().transform((id) => ({ $ref: kind, id })), reference: refTo(kind) };
  return choice<unknown>()(options as Record<keyof typeof options, z.ZodType>, (value) =>
    typeof value === "number" ? "id" : "reference",
  ) as unknown as Schema<number | Reference<K>, Ref<K>>;
};

/** A place where the wire holds an id as text, such as the key of a flag condition: takes the text or a reference. */
export const textOrReference = <K extends string>(kind: K): Schema<string | Reference<K>, string | Ref<K>> => {
  const options = { text: z.string(), reference: refTo(kind) };
  return choice<unknown>()(options as Record<keyof typeof options, z.ZodType>, (value) =>
    typeof value === "string" ? "text" : "reference",
  ) as unknown as Schema<string | Reference<K>, string | Ref<K>>;
};
