import { isPostHogError } from "@posthog-definitions/client";
import { error, refText, type Diagnostic, type PlannedRequest } from "@posthog-definitions/core";
import { problemOf, type Subject } from "./problems.js";
import type { RequestResult, RequestStatus, RunInput } from "./request-run.js";
import { Sender } from "./sender.js";

/** Sends a graph of requests, as many side by side as the client lets through. Never throws. */
export async function runRequests(requests: readonly PlannedRequest[], input: RunInput): Promise<RequestResult[]> {
  const byName = new Map(requests.map((request) => [request.name, request]));
  const running = new Map<string, Promise<RequestResult>>();
  const run = (request: PlannedRequest): Promise<RequestResult> => {
    let result = running.get(request.name);
    if (!result) running.set(request.name, (result = runOne(request)));
    return result;
  };
  const runOne = async (request: PlannedRequest): Promise<RequestResult> => {
    const earlier = await Promise.all(request.after.flatMap((name) => byName.get(name) ?? []).map(run));
    const failed = earlier.filter((result) => result.status !== "done" && !result.postponed);
    const joins = request.joins.filter((join) => !failed.some((f) => f.request.address === refText(join.ref)));
    const blocking = failed.filter((result) => !request.joiners.includes(result.request.name));
    const empty = Object.keys(request.body).length === 0 && joins.length === 0 && request.verb === "update";
    if (blocking.length > 0 || (empty && failed.length > 0))
      return settle(request, "skipped", waitsFor(request, failed));
    const uncertain = earlier.filter((result) => result.uncertain ?? result.postponed);
    if (uncertain.some((result) => !request.joiners.includes(result.request.name)))
      return { ...settle(request, "skipped", []), postponed: true };
    input.onRequest?.(request, "start");
    const sender = new Sender(request, joins, input);
    try {
      const problems = await sender.send();
      const result = settle(request, problems.length > 0 ? "failed" : "done", problems);
      return sender.isUncertain ? { ...result, uncertain: true } : result;
    } catch (problem) {
      if (isPostHogError(problem) && problem.kind === "cancelled")
        return problem.acted === "unknown"
          ? settle(request, "failed", [cutOff(request)])
          : settle(request, "skipped", []);
      return settle(request, "failed", [problemOf(problem, subjectOf(request, input), request.body)]);
    }
  };
  const settle = (
    request: PlannedRequest,
    status: RequestStatus,
    diagnostics: readonly Diagnostic[],
  ): RequestResult => {
    input.onRequest?.(request, status);
    return { request, status, diagnostics };
  };
  return Promise.all(requests.map(run));
}

/** What was skipped because the run was cancelled needs no explanation of its own. */
function waitsFor(request: PlannedRequest, failed: readonly RequestResult[]): Diagnostic[] {
  const others = failed.filter((result) => result.status === "failed").map((result) => result.request.address);
  const names = [...new Set(others)].filter((address) => address !== request.address);
  return names.length === 0
    ? []
    : [
        error("request-refused", `Not tried: it needs ${names.join(", ")}, which failed.`, {
          address: request.address,
        }),
      ];
}

const cutOff = (request: PlannedRequest): Diagnostic =>
  error("lost-answer", "Stopped while PostHog was answering: whether the write worked is not known.", {
    address: request.address,
    hint: "The next apply looks, and takes it up there.",
  });

/** A row that no definition names is known by its address alone. */
const subjectOf = ({ address }: PlannedRequest, { definitions }: RunInput): Subject =>
  definitions.get(address) ?? { address };
