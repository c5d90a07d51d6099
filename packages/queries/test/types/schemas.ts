import { z } from "zod";
import { choice, strict } from "../../src/schema.js";

interface Point {
  readonly x: number;
  readonly unit?: "px" | "em";
}

// A schema and its interface are proved equal where the schema is made.
strict<Point>()({ x: z.number(), unit: z.enum(["px", "em"]).optional() });
// @ts-expect-error a field is missing
strict<Point>()({ x: z.number() });
// @ts-expect-error a field too many
strict<Point>()({ x: z.number(), unit: z.enum(["px", "em"]).optional(), y: z.number() });
// @ts-expect-error a value too few
strict<Point>()({ x: z.number(), unit: z.enum(["px"]).optional() });
// @ts-expect-error a value too many
strict<Point>()({ x: z.number(), unit: z.enum(["px", "em", "cm"]).optional() });
// @ts-expect-error optional in the interface only
strict<Point>()({ x: z.number(), unit: z.enum(["px", "em"]) });
// @ts-expect-error required in the interface only
strict<Point>()({ x: z.number().optional(), unit: z.enum(["px", "em"]).optional() });

choice<string | number>()({ text: z.string(), number: z.number() }, () => "text");
// @ts-expect-error an option is missing
choice<string | number>()({ text: z.string() }, () => "text");
// @ts-expect-error an option too many
choice<string>()({ text: z.string(), number: z.number() }, () => "text");
// @ts-expect-error picks what is not there
choice<string>()({ text: z.string() }, () => "number");
