import { expect, it, vi } from "vitest";
import { moment } from "../src/kind.js";

it.each([
  ["2026-03-01", "2026-03-01T00:00:00Z"],
  ["2026-03-01T12:00", "2026-03-01T12:00:00Z"],
  ["2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00Z"],
  ["2026-03-01 12:00:00.5-0130", "2026-03-01T13:30:00.500Z"],
  ["2026-03-01T12:00:00.000000Z", "2026-03-01T12:00:00Z"],
  ["2026-02-30", undefined],
  ["2026-13-01", undefined],
  ["2026-03-01T25:00Z", undefined],
  ["tomorrow", undefined],
  ["0000-06-01", undefined],
  ["0001-01-01T00:00+02:00", undefined],
  ["9999-12-31T23:00-02:00", undefined],
  ["9999-12-31", "9999-12-31T00:00:00Z"],
])("%j is the moment %j, wherever the tool runs", (text, at) => {
  for (const zone of ["UTC", "America/New_York"]) {
    vi.stubEnv("TZ", zone);
    expect(moment(text)).toBe(at);
  }
  vi.unstubAllEnvs();
});
