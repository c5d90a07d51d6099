import { asJson, env, liveSecret, reveal, withValue } from "@posthog-definitions/core";
import { same, specDifferences, specHash } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { featureFlag } from "../src/kind.js";
import { create, meaning, row, spec, update } from "./support.js";

const encrypted = { is_remote_configuration: true, has_encrypted_payloads: true };
const live = (text: string) => ({
  ...row,
  ...encrypted,
  filters: { groups: [{ rollout_percentage: 100 }], payloads: { true: text } },
});
const file = spec({ ...encrypted, payloads: { true: env("TOKEN") } });
const withToken = (value: string) => ({
  ...file,
  filters: { ...file.filters, payloads: { true: withValue(asJson(env("TOKEN")), value) } },
});

describe("an encrypted payload", () => {
  const there = live('"sk_live_1"');

  it("shows nowhere", () => {
    const rotated = withToken("sk_live_2");
    const everything = [
      meaning(there),
      update(meaning(there), there),
      update(rotated, there),
      create(rotated),
      featureFlag.api.lock!(there),
      featureFlag.shorten!(meaning(there)),
      specDifferences(featureFlag.spec, { ...meaning(there) }, { ...rotated }),
      specHash(rotated),
    ];
    expect(JSON.stringify(everything)).not.toMatch(/sk_live/);
    expect(specHash(rotated)).toBe(specHash(withToken("sk_live_1")));
  });

  it("is compared by its content, and left as it is while that is unknown", () => {
    const differs = (wanted: object) => !same(wanted, meaning(there).filters?.payloads);
    expect(differs({ true: withValue(asJson(env("TOKEN")), "sk_live_1") })).toBe(false);
    expect(differs({ true: withValue(asJson(env("TOKEN")), "sk_live_2") })).toBe(true);
    expect(differs({ true: asJson(env("TOKEN")) })).toBe(false);
  });

  it("is JSON text on the wire, whatever the variable holds", () => {
    const sent = (value: string) =>
      (create(withToken(value))["filters"] as { payloads: { true: never } }).payloads.true;
    expect(reveal(sent("sk_live_1"))).toBe('"sk_live_1"');
    expect(reveal(sent('{"key":"sk_live_1"}'))).toBe('{"key":"sk_live_1"}');
  });

  it("that may not be read is unknown", () => {
    const redacted = meaning(live('"********* (encrypted)"')).filters?.payloads;
    expect(same(redacted, { true: withValue(asJson(env("TOKEN")), "sk_live_1") })).toBe(true);
  });

  it("that was readable before is another one", () => {
    const before = meaning({ ...there, has_encrypted_payloads: false }).filters?.payloads;
    expect(same(before, { true: liveSecret('"sk_live_1"') })).toBe(false);
  });
});
