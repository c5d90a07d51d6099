import type { Paint } from "../paint.js";
import { safe } from "../safe.js";
import { align } from "../sequence.js";

/** Lines that are the same, shown on either side of a difference. */
const CONTEXT = 2;

/** How two texts differ, line by line, with a little of what is around it. */
export function linesText(before: string, after: string, paint: Paint): string[] {
  const steps = align(before.split(/\r?\n/), after.split(/\r?\n/), (a, b) => a === b);
  const near = steps.map((_, i) =>
    steps.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((step) => step.in !== "both"),
  );
  return steps.flatMap((step, i) => {
    if (step.in === "before") return [paint.removed(`- ${safe(step.before)}`)];
    if (step.in === "after") return [paint.added(`+ ${safe(step.after)}`)];
    if (near[i]) return [`  ${safe(step.after)}`.trimEnd()];
    return near[i + 1] && near.slice(0, i).includes(true) ? [paint.faint("  …")] : [];
  });
}
