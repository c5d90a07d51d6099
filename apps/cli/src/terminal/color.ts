import type { Context, Stream } from "../context.js";

/** https://no-color.org before https://force-color.org before what the stream is. */
export function wantsColor(stream: Stream, env: Context["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
