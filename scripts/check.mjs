// What CI asks beside the tests: types, lint, formatting, and what would be published. In two lanes, as CI has two cores.
import { spawn } from "node:child_process";
import { build, install, root, tool } from "./steps.mjs";

install();
build();

const commands = [
  [tool("tsc"), "--noEmit", "-p", "tsconfig.json"],
  [tool("eslint"), ".", "--max-warnings", "0"],
  [tool("prettier"), "--check", "--log-level", "warn", "."],
  [process.execPath, "scripts/reference.mjs", "--check"],
  [process.execPath, "scripts/api.mjs", "--check"],
  [process.execPath, "scripts/published.mjs"],
];
// Each lane takes the next one that nobody has taken.
const failures = (await Promise.all([inTurn(commands), inTurn(commands)])).flat();
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);

/** Runs commands one after the other, until there is none left, and gives what the failing ones said. */
async function inTurn(left) {
  const failures = [];
  for (let next = left.shift(); next; next = left.shift()) {
    const [program, ...args] = next;
    const { code, said } = await ended(program, args);
    if (code !== 0) failures.push(`${program} ${args.join(" ")} ended with ${code}:\n${said}`);
  }
  return failures;
}

function ended(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("error", (error) => resolve({ code: 1, said: error.message }));
    child.on("close", (code) => resolve({ code, said }));
  });
}
