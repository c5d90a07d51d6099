import { adopt, factory, lookup, moved, type DefinitionOptions } from "@posthog-definitions/core";
import { collection, defineKind, refTo, registryOf, tag, tags, type Facet } from "@posthog-definitions/core/kind";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { plannedWith } from "./support.js";

interface PenRow {
  readonly id: number;
  readonly name: string;
  readonly ink: string;
  readonly nib: string;
  readonly open: boolean;
  readonly tags: readonly string[];
}
interface PenSpec {
  name: string;
  ink: string;
  nib: string;
  open?: boolean;
  tags?: string[];
}
/** Pens are found by their name, get other ink only by being made anew, and keep their nib for good. */
const pen = defineKind<"pen", PenSpec, PenRow>({
  name: "pen",
  plural: "pens",
  summary: "A pen.",
  spec: z.object({
    name: z.string(),
    ink: z.string(),
    nib: z.string().default("fine"),
    open: z.boolean().default(true),
    tags: tags(),
  }),
  identity: tag(),
  unique: { field: "name", from: "name", adopts: true, renamed: "Who asks for the old name gets no pen." },
  immutable: {
    ink: { then: "replace", why: "Ink cannot be changed." },
    nib: { then: "refuse", why: "A nib cannot be changed, and a new pen would have to be worn in." },
  },
  api: collection<PenRow>({ path: "pens/", scope: "pen", remove: "hard" }),
  afterRemoval: "A pen that is thrown away is gone.",
  encode: ({ name, ink, nib, open, tags: own }) => ({ name, ink, nib, open, tags: own }),
  decode: (row) => ({ name: row.name, ink: row.ink, nib: row.nib, open: row.open }),
  url: (row) => `pens/${row.id}`,
});

/** A letter holds its pen, and decides whether that is open. */
const pens: Facet<unknown, { pen: { $ref: "pen"; key?: string } }, object> = {
  fresh: () => undefined,
  decode: () => undefined,
  governs: (spec) => [{ of: spec.pen, field: "open", value: false }],
  write: () => [],
};
const letter = defineKind<
  "letter",
  { pen: { $ref: "pen"; key?: string }; sealed?: unknown },
  { id: number; pen: number }
>({
  name: "letter",
  plural: "letters",
  summary: "A letter.",
  spec: z.object({ pen: refTo("pen") }),
  identity: tag(),
  api: collection({ path: "letters/", scope: "letter", remove: "soft" }),
  encode: (spec) => ({ pen: spec.pen }),
  decode: (row, at) => ({ pen: at.ref("pen", row.pen) }),
  facets: { sealed: pens },
});
const registry = registryOf(pen, letter);
type Loose = DefinitionOptions & Record<string, unknown>;
const makePen = factory<"pen", Loose>("pen");
const makeLetter = factory<"letter", Loose>("letter");
const row = (id: number, more: Partial<PenRow>): Record<string, unknown> => ({
  id,
  name: "Mont",
  ink: "blue",
  nib: "fine",
  open: true,
  tags: [],
  ...more,
});
const blue = makePen({ key: "p", name: "Mont", ink: "blue" });

describe("a field that the server does not change", () => {
  it("has the row replaced: deleted first, then made anew, and the plan says why", () => {
    const { plan } = plannedWith(registry, [makePen({ key: "p", name: "Mont", ink: "red" })], {
      pen: [row(7, { tags: ["iac:pens:p"] })],
    });
    expect(plan.changes).toMatchObject([
      {
        action: "replace",
        id: 7,
        url: "https://example.test/project/1/pens/7",
        fields: [{ path: ["ink"], before: "blue", after: "red" }],
        notes: ["the row is deleted and made anew: Ink cannot be changed.", "A pen that is thrown away is gone."],
      },
    ]);
    expect(plan.requests.map(({ name, method, after }) => ({ name, method, after }))).toEqual([
      { name: "create pen.p", method: "POST", after: ["delete pen.p"] },
      { name: "delete pen.p", method: "DELETE", after: [] },
    ]);
    expect(plan.requests[0]!.body).toMatchObject({ name: "Mont", ink: "red", nib: "fine" });
  });

  it("takes whoever refers to the row along to the new one", () => {
    const red = makePen({ key: "p", name: "Mont", ink: "red" });
    const { plan } = plannedWith(registry, [red, makeLetter({ key: "l", pen: red })], {
      pen: [row(7, { tags: ["iac:pens:p"] })],
      letter: [{ id: 1, pen: 7, tags: ["iac:letters:l"] }],
    });
    const update = plan.requests.find(({ name }) => name === "update letter.l")!;
    expect(update.body["pen"]).toEqual({ $ref: "pen", key: "p" });
    expect(update.after).toContain("create pen.p");
  });

  it("leaves whoever refers to it by a lookup pointing at the new row too", () => {
    const red = makePen({ key: "p", name: "Mont", ink: "red" });
    const { plan } = plannedWith(registry, [red, makeLetter({ key: "l", pen: lookup("pen", { name: "Mont" }) })], {
      pen: [row(7, { tags: ["iac:pens:p"] })],
      letter: [{ id: 1, pen: 7, tags: ["iac:letters:l"] }],
    });
    expect(plan.requests.find(({ name }) => name === "update letter.l")?.body["pen"]).toEqual({
      $ref: "pen",
      key: "p",
    });
  });

  it("is an error at the field where a new row would not be the same", () => {
    const { plan } = plannedWith(registry, [makePen({ key: "p", name: "Mont", ink: "blue", nib: "broad" })], {
      pen: [row(7, { tags: ["iac:pens:p"] })],
    });
    expect(plan.diagnostics).toMatchObject([{ code: "refused", address: "pen.p", path: ["nib"] }]);
    expect(plan.requests).toEqual([]);
  });

  it("may be so for some rows alone", () => {
    const nib = { then: "refuse", why: "A nib that was used stays.", when: ({ open }: PenRow) => open } as const;
    const used = registryOf({ ...pen, immutable: { nib } }, letter);
    const planned = (open: boolean) =>
      plannedWith(used, [makePen({ key: "p", name: "Mont", ink: "blue", nib: "broad", open })], {
        pen: [row(7, { tags: ["iac:pens:p"], open })],
      }).plan;
    expect(planned(true).diagnostics).toMatchObject([{ code: "refused", path: ["nib"] }]);
    expect(planned(false).diagnostics).toEqual([]);
    expect(planned(false).requests).toMatchObject([{ body: { nib: "broad" } }]);
  });

  it("never deletes a row that is only about to be taken over", () => {
    const statements = [adopt("pen.p", 7)];
    const { plan } = plannedWith(
      registry,
      [makePen({ key: "p", name: "Mont", ink: "red" })],
      { pen: [row(7, {})] },
      { statements },
    );
    expect(plan.diagnostics).toMatchObject([
      { code: "refused", address: "pen.p", path: ["ink"], hint: 'Say in the file what the row has: "blue".' },
    ]);
    expect(plan.requests).toEqual([]);
  });

  it("never replaces what is protected", () => {
    const { plan } = plannedWith(registry, [makePen({ key: "p", name: "Mont", ink: "red", protect: true })], {
      pen: [row(7, { tags: ["iac:pens:p"] })],
    });
    expect(plan.diagnostics).toMatchObject([{ code: "protected", address: "pen.p", path: ["ink"] }]);
    expect(plan.requests).toEqual([]);
  });
});

