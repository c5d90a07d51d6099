import { pythonType, type Json } from "../../json.js";
import type { Call } from "../../server/call.js";
import { invalid } from "../../server/errors.js";
import { field, type Field } from "../../server/fields.js";
import { insights } from "./table.js";

interface Options {
  readonly required?: boolean;
}

/** A field that holds the number of one of the project's insights that is not deleted. */
export function insightId(call: Call, options: Options & { nullable: true }): Field<number | null>;
export function insightId(call: Call, options?: Options): Field<number>;
export function insightId(call: Call, options: Options = {}): Field<number | null> {
  return field<number>(
    (value, attr) => {
      const id = asNumber(value);
      if (id === undefined)
        throw invalid(`Incorrect type. Expected pk value, received ${pythonType(value)}.`, attr, "incorrect_type");
      const insight = call.table(insights).get(id);
      if (!insight || insight.deleted || insight.project !== call.project.id)
        throw invalid(`Invalid pk "${id}" - object does not exist.`, attr, "does_not_exist");
      return id;
    },
    options as Options & { nullable: true },
  );
}

const asNumber = (value: Json): number | undefined =>
  Number.isInteger(typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value)
    ? Number(value)
    : undefined;
