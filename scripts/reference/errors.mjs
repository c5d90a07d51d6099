import { code, page, table } from "./markdown.mjs";

const exits = {
  0: "Everything is as the files say.",
  1: "Something is wrong with the definitions.",
  2: "PostHog failed, refused, or did not keep something.",
  3: "The configuration is wrong or incomplete.",
  4: "`plan --check` found changes.",
  5: "A plugin is missing or broken.",
  6: "A saved plan is stale.",
  7: "A guard stopped the run.",
  8: "Applied in part.",
  130: "Cancelled.",
};

/** The table of everything that a run can report. */
export function errorsPage(catalogue, precedence) {
  return page(
    "<!-- Written by `npm run docs`. -->",
    "# Errors",
    "Whatever a run reports has a code. Errors end it with an exit code; warnings never do.",
    "## Exit codes",
    `Where several hold, the first in this order counts: ${precedence.join(", ")}.`,
    table(["exit", "meaning"], Object.entries(exits)),
    "## Codes",
    "_Only what it is about_: the definition and what depends on it are left out, everything else goes on.",
    table(
      ["code", "exit", "meaning", "stops"],
      Object.entries(catalogue)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { exit, meaning, only }]) => [
          code(name),
          String(exit),
          meaning,
          only ? "only what it is about" : "the run",
        ]),
    ),
  );
}
