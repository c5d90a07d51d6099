import { isObject, type Json } from "../../json.js";
import { invalid } from "../../server/errors.js";
import { field, type Field } from "../../server/fields.js";
import { objectOrNull, onlyKeys } from "./kinds.js";

/** A decimal of two places, kept and shown as text. Source: Django REST Framework's decimal field. */
export const sampleRate: Field<Json> = field<Json>(
  (value, attr) => {
    const written = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(written)) throw invalid("A valid number is required.", attr);
    const [whole = "", decimals = ""] = written
      .replace(/^[+-]/, "")
      .replace(/^0+(?=\d)/, "")
      .split(".");
    const digits = (whole === "0" ? "" : whole).length + decimals.length;
    if (digits > 3) throw invalid("Ensure that there are no more than 3 digits in total.", attr, "max_digits");
    if (decimals.length > 2)
      throw invalid("Ensure that there are no more than 2 decimal places.", attr, "max_decimal_places");
    if (whole.length > 1)
      throw invalid("Ensure that there are no more than 1 digits before the decimal point.", attr, "max_whole_digits");
    const number = Number(written);
    if (number > 1) throw invalid("Ensure this value is less than or equal to 1.", attr, "max_value");
    if (number < 0) throw invalid("Ensure this value is greater than or equal to 0.", attr, "min_value");
    return number.toFixed(2);
  },
  { nullable: true },
);

/** The id is kept as a number, whether it is sent as one or as its digits. Nobody looks whether the flag exists. */
export const linkedFlag: Field<Json> = field<Json>(
  (value, attr) => {
    if (!isObject(value)) throw invalid("Must provide a dictionary or None.", attr);
    const keys = Object.keys(value).sort().join();
    if (keys !== "id,key" && keys !== "id,key,variant")
      throw invalid(
        "Must provide a dictionary with only 'id' and 'key' keys. _or_ only 'id', 'key', and 'variant' keys.",
        attr,
      );
    const { id } = value;
    const whole = typeof id === "number" ? Number.isInteger(id) : typeof id === "string" && /^\s*[+-]?\d+\s*$/.test(id);
    if (!whole) throw invalid("Must provide an integer 'id'.", attr);
    return { ...value, id: Number(id) };
  },
  { nullable: true },
);

export const networkPayloads: Field<Json> = objectOrNull((value, attr) => {
  const message = "Must provide a dictionary with only 'recordHeaders' and/or 'recordBody' keys.";
  onlyKeys(value, ["recordHeaders", "recordBody"], message, attr);
});

export const masking: Field<Json> = objectOrNull((value, attr) => {
  const known = ["maskAllInputs", "maskTextSelector", "blockSelector"];
  onlyKeys(value, known, `Must provide a dictionary with only known keys: ${known.join(", ")}.`, attr);
  if ("maskAllInputs" in value && typeof value.maskAllInputs !== "boolean")
    throw invalid("maskAllInputs must be a boolean.", attr);
  for (const name of ["maskTextSelector", "blockSelector"])
    if (name in value && typeof value[name] !== "string") throw invalid(`${name} must be a string.`, attr);
});

export const replayConfig: Field<Json> = objectOrNull((value, attr) => {
  const known = ["record_canvas", "ai_config"];
  onlyKeys(value, known, `Must provide a dictionary with only known keys. One or more of ${known.join(", ")}.`, attr);
  const ai = value.ai_config ?? null;
  if (ai === null) return;
  if (!isObject(ai)) throw invalid("Must provide a dictionary or None.", attr);
  const allowed = [
    "included_event_properties",
    "opt_in",
    "preferred_events",
    "excluded_events",
    "important_user_properties",
  ];
  onlyKeys(ai, allowed, `Must provide a dictionary with only allowed keys: ${allowed.join(", ")}.`, attr);
});

export const triggerMatchType: Field<Json> = field<Json>(
  (value, attr) => {
    if (value === "all" || value === "any") return value;
    throw invalid("Must provide a valid trigger match type. Only 'all' or 'any' or None are allowed.", attr);
  },
  { nullable: true },
);
