import type { CaptureClient, TypedPostHog } from "./capture-types.js";
import type { EventDefinition } from "./definition.js";

/**
 * Gives back a client that captures the events of a list alone, with the properties of their groups. Misspelt names,
 * missing properties and values of another type do not compile; nothing happens at run time that would not without it.
 *
 * ```ts
 * const analytics = createTypedPostHog(posthog, [signedUp, upgraded]);
 * analytics.capture("user upgraded", { plan: "pro" });
 * ```
 *
 * Works for posthog-js and posthog-node, each by its own form of `capture`; what comes after the properties is passed on.
 * Everything else of the client is there as it was, and `unsafeCapture` takes any event.
 */
export function createTypedPostHog<Client extends CaptureClient, const Events extends readonly EventDefinition[]>(
  client: Client,
  // Only their types are used.
  _events: Events,
): TypedPostHog<Client, Events> {
  const bound = new WeakMap<object, unknown>();
  // Methods belong to the client itself: those of a class may look for private fields, which no proxy has.
  const ofClient = (name: string | symbol): unknown => {
    const value: unknown = Reflect.get(client, name === "unsafeCapture" ? "capture" : name);
    if (typeof value !== "function" || name === "constructor") return value;
    if (!bound.has(value)) bound.set(value, value.bind(client));
    return bound.get(value);
  };
  // Over an object of its own, since one that is frozen may not be seen as anything but what it is.
  return new Proxy(Object.create(client) as object, {
    get: (_, name) => ofClient(name),
    set: (_, name, value) => Reflect.set(client, name, value),
  }) as TypedPostHog<Client, Events>;
}
