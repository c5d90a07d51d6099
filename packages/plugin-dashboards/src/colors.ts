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

/** Members of live entries that are not known here, such as `source`, stay with the entry. */
export function encodeColors(colors: readonly Color[], stored: unknown): Body[] {
  const live = entries(stored);
  return colors.map((color) => {
    const same = live.find((one) => colorName(decodeColor(one)) === colorName(color));
    return {
      ...same,
      breakdownValue: color.value,
      colorToken: color.color,
      breakdownType: color.type,
      ...(color.property === undefined ? {} : { breakdownProperty: color.property }),
    };
  });
}

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
