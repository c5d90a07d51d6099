import { ref } from "@posthog-definitions/core";
import { propertyGroup } from "@posthog-definitions/plugin-property-groups";
import { describe, expect, expectTypeOf, it } from "vitest";
import { createTypedPostHog, eventDefinition, type PropertiesOf } from "../src/index.js";

// Clients in the form of PostHog's own; what they say of events and options is theirs.

interface CaptureOptions {
  send_instantly?: boolean;
}
class Browser {
  readonly #sent: unknown[][] = [];
  greeting = "hello";
  capture(event_name: string, properties?: Record<string, unknown> | null, options?: CaptureOptions): { uuid: string } {
    // Who calls without the client as `this` has no private field.
    this.#sent.push(options === undefined ? [event_name, properties] : [event_name, properties, options]);
    return { uuid: event_name };
  }
  identify(id: string): string {
    return `${id} ${this.#sent.length}`;
  }
  get sent(): unknown[][] {
    return this.#sent;
  }
}

interface EventMessage {
  distinctId: string;
  event: string;
  properties?: Record<string | number, unknown>;
  groups?: Record<string, string>;
  timestamp?: Date;
}
class Server {
  readonly #sent: unknown[] = [];
  capture(props: EventMessage): void {
    this.#sent.push(props);
  }
  async captureImmediate(props: EventMessage): Promise<void> {
    this.#sent.push(props);
  }
  get sent(): unknown[] {
    return this.#sent;
  }
}

const billing = propertyGroup({
  key: "billing",
  properties: {
    plan: { type: "String", required: true, validation_rules: { enum: ["free", "pro"] } },
    seats: { type: "Numeric" },
    trial: { type: "Boolean" },
    at: { type: "DateTime" },
    context: { type: "Object" },
    coupon: { type: "String", validation_rules: { not: { enum: ["none"] } } },
    workspace: { type: "String", required: true, is_optional_in_types: true },
  },
});
const identity = propertyGroup({
  key: "identity",
  properties: { user_id: { property_type: "String", is_required: true } },
});
const looks = propertyGroup({ key: "looks", properties: { theme: { type: "String" } } });

const upgraded = eventDefinition({ key: "upgraded", name: "user upgraded", propertyGroups: [billing, identity] });
const opened = eventDefinition({ key: "opened", name: "page opened", propertyGroups: [looks] });
const left = eventDefinition({ key: "left", name: "left" });
const remote = eventDefinition({
  key: "remote",
  name: "remote",
  propertyGroups: [ref("property-group", "elsewhere"), identity],
});
const events = [upgraded, opened, left, remote];

const browser = () => {
  const client = new Browser();
  return { client, posthog: createTypedPostHog(client, [upgraded, opened, left, remote]) };
};
const server = () => {
  const client = new Server();
  return { client, posthog: createTypedPostHog(client, [upgraded, opened, left, remote]) };
};
/** What only has to compile, or not to. */
const never = (_: () => unknown): void => undefined;

