import { defineKind, tag, type Identity, type Kind } from "@posthog-definitions/core/kind";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { checkConformance, fc, LawBroken, type LawName, type Untested } from "../src/index.js";
import { colours, noteKind, noteOptions as allOptions, type NoteRow } from "./note.js";

// A fault that is always there needs no long search.
const noteOptions = { ...allOptions, runs: 80 };
vi.setConfig({ testTimeout: 240_000 });

const { encode, decode } = noteKind;
const broken = (change: Partial<typeof noteKind>): Kind => ({ ...noteKind, ...change }) as Kind;
const identity = (change: Partial<Identity>): Kind => broken({ identity: { ...tag(), ...change } });

/** One fault for each law, as authors make them. */
const faults: Record<LawName, { what: string; kind: Kind; says: RegExp }> = {
  "round trip": {
    what: "`decode` forgets a field",
    kind: broken({ decode: (row, at) => ({ ...decode(row, at), body: undefined }) }),
    says: /did not keep `body`|`body`: the row says \(absent\)/,
  },
  rest: {
    what: "an order that means nothing is compared",
    kind: broken({ spec: noteKind.spec.extend({ labels: z.array(z.string().regex(/^[a-z]{1,8}$/)).default([]) }) }),
    says: /`labels/,
  },
  change: {
    what: "a field is only sent when the row is made",
    kind: broken({ encode: (spec, at) => ({ ...encode(spec, at), ...(at.row ? { stars: undefined } : {}) }) }),
    says: /plugin-defect: note\.a differs in `[a-z]+`, but its kind has nothing to send/,
  },
  drift: {
    what: "`decode` does not look at a field",
    kind: broken({ decode: (row, at) => ({ ...decode(row, at), colour: colours[0] }) }),
    says: /`colour`/,
  },
  removal: {
    what: "what is absent is not sent",
    kind: broken({ encode: (spec, at) => ({ ...encode(spec, at), body: spec.body }) }),
    says: /plugin-defect: note\.a differs in `[a-z]+`, but its kind has nothing to send/,
  },
  "foreign rows": {
    what: "rows of another namespace are taken for ours",
    kind: identity({
      read: (row, plural) =>
        tag()
          .read(row, plural)
          .map(({ namespace: _, ...mark }) => mark),
    }),
    says: /foreign row \d+ was written: PATCH/,
  },
  interruption: {
    what: "a facet's `decode` calls done what is not",
    kind: broken({
      spec: noteKind.spec.extend({ archived: z.literal(true).default(true) }),
      facets: { archived: { ...noteKind.facets!["archived"]!, decode: () => true } },
    }),
    says: /`archived`: it is false, it would be true/,
  },
  pull: {
    what: "`shorten` forgets a field",
    kind: broken({ shorten: ({ body: _, ...spec }) => spec }),
    says: /The short form of note\.\S+ does not say what its row means\.\n +`shorten` gives { title: .*\n +of { title: .*body: /,
  },
  tolerance: {
    what: "`decode` throws on a value it does not know",
    kind: broken({
      decode: (row, at) => {
        if (!colours.includes(row.colour as "blue")) throw new Error(`What colour is ${row.colour}?`);
        return decode(row, at);
      },
    }),
    says: /What colour is from-the-future\?/,
  },
  return: {
    what: "deleted rows are listed",
    kind: broken({ api: { ...noteKind.api, lists: [{ deleted: true }] } }),
    says: /deleted outside, and the plan is: empty/,
  },
  move: {
    what: "the old mark is not taken off",
    kind: identity({ strip: (row) => row }),
    says: /still carries the old mark/,
  },
  secrets: {
    what: "`decode` gives the secret as plain text",
    kind: broken({ decode: (row, at) => ({ ...decode(row, at), token: row.token ?? undefined }) as never }),
    says: /The secret shows in the plan's JSON/,
  },
  "unknown members": {
    what: "a value is built anew",
    kind: broken({ encode: (spec, at) => encode(spec, { ...at, row: undefined }) }),
    says: /had put `x_from_elsewhere` into `style/,
  },
};

describe("each law catches its fault", () => {
  for (const [law, { what, kind, says }] of Object.entries(faults))
    it(`${law}: ${what}`, async () => {
      const found = await checkConformance(law as LawName, kind, noteOptions).catch((error: unknown) => error);
      expect(found).toBeInstanceOf(LawBroken);
      expect(found).toMatchObject({ law });
      expect((found as LawBroken).message).toMatch(says);
      const [, smallest] = /Smallest case,.*:\n([^]*?)\n\nRequests of the tool:/.exec((found as LawBroken).message)!;
      expect(smallest!.length).toBeLessThan(160);
    });
});

describe("a field that the server does not change", () => {
  it("has to be called immutable", async () => {
    const { paper: _, ...immutable } = noteKind.immutable!;
    await expect(checkConformance("change", broken({ immutable }), noteOptions)).rejects.toThrow(
      /did not keep `paper`/,
    );
  });
});

