/** Compiles `types/`, in which every line that must not compile says so. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The compiler reads zod and both halves of core: slow on a busy machine.
const PATIENCE = 300_000;

test("what is right compiles, and what is wrong does not", { timeout: PATIENCE }, () => {
  const config = ts.readConfigFile(file("../../../tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, file("../../.."), { noEmit: true });
  const names = readdirSync(file("types")).map((name) => file(`types/${name}`));
  const program = ts.createProgram(names, options);
  const problems = names.flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
  expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, "\n"))).toEqual([]);
});
