import { describe, expect, it } from "vitest";
import { catalogue, error, warning, type CatalogueCode, type Outcome, type Report } from "@posthog-definitions/core";
import { exitCodeOf, reportCodes } from "../src/exit.js";

const order = [130, 8, 7, 6, 5, 3, 1, 2, 4];

describe("exit codes", () => {
  it("takes the one that comes first, for every two that hold", () => {
    for (const [i, first] of order.entries())
      for (const second of order.slice(i)) {
        expect(exitCodeOf([], [first, second])).toBe(first);
        expect(exitCodeOf([], [second, first])).toBe(first);
      }
  });

  it("takes those of diagnostics from the catalogue", () => {
    for (const code of Object.keys(catalogue) as CatalogueCode[])
      expect(exitCodeOf([error(code, "…")])).toBe(catalogue[code].exit);
    expect(exitCodeOf([error("invalid-field", "…"), error("credentials-missing", "…")])).toBe(3);
    expect(exitCodeOf([error("unreachable", "…"), error("invalid-field", "…")])).toBe(1);
  });

  it("ends with 0 over warnings", () => {
    expect(exitCodeOf([warning("twin", "…")])).toBe(0);
    expect(exitCodeOf([])).toBe(0);
  });
});

describe("the exit code of an apply", () => {
  const report = (cancelled: boolean, ...statuses: Outcome["status"][]): Report => ({
    outcomes: statuses.map((status) => ({ address: "a.b", action: "create", status, diagnostics: [] })),
    requests: { reads: 0, writes: 0 },
    cancelled,
  });

  it.each<[Report, number]>([
    [report(false), 0],
    [report(false, "done", "done"), 0],
    [report(false, "done", "failed"), 8],
    [report(false, "partly"), 8],
    [report(false, "done", "not-tried"), 8],
    [report(false, "failed", "not-tried"), 2],
    [report(true, "done", "not-tried"), 130],
  ])("%j", (of, code) => expect(exitCodeOf([], reportCodes(of))).toBe(code));

  it("is that of the configuration where nothing was written for want of a scope", () => {
    expect(exitCodeOf([error("scope-missing", "…")], reportCodes(report(false, "failed")))).toBe(3);
  });
});
