import { isPlain, type Body } from "@posthog-definitions/core";
import { aliased, keyed } from "@posthog-definitions/core/kind";
import { z } from "zod";

/** Which breakdowns have values of this type: charts look entries up by value and type. */
const USUAL_TYPE = "event";

const entry = aliased(
  {
    value: z.string(),
    color: z.string().nullable(),
    type: z.string().min(1).default(USUAL_TYPE),
    property: z.string().min(1).optional(),
  },
  { breakdownValue: "value", colorToken: "color", breakdownType: "type", breakdownProperty: "property" },
);

export type Color = z.output<typeof entry>;

/** What the entry is for: two with one name would contradict each other. */
export const colorName = ({ type, property, value }: Color): string =>
  [type, ...(property === undefined ? [] : [property]), value].join(":");

export const breakdownColors = keyed(z.array(entry), colorName);

/**
 * Entries stay where they are, with the members that are not known here, such as `source`. A new one takes the place of
 * one that goes, so that an entry whose value was edited counts as the same.
 */
export function encodeColors(colors: readonly Color[], stored: unknown): Body[] {
  const wanted = new Map(colors.map((color) => [colorName(color), color]));
  const places = entries(stored).map((live) => {
    const name = colorName(decodeColor(live));
    const color = wanted.get(name);
    wanted.delete(name);
    return { live, color };
  });
  const added = [...wanted.values()];
  return [
    ...places.flatMap(({ live, color = added.shift() }) => (color ? [{ ...live, ...encodeColor(color) }] : [])),
    ...added.map(encodeColor),
  ];
}

const encodeColor = ({ value, color, type, property }: Color): Body => ({
  breakdownValue: value,
  colorToken: color,
  breakdownType: type,
  breakdownProperty: property,
});

export const decodeColors = (stored: unknown): Color[] => entries(stored).map(decodeColor);

const entries = (stored: unknown): Record<string, unknown>[] =>
  Array.isArray(stored) ? stored.filter(isPlain).filter((one) => typeof one["breakdownValue"] === "string") : [];

function decodeColor(one: Record<string, unknown>): Color {
  const { breakdownValue, colorToken, breakdownType, breakdownProperty } = one;
  return {
    value: String(breakdownValue),
    color: typeof colorToken === "string" ? colorToken : null,
    type: typeof breakdownType === "string" && breakdownType !== "" ? breakdownType : USUAL_TYPE,
    ...(typeof breakdownProperty === "string" && breakdownProperty !== "" ? { property: breakdownProperty } : {}),
  };
}
