import { inCohort, insight, retention, trends, where } from "@posthog/definitions";
import { touchedFile } from "../actions";
import { powerUploaders } from "../cohorts";
import { downloadedFile, uploadedFile } from "../events";

export const activeUploaders = insight({
  key: "active-uploaders",
  name: "Active uploaders",
  description: "People who uploaded a file, by week.",
  query: trends({ series: [{ event: uploadedFile, math: "weekly_active" }], interval: "week" }),
  tags: ["engagement"],
});

export const filesMoved = insight({
  key: "files-moved",
  name: "Files up and down",
  query: trends({
    series: [
      { event: uploadedFile, name: "Uploads" },
      { event: downloadedFile, name: "Downloads" },
    ],
    interval: "day",
    dateRange: { date_from: "-30d" },
    trendsFilter: { display: "ActionsAreaGraph", showLegend: true },
  }),
  tags: ["engagement"],
});

export const bigUploads = insight({
  key: "big-uploads",
  name: "Uploads over 1 GB",
  query: trends({
    series: [{ event: uploadedFile, properties: where({ file_size_b: { gt: 1_000_000_000 } }) }],
    interval: "week",
  }),
  tags: ["engagement"],
});

export const filesPerUpload = insight({
  key: "median-file-size",
  name: "Median file size",
  query: trends({
    series: [{ event: uploadedFile, math: "median", math_property: "file_size_b" }],
    trendsFilter: { display: "BoldNumber" },
  }),
  tags: ["engagement"],
});

export const powerUserActivity = insight({
  key: "power-user-activity",
  name: "What power users do",
  query: trends({
    series: [{ action: touchedFile, math: "dau" }],
    properties: [inCohort(powerUploaders)],
    interval: "day",
  }),
  tags: ["engagement"],
});

export const weeklyRetention = insight({
  key: "weekly-retention",
  name: "Weekly retention",
  query: retention({ retentionFilter: { period: "Week", totalIntervals: 8 } }),
  tags: ["engagement"],
});
