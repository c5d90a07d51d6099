import { factory, liveSecret, type Definition, type EnvSecret, type Ref } from "@posthog-definitions/core";
import {
  collection,
  defineKind,
  envSecret,
  foldTags,
  keyed,
  later,
  refTo,
  tag,
  tags,
  unmanaged,
} from "@posthog-definitions/core/kind";
import { z } from "zod";
import type { ConformanceOptions } from "../src/index.js";
import { notesResource } from "./notes-server.js";

/** A row of the server in `notes.ts`. */
export interface NoteRow {
  readonly id: number;
  readonly title: string;
  readonly body: string | null;
  readonly colour: string;
  readonly stars: number | null;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly paper: string;
  readonly origin: string;
  readonly labels: readonly string[];
  readonly style: { readonly size: number; readonly font?: { readonly face: string; readonly bold: boolean } };
  readonly parent: number | null;
  readonly token: string | null;
  readonly tags: readonly string[];
}

/** A note in its normal form. */
export interface NoteSpec {
  title: string;
  body?: string;
  colour: string;
  stars?: number;
  pinned?: boolean;
  archived: boolean;
  paper: string;
  origin: string;
  labels: string[];
  style: { size: number; font?: { face: string; bold: boolean } };
  parent?: Ref<"note">;
  token?: EnvSecret;
  tags?: string[];
}

export const colours = ["yellow", "green", "blue"] as const;

const spec = z.object({
  title: z.string().min(1).max(40).trim().min(1),
  body: z.string().max(200).optional(),
  colour: z.enum(colours).default("yellow"),
  stars: z.int().min(1).max(5).optional(),
  pinned: unmanaged(z.boolean()),
  archived: z.boolean().default(false),
  paper: z.enum(["plain", "lined"]).default("plain"),
  origin: z.enum(["desk", "wall"]).default("desk"),
  labels: keyed(z.array(z.string().regex(/^[a-z]{1,8}$/)), String).default([]),
  style: z
    .strictObject({
      size: z.number().min(8).max(72).default(12),
      font: z.strictObject({ face: z.enum(["serif", "sans"]), bold: z.boolean().default(false) }).optional(),
    })
    .prefault({}),
  parent: refTo("note").optional(),
  token: envSecret().optional(),
  tags: tags(),
});

export type NoteInput = z.input<typeof spec> & { key: string };

export const note = factory<"note", NoteInput>("note") as (input: NoteInput) => Definition<"note", NoteInput>;

/** A kind with one field of every sort, as a plugin would declare it. */
export const noteKind = defineKind<"note", NoteSpec, NoteRow>({
  name: "note",
  plural: "notes",
  summary: "Notes on a board.",
  spec,
  identity: tag(),
  immutable: {
    paper: { then: "replace", why: "Paper cannot be changed." },
    origin: { then: "refuse", why: "Where a note comes from is a fact." },
  },
  api: collection<NoteRow>({ path: "notes/", scope: "note", remove: "soft" }),
  encode: (s, { row }) => ({
    title: s.title,
    body: s.body ?? null,
    colour: s.colour,
    stars: s.stars ?? null,
    pinned: s.pinned,
    paper: s.paper,
    origin: s.origin,
    labels: s.labels,
    style: {
      ...row?.style,
      size: s.style.size,
      font: s.style.font ? { ...row?.style?.font, ...s.style.font } : undefined,
    },
    parent: s.parent ?? null,
    token: s.token ?? null,
    tags: s.tags,
  }),
  decode: (row, at) => ({
    title: row.title,
    body: row.body ?? undefined,
    colour: row.colour,
    stars: row.stars ?? undefined,
    pinned: row.pinned,
    paper: row.paper,
    origin: row.origin,
    labels: Array.isArray(row.labels) ? [...row.labels] : [],
    style: {
      size: row.style?.size ?? 12,
      ...(row.style?.font ? { font: { face: row.style.font.face, bold: row.style.font.bold ?? false } } : {}),
    },
    parent: row.parent === null ? undefined : at.ref("note", row.parent),
    token: row.token === null ? undefined : liveSecret(row.token),
    tags: foldTags(row.tags),
  }),
  facets: {
    archived: later({ fresh: false, decode: (row: NoteRow) => row.archived, encode: (archived) => ({ archived }) }),
  },
  normalise: (s) => ({ ...s, title: trimmed(s.title), body: trimmed(s.body) || undefined }),
  title: (row) => row.title,
  url: (row) => `notes/${row.id}`,
});

const trimmed = <T>(text: T): T => (typeof text === "string" ? (text.trim() as T) : text);

/** How the laws are asked about notes, here and in the tests of what they catch. */
export const noteOptions: ConformanceOptions = {
  factory: note,
  resources: [notesResource],
  friends: [note({ key: "the-parent", title: "Parent" }), note({ key: "another-parent", title: "Another" })],
};
