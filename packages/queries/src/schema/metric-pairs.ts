import { isRef } from "@posthog-definitions/core";
import { normaliseMetric } from "./metric-form.js";
import { isObject } from "./wire.js";

/**
 * A metric has no name of ours: which of the wanted ones is which of those that are there is told by a pinned `uuid`, then
 * by name, then by equal content, then by the place among those that are left.
 *
 * @returns For each wanted metric the position of the one that it is, or `undefined` for a new one.
 */
export function pairMetrics(want: readonly unknown[], have: readonly unknown[]): (number | undefined)[] {
  const pairs = want.map((): number | undefined => undefined);
  const free = new Set(have.keys());
  const wanted = want.map(normaliseMetric);
  const there = have.map(normaliseMetric);
  const pairBy = (is: (want: unknown, have: unknown) => boolean): void => {
    for (const [i, metric] of wanted.entries()) {
      if (pairs[i] !== undefined) continue;
      const found = [...free].find((j) => is(metric, there[j]));
      if (found === undefined) continue;
      pairs[i] = found;
      free.delete(found);
    }
  };
  pairBy((a, b) => said(a, "uuid") !== undefined && said(a, "uuid") === said(b, "uuid"));
  pairBy((a, b) => said(a, "name") !== undefined && said(a, "name") === said(b, "name"));
  pairBy((a, b) => alike(unnamed(a), unnamed(b)));
  pairBy(() => true);
  return pairs;
}

const said = (metric: unknown, member: string): unknown => (isObject(metric) ? metric[member] : undefined);

const unnamed = (metric: unknown): unknown => {
  if (!isObject(metric)) return metric;
  const { name: _name, uuid: _uuid, ...content } = metric;
  return content;
};

/** Equal, as far as can be told while one side has references where the other has ids. */
function alike(a: unknown, b: unknown): boolean {
  if (isRef(a) || isRef(b)) return alikeRefs(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => alike(item, b[i]));
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => alike(a[name], b[name]));
}

/** A reference by key may be any id. */
function alikeRefs(a: unknown, b: unknown): boolean {
  const idOf = (value: unknown): unknown => (isRef(value) ? value.id : value);
  const keyOf = (value: unknown): unknown => (isRef(value) ? value.key : undefined);
  if (keyOf(a) !== undefined && keyOf(b) !== undefined) return keyOf(a) === keyOf(b);
  return idOf(a) === undefined || idOf(b) === undefined || idOf(a) === idOf(b);
}
