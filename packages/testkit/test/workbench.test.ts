import { env, moved } from "@posthog-definitions/core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createWorkbench, Refused } from "../src/index.js";
import { note, noteKind } from "./note.js";
import { notesResource } from "./notes-server.js";

const bench = createWorkbench({ kinds: [noteKind], resources: [notesResource], env: { TOKEN: "first" } });
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const milk = note({ key: "milk", title: "Milk", stars: 3 });

describe("the workbench", () => {
  it("plans without a write, and applies", async () => {
    const plan = await bench.plan([milk]);
    expect(plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual(["create note.milk"]);
    expect(bench.emulator.log.writes).toEqual([]);
    const { report } = await bench.apply([milk]);
    expect(report.outcomes).toMatchObject([{ address: "note.milk", status: "done" }]);
    expect(await bench.spec(milk)).toMatchObject({ title: "Milk", stars: 3 });
  });

  it("throws what is wrong with the definitions, and what was not done", async () => {
    await expect(bench.plan([note({ key: "x", title: "" })])).rejects.toThrow(
      /The plan has errors:\n {2}invalid-field/,
    );
    bench.emulator.faults.add({ kind: "error", status: 400, method: "POST" });
    await expect(bench.apply([milk])).rejects.toThrow("Not done: create note.milk (failed)");
  });

  it("takes statements beside definitions", async () => {
    await bench.apply([milk]);
    const { id } = (await bench.row(milk)) as { id: number };
    const renamed = note({ key: "oat-milk", title: "Milk", stars: 3 });
    await bench.apply([renamed, moved("note.milk", "note.oat-milk")]);
    expect(await bench.row(renamed)).toMatchObject({ id });
    await expect(bench.row(milk)).rejects.toThrow(
      "0 rows carry the mark of note.milk. Either no list of `api` shows its row, or `identity` does not read there what it wrote.",
    );
  });

  it("sends nothing more once the process is killed, and tells before from after", async () => {
    const before = await bench.run([milk], { kill: { at: 2, when: "before" } });
    expect(before).toMatchObject({ ending: "killed" });
    expect((await bench.live()).rows("note")).toEqual([]);
    bench.reset();
    await bench.run([milk, note({ key: "bread", title: "Bread" })], { kill: { at: 2, when: "after" } });
    expect((await bench.live()).rows("note")).toHaveLength(1);
  });

  it("waits for an hour in no time", async () => {
    bench.emulator.faults.add({ kind: "limited", retryAfter: 200, times: 1 });
    const began = bench.clock.now();
    await bench.apply([milk]);
    expect(bench.clock.now() - began).toBeGreaterThanOrEqual(200_000);
  });

  it("gives the environment's value of the moment", async () => {
    const secret = note({ key: "s", title: "S", token: env("TOKEN") });
    await bench.apply([secret]);
    bench.env = { TOKEN: "second" };
    expect((await bench.plan([secret])).changes).toMatchObject([{ action: "update", fields: [{ path: ["token"] }] }]);
    bench.env = { TOKEN: "first" };
  });
});

describe("a teammate's hand", () => {
  it("edits a row as the UI does, without touching its mark", async () => {
    await bench.apply([milk]);
    const row = await bench.row(milk);
    const spec = await bench.spec(milk);
    const sent = await bench.hand.edit(noteKind, row, spec, { ...spec, stars: 5, archived: true });
    expect(sent).toEqual({ stars: 5, archived: true });
    expect((await bench.plan([milk])).changes).toMatchObject([
      { address: "note.milk", origin: "drift", fields: [{ path: ["stars"] }, { path: ["archived"] }] },
    ]);
  });

  it("makes rows that are nobody's, and takes rows away", async () => {
    await bench.apply([milk]);
    const stranger = await bench.hand.create(noteKind, await bench.spec(milk), { name: "stranger" });
    expect((await bench.live()).foreign("note")).toMatchObject([{ id: stranger["id"] }]);
    await bench.hand.remove(noteKind, await bench.row(milk));
    expect((await bench.plan([milk])).changes).toMatchObject([{ action: "create" }]);
  });

  it("is refused what PostHog refuses", async () => {
    await expect(bench.hand.send("POST", "notes/", {})).rejects.toThrow(Refused);
  });
});
