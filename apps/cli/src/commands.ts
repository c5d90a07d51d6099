import { Apply } from "./commands/apply.js";
import { Dev } from "./commands/dev.js";
import { Doctor } from "./commands/doctor.js";
import { Init } from "./commands/init.js";
import { Kinds } from "./commands/kinds.js";
import { Plan } from "./commands/plan.js";
import { PluginNew } from "./commands/plugin/new.js";
import { Pull } from "./commands/pull.js";
import { Validate } from "./commands/validate.js";

/** Every command by name. They are small: what a command does is imported when it runs. */
export const COMMANDS = {
  apply: Apply,
  dev: Dev,
  doctor: Doctor,
  init: Init,
  kinds: Kinds,
  plan: Plan,
  "plugin:new": PluginNew,
  pull: Pull,
  validate: Validate,
};
