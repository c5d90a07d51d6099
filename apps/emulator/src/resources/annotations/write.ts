import { created, ok, type Answer } from "../../server/answer.js";
import type { Call } from "../../server/call.js";
import { datetime } from "../../server/dates.js";
import { invalid } from "../../server/errors.js";
import { asList, boolean, choice, field, integer, parseFields, text, type Values } from "../../server/fields.js";
import { dashboards } from "../dashboards/tables.js";
import { insightId } from "../insights/reference.js";
import { nextTags } from "../tags.js";
import { findAnnotation } from "./find.js";
import { showAnnotation } from "./show.js";
import { annotations, type AnnotationDocument } from "./table.js";

const MOST_TAGS = 100;
const tag = text({ max: 255 });

const fields = (call: Call) => ({
  content: text({ max: 8192, blank: true, nullable: true }),
  date_marker: datetime({ nullable: true }),
  creation_type: choice(["USR", "GIT"]),
  dashboard_item: insightId(call, { nullable: true }),
  dashboard_id: integer({ nullable: true }),
  deleted: boolean(),
  scope: choice(["dashboard_item", "dashboard", "project", "organization", "tag", "recording"]),
  emoji: text({ max: 16, blank: true, nullable: true }),
  hidden_in_user_interface: boolean({ nullable: true }),
  tags: field((value, attr) => {
    const names = asList(value, attr);
    if (names.length > MOST_TAGS)
      throw invalid(`Ensure this field has no more than ${MOST_TAGS} elements.`, attr, "max_length");
    return [...new Set(names.map((name, index) => tag.parse(name, `${attr}__${index}`).toLowerCase()))];
  }),
});

type Sent = Values<ReturnType<typeof fields>>;

export function createAnnotation(call: Call): Answer {
  const sent = parseFields(fields(call), call.data);
  check(call, sent, undefined);
  const { tags, ...columns } = sent;
  const annotation = call.table(annotations).insert({
    content: null,
    date_marker: null,
    creation_type: "USR",
    dashboard_item: null,
    dashboard_id: null,
    // What is sent should say where it is for: nothing makes this fit `dashboard_item`.
    scope: "dashboard_item",
    hidden_in_user_interface: null,
    deleted: false,
    ...columns,
    emoji: columns.emoji || null,
    tags: nextTags(call, [], tags),
    project: call.project.id,
    organization: call.organization.id,
    created_at: call.now,
    created_by: call.user.id,
    updated_at: call.now,
  });
  return created(showAnnotation(call, annotation));
}

/** Whatever is sent: from now on it belongs to the project of the URL. */
export function updateAnnotation(call: Call): Answer {
  const annotation = findAnnotation(call);
  const sent = parseFields(fields(call), call.data, true);
  check(call, sent, annotation);
  const { tags, ...columns } = sent;
  const updated: AnnotationDocument = {
    ...annotation,
    ...columns,
    ...(columns.emoji === undefined ? {} : { emoji: columns.emoji || null }),
    tags: nextTags(call, annotation.tags, tags),
    project: call.project.id,
    updated_at: call.now,
  };
  return ok(showAnnotation(call, call.table(annotations).put(updated)));
}

function check(call: Call, sent: Sent, annotation: AnnotationDocument | undefined): void {
  if (typeof sent.dashboard_id === "number") {
    const dashboard = call.table(dashboards).get(sent.dashboard_id);
    if (!dashboard || dashboard.deleted || dashboard.project !== call.project.id)
      throw invalid("Dashboard not found.", "dashboard_id");
  }
  if (sent.scope === "recording") throw invalid("Recording scope is deprecated");
  if ((sent.scope ?? annotation?.scope) === "tag") {
    const tags = sent.tags ?? annotation?.tags ?? [];
    if (tags.length === 0) throw invalid("At least one tag is required when scope is 'tag'.", "tags");
  } else if (sent.tags && sent.tags.length > 0) {
    throw invalid("Tags can only be set when scope is 'tag'.", "tags");
  }
}
