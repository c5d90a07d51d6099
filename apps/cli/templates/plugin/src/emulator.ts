import {
  created,
  defineResource,
  defineTable,
  fields,
  invalid, //: natural-key
  nextTags, //: tag
  noContent,
  notFound,
  ok,
  page,
  showTags, //: tag
  tagsField, //: tag
  type Call,
  type JsonObject,
} from "@posthog-definitions/emulator/resource";

/**
 * What PostHog does, for tests, `--local` and `dev`. It is written from PostHog's API, not from the kind: where the kind is
 * wrong about PostHog, this is what tells.
 */
interface __type__Document {
  id: number;
  project: number;
  name: string; //: tag marker
  description: string; //: tag natural-key
  __field__: string; //: marker natural-key
  tags: string[]; //: tag
  created_at: string;
  created_by: number;
}

const __many__ = defineTable<__type__Document>("__path__", { indexes: ["project"] });

const writable = {
  name: fields.text({ required: true, max: 200 }), //: tag marker
  __field__: fields.text({ required: true, max: 200 }), //: natural-key
  description: fields.text({ blank: true }), //: tag natural-key
  __field__: fields.text({ blank: true }), //: marker
  tags: tagsField(), //: tag
};

const resource = defineResource({
  path: "__path__",
  scope: "__scope__",
  tables: [__many__],
  list: (call) => ok(page(call, own(call), (row) => show(call, row))),
  retrieve: (call) => ok(show(call, find(call))),
  create: (call) => {
    const { tags, ...sent } = fields.parseFields(writable, call.data); //: tag
    const sent = fields.parseFields(writable, call.data); //: marker natural-key
    checkUnique(call, sent.__field__); //: natural-key
    const row = call.table(__many__).insert({
      name: "", //: tag marker
      description: "", //: tag natural-key
      __field__: "", //: marker natural-key
      ...sent,
      tags: nextTags(call, [], tags), //: tag
      project: call.project.id,
      created_at: call.now,
      created_by: call.user.id,
    });
    return created(show(call, row));
  },
  update: (call) => {
    // The row first: PostHog answers 404 before it looks at the body.
    const row = find(call);
    const { tags, ...sent } = fields.parseFields(writable, call.data, true); //: tag
    const sent = fields.parseFields(writable, call.data, true); //: marker natural-key
    checkUnique(call, sent.__field__, row.id); //: natural-key
    const changed = call.table(__many__).put({ ...row, ...sent, tags: nextTags(call, row.tags, tags) }); //: tag
    const changed = call.table(__many__).put({ ...row, ...sent }); //: marker natural-key
    return ok(show(call, changed));
  },
  destroy: (call) => {
    call.table(__many__).remove(find(call).id);
    return noContent();
  },
});

const own = (call: Call): __type__Document[] => call.table(__many__).where({ project: call.project.id });

function find(call: Call): __type__Document {
  const row = own(call).find(({ id }) => String(id) === call.param("id"));
  if (!row) throw notFound();
  return row;
}

function checkUnique(call: Call, value: string | undefined, id?: number): void { //: natural-key
  if (own(call).some((row) => row.__field__ === value && row.id !== id)) //: natural-key
    throw invalid("There is one with this __field__ already.", "__field__", "unique"); //: natural-key
} //: natural-key
//: natural-key
const show = (call: Call, { project: _, ...row }: __type__Document): JsonObject => ({
  ...row,
  tags: showTags(call, row.tags), //: tag
  created_by: call.basicUser(row.created_by),
});

export default [resource];
