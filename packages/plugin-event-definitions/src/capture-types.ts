import type { PropertyMap } from "@posthog-definitions/plugin-property-groups";
import type { EventDefinition } from "./definition.js";

// ── what a property is

interface TypeOfProperty {
  readonly String: string;
  readonly Numeric: number;
  readonly Boolean: boolean;
  readonly DateTime: string | Date;
  readonly Object: Readonly<Record<string, unknown>>;
}

type TypeName<P> = P extends { readonly type: infer T } ? T : P extends { readonly property_type: infer T } ? T : never;

/** The texts that a rule allows, where it names them; else whatever the type says. */
type ValueOf<P> = P extends { readonly validation_rules: { readonly enum: readonly (infer Text)[] } }
  ? Text
  : TypeName<P> extends keyof TypeOfProperty
    ? TypeOfProperty[TypeName<P>]
    : unknown;

type IsRequired<P> = P extends { readonly is_optional_in_types: true }
  ? false
  : P extends { readonly required: true } | { readonly is_required: true }
    ? true
    : false;

type RequiredIn<P extends PropertyMap> = {
  [Name in keyof P]: IsRequired<P[Name]> extends true ? Name : never;
}[keyof P];

type OfGroup<P extends PropertyMap> = { readonly [Name in RequiredIn<P>]: ValueOf<P[Name]> } & {
  readonly [Name in Exclude<keyof P, RequiredIn<P>>]?: ValueOf<P[Name]> | undefined;
};

// ── what an event has

/** Any properties: of an event of which nobody said more, or a group that is referred to by its key alone. */
type Anything = Readonly<Record<string, unknown>>;

/** PropertyMap whose names start with `$` are PostHog's own, and stand beside those of any group. */
type Standard = Readonly<Record<`$${string}`, unknown>>;

type OfGroups<G extends readonly unknown[]> = G extends readonly [infer First, ...infer Rest]
  ? (First extends { readonly spec: { readonly properties: infer P extends PropertyMap } } ? OfGroup<P> : Anything) &
      OfGroups<Rest>
  : unknown;

/** On one line, where an editor shows it. */
type Flat<T> = { [K in keyof T]: T[K] };

/** The properties that an event may have, and has to have. */
export type PropertiesOf<E extends EventDefinition> =
  E extends EventDefinition<string, infer G>
    ? G extends readonly []
      ? Anything
      : number extends G["length"]
        ? Anything
        : Flat<OfGroups<G>> & Standard
    : never;

type NameOf<E extends EventDefinition> = E["spec"]["name"];
type Named<E extends EventDefinition, Name> = E extends EventDefinition ? (NameOf<E> extends Name ? E : never) : never;

/** The names that a list of events takes. */
export type CapturedNames<Events extends readonly EventDefinition[]> = NameOf<Events[number]>;

/** Whether nothing has to be said. */
type MayBeEmpty<P> = Partial<P> extends P ? true : false;

// ── what a client takes

/** A client to capture with: posthog-js, posthog-node, or anything of the form of one. */
export interface CaptureClient {
  /** `capture(name, properties?, options?)` as in posthog-js, or `capture({ distinctId, event, properties? })` as in posthog-node. */
  capture(event: never, ...rest: never[]): unknown;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Rest<A extends readonly unknown[]> = A extends readonly [unknown?, unknown?, ...infer Options] ? Options : [];

/** `capture(name, properties, …options)`. */
type ByName<E extends EventDefinition, F extends (...args: never[]) => unknown> = <const Name extends NameOf<E>>(
  event: Name,
  ...rest: MayBeEmpty<PropertiesOf<Named<E, Name>>> extends true
    ? [properties?: PropertiesOf<Named<E, Name>> | null, ...options: Rest<Parameters<F>>]
    : [properties: PropertiesOf<Named<E, Name>>, ...options: Rest<Parameters<F>>]
) => ReturnType<F>;

type Message<E extends EventDefinition, M> = Without<M, "event" | "properties"> & {
  /** The name of one of the events. */
  readonly event: NameOf<E>;
} & (MayBeEmpty<PropertiesOf<E>> extends true
    ? { readonly properties?: PropertiesOf<E> }
    : { readonly properties: PropertiesOf<E> });

/** `capture({ event, properties, … })`. */
type ByMessage<E extends EventDefinition, F extends (...args: never[]) => unknown> = <const Name extends NameOf<E>>(
  message: Message<Named<E, Name>, Parameters<F>[0]> & { readonly event: Name },
) => ReturnType<F>;

type Typed<E extends EventDefinition, F> = F extends (...args: never[]) => unknown
  ? Parameters<F>[0] extends string
    ? ByName<E, F>
    : ByMessage<E, F>
  : never;

/** The ways in which a client captures. */
export type CaptureMethod = "capture" | "captureImmediate";

/** A client that captures the events of a list, with the properties that they have, and is the same client otherwise. */
export type TypedPostHog<Client extends CaptureClient, Events extends readonly EventDefinition[]> = Omit<
  Client,
  CaptureMethod
> & {
  readonly [Method in CaptureMethod & keyof Client]: Typed<Events[number], Client[Method]>;
} & {
  /** The client's own `capture`, which takes any event: for those that nobody has defined. */
  readonly unsafeCapture: Client["capture"];
};
