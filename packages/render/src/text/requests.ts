import type { PlannedRequest } from "@posthog-definitions/core";
import type { Layout } from "../options.js";
import type { Paint } from "../paint.js";
import { safe } from "../safe.js";
import { inline } from "../value.js";
import { count } from "../words.js";

/** What would be sent, in order. Shown when asked for: it is PostHog's words, not the user's. */
export function requestText(requests: readonly PlannedRequest[], layout: Layout, paint: Paint): string {
  if (requests.length === 0) return "";
  return [
    paint.strong(count(requests.length, "request")),
    ...requests.map((request) => {
      const after = request.after.length > 0 ? `  after ${request.after.join(", ")}` : "";
      const line = `  ${request.method.padEnd(6)} ${safe(request.name)}${request.path === "" ? "" : ` ${request.path}`}${safe(after)}`;
      const body = inline(request.body);
      const room = layout.width - 10;
      return `${line}\n         ${paint.faint(body.length <= room ? body : `${body.slice(0, room - 1)}…`)}`;
    }),
  ].join("\n");
}
