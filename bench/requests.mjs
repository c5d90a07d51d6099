import { planProject } from "@posthog-definitions/executor";
import { newProject, someDashboards, someFlags, someInsights } from "./company.mjs";

const count = (most) => ({ most, show: (n) => `${n} requests` });

/** To plan 600 insights, 200 flags and 100 dashboards in sync; and to make them. */
export async function requests() {
  const { emulator, options } = newProject();
  const insights = someInsights(600);
  const all = [...insights, ...someFlags(200), ...someDashboards(100, insights)];
  const made = await planProject(options(all));
  const lists = emulator.log.entries.length;
  await made.apply();
  const create = emulator.log.entries.length;
  emulator.log.clear();
  const { plan } = await planProject(options(all));
  if (plan.changes.length > 0) throw new Error("Not in sync.");
  const sync = emulator.log.entries.length;
  await emulator.close();
  return [
    { what: "to plan 600 insights, 200 flags, 100 dashboards in sync", measured: sync, bar: count(140) },
    { what: "to create them", measured: create, bar: count(900 + 100 + lists) },
  ];
}
