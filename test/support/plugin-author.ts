import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository, write } from "./packed.js";

const { packageManager } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  packageManager: string;
};

/** How a package manager is started, and told to install without asking the registry for what it has. */
const managers = {
  npm: { start: ["npm"], install: ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"] },
  pnpm: { start: ["npx", "--yes", packageManager], install: ["install", "--prefer-offline", "--no-frozen-lockfile"] },
};
export type Manager = keyof typeof managers;

/** A folder in which somebody works with a package manager. */
export class Workplace {
  constructor(
    readonly folder: string,
    readonly manager: Manager,
    private readonly tarballs: ReadonlyMap<string, string>,
  ) {}

  /** Installs what `package.json` says, with our own packages from the tarballs instead of the registry. */
  async install(): Promise<void> {
    const file = join(this.folder, "package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string> | undefined>;
    const at = Object.fromEntries([...this.tarballs].map(([name, tarball]) => [name, `file:${tarball}`]));
    for (const part of ["dependencies", "devDependencies"])
      for (const name of Object.keys(manifest[part] ?? {})) if (at[name]) manifest[part]![name] = at[name];
    const direct = { ...manifest["dependencies"], ...manifest["devDependencies"] };
    const others = Object.fromEntries(Object.entries(at).filter(([name]) => !(name in direct)));
    const forced = this.manager === "npm" ? { overrides: others } : { pnpm: { overrides: at } };
    writeFileSync(file, JSON.stringify({ ...manifest, ...forced }, null, 2));
    await this.run(...managers[this.manager].install);
  }

  /** Runs the package manager; throws with all that it said when that fails. */
  run(...args: string[]): Promise<string> {
    const [program, ...first] = managers[this.manager].start;
    return this.start(program!, ...first, ...args);
  }

  /** Runs any program in the folder. */
  async start(program: string, ...args: readonly string[]): Promise<string> {
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(POSTHOG|FORCE_COLOR|NODE_OPTIONS|npm_|VITEST|CI$)/.test(name)),
    );
    const ran = promisify(execFile)(program, args, { cwd: this.folder, env: { ...env, NO_COLOR: "1" } });
    try {
      const { stdout, stderr } = await ran;
      return stdout + stderr;
    } catch (thrown) {
      const { stdout = "", stderr = "" } = thrown as { stdout?: string; stderr?: string };
      throw new Error(`${[program, ...args].join(" ")} failed:\n${stdout}${stderr}`, { cause: thrown });
    }
  }

  write(files: Readonly<Record<string, string>>): void {
    write(this.folder, files);
  }
}

/** A fenced block of a page. */
export interface Block {
  /** `"ts"`, `"md README.md"` */
  readonly info: string;
  readonly text: string;
}

export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^(`{3,})([^`\n]*)\n([^]*?)\n\1$/gm)].map(([, , info = "", text = ""]) => ({
    info,
    text,
  }));
}

/** The files that a page gives, by the names that stand in their first lines, or behind the language. */
export function filesIn(markdown: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { info, text } of blocksOf(markdown)) {
    const name = /^\/\/ (\S+\.ts)$/m.exec(text.split("\n")[0]!)?.[1] ?? info.split(" ")[1];
    if (name !== undefined) files[name] = `${text}\n`;
  }
  return files;
}
