import { actorsQuery, hogql, inCohort, notInCohort, where, wherePerson } from "@posthog-definitions/queries";
import { conformance, fc } from "@posthog-definitions/testkit";
import {
  cohort,
  did,
  didFirst,
  didNot,
  didRegularly,
  didThen,
  matchAll,
  matchAny,
  resumedDoing,
  stoppedDoing,
} from "../src/index.js";
import { cohort as kind } from "../src/kind.js";

const staff = cohort({ key: "staff", name: "Staff", criteria: wherePerson({ email: { icontains: "@example.com" } }) });

const condition = fc.constantFrom(
  wherePerson({ plan: "pro", seats: { gte: 5 } }),
  { type: "person" as const, key: "email", operator: "is_set" as const },
  { type: "person_metadata" as const, key: "created_at", operator: "is_date_after" as const, value: "-30d" },
  inCohort(staff),
  notInCohort(staff),
  did("invoice paid", {
    within: "30 days",
    times: { gte: 3 },
    where: where({ plan: "pro", coupon: { is_set: true } }),
  }),
  didNot("signed in", { since: "-14d" }),
  didFirst("file uploaded", { within: "1 week" }),
  didThen("signed up", "invited", { within: "30 days", then: "7 days" }),
  didRegularly("signed in", { every: "1 week", atLeast: 3, of: 4 }),
  stoppedDoing("signed in", { within: "30 days", but: "7 days" }),
  resumedDoing("signed in", { within: "7 days", after: "30 days" }),
);
const group = fc
  .tuple(fc.boolean(), fc.array(condition, { minLength: 1, maxLength: 3 }))
  .map(([all, conditions]) => (all ? matchAll : matchAny)(...conditions));
const filters = fc
  .array(fc.oneof(condition, group), { minLength: 1, maxLength: 2 })
  .map((values) => ({ properties: matchAny(...values) }));
const query = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((limit) => hogql(`select person_id from events limit ${limit}`)),
  fc.constantFrom("paid", "free").map((plan) => actorsQuery({ properties: [wherePerson({ plan })] })),
);

conformance(kind, {
  factory: cohort,
  friends: [staff],
  samples: [
    cohort({ key: "by-hand", name: "By hand", is_static: true }),
    cohort({ key: "by-query", name: "By query", query: hogql("select person_id from events") }),
    cohort({ key: "by-sql", name: "By SQL", is_static: true, query: hogql("select id from persons") }),
    cohort({ key: "frozen", name: "Frozen", is_static: true, criteria: did("signed up") }),
  ],
  arbitraries: {
    filters: fc.option(filters, { nil: undefined, freq: 2 }),
    criteria: fc.constant(undefined),
    query: fc.option(query, { nil: undefined, freq: 2 }),
    cohort_type: fc.constant(undefined),
  },
  untested: { criteria: "a short form, which is part of `filters` in the normal form" },
});
