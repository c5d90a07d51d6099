import { factory, type Factory } from "@posthog-definitions/core";
import type { __type__Input } from "./input.js";

/**
 * __A__ __words__: what it is, in a few words.
 *
 * ```ts
 * export default __factory__({ key: "first", name: "First" }); //: tag marker
 * export default __factory__({ key: "first", description: "The first of its kind" }); //: natural-key
 * ```
 */
export const __factory__: Factory<"__kind__", __type__Input> = factory<"__kind__", __type__Input>("__kind__");

export type { __type__Input } from "./input.js";
