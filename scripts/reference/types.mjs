import ts from "typescript";
import { absentIn, objectsIn, splitComment } from "./absence.mjs";
import { code, either, table } from "./markdown.mjs";

/** As many words as a cell takes; longer lists of values get a section of their own. */
const SHORT_LIST = 12;
/** Fields that so many types inherit are said once, in a section of their base. */
const SHARED = 4;

/**
 * The types of one page: tables of their fields, with a section for each further type that they mention.
 * `own`: the package whose types belong on this page. `elsewhere(symbol, name)`: where another package's type is
 * described. `kindLink(name)`: a link to the page of a kind. `silent`: comments need not say that a field is left alone.
 */
export function typesOf({ checker, resolved, packageOf, comment }, { own, elsewhere, kindLink, silent = false }) {
  /** Name to symbol and the schemas of what is described here, in the order in which it is mentioned. */
  const sections = new Map();
  const problems = [];

  // ── types as people read them

  function text(node) {
    if (ts.isParenthesizedTypeNode(node)) return text(node.type);
    if (ts.isUnionTypeNode(node)) return either(node.types.flatMap((member) => shortValues(member) ?? [text(member)]));
    if (ts.isIntersectionTypeNode(node)) return node.types.map(text).join(" with ");
    if (ts.isTypeOperatorNode(node)) return text(node.type);
    if (ts.isArrayTypeNode(node)) return `list of ${text(node.elementType)}`;
    if (ts.isTypeReferenceNode(node)) return reference(node);
    if (ts.isTypeLiteralNode(node))
      return code(`{ ${node.members.map((member) => member.name?.getText() ?? "…").join(", ")} }`);
    return code(node.getText());
  }

  function reference(node) {
    const [first, second] = node.typeArguments ?? [];
    const name = node.typeName.getText();
    if (name === "Readonly" || name === "Partial") return text(first);
    if (name === "Record") return `object of ${text(second)}`;
    if (name === "Reference" || name === "Ref") {
      const kind = first.getText().slice(1, -1);
      return `${kindLink(kind) ?? code(kind)} (definition or reference)`;
    }
    const symbol = resolved(checker.getSymbolAtLocation(node.typeName));
    const declaration = symbol.declarations[0];
    if (ts.isTypeParameterDeclaration(declaration))
      return declaration.default ? text(declaration.default) : text(declaration.constraint);
    const values = shortValues(node);
    if (values) return either(values);
    if (packageOf(symbol) === undefined) return code(node.getText());
    if (packageOf(symbol) !== own) return elsewhere(symbol, name) ?? code(name);
    mention(symbol);
    return `[${code(name)}](#${name.toLowerCase()})`;
  }

  /** The values of a type that is nothing but a choice of them, as TypeScript writes them. */
  function valuesOf(node) {
    if (ts.isParenthesizedTypeNode(node)) return valuesOf(node.type);
    if (ts.isLiteralTypeNode(node)) return [code(node.getText())];
    if (ts.isUnionTypeNode(node)) {
      const values = node.types.map(valuesOf);
      return values.includes(undefined) ? undefined : values.flat();
    }
    if (!ts.isTypeReferenceNode(node)) return undefined;
    const [declaration] = resolved(checker.getSymbolAtLocation(node.typeName)).declarations;
    return ts.isTypeAliasDeclaration(declaration) ? valuesOf(declaration.type) : undefined;
  }

  function shortValues(node) {
    const values = valuesOf(node);
    return values && values.length <= SHORT_LIST ? values : undefined;
  }

  /** Fields put together by hand, which read better as a table. */
  const isObject = (declaration) =>
    ts.isInterfaceDeclaration(declaration) ||
    (ts.isIntersectionTypeNode(declaration.type) && declaration.type.types.some(ts.isTypeLiteralNode));

  // ── fields

  /** Where a field is written down; one that a type computes is nowhere. */
  const declaredIn = (property) => property.valueDeclaration ?? property.declarations?.[0];

  const propertiesOf = (symbol) => checker.getDeclaredTypeOfSymbol(symbol).getProperties();

  /** The type's bases that have a section: their fields are not said twice. */
  const described = (symbol) => basesOf(symbol).filter(({ name }) => sections.has(name));

  function basesOf(symbol) {
    const clauses = symbol.declarations.flatMap((declaration) => declaration.heritageClauses ?? []);
    return clauses
      .flatMap(({ types }) => types.flatMap((type) => (ts.isIdentifier(type.expression) ? [type.expression] : [])))
      .map((name) => resolved(checker.getSymbolAtLocation(name)))
      .filter((base) => packageOf(base) === own);
  }

  function rowsOf(properties, schemas, { shorthands = {}, where }) {
    const shown = properties.filter((each) => declaredIn(each)?.type?.kind !== ts.SyntaxKind.UndefinedKeyword);
    const names = new Map();
    const rows = [];
    for (const property of shown) {
      const alias = /^PostHog's name of `(\w+)`\.$/.exec(comment(property))?.[1];
      if (alias) names.set(alias, property.name);
    }
    for (const property of shown) {
      if ([...names.values()].includes(property.name)) continue;
      const type = declaredIn(property)?.type;
      const { absent, text: meaning } = splitComment(comment(property));
      const also = names.get(property.name);
      const name = code(property.name) + (also ? `, also ${code(also)}` : "");
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      const fields = schemas.map((schema) => schema.shape[property.name]).filter(Boolean);
      rows.push([
        name,
        type ? text(type) : code(checker.typeToString(checker.getTypeOfSymbol(property))),
        !optional
          ? "required"
          : property.name in shorthands
            ? ""
            : absence(
                { said: absent, deprecated: /^Deprecated\./m.test(meaning) },
                fields,
                `${where}.${property.name}`,
              ),
        meaning,
      ]);
    }
    return rows;
  }

  function absence({ said, deprecated }, fields, where) {
    const ruled = [...new Set(fields.map(absentIn))];
    const leftAlone = ruled.includes("left alone");
    if (ruled.length > 0 && said !== undefined && leftAlone !== /left alone/.test(said))
      problems.push(`${where}: the comment says "${said}", the schema "${ruled.join(", ")}"`);
    if (leftAlone && said === undefined && !deprecated && !silent)
      problems.push(`${where}: the comment does not say that it is left alone`);
    return said ?? ruled[0] ?? "none";
  }

  const isCalls = (properties) =>
    properties.length > 0 && properties.every(({ flags }) => flags & ts.SymbolFlags.Method);

  function callRows(properties) {
    return properties.map((property) => {
      const { parameters } = property.valueDeclaration;
      const names = parameters.map(({ name }) => name.getText()).join(", ");
      return [
        code(`${property.name}(${names})`),
        parameters.map(({ type }) => text(type)).join(", "),
        comment(property),
      ];
    });
  }

  function fieldTable(symbol, schemas, options = {}) {
    const bases = described(symbol);
    const inherited = new Set(bases.flatMap(propertiesOf).map(({ name }) => name));
    const properties = propertiesOf(symbol).filter(({ name }) => !inherited.has(name));
    const lead = bases.map(({ name }) => `[${code(name)}](#${name.toLowerCase()})`).join(" and ");
    if (properties.length === 0) return lead && `All of ${lead}.`;
    const body = isCalls(properties)
      ? table(["call", "takes", "meaning"], callRows(properties))
      : table(
          ["field", "type", "absent", "meaning"],
          rowsOf(inOrder(properties), schemas, { where: symbol.name, ...options }),
        );
    return lead ? `All of ${lead}, and:\n\n${body}` : body;
  }

  // ── sections

  function mention(symbol) {
    if (!sections.has(symbol.name)) sections.set(symbol.name, { symbol, schemas: [] });
  }

  /** Which schemas describe the types that a field mentions: those of the objects which that field may hold. */
  function follow(property, schemas) {
    const before = new Set(sections.keys());
    const type = declaredIn(property)?.type;
    if (type) text(type);
    const objects = schemas.flatMap((schema) => objectsIn(schema.shape[property.name]));
    for (const [name, section] of sections) if (!before.has(name)) section.schemas = objects;
  }

  function body(symbol, schemas) {
    const declaration = symbol.declarations[0];
    if (isObject(declaration)) return fieldTable(symbol, schemas);
    const values = valuesOf(declaration.type);
    if (values) return `One of ${either(values)}.`;
    return `${capital(text(declaration.type))}.`;
  }

  return {
    problems,
    text,
    mention,
    fieldTable,
    /** Finds everything that will be described, before anything is written: sections refer to each other. */
    collect(schemasOf = () => []) {
      walk(schemasOf);
      const bases = [...sections.values()].flatMap(({ symbol }) => basesOf(symbol));
      const shared = bases.filter((base) => bases.filter((other) => other === base).length >= SHARED);
      if (shared.every(({ name }) => sections.has(name))) return;
      shared.forEach(mention);
      this.collect(schemasOf);
    },
    sections: (skip = []) =>
      [...sections.values()]
        .filter(({ symbol }) => !skip.includes(symbol))
        .map(({ symbol, schemas }) => `### ${symbol.name}\n\n${comment(symbol)}\n\n${body(symbol, schemas)}`),
  };

  function walk(schemasOf) {
    for (const [, section] of sections) {
      const { symbol } = section;
      if (section.schemas.length === 0) section.schemas = schemasOf(symbol);
      const names = new Set(propertiesOf(symbol).map(({ name }) => name));
      const schemas = closest(section.schemas, names);
      section.schemas = schemas;
      if (isObject(symbol.declarations[0])) {
        for (const property of propertiesOf(symbol)) {
          if (property.flags & ts.SymbolFlags.Method) callRows([property]);
          else follow(property, schemas);
        }
      } else {
        const before = new Set(sections.keys());
        if (!valuesOf(symbol.declarations[0].type)) text(symbol.declarations[0].type);
        for (const [name, other] of sections) if (!before.has(name)) other.schemas = section.schemas;
      }
    }
  }

  /** Of the objects that may stand in a place, those with most of the type's fields. */
  function closest(schemas, names) {
    if (names.size === 0 || schemas.length < 2) return schemas;
    const fit = (schema) => Object.keys(schema.shape).filter((name) => names.has(name)).length;
    const strangers = (schema) => Object.keys(schema.shape).filter((name) => !names.has(name)).length;
    const best = Math.max(...schemas.map((schema) => fit(schema) - strangers(schema)));
    return schemas.filter((schema) => fit(schema) - strangers(schema) === best);
  }
}

/** What every definition has stands where people look for it: its key at the top. */
const inOrder = (properties) =>
  properties.some(({ name }) => name === "protect")
    ? [...properties].sort((a, b) => Number(b.name === "key") - Number(a.name === "key"))
    : properties;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
