import type { Edit } from "../generate/specs.js";
import { printDefinition } from "../report/print.js";
import type { Subject } from "./law.js";
import { notApplicable } from "./property.js";

/** An edit was looked for and not found: the case says nothing. */
export const found = <T>(edit: T | undefined): T => edit ?? notApplicable();

export const showEdit =
  ({ specs }: Subject, verb = "edited to") =>
  (edit: Edit | undefined): string =>
    edit === undefined
      ? "(none)"
      : `${printDefinition(specs.define(edit.before))}\n${verb}\n${printDefinition(specs.define(edit.after))}`;
