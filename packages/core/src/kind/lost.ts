import { isDefinition } from "../definition.js";
import { isRef } from "../reference.js";
import { isSecret } from "../secret.js";
import type { Path } from "../values.js";

/** Members called `__proto__` that parsing lost: zod leaves them out unseen, to be safe. Where it kept one, there is none. */
export function lostMembers(written: unknown, parsed: unknown, path: Path = []): Path[] {
  if (!isContainer(written) || !isContainer(parsed) || Array.isArray(written) !== Array.isArray(parsed)) return [];
  return Object.keys(written).flatMap((name): Path[] => {
    const here = [...path, Array.isArray(written) ? Number(name) : name];
    if (Object.hasOwn(parsed, name)) return lostMembers(member(written, name), member(parsed, name), here);
    return name === "__proto__" ? [here] : [];
  });
}

const isContainer = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !isDefinition(value) && !isRef(value) && !isSecret(value);

/** Its own, also where that is called `__proto__`. */
const member = (of: object, name: string): unknown => Object.getOwnPropertyDescriptor(of, name)?.value;
