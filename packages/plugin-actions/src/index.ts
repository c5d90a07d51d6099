import { factory, type Factory } from "@posthog-definitions/core";
import type { ActionInput } from "./input.js";

/**
 * An action: events under one name.
 *
 * ```ts
 * export const checkoutCompleted = action({
 *   key: "checkout-completed",
 *   name: "Checkout completed",
 *   steps: [{ event: "order placed" }, { event: "$pageview", url: "/thank-you" }],
 * });
 * ```
 */
export const action: Factory<"action", ActionInput> = factory<"action", ActionInput>("action");

export type { ActionInput, EventProperty, Matching, Step } from "./input.js";