describe("a unique value", () => {
  it("takes over a row without any mark, as an adoption, without an `adopt`", () => {
    const { plan } = plannedWith(registry, [blue], { pen: [row(7, { open: false })] });
    expect(plan.changes).toMatchObject([{ action: "adopt", id: 7, fields: [{ path: ["open"] }] }]);
    expect(plan.requests).toMatchObject([{ verb: "update", body: { open: true } }]);
    expect(plan.requests[0]!.body["tags"]).toContain("iac:pens:p");
  });

  it("is left to whom it belongs in another namespace, which is named", () => {
    const { plan } = plannedWith(registry, [blue], { pen: [row(7, { tags: ["iac:pens:desk/p"] })] });
    expect(plan.diagnostics).toMatchObject([{ code: "unique-held", address: "pen.p" }]);
    expect(plan.diagnostics[0]!.message).toContain('in the namespace "desk"');
    expect(plan.requests).toEqual([]);
  });

  it("held under a key that is no longer defined asks whether the key was renamed", () => {
    const rows = { pen: [row(7, { tags: ["iac:pens:old"] })] };
    const { plan } = plannedWith(registry, [blue], rows);
    expect(plan.diagnostics).toMatchObject([
      { code: "unique-held", hint: 'If its key was renamed, add: export default moved("pen.old", "pen.p");' },
    ]);
    const after = plannedWith(registry, [blue], rows, { statements: [moved("pen.old", "pen.p")] });
    expect(after.plan.changes).toMatchObject([{ action: "move", from: "pen.old" }]);
  });
});

describe("a unique value that changes", () => {
  it("says what that means to whoever asks for the old one", () => {
    const { plan } = plannedWith(registry, [makePen({ key: "p", name: "Blanc", ink: "blue" })], {
      pen: [row(7, { tags: ["iac:pens:p"] })],
    });
    expect(plan.changes).toMatchObject([{ action: "update", notes: [] }]);
    expect(plan.diagnostics).toMatchObject([
      {
        code: "renamed",
        severity: "warning",
        message: 'pen.p gets another name: "Mont" becomes "Blanc". Who asks for the old name gets no pen.',
      },
    ]);
  });
});

it("a unique value that a kind never sends is its defect, renamed or not", () => {
  const mute = { ...pen, encode: ({ ink, nib, open }: PenSpec) => ({ ink, nib, open }) } as typeof pen;
  const other = registryOf(mute, letter);
  const { plan } = plannedWith(other, [makePen({ key: "p", name: "Blanc", ink: "blue" })], {
    pen: [row(7, { tags: ["iac:pens:p"] })],
  });
  expect(plan.diagnostics.map(({ code }) => code)).toEqual(["renamed", "plugin-defect"]);
});

describe("a field that another definition decides", () => {
  it("is made as that one says, and left alone afterwards", () => {
    const both = [blue, makeLetter({ key: "l", pen: blue })];
    const { plan } = plannedWith(registry, both, { pen: [], letter: [] });
    expect(plan.requests.find(({ name }) => name === "create pen.p")!.body["open"]).toBe(false);
    const later = plannedWith(registry, both, {
      pen: [row(7, { tags: ["iac:pens:p"], open: false })],
      letter: [{ id: 1, pen: 7, tags: ["iac:letters:l"] }],
    });
    expect(later.plan.changes).toEqual([]);
  });
});
