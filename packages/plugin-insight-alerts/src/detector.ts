import { z } from "zod";

// Ranges as PostHog checks them. Source: `PostHog/posthog: products/alerts/backend/api/alert.py`.
const preprocessing = z
  .strictObject({
    diffs_n: z.number().int().min(0).optional(),
    smooth_n: z.number().int().min(0).max(30).optional(),
    lags_n: z.number().int().min(0).max(10).optional(),
  })
  .optional();
const window = z.number().int().min(5).max(1000).optional();
const threshold = z.number().min(0).max(1).optional();
const neighbors = z.number().int().min(1).max(50).optional();

const single = [
  z.strictObject({ type: z.enum(["zscore", "mad", "ecod", "copod", "pca"]), threshold, window, preprocessing }),
  z.strictObject({
    type: z.literal("iqr"),
    multiplier: z.number().min(0.5).max(10).optional(),
    window,
    preprocessing,
  }),
  z.strictObject({
    type: z.literal("threshold"),
    lower_bound: z.number().optional(),
    upper_bound: z.number().optional(),
    preprocessing,
  }),
  z.strictObject({
    type: z.literal("isolation_forest"),
    n_estimators: z.number().int().min(10).max(500).optional(),
    threshold,
    window,
    preprocessing,
  }),
  z.strictObject({
    type: z.literal("knn"),
    method: z.enum(["largest", "mean", "median"]).optional(),
    n_neighbors: neighbors,
    threshold,
    window,
    preprocessing,
  }),
  z.strictObject({
    type: z.literal("hbos"),
    n_bins: z.number().int().min(5).max(50).optional(),
    threshold,
    window,
    preprocessing,
  }),
  z.strictObject({ type: z.literal("lof"), n_neighbors: neighbors, threshold, window, preprocessing }),
  z.strictObject({
    type: z.literal("ocsvm"),
    kernel: z.string().min(1).optional(),
    nu: z.number().optional(),
    threshold,
    window,
    preprocessing,
  }),
] as const;

export const detector = z.discriminatedUnion("type", [
  ...single,
  z.strictObject({
    type: z.literal("ensemble"),
    operator: z.enum(["and", "or"]),
    detectors: z.array(z.discriminatedUnion("type", [...single])).min(2),
  }),
]);