describe("what every function of a kind promises", () => {
  it("is to say the same when it is asked again", async () => {
    let calls = 0;
    const kind = broken({ encode: (spec, at) => ({ ...encode(spec, at), stars: calls++ }) });
    await expect(checkConformance("rest", kind, noteOptions)).rejects.toThrow(
      "`encode` of note says something else when it is asked again with the same arguments. It has to be pure.",
    );
    const { archived } = noteKind.facets!;
    const facets = { archived: { ...archived!, fresh: () => calls++ % 2 === 0 } };
    await expect(checkConformance("rest", broken({ facets }), noteOptions)).rejects.toThrow(
      "`facets.archived.fresh` of note says something else",
    );
  });

  it.each<[string, Partial<typeof noteKind>]>([
    [
      "the spec",
      {
        encode(spec, at) {
          (spec as { title: string }).title = "mine";
          return encode(spec, at);
        },
      },
    ],
    [
      "something in a row",
      {
        decode(row, at) {
          (row.labels as string[]).sort();
          (row.style as unknown as Record<string, unknown>)["size"] = 1;
          return decode(row, at);
        },
      },
    ],
  ])("is to leave what it is given as it is: %s", async (_, change) => {
    await expect(checkConformance("rest", broken(change), noteOptions)).rejects.toThrow(/Cannot assign to read only/);
  });
});

describe("what is left alone", () => {
  it("may be what the server was missing to keep what the file says of another field", async () => {
    const kind = broken({
      // As PostHog has it in places: one field is looked at only where another is set.
      encode: (spec, at) => ({ ...encode(spec, at), ...(spec.pinned ? {} : { stars: undefined }) }),
      settle: ({ stars, ...want }, have) => {
        const kept = want.pinned ? stars : have.stars;
        return { ...want, ...(kept === undefined ? {} : { stars: kept }) };
      },
    });
    const arbitraries = {
      pinned: fc.constantFrom(undefined, undefined, undefined, true, true, false),
      stars: fc.constantFrom(1, 2),
      body: fc.constantFrom("a", "b"),
    };
    const others = Object.keys(noteKind.spec.shape).filter((field) => field !== "pinned");
    const untested = Object.fromEntries(others.map((field) => [field, "not what this is about"]));
    const options = { ...noteOptions, arbitraries, untested };
    await checkConformance("drift", kind, options);
    const careless: typeof kind = {
      ...kind,
      decode: (row, at) => {
        const { pinned, stars } = row as NoteRow;
        return { ...kind.decode(row, at), ...(pinned && stars === null ? { body: undefined } : {}) };
      },
    };
    await expect(checkConformance("drift", careless, options)).rejects.toThrow(
      /`pinned`, which the file leaves alone, was changed on the server, the plan is not empty[^]*`body`/,
    );
  });
});

describe("what a failure says", () => {
  it("names the law, what happened, the smallest case and the requests", async () => {
    const { message } = (await checkConformance("removal", faults.removal.kind, noteOptions).catch(
      (error: unknown) => error,
    )) as LawBroken;
    expect(message).toMatch(/^note breaks law 5, removal: take an optional field out of the file/);
    expect(message).toMatch(/What happened:\n {2}The plan has errors:\n {4}plugin-defect: note\.a differs in `body`/);
    expect(message).toMatch(
      /note\({ key: "a", title: "a", body: "[^"]+" }\)\n {2}edited to\n {2}note\({ key: "a", title: "a" }\)/,
    );
    expect(message).toMatch(/POST notes\/ {"title":"a","body":"a",.*… → 201/);
  });

  it("says so when a field was never put to the test", async () => {
    const fixed = defineKind<"note", object, NoteRow>({
      ...noteKind,
      spec: noteKind.spec.extend({ colour: z.literal("blue").default("blue") }),
    } as never);
    await expect(checkConformance("change", fixed as Kind, noteOptions)).rejects.toThrow(
      "Law 3, change, was never put to the test for `colour` of note",
    );
    const why = "it can only be blue";
    const untested = (colour: Untested) =>
      checkConformance("change", fixed as Kind, { ...noteOptions, untested: { colour } });
    await untested(why);
    await untested({ why, laws: ["change"] });
    await expect(untested({ why, laws: ["drift"] })).rejects.toThrow("never put to the test");
  });

  it("says so of references that have nothing to point at, and what would help", async () => {
    const { friends: _, ...friendless } = noteOptions;
    const says = "was never put to the test for `parent` of note: there is no note to refer to.";
    await expect(checkConformance("change", noteKind as Kind, friendless)).rejects.toThrow(says);
    const untested = { parent: "boards alone have one" };
    await checkConformance("removal", noteKind as Kind, { ...friendless, untested });
  });

  it("makes a case small where nothing needs to be cut off for it to fail", async () => {
    const forgetful = faults["round trip"].kind;
    await expect(checkConformance("interruption", forgetful, noteOptions)).rejects.toThrow(
      /To \w+, without any interruption\. Not done: (create|update) note\.a/,
    );
  });

  it("says which values to help with when nearly everything generated is invalid", async () => {
    const fussy = broken({
      check: (spec, report) => {
        if (spec.title !== "the one") report(["title"], "only one title will do");
      },
    });
    await expect(checkConformance("rest", fussy, noteOptions)).rejects.toThrow(
      /Hardly any generated note is valid.*`arbitraries`.*\n.*only one title will do/s,
    );
  });
});
