import { expect, test } from "vitest";
import { describeCredential, parseHost } from "../src/index.js";

test.each([
  ["https://us.posthog.com", "https://us.posthog.com", false],
  [" https://US.posthog.com/ ", "https://us.posthog.com", false],
  ["HTTPS://posthog.corp:8443", "https://posthog.corp:8443", false],
  ["http://localhost:8000/", "http://localhost:8000", true],
  ["http://127.1.2.3", "http://127.1.2.3", true],
])("takes %s", (text, origin, loopback) => {
  expect(parseHost(text)).toEqual({ ok: true, origin, loopback });
});

test.each([
  ["https://us.i.posthog.com", "https://us.posthog.com"],
  ["https://eu.i.posthog.com/", "https://eu.posthog.com"],
  ["eu.i.posthog.com", "https://eu.posthog.com"],
  ["https://us-assets.i.posthog.com", "https://us.posthog.com"],
  ["https://app.posthog.com", "https://us.posthog.com or https://eu.posthog.com"],
  ["https://posthog.com", "https://us.posthog.com or https://eu.posthog.com"],
  ["us.posthog.com", "https://us.posthog.com"],
  ["localhost:8000", "http://localhost:8000"],
  ["https://us.posthog.com/project/7", "https://us.posthog.com"],
  ["https://us.posthog.com/?a", "https://us.posthog.com"],
  ["ftp://us.posthog.com", "https://"],
  ["https://a:b@us.posthog.com", "https://us.posthog.com"],
  ["https://", "https://us.posthog.com"],
  ["not a host", "https://us.posthog.com"],
  ["", "https://us.posthog.com"],
])("refuses %j and says what to write", (text, instead) => {
  const parsed = parseHost(text);
  expect(parsed).toMatchObject({ ok: false, kind: "invalidHost" });
  if (!parsed.ok) expect(parsed.hint).toContain(instead);
});

test.each([
  "http://us.posthog.com",
  "http://127.0.0.1.evil.example",
  "http://localhost.evil.example",
  "http://0.0.0.0",
  "http://10.0.0.1",
])("finds %s insecure", (text) => {
  expect(parseHost(text)).toMatchObject({ ok: false, kind: "insecureHost" });
});

test("tells credentials apart", () => {
  const types = ["phx_a", "phc_a", "phs_a", " pha_a ", "0123456789", ""].map(describeCredential);
  expect(types).toEqual(["personal", "project-token", "project-secret", "oauth", "unknown", "unknown"]);
});
