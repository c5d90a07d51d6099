import type { SettingsFlags } from "./settings.js";

/** The flags that lead a later command to the files and the project of this one: ` --env staging`, or nothing. */
export const sameProject = (flags: SettingsFlags & { readonly local?: boolean }): string =>
  [
    ...(["dir", "env", "host", "project"] as const).flatMap((name) => {
      const value = flags[name];
      return value === undefined ? [] : [` --${name} ${/^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value)}`];
    }),
    ...(flags.local ? [" --local"] : []),
  ].join("");
