import ts from "typescript";

export interface Property {
  /** `TileLayout.w` */
  readonly name: string;
  /** What hovering it shows; empty when it has no comment. */
  readonly comment: string;
}

/**
 * Every property that can be written into, or read from, what the functions exported by a file take and give: through
 * objects, unions, intersections, lists, records and type parameters. Only what is declared in files that are `ours`.
 */
export function everyProperty(
  program: ts.Program,
  file: ts.SourceFile,
  ours: (file: string) => boolean,
): readonly Property[] {
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Type>();
  const found = new Map<ts.Symbol, Property>();

  const callable = (type: ts.Type): void => {
    for (const signature of type.getCallSignatures()) {
      for (const parameter of signature.parameters) visit(checker.getTypeOfSymbol(parameter));
      visit(signature.getReturnType());
    }
  };

  const visit = (type: ts.Type): void => {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.isUnionOrIntersection()) return type.types.forEach(visit);
    const constraint = type.flags & ts.TypeFlags.TypeParameter ? type.getConstraint() : undefined;
    if (constraint) return visit(constraint);
    if (!(type.flags & ts.TypeFlags.Object)) return;
    checker.getTypeArguments(type as ts.TypeReference).forEach(visit);
    for (const { type: value } of checker.getIndexInfosOfType(type)) visit(value);
    for (const property of type.getProperties()) {
      const declaration = property.declarations?.[0];
      if (!declaration || !ours(declaration.getSourceFile().fileName)) continue;
      found.set(property, { name: `${ownerOf(declaration)}.${property.name}`, comment: commentOf(property) });
      visit(checker.getTypeOfSymbol(property));
    }
    callable(type);
  };

  const commentOf = (property: ts.Symbol): string => {
    const text = ts.displayPartsToString(property.getDocumentationComment(checker));
    // Editors show tags, such as `@deprecated`, below the text.
    const tags = property.getJsDocTags(checker).map(({ text }) => ts.displayPartsToString(text));
    return [text, ...tags].join("\n").trim();
  };

  const module = checker.getSymbolAtLocation(file)!;
  for (const exported of checker.getExportsOfModule(module)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (symbol.valueDeclaration) callable(checker.getTypeOfSymbol(symbol));
  }
  return [...found.values()];
}

function ownerOf(declaration: ts.Declaration): string {
  let node: ts.Node = declaration.parent;
  while (!ts.isSourceFile(node)) {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return node.name.text;
    node = node.parent;
  }
  return "(anonymous)";
}
