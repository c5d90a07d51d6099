import {
  created,
  defineResource,
  defineTable,
  fields,
  jsonb,
  notFound,
  ok,
  page,
  type Call,
  type Document,
  type Json,
  type JsonObject,
} from "@posthog-definitions/emulator";

interface NoteDocument extends Document {
  id: number;
  project: number;
  deleted: boolean;
  archived: boolean;
  created_at: string;
  fields: JsonObject;
}

const notes = defineTable<NoteDocument>("notes", { indexes: ["project"] });

const writable = {
  title: fields.text({ required: true, max: 40 }),
  body: fields.text({ nullable: true, blank: true, max: 200 }),
  colour: fields.text(),
  stars: fields.integer({ nullable: true, min: 1, max: 5 }),
  pinned: fields.boolean(),
  paper: fields.text(),
  origin: fields.text(),
  labels: fields.list(fields.text()),
  style: fields.json(),
  parent: fields.integer({ nullable: true }),
  token: fields.text({ nullable: true }),
  tags: fields.list(fields.text({ blank: true })),
};

const defaults = {
  body: null,
  colour: "yellow",
  stars: null,
  pinned: false,
  paper: "plain",
  origin: "desk",
  labels: [],
  style: { size: 12 },
  parent: null,
  token: null,
  tags: [],
};

const show =
  (call: Call) =>
  (document: NoteDocument): Json => ({
    id: document.id,
    ...document.fields,
    archived: document.archived,
    created_at: document.created_at,
    // A set, whose order nobody may rely on.
    tags: call.shuffled(document.fields["tags"] as string[]),
    labels: call.shuffled(document.fields["labels"] as string[]),
  });

const all = (call: Call): NoteDocument[] =>
  call
    .table(notes)
    .where({ project: call.project.id })
    .filter((document) => !document.deleted || call.query.get("deleted") === "true");

function find(call: Call): NoteDocument {
  const document = call.table(notes).get(Number(call.param("id")));
  if (!document || document.deleted) throw notFound();
  return document;
}

/** Notes behave as PostHog's resources do: texts are trimmed, tags folded, `archived` is ignored by the POST, `paper` and `origin` by the PATCH; deletion is soft. */
export const notesResource = defineResource({
  path: "notes",
  scope: "note",
  tables: [notes],
  list: (call) => ok(page(call, all(call), show(call))),
  retrieve: (call) => ok(show(call)(find(call))),
  create: (call) => {
    const values = { ...defaults, ...fields.parseFields(writable, call.data) } as JsonObject;
    const document = {
      project: call.project.id,
      deleted: false,
      archived: false,
      created_at: call.now,
      fields: kept(values),
    };
    return created(show(call)(call.table(notes).insert(document)));
  },
  update: (call) => {
    const document = find(call);
    // What it is made of and where it comes from is taken once.
    const { paper: _paper, origin: _origin, ...values } = fields.parseFields(writable, call.data, true) as JsonObject;
    const flags = fields.parseFields({ archived: fields.boolean(), deleted: fields.boolean() }, call.data, true);
    const next = { ...document, ...flags, fields: kept({ ...document.fields, ...values }) };
    return ok(show(call)(call.table(notes).put(next)));
  },
  destroy: "forbidden",
});

const kept = (values: JsonObject): JsonObject =>
  jsonb({ ...values, tags: [...new Set((values["tags"] as string[]).map((name) => name.toLowerCase()))] });
