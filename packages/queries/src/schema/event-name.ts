import { z } from "zod";
import { eventNameOf } from "../build/event-name.js";
import type { EventName } from "../types/event-name.js";
import type { Schema } from "./strict.js";

const named = (text: z.ZodType): Schema<EventName, string> =>
  z.preprocess((value) => eventNameOf(value as EventName), text) as unknown as Schema<EventName, string>;

/** An event by its name, or by its definition, of which the name is taken. */
export const eventName = named(z.string());

/** The same where PostHog takes no empty name. */
export const someEventName = named(z.string().min(1));
