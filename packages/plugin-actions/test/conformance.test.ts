import { where, wherePerson } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import { action } from "../src/index.js";
import { action as kind } from "../src/kind.js";

const text = fc.constantFrom("Sign up", "/signup", "a.cta", "[");
const matching = fc.constantFrom("contains", "exact", "regex", null);
const step = fc.record(
  {
    event: fc.constantFrom("$autocapture", "signed up", " spaced "),
    properties: fc.constantFrom(
      where({ plan: "pro", coupon: { is_set: true } }),
      [wherePerson({ email: { icontains: "@example.com" } }), { key: "seats", operator: "gte" as const, value: 5 }],
      [],
      null,
    ),
    selector: text,
    tag_name: fc.constantFrom("a", "button", null),
    text,
    text_matching: matching,
    href: text,
    href_matching: matching,
    url: text,
    url_matching: matching,
  },
  { requiredKeys: [] },
);

conformance(kind, {
  factory: action,
  samples: [
    action({ key: "never", name: "Never", steps: [] }),
    action({ key: "pinned", name: "Pinned", pinned_at: "2024-01-01T00:00:00Z", steps: [{ event: "x" }] }),
  ],
  arbitraries: { steps: fc.array(step, { maxLength: 3 }) },
});