describe("the properties of an event", () => {
  it("are those of all its groups, by their types and rules", () => {
    type Upgraded = PropertiesOf<typeof upgraded>;
    expectTypeOf<Upgraded["plan"]>().toEqualTypeOf<"free" | "pro">();
    expectTypeOf<Upgraded["seats"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Upgraded["trial"]>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<Upgraded["at"]>().toEqualTypeOf<string | Date | undefined>();
    expectTypeOf<Upgraded["context"]>().toEqualTypeOf<Readonly<Record<string, unknown>> | undefined>();
    expectTypeOf<Upgraded["coupon"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Upgraded["workspace"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Upgraded["user_id"]>().toEqualTypeOf<string>();
    expectTypeOf<Upgraded["$anything"]>().toEqualTypeOf<unknown>();
  });

  it("are any where nobody said which", () => {
    expectTypeOf<PropertiesOf<typeof left>>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expectTypeOf<PropertiesOf<typeof remote>["user_id"]>().toEqualTypeOf<string>();
    expectTypeOf<PropertiesOf<typeof remote>["else"]>().toEqualTypeOf<unknown>();
  });
});

describe("a client that captures by name", () => {
  it("is called with what it is given, options and all, as the client that it is", () => {
    const { client, posthog } = browser();
    const result = posthog.capture("user upgraded", { plan: "pro", user_id: "u" }, { send_instantly: true });
    expectTypeOf(result).toEqualTypeOf<{ uuid: string }>();
    expect(result).toEqual({ uuid: "user upgraded" });
    const { capture } = posthog;
    capture("left", { whatever: 1 });
    capture("left");
    posthog.capture("page opened", { theme: "dark", $set: { plan: "pro" } });
    posthog.capture("page opened", null, { send_instantly: true });
    posthog.unsafeCapture("nobody knows", { a: 1 });
    expect(client.sent).toEqual([
      ["user upgraded", { plan: "pro", user_id: "u" }, { send_instantly: true }],
      ["left", { whatever: 1 }],
      ["left", undefined],
      ["page opened", { theme: "dark", $set: { plan: "pro" } }],
      ["page opened", null, { send_instantly: true }],
      ["nobody knows", { a: 1 }],
    ]);
  });

  it("is the same client otherwise", () => {
    const { client, posthog } = browser();
    expect(posthog.identify("u")).toBe("u 0");
    expect(posthog.identify).toBe(posthog.identify);
    posthog.greeting = "hi";
    expect([client.greeting, posthog.greeting, "greeting" in posthog]).toEqual(["hi", "hi", true]);
    expect(posthog).toBeInstanceOf(Browser);
    expect(posthog.constructor).toBe(Browser);
    expect(posthog.sent).toBe(client.sent);
    expectTypeOf(posthog.unsafeCapture).toEqualTypeOf<Browser["capture"]>();
  });

  it("may be frozen", () => {
    const sent: string[] = [];
    const posthog = createTypedPostHog(Object.freeze({ capture: (name: string) => sent.push(name) }), [left]);
    posthog.capture("left");
    posthog.unsafeCapture("other");
    expect(sent).toEqual(["left", "other"]);
  });

  it("does not take what does not fit", () => {
    const { posthog } = browser();
    never(() => {
      // @ts-expect-error a misspelt name
      posthog.capture("user upgarded", { plan: "pro", user_id: "u" });
      // @ts-expect-error a misspelt property
      posthog.capture("user upgraded", { plan: "pro", user_id: "u", seets: 1 });
      // @ts-expect-error a misspelt property where all are optional
      posthog.capture("page opened", { them: "dark" });
      // @ts-expect-error a required property is missing
      posthog.capture("user upgraded", { plan: "pro" });
      // @ts-expect-error all properties are missing
      posthog.capture("user upgraded");
      // @ts-expect-error another type
      posthog.capture("user upgraded", { plan: "pro", user_id: 1 });
      // @ts-expect-error a text that the rules do not allow
      posthog.capture("user upgraded", { plan: "enterprise", user_id: "u" });
      // @ts-expect-error options that the client does not have
      posthog.capture("user upgraded", { plan: "pro", user_id: "u" }, { sendInstantly: true });
      // @ts-expect-error a property of the other group is missing
      posthog.capture("remote", { anything: 1 });
      // @ts-expect-error any name at all
      posthog.capture("x" as string, {});
    });
    posthog.capture("user upgraded", { plan: "pro", user_id: "u", seats: undefined });
  });
});

describe("a client that captures messages", () => {
  it("is called with the message as it is", async () => {
    const { client, posthog } = server();
    const message = { distinctId: "d", event: "user upgraded", properties: { plan: "pro", user_id: "u" } } as const;
    posthog.capture({ ...message, groups: { company: "c" } });
    await posthog.captureImmediate({ distinctId: "d", event: "left", properties: { whatever: 1 } });
    posthog.capture({ distinctId: "d", event: "page opened" });
    posthog.capture({ distinctId: "d", event: "page opened", properties: { $ip: "::1" } });
    posthog.unsafeCapture({ distinctId: "d", event: "nobody knows" });
    expect(client.sent).toEqual([
      { ...message, groups: { company: "c" } },
      { distinctId: "d", event: "left", properties: { whatever: 1 } },
      { distinctId: "d", event: "page opened" },
      { distinctId: "d", event: "page opened", properties: { $ip: "::1" } },
      { distinctId: "d", event: "nobody knows" },
    ]);
    expectTypeOf(posthog.captureImmediate({ distinctId: "d", event: "left" })).toEqualTypeOf<Promise<void>>();
  });

  it("does not take what does not fit", () => {
    const { posthog } = server();
    const distinctId = "d";
    never(() => {
      // @ts-expect-error a misspelt name
      posthog.capture({ distinctId, event: "user upgarded" });
      // @ts-expect-error a misspelt property
      posthog.capture({ distinctId, event: "user upgraded", properties: { plan: "pro", user_id: "u", seets: 1 } });
      // @ts-expect-error a misspelt property where all are optional
      posthog.capture({ distinctId, event: "page opened", properties: { them: "dark" } });
      // @ts-expect-error a required property is missing
      posthog.capture({ distinctId, event: "user upgraded", properties: { plan: "pro" } });
      // @ts-expect-error all properties are missing
      posthog.capture({ distinctId, event: "user upgraded" });
      // @ts-expect-error another type
      posthog.captureImmediate({ distinctId, event: "user upgraded", properties: { plan: "pro", user_id: 1 } });
      // @ts-expect-error the client wants to know whose event it is
      posthog.capture({ event: "left" });
      // @ts-expect-error a misspelt field of the message
      posthog.capture({ distinctId, event: "left", group: {} });
    });
  });
});

describe("a list of events", () => {
  it("may be put together beforehand", () => {
    const posthog = createTypedPostHog(new Browser(), events);
    posthog.capture("page opened", { theme: "dark" });
    // @ts-expect-error a misspelt name
    never(() => posthog.capture("page opend"));
  });

  it("holds events, and the client captures", () => {
    never(() => {
      // @ts-expect-error a group of properties is no event
      createTypedPostHog(new Browser(), [billing]);
      // @ts-expect-error not a client
      createTypedPostHog({ track: () => undefined }, [left]);
    });
  });
});
