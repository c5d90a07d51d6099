import { code, table } from "./markdown.mjs";

/** The functions among what a package exports, with the type of what they take when it is one object. */
export function functionsOf({ checker }, exported) {
  return exported.flatMap((symbol) => {
    if (!symbol.valueDeclaration) return [];
    const signatures = checker.getTypeOfSymbol(symbol).getCallSignatures();
    return signatures.length > 0 ? [{ symbol, signatures }] : [];
  });
}

/** A table of functions: what to call with what, and what it is for. */
export function functionTable(types, { comment }, functions) {
  const rows = functions.map(({ symbol, signatures }) => {
    const calls = signatures.map(({ parameters }) => code(`${symbol.name}(${parameters.map(nameOf).join(", ")})`));
    const takes = signatures.flatMap(({ parameters }) => parameters.map((parameter) => typeOf(types, parameter)));
    return [calls.join("<br>"), [...new Set(takes)].join("; "), comment(symbol)];
  });
  return table(["call", "takes", "makes"], rows);
}

const nameOf = (parameter) => {
  const { dotDotDotToken, questionToken, initializer } = parameter.valueDeclaration;
  return `${dotDotDotToken ? "…" : ""}${parameter.name}${questionToken || initializer ? "?" : ""}`;
};

const typeOf = (types, parameter) => {
  const { type } = parameter.valueDeclaration;
  return type ? types.text(type) : "";
};
