import type { Logged } from "../../activity/logged.js";
import { ok } from "../../server/answer.js";
import { bulkUpdateTags } from "../bulk-tags.js";
import { defineResource, type Handler } from "../define.js";
import { bulkDelete, bulkKeys, listDependents, showStatus, stateAction } from "./actions.js";
import { findFlag } from "./find.js";
import { listFlags } from "./list.js";
import { showFlag } from "./show.js";
import { flags, type FlagDocument } from "./table.js";
import { createFlag, replaceFlag, updateFlag } from "./write.js";

const write = (handle: Handler) => ({ on: "item", methods: ["POST"], scope: "write", handle }) as const;
const read = (handle: Handler) => ({ on: "item", methods: ["GET"], scope: "read", handle }) as const;

/** Feature flags. */
export const featureFlagsResource = defineResource({
  path: "feature_flags",
  scope: "feature_flag",
  tables: [flags],
  logged: [
    {
      table: flags,
      scope: "FeatureFlag",
      except: ["analytics_dashboards"],
      name: ({ key }) => key,
      find: findFlag,
    } satisfies Logged<FlagDocument>,
  ],
  list: listFlags,
  create: createFlag,
  retrieve: (call) => ok(showFlag(call, findFlag(call))),
  update: updateFlag,
  put: replaceFlag,
  destroy: "forbidden",
  actions: {
    enable: write(stateAction("enable")),
    disable: write(stateAction("disable")),
    archive: write(stateAction("archive")),
    unarchive: write(stateAction("unarchive")),
    status: read(showStatus),
    dependent_flags: read(listDependents),
    bulk_keys: { on: "collection", methods: ["POST"], scope: "read", handle: bulkKeys },
    bulk_delete: { on: "collection", methods: ["POST"], scope: "write", handle: bulkDelete },
    bulk_update_tags: { on: "collection", methods: ["POST"], scope: "write", handle: bulkUpdateTags(flags) },
  },
});
