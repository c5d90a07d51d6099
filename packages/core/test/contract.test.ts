import { describe, expect, it } from "vitest";
import { CONTRACT, contractProblem, OLDEST_CONTRACT } from "../src/index.js";
import { createRegistry, type Kind } from "../src/kind.js";

const plugin = { package: "a-plugin", version: "1.2.3" };

describe("the version of the contract", () => {
  it.each([
    [2, undefined],
    [3, undefined],
    [4, undefined],
    [1, "a-plugin 1.2.3 is written for contract 1, this tool reads 2 to 4."],
    [5, "a-plugin 1.2.3 is written for contract 5, this tool reads 2 to 4."],
  ])("%i, where 2 to 4 are read", (contract, message) => {
    expect(contractProblem(plugin, contract, { oldest: 2, newest: 4 })?.message).toBe(message);
  });

  it("tells which of the two to update", () => {
    const hint = (contract: number) => contractProblem(plugin, contract, { oldest: 2, newest: 2 })?.hint;
    expect(hint(1)).toMatch(/^Update the plugin/);
    expect(hint(3)).toMatch(/^Update the command line tool/);
  });

  it.each([OLDEST_CONTRACT - 1, CONTRACT + 1])("%i on a kind leaves the kind out", (contract) => {
    const kind = { name: "thing", contract } as Kind;
    const { registry, diagnostics } = createRegistry([{ kind, source: plugin }]);
    expect([...registry.kinds.keys()]).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["plugin-contract"]);
  });
});
