import { scopeOf } from "./scope.js";
import type { AnnotationSpec } from "./spec.js";

const usual: Readonly<Record<string, unknown>> = {
  content: "",
  hidden_in_user_interface: false,
  creation_type: "USR",
};

/** The shortest input that says the same. */
export function shorten(spec: AnnotationSpec): object {
  const { scope, tags, ...rest } = spec;
  const said = Object.entries(rest).filter(([name, value]) => value !== usual[name]);
  return {
    ...Object.fromEntries(said),
    ...(scope === scopeOf(spec) ? {} : { scope }),
    ...(tags.length > 0 ? { tags } : {}),
  };
}
