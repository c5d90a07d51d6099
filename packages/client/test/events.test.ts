import { expect, test } from "vitest";
import { json, rig } from "./fakes.js";

test("tells of each attempt, its end and its repetition", async () => {
  const made = rig([
    () => new Response("", { status: 502 }),
    async () => {
      await made.clock.sleep(40);
      return json({});
    },
  ]);
  await made.send({ method: "GET", path: "x/", query: { search: "private" }, class: "analytics" });
  const about = { id: 1, method: "GET", path: "/api/projects/7/x/", class: "analytics" };
  expect(made.events).toEqual([
    { type: "start", ...about, attempt: 1 },
    { type: "end", ...about, attempt: 1, status: 502, ms: 0 },
    { type: "retry", ...about, attempt: 1, because: "server", seconds: 0.5 },
    { type: "start", ...about, attempt: 2 },
    { type: "end", ...about, attempt: 2, status: 200, ms: 40 },
  ]);
});

test("a listener that throws breaks nothing", async () => {
  const { send } = rig([json({ id: 1 }, 201)], {
    onRequest: () => {
      throw new Error("listener");
    },
  });
  expect(await send({ method: "POST", path: "x/" })).toEqual({ id: 1 });
});
