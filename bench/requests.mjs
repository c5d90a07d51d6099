import { planProject } from "@posthog-definitions/executor";
import { company, newProject } from "./company.mjs";

/**
 * Applies definitions to a new project, plans them again, and counts.
 *
 * @returns how many requests it took to plan them when nothing was there (`lists`), to make them after that (`made`), and to plan them
 *   once they were there (`sync`).
 * @throws Error when they are not at rest then.
 */
export async function counted(definitions) {
  const { emulator, options } = newProject();
  try {
    const requests = () => emulator.log.entries.length;
    const first = await planProject(options(definitions));
    const lists = requests();
    await first.apply();
    const made = requests() - lists;
    emulator.log.clear();
    const { plan } = await planProject(options(definitions));
    const open = plan.changes.map(({ address }) => address);
    if (open.length > 0) throw new Error(`Not in sync: ${open.slice(0, 5).join(", ")}.`);
    return { lists, made, sync: requests() };
  } finally {
    await emulator.close();
  }
}

const count = (most) => ({ most, show: (n) => `${n} requests` });

/** To plan a company in sync, and to make it: one request for each row, one more for each dashboard with tiles, and the lists. */
export async function requests() {
  const all = company();
  const { lists, made, sync } = await counted(all);
  return [
    { what: `to plan ${all.length} definitions of every kind in sync`, measured: sync, bar: count(140) },
    { what: "to create them", measured: lists + made, bar: count(all.length + 100 + lists) },
  ];
}
