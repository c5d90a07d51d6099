import {
  insight,
  lifecycle,
  paths,
  sqlTable,
  stickiness,
  webOverview,
  webStatsTable,
  wherePerson,
} from "@posthog/definitions";
import { touchedFile } from "../actions";
import { deletedFile, sharedFile, uploadedFile } from "../events";

export const uploaderLifecycle = insight({
  key: "uploader-lifecycle",
  name: "New, returning and lost uploaders",
  query: lifecycle({ series: [uploadedFile], interval: "week", dateRange: "-90d" }),
  tags: ["engagement"],
});

export const sharingHabit = insight({
  key: "sharing-habit",
  name: "On how many days a week people share",
  query: stickiness({
    series: [{ event: sharedFile }, { action: touchedFile }],
    interval: "day",
    properties: wherePerson({ plan: ["team", "business"] }),
  }),
  tags: ["engagement"],
});

export const pathsToPricing = insight({
  key: "paths-to-pricing",
  name: "Ways to the prices",
  query: paths({ pathsFilter: { includeEventTypes: ["$pageview"], endPoint: "/pricing", stepLimit: 4 } }),
  tags: ["acquisition"],
});

export const website = insight({
  key: "website",
  name: "The website, at a glance",
  query: webOverview({ dateRange: "-30d", compareFilter: { compare: true } }),
  tags: ["acquisition"],
});

export const channels = insight({
  key: "channels",
  name: "Visitors by channel",
  query: webStatsTable({ breakdownBy: "InitialChannelType", dateRange: "-30d" }),
  tags: ["acquisition"],
});

export const biggestFiles = insight({
  key: "biggest-files",
  name: "The biggest files of the week",
  query: sqlTable(`
    select timestamp, person.properties.email as who, properties.file_type as type, properties.file_size_b as bytes
    from events
    where event = '${uploadedFile.spec.name}' and timestamp > now() - interval 7 day
    order by bytes desc
    limit 20
  `),
  tags: ["engagement"],
});

export const deletions = insight({
  key: "deletions",
  name: "Who deletes files, and since when",
  query: lifecycle({ series: [deletedFile], interval: "month", dateRange: "-12m" }),
  tags: ["engagement"],
});
