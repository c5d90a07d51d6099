import { planProject, readState } from "@posthog-definitions/executor";
import { plan as makePlan } from "@posthog-definitions/planner";
import { newProject, registry, some } from "./company.mjs";

/** Planning 1,000 resources in sync, without the network. */
export async function plan() {
  const { emulator, options } = newProject();
  const insights = some.insight(600);
  const all = [...insights, ...some["feature-flag"](300), ...some.dashboard(100, insights)];
  await (await planProject(options(all))).apply();
  const { client, resolution } = options(all);
  const { definitions, statements } = resolution;
  const world = await readState({ client, registry, definitions, statements, scope: definitions });
  const input = { definitions, statements, registry, world, env: {}, projectUrl: "" };
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    makePlan(input);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  await emulator.close();
  return [
    {
      what: "planning 1,000 in-sync resources",
      measured: Math.round(runs[2]),
      bar: { most: 300, show: (n) => `${n} ms` },
    },
  ];
}
