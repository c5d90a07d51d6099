import { lookup, moved, refLabel, type Ref } from "@posthog-definitions/core";
import { propertyGroup } from "@posthog-definitions/plugin-property-groups";
import { propertyGroup as propertyGroupKind } from "@posthog-definitions/plugin-property-groups/kind";
import { createWorkbench } from "@posthog-definitions/testkit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { eventDefinition, type EventDefinitionInput } from "../src/index.js";
import { eventDefinition as kind } from "../src/kind.js";

const bench = createWorkbench({ kinds: [kind, propertyGroupKind] });
beforeEach(() => {
  bench.reset();
  bench.emulator.switches.eventTaxonomy = "kept";
});
afterAll(() => bench.close());

const event = (input: Partial<EventDefinitionInput> = {}) =>
  eventDefinition({ key: "upgraded", name: "user upgraded", ...input });
const group = (key: string, properties = {}) => propertyGroup({ key, properties });
const billing = group("billing", { plan: { type: "String", required: true } });
const identity = group("identity", { user_id: { type: "String" } });

const asked = async (work: () => Promise<unknown>) => {
  bench.emulator.log.clear();
  await work();
  return bench.emulator.log.entries.map(({ method, path }) => `${method} ${path.replace("/api/projects/1/", "")}`);
};
const writes = async (work: () => Promise<unknown>) =>
  (await asked(work)).filter((request) => !request.startsWith("GET"));
const linked = async () => {
  const { body } = await bench.emulator.ui("GET", "event_schemas/");
  return (body as { results: { property_group: { name: string } }[] }).results
    .map((link) => link.property_group.name)
    .sort();
};
const listed = async (name: string) => {
  const { body } = await bench.emulator.ui("GET", `event_definitions/?names=${encodeURIComponent(name)}`);
  return (body as { results: Record<string, unknown>[] }).results[0]!;
};

describe("an event that was ingested", () => {
  it("is taken over by its name, and keeps its row", async () => {
    bench.emulator.ingest(["user upgraded", "something else"]);
    const { id } = await listed("user upgraded");
    const { changes } = await bench.plan([event({ description: "Paid" })]);
    expect(changes).toMatchObject([
      { action: "adopt", id, fields: [{ path: ["description"], before: "", after: "Paid" }] },
    ]);
    expect(await writes(() => bench.apply([event({ description: "Paid" })]))).toEqual([
      `PATCH event_definitions/${String(id)}/`,
    ]);
    expect(await listed("user upgraded")).toMatchObject({ id, description: "Paid", created_at: expect.any(String) });
    expect((await bench.plan([event({ description: "Paid" })])).changes).toEqual([]);
    expect(await listed("something else")).toMatchObject({ description: null, updated_at: null });
  });

  it("is never looked at by its id, which would write, not even after a lost answer", async () => {
    bench.emulator.ingest(["user upgraded", "b", "c"]);
    bench.emulator.faults.add({ kind: "lost", when: "before", method: "PATCH", path: "/event_definitions/", at: 1 });
    const requests = await asked(() => bench.apply([event({ description: "Paid" }), event({ key: "b", name: "b" })]));
    expect(requests.filter((request) => /^GET event_definitions\/./.test(request))).toEqual([]);
    expect(await listed("user upgraded")).toMatchObject({ description: "Paid" });
    expect(await listed("c")).toMatchObject({ updated_at: null });
  });

  it("keeps what data stewards have said of it", async () => {
    bench.emulator.ingest(["user upgraded"]);
    const { id } = await listed("user upgraded");
    const theirs = { verified: true, owner: 2, tags: ["theirs"], default_columns: ["plan"] };
    await bench.hand.send("PATCH", `event_definitions/${String(id)}/`, theirs);
    await bench.apply([event()]);
    expect(await listed("user upgraded")).toMatchObject({
      verified: true,
      owner: { id: 2 },
      default_columns: ["plan"],
      tags: expect.arrayContaining(["theirs", "iac:event-definitions:upgraded"]),
    });
  });

  it("that another repository manages is not taken over", async () => {
    await bench.hand.send("POST", "event_definitions/", { name: "user upgraded", tags: ["iac:event-definitions:x/y"] });
    const { plan } = await bench.run([event()], { dry: true });
    expect(plan?.diagnostics).toMatchObject([{ code: "unique-held" }]);
  });
});

