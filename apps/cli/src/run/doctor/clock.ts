import { duration } from "@posthog-definitions/render";
import { failed, ok, unknown, type Check } from "./check.js";

/** Dates of answers have whole seconds and some travel; less than this is no finding. */
const TOLERATED_SECONDS = 120;

/** Listens to the server's clock while other checks are made. */
export class ServerClock {
  private skew: number | undefined;

  constructor(private readonly now: () => number = Date.now) {}

  /** The same `fetch`, overheard. */
  overhear(fetcher: typeof fetch): typeof fetch {
    return async (input, init) => {
      const response = await fetcher(input, init);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) this.skew = (this.now() - date) / 1000;
      return response;
    };
  }

  check(): Check {
    if (this.skew === undefined) return unknown("clock", "the host does not tell the time");
    const off = Math.abs(this.skew);
    if (off < TOLERATED_SECONDS) return ok("clock", "this machine's is right");
    const way = this.skew > 0 ? "ahead" : "behind";
    const hint = "Dates in reports and certificates depend on it.";
    return failed("clock", "config-invalid", `This machine's is ${duration(off)} ${way}.`, hint);
  }
}
