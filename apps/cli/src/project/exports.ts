/** In the order of a package's own conditions: what `import` in Node would take. */
const CONDITIONS = new Set(["node", "import", "module-sync", "default"]);

/**
 * The file that a package exports under a name, relative to its folder, as Node's `import` resolves it. Node has no call
 * that does this for a package that is not a dependency of ours.
 */
export function exportedFile(exports: unknown, name: string): string | undefined {
  if (typeof exports === "string" || isConditions(exports)) return name === "." ? chosen(exports) : undefined;
  if (typeof exports !== "object" || exports === null) return undefined;
  const entries = exports as Record<string, unknown>;
  if (Object.hasOwn(entries, name)) return chosen(entries[name]);
  for (const [pattern, target] of Object.entries(entries)) {
    const [before, after, ...more] = pattern.split("*");
    if (before === undefined || after === undefined || more.length > 0) continue;
    if (!name.startsWith(before) || !name.endsWith(after) || name.length < pattern.length) continue;
    return chosen(target)?.replaceAll("*", name.slice(before.length, name.length - after.length));
  }
  return undefined;
}

function chosen(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (Array.isArray(target)) {
    for (const item of target) {
      const file = chosen(item);
      if (file !== undefined) return file;
    }
    return undefined;
  }
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const file = CONDITIONS.has(condition) ? chosen(inner) : undefined;
    if (file !== undefined) return file;
  }
  return undefined;
}

const isConditions = (exports: unknown): boolean =>
  typeof exports === "object" &&
  exports !== null &&
  !Array.isArray(exports) &&
  !Object.keys(exports)[0]?.startsWith(".");
