import type { Diagnostic } from "@posthog-definitions/core";
import type { Bundle } from "./bundle.js";
import { importScript, settled } from "./guard.js";
import { mistake, notFound, thrownText } from "./mistakes.js";
import { nearest } from "./nearest.js";
import { findPackage, isOurs, packageName, readManifest } from "./packages.js";
import type { Project } from "./project.js";
import type { SourcePlace } from "./source-places.js";
import { typescript } from "./typescript.js";

/** An import of a package that fails, as a whole or for one name. */
export interface FaultyImport {
  readonly place: SourcePlace;
  readonly diagnostic: Diagnostic;
}

/** The script through which packages are imported just as the scripts beside it import them. */
export const PROBE = { name: "probe.mjs", text: "export const load = (specifier) => import(specifier);\n" };

/**
 * Node tells only the first import that fails, and not where it stands. This tries every import of a package that is left
 * in the scripts, where types are gone already.
 */
export async function faultyImports(project: Project, bundle: Bundle, url: string): Promise<FaultyImport[]> {
  const { load } = (await importScript(url + PROBE.name)) as { load(specifier: string): Promise<object> };
  const loaded = new Map<string, Promise<object | LoadFailure>>();
  const faults: FaultyImport[] = [];
  const tryOut = (specifier: string): Promise<object | LoadFailure> =>
    settled(load(specifier)).catch((reason: unknown) => new LoadFailure(reason));
  for (const { specifier, name, place } of externalImports(bundle)) {
    if (!loaded.has(specifier)) loaded.set(specifier, tryOut(specifier));
    const namespace = await loaded.get(specifier)!;
    if (namespace instanceof LoadFailure) {
      if (name === undefined) faults.push({ place, diagnostic: unloadable(project, specifier, namespace, place) });
    } else if (name !== undefined && !(name in namespace)) {
      faults.push({ place, diagnostic: missingName(project, specifier, name, namespace, place) });
    }
  }
  return faults;
}

class LoadFailure {
  constructor(readonly reason: unknown) {}
}

interface ExternalImport {
  readonly specifier: string;
  /** An imported name; absent for the package as a whole, which comes first. */
  readonly name?: string;
  readonly place: SourcePlace;
}

function externalImports({ scripts, places }: Bundle): ExternalImport[] {
  const ts = typescript();
  return [...scripts].flatMap(([script, text]) => {
    const tree = ts.createSourceFile(script, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
    return tree.statements.flatMap((statement): ExternalImport[] => {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
      const specifier = statement.moduleSpecifier.text;
      if (/^\.|^node:/.test(specifier)) return [];
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
      const place = places.at(script, line + 1, character);
      return place === undefined ? [] : [{ specifier, name, place }];
    }
  });
}

function unloadable(project: Project, specifier: string, { reason }: LoadFailure, place: SourcePlace): Diagnostic {
  const text = thrownText(reason);
  const ownImport = text.replace(new RegExp(`( imported)? from [^]*${PROBE.name}.*$`), "");
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
