import { addressOf, isPlain } from "@posthog-definitions/core";
import type { Kind } from "@posthog-definitions/core/kind";
import fc from "fast-check";
import { Breach } from "../report/broken.js";
import { printDefinition } from "../report/print.js";
import { Refused } from "../workbench/hand.js";
import type { Row } from "../workbench/live.js";
import type { Workbench } from "../workbench/workbench.js";
import { expectNothing } from "./compare.js";
import type { Law, Subject } from "./law.js";
import { holds, notApplicable } from "./property.js";

/** How a row of a newer PostHog may differ from the ones that the kind was written for. */
type News = (row: Row) => Row;

const withMembers: News = (row) => ({
  ...row,
  from_the_future: { nested: [1, { deep: null }] },
  is_from_the_future: true,
});

/** Words that nobody knows where words stand, however deep. */
const withWords: News = (row) => leaves(row, (value) => (typeof value === "string" ? "from-the-future" : value)) as Row;

/** Things that nobody knows among things of a list, however deep. */
const withThings: News = (row) => lists(row) as Row;

const withNull =
  (pick: number): News =>
  (row) => {
    const names = Object.keys(row).filter((name) => name !== "id");
    return { ...row, [names[pick % names.length]!]: null };
  };

/**
 * Law 9, tolerance: an unknown field or enum value in a row, managed or not, breaks nothing.
 *
 * What breaks it: a `decode` (or `title`, or `joins`) that throws on a value it does not know, or spreads what it does
 * not know into the spec.
 */
export const tolerance: Law = {
  number: 9,
  name: "tolerance",
  statement: "an unknown field or enum value in a row, managed or not, breaks nothing.",
  async check(subject) {
    const { specs, runs } = subject;
    await holds(this, subject, {
      arbitrary: fc.record({ inputs: specs.several(2), odd: specs.inputs, pick: fc.nat() }),
      runs: Math.max(4, Math.ceil(runs * 0.06)),
      show: ({ inputs, odd }) =>
        `${inputs.map((input) => printDefinition(specs.define(input))).join("\n")}\nand a row of somebody else's like\n${printDefinition(specs.define(odd))}`,
      shrinking: 0,
      smaller: ({ inputs, odd, pick }) => [
        ...(inputs.length > 1 ? [{ inputs: inputs.slice(0, 1), odd, pick }] : []),
        ...specs.smaller(inputs).map((less) => ({ inputs: less, odd, pick })),
        ...specs.smaller([odd]).map(([less]) => ({ inputs, odd: less!, pick })),
      ],
      body: ({ inputs, odd, pick }, bench) => tolerated(subject, inputs, odd, pick, bench),
    });
  },
};

type Inputs = Parameters<Subject["specs"]["define"]>[0];

async function tolerated(
  subject: Subject,
  inputs: readonly Inputs[],
  odd: Inputs,
  pick: number,
  bench: Workbench,
): Promise<void> {
  const { kind, specs, friends } = subject;
  const [ours, other] = inputs.map((input) => specs.define(input));
  if (!ours) return notApplicable();
  const all = [...friends, ours, ...(other ? [other] : [])];
  await expectFine(
    bench.run(all, { tamper: rowsOf(kind, () => true, withMembers) }),
    "to create, where every row has an unknown field,",
  );
  expectNothing(
    await expectFine(
      bench.run(all, { tamper: rowsOf(kind, () => true, withMembers), dry: true }),
      "where every row has an unknown field,",
    ),
    "Where every row has an unknown field",
  );
  const news: [string, News][] = [
    ["unknown words", withWords],
    ["unknown things in its lists", withThings],
    ["null in a field", withNull(pick)],
  ];
  for (const [what, turn] of news) {
    const mine = markedFor(kind, ours.key);
    const plan = await expectFine(
      bench.run(all, { tamper: rowsOf(kind, mine, keepingIdentity(kind, turn)), dry: true }),
      `where ${addressOf(ours)} has ${what},`,
    );
    if (other && !plan.unchanged.includes(addressOf(other)))
      throw new Breach(`A row with ${what} has made ${addressOf(other)}, which is in order, show up as changed.`);
  }
  if (kind.api.singleton) return;
  const stranger = await foreign(subject, odd, bench);
  if (stranger === undefined) return;
  for (const [what, turn] of news) {
    const theirs = (row: Row): boolean => row["id"] === stranger;
    const plan = await expectFine(
      bench.run(all, { tamper: rowsOf(kind, theirs, (row) => ({ ...turn(row), id: row["id"] })), dry: true }),
      `where a foreign row has ${what},`,
    );
    expectNothing(plan, `Where a foreign row has ${what}`);
  }
}

async function foreign({ kind, specs }: Subject, input: Inputs, bench: Workbench): Promise<unknown> {
  try {
    return (await bench.hand.create(kind, specs.spec(input)!, { name: "stranger" }))["id"];
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

async function expectFine(running: ReturnType<Workbench["run"]>, when: string) {
  const { plan, error, report } = await running;
  if (!plan || error)
    throw new Breach(
      `To plan ${when} fails: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  const wrong = plan.diagnostics.filter((d) => d.severity === "error" && d.code !== "refused");
  if (wrong.length > 0)
    throw new Breach(`To plan ${when} is an error: ${wrong.map((d) => `${d.code}: ${d.message}`).join("; ")}`);
  const open = report?.outcomes.filter((outcome) => outcome.status !== "done") ?? [];
  if (open.length > 0)
    throw new Breach(
      `To apply ${when} does not work: ${open
        .flatMap((o) => o.diagnostics)
        .map((d) => `${d.code}: ${d.message}`)
        .join("; ")}`,
    );
  return plan;
}

const markedFor =
  (kind: Kind, key: string) =>
  (row: Row): boolean =>
    kind.identity.read(row, kind.plural).some((mark) => mark.key.toLowerCase() === key.toLowerCase());

/** The mark, the id and a unique value say which row it is: those stay. */
const keepingIdentity =
  (kind: Kind, turn: News): News =>
  (row) => {
    const kept = [
      "id",
      kind.identity.carrier,
      kind.unique?.field,
      kind.identity.carrier === undefined
        ? Object.keys(kind.identity.write({}, { key: "" }, kind.plural))[0]
        : undefined,
    ];
    return {
      ...turn(row),
      ...Object.fromEntries(kept.flatMap((name) => (name !== undefined && name in row ? [[name, row[name]]] : []))),
    };
  };

/** Turns some rows of a kind wherever an answer holds them: in a list, or alone. */
function rowsOf(kind: Kind, which: (row: Row) => boolean, turn: News): (path: string, body: unknown) => unknown {
  const one = (row: unknown): unknown => (isPlain(row) && "id" in row && which(row) ? turn(row) : row);
  return (path, body) => {
    const below = path.replace(/^\/api\/[a-z]+\/[^/]+\//, "");
    // The path of a single row may be that of the project, below which everything is.
    const theirs = kind.api.singleton ? below === kind.api.path : below.startsWith(kind.api.path);
    if (!theirs || !isPlain(body)) return body;
    return Array.isArray(body["results"]) ? { ...body, results: (body["results"] as unknown[]).map(one) } : one(body);
  };
}

function leaves(value: unknown, turn: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => leaves(each, turn));
  if (!isPlain(value)) return turn(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, leaves(each, turn)]));
}

function lists(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(lists);
    return items.some((item) => isPlain(item)) ? [...items, { id: 987654, type: "from-the-future" }] : items;
  }
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, lists(each)])) : value;
}
