import { planProject } from "@posthog-definitions/executor";
import { newProject, some } from "./company.mjs";

const LATENCY = 50;
const IN_FLIGHT = 10;

/** 1,000 creates at 50 ms each, without limits, against the time that the latency alone makes of them. */
export async function apply() {
  const { emulator, options } = newProject();
  const project = await planProject(options(some["feature-flag"](1_000)));
  emulator.latency = LATENCY;
  const start = performance.now();
  const { requests } = await project.apply();
  const took = performance.now() - start;
  await emulator.close();
  const least = ((requests.reads + requests.writes) * LATENCY) / IN_FLIGHT;
  return [
    {
      what: "applying 1,000 creates at 50 ms",
      measured: took / least,
      bar: { most: 1.3, show: (n) => `${n.toFixed(2)} × requests × latency ÷ in flight` },
    },
  ];
}
