import { z } from "zod";
import type { ProductSource } from "../types/product-source.js";
import type { WebVitalsPathBreakdownQuery, WebVitalsQuery } from "../types/web.js";
import { by, choice } from "./choice.js";
import { kind } from "./node.js";
import { productSources } from "./product-sources.js";
import { flag, strict, type Schema } from "./strict.js";
import { webBase } from "./web.js";

const source = choice<ProductSource>()(
  productSources,
  by("kind", Object.keys(productSources) as (keyof typeof productSources)[], "an insight's source"),
);

export const webVitalsQuery = strict<WebVitalsQuery>()({ kind: kind("WebVitalsQuery"), ...webBase, source });

export const webVitalsPathBreakdownQuery = strict<WebVitalsPathBreakdownQuery>()({
  kind: kind("WebVitalsPathBreakdownQuery"),
  ...webBase,
  percentile: z.enum(["p75", "p90", "p99"]),
  metric: z.enum(["INP", "LCP", "CLS", "FCP"]),
  thresholds: z.tuple([z.number(), z.number()]) as unknown as Schema<readonly [number, number]>,
  useWebAnalyticsPrecompute: flag,
});
