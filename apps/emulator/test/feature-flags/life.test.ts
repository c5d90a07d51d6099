import { describe, expect, test } from "vitest";
import {
  act,
  dependsOn,
  eachInItsOwn,
  everybody,
  keys,
  make,
  patch,
  post,
  posthog,
  read,
  variants,
} from "./support.js";

eachInItsOwn();

// Names in quotes are tests of PostHog's own; the folder is named in support.ts.

describe("states", () => {
  test('"archive flag requires disabled", "archive and disable in one request", "unarchive flag stays disabled"', async () => {
    const { id } = await make("a");
    expect((await patch(id, { archived: true })).body.detail).toMatch(/^Cannot archive an enabled feature flag/);
    expect((await patch(id, { archived: true, active: false })).body.status).toBe("ARCHIVED");
    expect((await patch(id, { active: true })).body.detail).toMatch(/^Cannot enable an archived feature flag/);
    expect((await patch(id, { archived: false })).body).toMatchObject({ active: false, archived: false });
  });

  test('"repeating an action writes nothing", "enable refuses an archived flag"', async () => {
    const { id } = await make("a");
    expect((await act(id, "enable")).body.version).toBe(1);
    expect((await act(id, "archive")).body).toMatchObject({ version: 2, active: false, archived: true });
    expect((await act(id, "archive")).body.version).toBe(2);
    expect((await act(id, "enable")).status).toBe(400);
    expect((await act(id, "unarchive")).body).toMatchObject({ version: 3, active: false });
  });

  test("a deleted flag has to be restored first, and is told so outside the envelope", async () => {
    const { id } = await make("a");
    await patch(id, { deleted: true });
    const { status, body } = await act(id, "disable");
    expect([status, body]).toEqual([
      400,
      { success: false, error: "This feature flag has been deleted. Restore it before disabling it." },
    ]);
  });
});

describe("deletion", () => {
  test("a deleted flag is read with deleted: true, and not listed", async () => {
    const { id } = await make("a");
    expect((await patch(id, { deleted: true })).body.deleted).toBe(true);
    expect(await read(id)).toMatchObject({ status: 200, body: { deleted: true, key: "a", status: "DELETED" } });
    expect(await keys()).toEqual([]);
  });

  test("its key can be used again: the tombstone is gone for good", async () => {
    const { id } = await make("a");
    await patch(id, { deleted: true });
    const again = await make("a");
    expect(again.id).not.toBe(id);
    expect((await read(id)).status).toBe(404);
  });

  test('"rename flag to key held by soft deleted flag"', async () => {
    const { id } = await make("held");
    await patch(id, { deleted: true });
    const other = await make("other");
    expect((await patch(other.id, { key: "held" })).status).toBe(200);
    expect((await read(id)).status).toBe(404);
  });

  test('"soft delete flag renames key and allows reuse": with an experiment, even a deleted one', async () => {
    const { id } = await make("flag1");
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: false, deleted: true } });
    expect((await patch(id, { deleted: true })).body.key).toBe(`flag1:deleted:${id}`);
    expect((await post({ key: "flag1", filters: everybody })).status).toBe(201);
    expect((await read(id)).status).toBe(200);
  });

  test('"soft delete undo suffixes key when original is taken", by a deleted flag too', async () => {
    const { id } = await make("taken-flag");
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: false } });
    await patch(id, { deleted: true });
    const other = await make("taken-flag");
    await patch(other.id, { deleted: true });
    expect((await patch(id, { deleted: false })).body.key).toBe("taken-flag-2");
  });

  test("restoration gives the key back", async () => {
    const { id } = await make("a");
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: false } });
    await patch(id, { deleted: true });
    expect((await patch(id, { deleted: false })).body).toMatchObject({ id, key: "a", deleted: false });
  });

  test("is refused while an experiment runs, as is the removal of a variant", async () => {
    const { id } = await make("a", { filters: variants(["control", 50], ["test", 50]) });
    await posthog.post("backdoor/", { experiment: { feature_flag: id, running: true } });
    expect((await patch(id, { deleted: true })).body.detail).toMatch(/linked to running experiment\(s\): "Experiment"/);
    const { body } = await patch(id, { filters: variants(["control", 50], ["other", 50]) });
    expect(body.detail).toMatch(/^Cannot remove variant\(s\) 'test' from a feature flag/);
    expect((await read(id)).body.experiment_set_metadata).toMatchObject([{ name: "Experiment", is_running: true }]);
  });

  test('"soft delete flag blocked when used in replay settings"', async () => {
    const { id } = await make("a");
    await posthog.post("backdoor/", { settings: { session_recording_linked_flag: { id, key: "a" } } });
    expect((await read(id)).body.is_used_in_replay_settings).toBe(true);
    expect((await patch(id, { deleted: true })).body.detail).toBe(
      "This feature flag is used in session replay settings. Please remove it from replay settings before deleting.",
    );
  });

  test("in bulk, one that is refused does not keep the others", async () => {
    const a = await make("a");
    await make("b", { filters: dependsOn(a.id) });
    const c = await make("c");
    const { body } = await posthog.post("feature_flags/bulk_delete/", { ids: [a.id, c.id, 9] });
    expect(body.deleted).toMatchObject([{ id: c.id, key: "c" }]);
    expect(body.errors.map((error: { id: number }) => error.id)).toEqual([a.id, 9]);
  });
});
