import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { SAVED_PLAN_VERSION, type SavedPlan } from "@posthog-definitions/executor";
import { problem, type Problem } from "../problem.js";

/** The plan in a file. Throws a `Problem` where the file is none, or one of another version. */
export function readSavedPlan(file: string, cwd: string): SavedPlan {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(resolve(cwd, file), "utf8"));
  } catch (thrown) {
    throw invalid(file, thrown instanceof SyntaxError ? "it is not JSON" : "it cannot be read");
  }
  const { version, rows, plan, project } = (content ?? {}) as Partial<Record<keyof SavedPlan, unknown>>;
  const isPlan = [rows, plan, project].every((part) => typeof part === "object" && part !== null);
  if (!isPlan || typeof version !== "number") throw invalid(file, "it is something else");
  if (version !== SAVED_PLAN_VERSION)
    throw invalid(
      file,
      `it has the form ${version}, and this version of the tool writes and reads ${SAVED_PLAN_VERSION}`,
    );
  return content as SavedPlan;
}

/** Throws a `Problem` where the file cannot be written. */
export function writeSavedPlan(file: string, cwd: string, plan: SavedPlan): void {
  try {
    writeFileSync(resolve(cwd, file), `${JSON.stringify(plan, null, 2)}\n`);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw problem("arguments-invalid", `--out ${file} cannot be written: ${why}.`);
  }
}

const invalid = (file: string, why: string): Problem =>
  problem("saved-plan-invalid", `${file} is no saved plan: ${why}.`, {
    hint: "posthog-definitions plan --out plan.json makes one.",
  });
