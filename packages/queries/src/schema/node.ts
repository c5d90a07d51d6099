import { z } from "zod";
import type { QueryLogTags } from "../types/node.js";
import { modifiers } from "./modifiers.js";
import { strict, text, version } from "./strict.js";

export const queryLogTags = strict<QueryLogTags>()({ scene: text, productKey: text, name: text });

/** The fields of every query that reads data. */
export const dataNode = { modifiers: modifiers.optional(), tags: queryLogTags.optional(), version };

export const kind = <K extends string>(name: K) => z.literal(name);
