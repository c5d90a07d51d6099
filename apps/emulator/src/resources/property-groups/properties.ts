import { isObject, pythonType, type Json, type JsonObject } from "../../json.js";
import type { Call } from "../../server/call.js";
import { ApiError, invalid } from "../../server/errors.js";
import { boolean, choice, field, json, parseFields, text, type Field } from "../../server/fields.js";
import { pythonText } from "../../python.js";
import { propertyTypes, type GroupProperty } from "./table.js";

export type SentProperty = Omit<GroupProperty, "id" | "created_at" | "updated_at">;

const MAX_NAME = 200;
const IDENTIFIER = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

const name = (call: Call): Field<string> =>
  field(
    (value, attr) => {
      const name = text({ max: 400 }).parse(value, attr);
      if (call.switches.propertyGroups === "internal" && !IDENTIFIER.test(name))
        throw invalid(
          "Property name must start with a letter or underscore and contain only letters, numbers, and underscores",
          attr,
        );
      if ([...name].length > MAX_NAME) throw invalid(`Property name must be ${MAX_NAME} characters or less`, attr);
      return name;
    },
    { required: true },
  );

const fieldsOf = (call: Call) => ({
  name: name(call),
  property_type: choice(propertyTypes, { required: true }),
  is_required: boolean(),
  ...(call.switches.propertyGroups === "open"
    ? { is_optional_in_types: boolean(), validation_rules: json({ nullable: true }) }
    : {}),
  description: text({ blank: true }),
});

/** The list of properties. Rules are not looked at here: they are when the property is stored. */
export const propertiesField = (call: Call): Field<SentProperty[]> =>
  field((value, attr) => {
    if (!Array.isArray(value))
      throw invalid(
        `Expected a list of items but got type "${pythonType(value)}".`,
        `${attr}__non_field_errors`,
        "not_a_list",
      );
    const found = value.map((item) => parsed(call, item));
    const wrong = found.find((item) => item instanceof Map);
    // What is wrong with the first property, in Python's words; nothing, where that one is right.
    if (wrong) throw odd(found[0] instanceof Map ? found[0] : new Map(), attr);
    return found as SentProperty[];
  });

type Wrong = Map<string, ApiError>;

function parsed(call: Call, item: Json): SentProperty | Wrong {
  if (!isObject(item)) {
    const detail = `Invalid data. Expected a dictionary, but got ${pythonType(item)}.`;
    return new Map([["non_field_errors", invalid(detail, null, "invalid")]]);
  }
  const wrong: Wrong = new Map();
  const values: JsonObject = {};
  for (const [key, one] of Object.entries(fieldsOf(call)))
    try {
      Object.assign(values, parseFields({ [key]: one as Field<unknown> }, item));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      wrong.set(key, error);
    }
  if (wrong.size > 0) return wrong;
  const absent = { is_required: false, is_optional_in_types: false, validation_rules: null, description: "" };
  return { ...absent, ...values } as unknown as SentProperty;
}

/** Errors of a list of objects are not unfolded: code and detail are one Python text. */
function odd(wrong: Wrong, attr: string): ApiError {
  const members = [...wrong].map(([key, { detail, code }]) => {
    const plain = code === "invalid_input" ? "invalid" : code;
    return `'${key}': [ErrorDetail(string=${pythonText(detail)}, code='${plain}')]`;
  });
  const said = `{${members.join(", ")}}`;
  return invalid(said, attr, said);
}

export const stored = (call: Call, sent: SentProperty): GroupProperty => ({
  id: call.store.uuid(),
  ...sent,
  created_at: call.now,
  updated_at: call.now,
});
