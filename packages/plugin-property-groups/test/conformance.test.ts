import { conformance, fc } from "@posthog-definitions/testkit";
import { propertyGroup } from "../src/index.js";
import { propertyGroup as kind } from "../src/kind.js";

const words = fc.uniqueArray(fc.constantFrom("free", "pro", "", "a b"), { minLength: 1, maxLength: 3 });
const common = {
  required: fc.boolean(),
  description: fc.constantFrom("", "What it is"),
  is_optional_in_types: fc.boolean(),
};
const property = fc.oneof(
  fc.record(
    {
      type: fc.constant("String"),
      ...common,
      validation_rules: fc.oneof(
        words.map((texts) => ({ enum: texts })),
        words.map((texts) => ({ not: { enum: texts } })),
        fc.constantFrom(null, {}),
      ),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    {
      type: fc.constant("Numeric"),
      ...common,
      validation_rules: fc.constantFrom({ minimum: 0 }, { exclusiveMinimum: -1.5, maximum: 100 }, {}, null),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    {
      type: fc.constantFrom("Boolean", "DateTime", "Object"),
      ...common,
      validation_rules: fc.constantFrom(null, {}),
    },
    { requiredKeys: ["type"] },
  ),
);

conformance(kind, {
  factory: propertyGroup,
  samples: [
    propertyGroup({ key: "nothing", properties: {} }),
    propertyGroup({
      key: "billing",
      description: "What is paid",
      properties: { "$any name": { property_type: "Numeric", is_required: true, is_optional_in_types: true } },
    }),
  ],
  arbitraries: {
    properties: fc.dictionary(
      fc.constantFrom("plan", "seats", "$ip", "a b", "10", "Zed", "constructor", "toString"),
      property,
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    ),
  },
});
