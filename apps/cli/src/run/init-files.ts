/** A first definition: small, and of the two kinds that people start with. */
export const EXAMPLE = `import { dashboard, insight, trends } from "@posthog/definitions";

export default dashboard({
  key: "example",
  name: "Example",
  description: "Made from posthog/example.ts",
  tiles: [
    {
      insight: insight({
        key: "daily-pageviews",
        name: "Daily pageviews",
        query: trends({ series: [{ event: "$pageview" }], interval: "day" }),
      }),
      layout: { x: 0, y: 0, w: 6, h: 4 },
    },
  ],
});
`;

export const ENV_EXAMPLE = [
  "# Personal API key: PostHog > Settings > User > Personal API keys",
  "POSTHOG_PERSONAL_API_KEY=",
  "# The number in the project's address: /project/12345",
  "POSTHOG_PROJECT_ID=",
  "# https://us.posthog.com, https://eu.posthog.com, or your own",
  "POSTHOG_HOST=https://us.posthog.com",
];

export const IGNORED = [".env", ".env.local", ".posthog/"];

export const SCRIPTS = {
  "posthog:plan": "posthog-definitions plan",
  "posthog:apply": "posthog-definitions apply",
};
