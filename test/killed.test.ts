/** The process is told to stop, or is gone between a dashboard's creation and its tiles; nobody tidies up, and nobody remembers. */
import { spawn } from "node:child_process";
import { createEmulator } from "@posthog-definitions/emulator";
import { expect, it, onTestFinished } from "vitest";
import { runNode } from "./support/cli.js";
import { linkedProject, program } from "./support/project.js";

const growth = `import { dashboard, insight, text, trends } from "@posthog/definitions";
const signups = insight({ key: "signups", name: "Signups", query: trends({ series: [{ event: "signed up" }] }) });
export default dashboard({
  key: "growth",
  name: "Growth",
  tiles: [{ insight: signups, layout: { x: 0, y: 0, w: 6, h: 4 } }, text({ key: "intro", body: "## Growth" })],
});
`;

interface Tile {
  readonly insight?: { readonly name: string } | null;
  readonly text?: { readonly body: string } | null;
}

it.each(["before", "after"] as const)(
  "killed %s PostHog acted on the tiles, the next apply leaves each of them there once",
  async (when) => {
    const emulator = createEmulator();
    onTestFinished(() => emulator.close());
    const { url } = await emulator.listen({ port: 0 });
    const cwd = linkedProject({ "posthog/growth.ts": growth });
    const env = { POSTHOG_HOST: url, POSTHOG_PROJECT_ID: "1", POSTHOG_PERSONAL_API_KEY: emulator.key };

    const tilesArrive = emulator.faults.add({ kind: "silence", when, method: "PATCH", path: "/dashboards/" });
    const child = spawn(process.execPath, [program, "apply", "--yes"], {
      cwd,
      env: { PATH: process.env["PATH"], ...env },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
    await expect.poll(() => tilesArrive.struck, { timeout: 50_000 }).toBe(1);
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");

    const apply = await runNode(program, ["apply", "--yes"], { cwd, env });
    expect(apply).toMatchObject({ code: 0, stderr: "" });

    const boards = await listed("dashboards/");
    expect(boards).toHaveLength(1);
    expect(await listed("insights/")).toHaveLength(1);
    const { body } = await emulator.ui("GET", `dashboards/${String(boards[0]!["id"])}/`);
    const tiles = (body as unknown as { tiles: readonly Tile[] }).tiles;
    expect(tiles.map((tile) => tile.insight?.name ?? tile.text?.body.split("\n")[0]).sort()).toEqual([
      expect.stringMatching(/^## Growth/),
      "Signups",
    ]);
    expect(await runNode(program, ["plan", "--check"], { cwd, env })).toMatchObject({ code: 0 });

    async function listed(path: string): Promise<readonly Record<string, unknown>[]> {
      const { body } = await emulator.ui("GET", path);
      return (body as unknown as { results: Record<string, unknown>[] }).results;
    }
  },
);

it("interrupted, and interrupted again, ends with 130 and without a stack trace; the next apply does the rest", async () => {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  const { url } = await emulator.listen({ port: 0 });
  const flags = Array.from({ length: 40 }, (_, i) => `featureFlag({ key: "flag-${i}", rollout: 10 })`);
  const cwd = linkedProject({
    "posthog/flags.ts": `import { featureFlag } from "@posthog/definitions";\nexport default [${flags.join(", ")}];\n`,
  });
  const env = { POSTHOG_HOST: url, POSTHOG_PROJECT_ID: "1", POSTHOG_PERSONAL_API_KEY: emulator.key };

  // The answer to one write is held back until the interruption has arrived.
  const held = emulator.faults.add({ kind: "silence", when: "after", method: "POST", path: "/feature_flags/", at: 5 });
  const child = spawn(process.execPath, [program, "apply", "--yes"], {
    cwd,
    env: { PATH: process.env["PATH"], NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await expect.poll(() => held.struck, { timeout: 50_000 }).toBe(1);
  child.kill("SIGINT");
  await expect.poll(() => said, { timeout: 50_000 }).toContain("Finishing what is in flight.");
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(said).not.toMatch(/\n\s+at /);

  emulator.faults.clear();
  expect(await runNode(program, ["apply", "--yes"], { cwd, env })).toMatchObject({ code: 0 });
  const { body } = await emulator.ui("GET", "feature_flags/?limit=1000");
  expect((body as { count: number }).count).toBe(40);
});
