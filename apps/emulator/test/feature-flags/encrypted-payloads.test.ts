import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/index.js";
import { eachInItsOwn, everybody, make, patch, posthog } from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

describe("encrypted payloads", () => {
  const secret = { is_remote_configuration: true, has_encrypted_payloads: true };
  const withPayload = (value: string) => ({ ...everybody, payloads: { true: value } });

  test("need a remote configuration and a payload, on create and later", async () => {
    expect((await make("a", { has_encrypted_payloads: true, filters: withPayload('"x"') })).detail).toMatch(
      /require the flag to be a remote configuration/,
    );
    expect((await make("b", secret)).detail).toBe(
      "An encrypted payload is required when has_encrypted_payloads is true.",
    );
    const { id } = await make("c", { ...secret, filters: withPayload('"x"') });
    expect((await patch(id, { is_remote_configuration: false })).status).toBe(400);
  });

  test('"encrypted payload is never returned as ciphertext": keys see it, sessions a placeholder', async () => {
    const { id, filters } = await make("a", { ...secret, filters: withPayload('"s3cret"') });
    expect(filters.payloads.true).toBe('"s3cret"');
    const session = (await posthog.ui("GET", `feature_flags/${id}/`)).body as {
      filters: { payloads: { true: string } };
    };
    const placeholder = session.filters.payloads.true;
    expect(placeholder).not.toContain("s3cret");
    const payload = async (body: JsonObject) => (await patch(id, body)).body.filters.payloads?.true;
    expect(await payload({ name: "x" })).toBe('"s3cret"');
    expect(await payload({ filters: { payloads: { true: placeholder } } })).toBe('"s3cret"');
    expect(await payload({ filters: { payloads: { true: '"new"' } } })).toBe('"new"');
    expect(await payload({ has_encrypted_payloads: false })).toBeUndefined();
  });
});
