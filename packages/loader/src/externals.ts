import { fileURLToPath } from "node:url";
import type { Diagnostic } from "@posthog-definitions/core";
import type { Bundle } from "./bundle.js";
import { guarded } from "./guard.js";
import { mistake, notFound, thrownText } from "./mistakes.js";
import { nearest } from "./nearest.js";
import { findPackage, isOurs, packageName, readManifest } from "./packages.js";
import type { Project } from "./project.js";
import { importScript, withScript } from "./scratch.js";
import type { SourcePlace } from "./source-places.js";
import { typescript } from "./typescript.js";

/** An import of a package that fails, as a whole or for one name. */
export interface FaultyImport {
  readonly place: SourcePlace;
  readonly diagnostic: Diagnostic;
}

/** Packages are imported through a script beside the bundle's, just as that imports them. */
const PROBE = "export const load = (specifier) => import(specifier);\n";

/**
 * Node tells only the first import that fails, and not where it stands. This tries every import of a package that is left
 * in the script, where types are gone already.
 */
export function faultyImports(project: Project, bundle: Bundle): Promise<FaultyImport[]> {
  return withScript(project, PROBE, (url) =>
    guarded(async ({ settle }) => {
      const { load } = (await importScript(url)) as { load(specifier: string): Promise<object> };
      const tried = new Map<string, object | LoadFailure>();
      const faults: FaultyImport[] = [];
      for (const { specifier, name, place } of externalImports(bundle)) {
        const namespace =
          tried.get(specifier) ?? (await settle(load(specifier)).catch((reason) => new LoadFailure(reason, url)));
        tried.set(specifier, namespace);
        if (namespace instanceof LoadFailure) {
          if (name === undefined) faults.push({ place, diagnostic: unloadable(project, specifier, namespace, place) });
        } else if (name !== undefined && !(name in namespace)) {
          faults.push({ place, diagnostic: missingName(project, specifier, name, namespace, place) });
        }
      }
      return faults;
    }),
  );
}

class LoadFailure {
  constructor(
    readonly reason: unknown,
    readonly probe: string,
  ) {}
}

interface ExternalImport {
  readonly specifier: string;
  /** An imported name; absent for the package as a whole, which comes first. */
  readonly name?: string;
  readonly place: SourcePlace;
}

function externalImports({ script, places }: Bundle): ExternalImport[] {
  const ts = typescript();
  const tree = ts.createSourceFile("definitions.mjs", script, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  return tree.statements.flatMap((statement): ExternalImport[] => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const specifier = statement.moduleSpecifier.text;
    const { importClause: clause } = statement;
    const bindings = clause?.namedBindings;
    const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
    return [
      ...at(specifier, undefined, statement.moduleSpecifier.getStart(tree)),
      ...(clause?.name ? at(specifier, "default", clause.name.getStart(tree)) : []),
      ...named.flatMap((one) => at(specifier, (one.propertyName ?? one.name).text, one.getStart(tree))),
    ];
  });

  function at(specifier: string, name: string | undefined, offset: number): ExternalImport[] {
    const { line, character } = tree.getLineAndCharacterOfPosition(offset);
    const place = places.at(line + 1, character);
    return place === undefined ? [] : [{ specifier, name, place }];
  }
}

function unloadable(
  project: Project,
  specifier: string,
  { reason, probe }: LoadFailure,
  place: SourcePlace,
): Diagnostic {
  const text = thrownText(reason);
  // Where Node names the importer, it is our script, which says nothing to anybody.
  const ownImport = text.replace(` imported from ${fileURLToPath(probe)}`, "");
  const owner = packageName(specifier);
  if (ownImport !== text) {
    return owner !== undefined && findPackage(owner, project.root) === undefined
      ? notFound(project, specifier, place)
      : mistake("import-not-found", `Cannot import "${specifier}": ${ownImport}.`, place);
  }
  const code = owner !== undefined && isOurs(owner) ? "plugin-broken" : "load-failed";
  return mistake(code, `"${specifier}" could not be loaded: ${text}`, place);
}

function missingName(
  project: Project,
  specifier: string,
  name: string,
  namespace: object,
  place: SourcePlace,
): Diagnostic {
  const owner = packageName(specifier);
  const folder = owner === undefined ? undefined : findPackage(owner, project.root);
  const version = folder === undefined ? undefined : readManifest(folder).version;
  const similar = nearest(name, Object.keys(namespace));
  const update = owner && isOurs(owner) ? `Update ${owner}, or import it from the plugin that brings it.` : undefined;
  return mistake(
    "import-not-found",
    `"${specifier}"${version === undefined ? "" : ` ${version}`} does not export "${name}".`,
    place,
    similar === undefined ? update : `Did you mean \`${similar}\`?`,
  );
}
