/** Which declarations differ between two pages of docs/api, by name, with the entry where it is not the main one. */
export function changes(before, after) {
  const old = declarations(before);
  const fresh = declarations(after);
  return {
    removed: [...old.keys()].filter((name) => !fresh.has(name)),
    changed: [...old.keys()].filter((name) => fresh.has(name) && fresh.get(name) !== old.get(name)),
    added: [...fresh.keys()].filter((name) => !old.has(name)),
  };
}

const NAME =
  /^(?:export )?(?:declare )?(?:abstract )?(?:function|const|class|interface|type|namespace|enum) ([\w$]+)|^export \{ (?:[\w$]+ as )?([\w$]+) \}/;

function declarations(page) {
  const found = new Map();
  for (const part of page.split(/^## /m).slice(1)) {
    const entry = /^`(?:@[^/]+\/)?[^/`]+\/?(.*)`/.exec(part)[1];
    const code = /```ts\n([\s\S]*?)\n```/.exec(part)?.[1] ?? "";
    for (const text of code.split("\n\n")) {
      const [, one, other] = NAME.exec(text.replace(/^\/\/ not exported\n/, "")) ?? [];
      const name = one ?? other;
      if (name !== undefined) found.set(entry === "" ? name : `${name} (${entry})`, text);
    }
  }
  return found;
}
