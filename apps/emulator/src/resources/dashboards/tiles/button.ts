import { isObject, type Json, type JsonObject } from "../../../json.js";
import type { Call } from "../../../server/call.js";
import { ApiError, invalid } from "../../../server/errors.js";
import { choice, field, parseFields, text } from "../../../server/fields.js";
import { buttons, tiles, type DashboardDocument } from "../tables.js";
import { authorOf } from "./author.js";

const MAX_URL = 2000;
const MAX_TEXT = 200;

const limited = (max: number, message: string, check: (text: string, attr: string) => void = () => undefined) =>
  field(
    (value: Json, attr: string) => {
      const kept = text().parse(value, attr);
      if (kept.length > max) throw invalid(message, attr, "max_length");
      check(kept, attr);
      return kept;
    },
    { required: true },
  );

const fields = {
  url: limited(MAX_URL, `Button URL cannot exceed ${MAX_URL} characters`, checkUrl),
  text: limited(MAX_TEXT, `Button text cannot exceed ${MAX_TEXT} characters`),
  placement: choice(["left", "right"]),
  style: choice(["primary", "secondary"]),
};

/** Stores the `button_tile` of a tile: a new one, or a change of the one that it names. @returns its id. */
export function saveButton(call: Call, dashboard: DashboardDocument, sent: JsonObject): string {
  const author = authorOf(call, sent);
  const values = parseButton(sent);
  const content = { ...author, last_modified_at: call.now };
  if (!sent.id) {
    const { url = "", text: label = "", placement = "left", style = "primary" } = values;
    return call.table(buttons).insert({ project: dashboard.project, url, text: label, placement, style, ...content })
      .id;
  }
  const button = call.table(buttons).get(String(sent.id));
  if (!button || button.project !== dashboard.project) {
    throw invalid("Button tile not found in this team.", "button_tile");
  }
  const here = call.table(tiles).where({ button_tile: button.id });
  if (!here.some((tile) => tile.dashboard === dashboard.id && !tile.deleted)) {
    throw invalid("Button tile not found.", "button_tile");
  }
  call.table(buttons).put({ ...button, ...values, ...content });
  return button.id;
}

function parseButton(sent: JsonObject) {
  if (!isObject(sent)) throw invalid("Invalid data. Expected a dictionary.", "button_tile");
  try {
    return parseFields(fields, sent);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw invalid(error.detail, `button_tile__${error.attr}`, error.code);
  }
}

function checkUrl(url: string, attr: string): void {
  if (url.startsWith("/")) {
    if (/^\/[\w\-./~:?#[\]@!$&'()*+,;=%]*$/.test(url)) return;
    throw invalid("Pathname must start with / and contain valid URL path characters", attr);
  }
  if (!/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url)) {
    throw invalid("Must be a valid URL or a pathname starting with /", attr);
  }
}
