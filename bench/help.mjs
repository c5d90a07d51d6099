import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));

/** `--help` with every plugin installed, beside an oclif program with one command that does nothing. */
export async function help() {
  const bare = mkdtempSync(join(tmpdir(), "bench-help-"));
  mkdirSync(join(bare, "commands"));
  mkdirSync(join(bare, "node_modules/@oclif"), { recursive: true });
  symlinkSync(join(repository, "apps/cli/node_modules/@oclif/core"), join(bare, "node_modules/@oclif/core"));
  writeFileSync(
    join(bare, "package.json"),
    JSON.stringify({ name: "bare", version: "1.0.0", type: "module", oclif: { bin: "bare", commands: "./commands" } }),
  );
  writeFileSync(
    join(bare, "commands/noop.js"),
    `import { Command } from "@oclif/core"; export default class Noop extends Command { async run() {} }\n`,
  );
  writeFileSync(
    join(bare, "run.js"),
    `import { execute } from "@oclif/core"; await execute({ dir: import.meta.url });\n`,
  );
  const ours = [join(repository, "packages/definitions/bin/posthog-definitions.js"), "--help"];
  const ratios = Array.from({ length: 9 }, () => {
    const theirs = time([join(bare, "run.js"), "--help"], bare);
    return time(ours, join(repository, "apps/example")) / theirs;
  }).sort((a, b) => a - b);
  return [
    { what: "--help", measured: ratios[4], bar: { most: 1.3, show: (n) => `${n.toFixed(2)} × a bare oclif program` } },
  ];
}

function time(command, cwd) {
  const start = performance.now();
  execFileSync(process.execPath, command, { cwd, stdio: "ignore" });
  return performance.now() - start;
}