describe("an event of the alpha", () => {
  it("pairs with its row, which is as it should be", async () => {
    const { id: group } = await bench.hand.send("POST", "schema_property_groups/", {
      name: "billing",
      description: "<!-- iac:property-groups:billing iac:hash:0123456789abcdef -->",
      properties: [{ name: "plan", property_type: "String", is_required: true }],
    });
    const { id } = await bench.hand.send("POST", "event_definitions/", {
      name: "user upgraded",
      description: "Paid",
      enforcement_mode: "allow",
      primary_property: "plan",
      tags: ["growth", "iac:event-definitions:upgraded", "iac:hash:0123456789abcdef"],
    });
    await bench.hand.send("POST", "event_schemas/", { event_definition: id, property_group_id: group });
    const alpha = event({
      description: "Paid",
      enforcementMode: "allow",
      primaryProperty: "plan",
      propertyGroups: [billing],
      tags: ["growth"],
    });
    const { changes, requests } = await bench.plan([alpha, billing]);
    expect([changes, requests]).toEqual([[], []]);
  });
});

describe("groups of properties", () => {
  it("are made before the event is linked with them, in one run", async () => {
    const requests = await asked(() => bench.apply([event({ propertyGroups: [billing, identity] })]));
    expect(requests.filter((request) => !request.startsWith("GET")).sort()).toEqual([
      "POST event_definitions/",
      "POST event_schemas/",
      "POST event_schemas/",
      "POST schema_property_groups/",
      "POST schema_property_groups/",
    ]);
    expect(requests.filter((request) => request.startsWith("GET")).sort()).toEqual([
      "GET event_definitions/",
      "GET event_schemas/",
      "GET schema_property_groups/",
    ]);
    expect(await linked()).toEqual(["billing", "identity"]);
    expect((await bench.plan([event({ propertyGroups: [identity, billing] })])).changes).toEqual([]);
  });

  it("are linked and unlinked one by one; the event itself is not written", async () => {
    const all = [billing, identity, group("device")];
    await bench.apply([event({ propertyGroups: [billing, identity] }), ...all]);
    const next = [event({ propertyGroups: [identity, all[2]!] }), ...all];
    const { changes } = await bench.plan(next);
    expect(changes).toMatchObject([{ address: "event-definition.upgraded", action: "update" }]);
    const sent = await writes(() => bench.apply(next));
    expect(sent.map((request) => request.replace(/\/.+\//, "/…/")).sort()).toEqual([
      "DELETE event_schemas/…/",
      "POST event_schemas/",
    ]);
    expect(await linked()).toEqual(["device", "identity"]);
  });

  it("of others can be linked by name, and a link by hand goes when the file does not have it", async () => {
    await bench.hand.send("POST", "schema_property_groups/", { name: "Theirs" });
    const { id: stray } = await bench.hand.send("POST", "schema_property_groups/", { name: "Stray" });
    const mine = event({ propertyGroups: [lookup("property-group", { name: "Theirs" })] });
    await bench.apply([mine]);
    await bench.hand.send("POST", "event_schemas/", {
      event_definition: (await listed("user upgraded"))["id"],
      property_group_id: stray,
    });
    expect(await linked()).toEqual(["Stray", "Theirs"]);
    expect((await bench.plan([mine])).changes).toMatchObject([
      { fields: [{ path: ["propertyGroups", `property-group#${String(stray)}`] }] },
    ]);
    await bench.apply([mine]);
    expect(await linked()).toEqual(["Theirs"]);
  });

  it("keep their links when their properties get new ids, and when they are renamed", async () => {
    await bench.apply([event({ propertyGroups: [billing] })]);
    const more = group("billing", { plan: { type: "String" }, seats: { type: "Numeric" } });
    expect(await writes(() => bench.apply([event({ propertyGroups: [more] })]))).toEqual([
      expect.stringMatching(/^PATCH schema_property_groups\//),
    ]);
    expect((await bench.plan([event({ propertyGroups: [more] })])).changes).toEqual([]);
    const renamed = propertyGroup({ ...more.spec, key: "money" });
    await bench.apply([event({ propertyGroups: [renamed] }), moved("property-group.billing", "property-group.money")]);
    expect(await linked()).toEqual(["money"]);
    expect((await bench.plan([event({ propertyGroups: [renamed] })])).changes).toEqual([]);
  });

  it("that were deleted outside are made anew, and linked again", async () => {
    await bench.apply([event({ propertyGroups: [billing] })]);
    await bench.hand.remove(propertyGroupKind, await bench.row(billing));
    await bench.apply([event({ propertyGroups: [billing] })]);
    expect(await linked()).toEqual(["billing"]);
  });
});

describe("an owner", () => {
  const owned = (owner: string | null) => event({ owner });
  const label = (value: unknown) => (value === null ? null : refLabel(value as Ref));

  it("goes by address in the plan, and by id over the wire; members are read when somebody is named", async () => {
    const requests = await asked(() => bench.apply([owned("teammate@example.com")]));
    expect(requests.some((request) => request.endsWith("/members/"))).toBe(true);
    expect(await listed("user upgraded")).toMatchObject({ owner: { id: 2 } });
    const [change] = (await bench.plan([owned("caller@example.com")])).changes;
    expect(change!.origin).toBe("file");
    expect(change!.fields.map(({ before, after }) => [label(before), label(after)])).toEqual([
      ['organization-member{email: "teammate@example.com"}', 'organization-member{email: "caller@example.com"}'],
    ]);
    expect(await asked(() => bench.apply([owned(null)]))).not.toContainEqual(expect.stringContaining("members"));
    expect(await listed("user upgraded")).toMatchObject({ owner: null });
  });

  it("that somebody else was made shows as drift, with both addresses", async () => {
    await bench.apply([owned("teammate@example.com")]);
    await bench.hand.send("PATCH", `event_definitions/${String((await listed("user upgraded"))["id"])}/`, { owner: 1 });
    const [change] = (await bench.plan([owned("teammate@example.com")])).changes;
    expect(change).toMatchObject({ origin: "drift", fields: [{ path: ["owner"] }] });
    expect(label(change!.fields[0]!.before)).toContain("caller@example.com");
  });

  it("who is no member is an error of the plan, at the field", async () => {
    const { plan } = await bench.run([owned("teammat@example.com")], { dry: true });
    expect(plan?.diagnostics).toMatchObject([
      { code: "lookup-not-found", path: ["owner"], hint: 'Did you mean "teammate@example.com"?' },
    ]);
  });

  it("is left alone where the file says nothing", async () => {
    await bench.apply([owned("teammate@example.com")]);
    await bench.apply([event()]);
    expect(await listed("user upgraded")).toMatchObject({ owner: { id: 2 } });
  });
});

describe("another name", () => {
  it("is another event: the plan says that the old one goes, and what brings it back", async () => {
    await bench.apply([event({ propertyGroups: [billing] })]);
    const old = await listed("user upgraded");
    const renamed = event({ name: "account upgraded", propertyGroups: [billing] });
    const [change] = (await bench.plan([renamed])).changes;
    expect(change).toMatchObject({ action: "replace", id: old["id"] });
    expect(change!.notes).toEqual([
      "the row is deleted and made anew: PostHog does not rename events.",
      expect.stringContaining("The next event of that name"),
    ]);
    const sent = await writes(() => bench.apply([renamed]));
    expect(sent.slice(0, 2)).toEqual([`DELETE event_definitions/${String(old["id"])}/`, "POST event_definitions/"]);
    expect(await linked()).toEqual(["billing"]);
    expect((await bench.plan([renamed])).changes).toEqual([]);
    bench.emulator.ingest(["user upgraded"]);
    expect((await bench.plan([renamed])).changes).toEqual([]);
  });

  it("of a key is not: the row stays", async () => {
    await bench.apply([event()]);
    const { id } = await listed("user upgraded");
    await bench.apply([
      event({ key: "billing.upgraded" }),
      moved("event-definition.upgraded", "event-definition.billing.upgraded"),
    ]);
    expect((await listed("user upgraded"))["id"]).toBe(id);
  });
});

describe("an event that was deleted outside", () => {
  it("is made anew, or taken over when it has been ingested since", async () => {
    await bench.apply([event({ description: "Paid" })]);
    await bench.hand.remove(kind, await bench.row(event()));
    expect((await bench.plan([event({ description: "Paid" })])).changes).toMatchObject([{ action: "create" }]);
    bench.emulator.ingest(["user upgraded"]);
    expect((await bench.plan([event({ description: "Paid" })])).changes).toMatchObject([{ action: "adopt" }]);
    await bench.apply([event({ description: "Paid" })]);
    expect(await listed("user upgraded")).toMatchObject({ description: "Paid" });
  });
});

describe("what no file names any more", () => {
  it("goes when asked: an event comes back by being sent, and the plan says so", async () => {
    await bench.apply([event({ propertyGroups: [billing] }), event({ key: "b", name: "b" })]);
    const { changes } = await bench.plan([billing, event({ key: "b", name: "b" })], { prune: true });
    expect(changes).toMatchObject([{ action: "delete", address: "event-definition.upgraded" }]);
    expect(changes[0]!.notes.join(" ")).toContain("The next event of that name");
    await bench.apply([billing, event({ key: "b", name: "b" })], { prune: true });
    expect(await listed("user upgraded")).toBeUndefined();
    expect(await linked()).toEqual([]);
  });

  it("may be a group that an event had: the link goes first, and the events stay", async () => {
    await bench.apply([event({ propertyGroups: [billing, identity] })]);
    const next = [event({ propertyGroups: [identity] })];
    expect(await writes(() => bench.apply(next, { prune: true }))).toEqual([
      expect.stringMatching(/^DELETE event_schemas\//),
      expect.stringMatching(/^DELETE schema_property_groups\//),
    ]);
    expect(await linked()).toEqual(["identity"]);
  });
});

describe("verified and hidden", () => {
  it("take each other away, which is no further difference", async () => {
    await bench.apply([event({ verified: true })]);
    await bench.apply([event({ hidden: true })]);
    expect(await listed("user upgraded")).toMatchObject({ verified: false, hidden: true });
    expect((await bench.plan([event({ hidden: true })])).changes).toEqual([]);
    await bench.apply([event({ verified: true })]);
    expect(await listed("user upgraded")).toMatchObject({ verified: true, hidden: false });
  });
});

describe("a build without the enterprise package", () => {
  it("takes events that say nothing of what it does not know", async () => {
    bench.emulator.switches.eventTaxonomy = "unsupported";
    await bench.apply([event({ tags: ["x"], primaryProperty: "plan" })]);
    expect((await bench.plan([event({ tags: ["x"], primaryProperty: "plan" })])).changes).toEqual([]);
    const { report } = await bench.run([event({ tags: ["x"], primaryProperty: "plan", description: "Paid" })]);
    expect(report?.outcomes[0]?.diagnostics[0]).toMatchObject({ path: ["description"] });
  });
});

describe("rejecting events", () => {
  it("is refused by PostHog in its words, where it is not enabled", async () => {
    const { report } = await bench.run([event({ enforcementMode: "reject" })]);
    expect(report?.outcomes[0]).toMatchObject({ status: "failed" });
    expect(report?.outcomes[0]?.diagnostics[0]?.message).toContain("schema-enforcement-reject");
  });
});

describe("reading", () => {
  it("follows all pages in an order that ingestion does not change", async () => {
    bench.emulator.ingest(Array.from({ length: 1500 }, (_, i) => `event ${i}`));
    await bench.apply([event()]);
    bench.emulator.log.clear();
    await bench.plan([event()]);
    const lists = bench.emulator.log.entries.filter(({ path }) => path.endsWith("/event_definitions/"));
    expect(lists.map(({ query }) => query)).toEqual([
      { limit: "1000", ordering: "name" },
      { limit: "1000", offset: "1000", ordering: "name" },
    ]);
  });
});
