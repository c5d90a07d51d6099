import { createClient } from "@posthog-definitions/client";
import { definitionsIn, registryOf, resolve } from "@posthog-definitions/core/kind";
import { createEmulator } from "@posthog-definitions/emulator";
import dashboards from "@posthog-definitions/plugin-dashboards/kind";
import featureFlags from "@posthog-definitions/plugin-feature-flags/kind";
import insights from "@posthog-definitions/plugin-insights/kind";
import { dashboard } from "@posthog-definitions/plugin-dashboards";
import { featureFlag } from "@posthog-definitions/plugin-feature-flags";
import { insight } from "@posthog-definitions/plugin-insights";
import { trends } from "@posthog-definitions/queries";

export const registry = registryOf(...dashboards, ...featureFlags, ...insights);

const times = (n, make) => Array.from({ length: n }, (_, i) => make(i));
export const someInsights = (n) =>
  times(n, (i) =>
    insight({ key: `insight-${i}`, name: `Insight ${i}`, query: trends({ series: [{ event: `event ${i}` }] }) }),
  );
export const someFlags = (n) => times(n, (i) => featureFlag({ key: `flag-${i}`, rollout: i % 100 }));
export const someDashboards = (n, shown) =>
  times(n, (i) =>
    dashboard({
      key: `dashboard-${i}`,
      name: `Dashboard ${i}`,
      tiles: shown.slice(i * 5, i * 5 + 5).map((one, j) => ({ insight: one, layout: { x: 0, y: j * 4, w: 6, h: 4 } })),
    }),
  );

/** A project in this process, and the tool's way to it. */
export function newProject() {
  const emulator = createEmulator();
  const host = "http://127.0.0.1:8010";
  const options = (definitions) => ({
    client: createClient({
      host,
      key: emulator.key,
      project: emulator.projectId,
      limits: "none",
      fetch: (...given) => emulator.fetch(new Request(...given)),
    }),
    registry,
    resolution: resolved(definitions),
    env: {},
    host,
    projectId: emulator.projectId,
  });
  return { emulator, options };
}

export const resolved = (definitions) =>
  resolve({ definitions: [...definitionsIn(definitions)].map((definition) => ({ definition })), registry });
