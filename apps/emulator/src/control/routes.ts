import { Hono } from "hono";
import type { Emulator } from "../emulator.js";
import type { Json } from "../json.js";
import type { KeyOptions } from "../options.js";
import type { Switches } from "../switches.js";
import type { Fault } from "./faults.js";

/** The paths of the control surface; PostHog has nothing there. */
export const controlPrefix = "/__emulator/";

type FaultBody = Omit<Fault, "path"> & { path?: string };
type LimitsBody = { enabled?: boolean; per?: "key" | "project" };

/** The control surface over HTTP, for tests that run the emulator in another process. Needs no key. */
export function createControl(emulator: Emulator): Hono {
  const control = new Hono({ strict: false }).basePath(controlPrefix);
  const state = () => ({
    key: emulator.key,
    projectId: emulator.projectId,
    switches: emulator.switches,
    limits: { enabled: emulator.limits.enabled, per: emulator.limits.per },
    latency: emulator.latency,
    counts: emulator.log.counts(),
  });
  control.get("/state", (c) => c.json(state()));
  // Bodies stay in the process: a log that is printed or stored must not carry what was written.
  control.get("/log", (c) => c.json(emulator.log.entries.map(({ body: _, ...entry }) => entry)));
  control.get("/snapshot", (c) => c.json({ ...emulator.snapshot(), personal_api_keys: undefined }));
  control.delete("/log", (c) => {
    emulator.log.clear();
    return c.body(null, 204);
  });
  control.post("/faults", async (c) => {
    const { path, ...fault } = await c.req.json<FaultBody>();
    emulator.faults.add({ ...fault, ...(path === undefined ? {} : { path: new RegExp(path) }) } as Fault);
    return c.body(null, 204);
  });
  control.delete("/faults", (c) => {
    emulator.faults.clear();
    return c.body(null, 204);
  });
  control.patch("/limits", async (c) => {
    Object.assign(emulator.limits, await c.req.json<LimitsBody>());
    return c.json(state());
  });
  control.patch("/switches", async (c) => {
    Object.assign(emulator.switches, await c.req.json<Partial<Switches>>());
    return c.json(state());
  });
  control.put("/latency", async (c) => {
    emulator.latency = (await c.req.json<{ milliseconds: number }>()).milliseconds;
    return c.json(state());
  });
  control.post("/keys", async (c) => {
    emulator.addKey(await c.req.json<KeyOptions>());
    return c.body(null, 204);
  });
  control.post("/ingest", async (c) => {
    emulator.ingest((await c.req.json<{ names: string[] }>()).names);
    return c.body(null, 204);
  });
  control.post("/check-alerts", (c) => {
    emulator.checkAlerts();
    return c.body(null, 204);
  });
  control.post("/ui", async (c) => {
    const { method, path, body, as } = await c.req.json<{ method: string; path: string; body?: Json; as?: string }>();
    const answer = await emulator.ui(method, path, body, as);
    return c.json({ ...answer });
  });
  control.post("/reset", (c) => {
    emulator.reset();
    return c.body(null, 204);
  });
  return control;
}
