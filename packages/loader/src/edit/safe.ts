import type { CallExpression, Expression, ObjectLiteralElementLike } from "typescript";
import { isPlain, isRef } from "@posthog-definitions/core";
import { isCall } from "@posthog-definitions/core/kind";
import { nameOf } from "../property-places.js";
import { typescript } from "../typescript.js";
import type { FileNames } from "./file-names.js";

/** An expression without what changes nothing of its value: brackets and what is said to the type checker. */
export function bare(node: Expression): Expression {
  const ts = typescript();
  return ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
    ? bare(node.expression)
    : node;
}

/** Functions of ours whose arguments are a choice of the writer's, not what stands in PostHog. */
const CHOICES = ["perEnvironment", "env"];

/**
 * Why an expression must not give way to another one, as half a sentence; `undefined` where nothing but its value stands in
 * it: literals, calls of builders with such, and names of definitions.
 *
 * @param was - what it says, as far as that is known: where a reference is meant, any name is that of a definition.
 */
export function whyNot(written: Expression, names: FileNames, was?: unknown): string | undefined {
  const ts = typescript();
  const node = bare(written);
  if (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isNumericLiteral(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  )
    return undefined;
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) return undefined;
  if (isRef(was) && was.key !== undefined && isName(node)) return undefined;
  if (ts.isIdentifier(node))
    return node.text === "undefined" || names.isDefinition(node.text)
      ? undefined
      : `it stands in \`${node.text}\`, which other code may use too`;
  if (ts.isArrayLiteralExpression(node)) {
    const items = Array.isArray(was) && was.length === node.elements.length ? (was as unknown[]) : [];
    return first(node.elements.map((each, i) => (ts.isSpreadElement(each) ? SPREAD : whyNot(each, names, items[i]))));
  }
  if (ts.isObjectLiteralExpression(node))
    return first(node.properties.map((each) => whyNotProperty(each, names, memberOf(was, nameOf(each)))));
  if (ts.isCallExpression(node)) return whyNotCall(node, names, was);
  if (ts.isTemplateExpression(node)) return "it is put together from parts";
  return COMPUTED;
}

export const SPREAD = "it comes in by a spread";
const COMPUTED = "it is computed";

const first = (parts: readonly (string | undefined)[]): string | undefined => parts.find((why) => why !== undefined);

const memberOf = (value: unknown, name: string | undefined): unknown =>
  name !== undefined && isPlain(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** `signups`, `insights.signups`, `insights[0]` */
function isName(node: Expression): boolean {
  const ts = typescript();
  return (
    ts.isIdentifier(node) ||
    ((ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && isName(bare(node.expression)))
  );
}

/** A property that is to go, with its value. */
export function whyNotProperty(
  property: ObjectLiteralElementLike,
  names: FileNames,
  was?: unknown,
): string | undefined {
  const ts = typescript();
  if (ts.isSpreadAssignment(property)) return SPREAD;
  if (ts.isShorthandPropertyAssignment(property)) return whyNot(property.name, names, was);
  if (!ts.isPropertyAssignment(property) || nameOf(property) === undefined) return COMPUTED;
  return whyNot(property.initializer, names, was);
}

function whyNotCall(node: CallExpression, names: FileNames, was: unknown): string | undefined {
  const ts = typescript();
  const callee = node.expression;
  if (names.makesDefinition(node)) return "a definition is made there";
  const whyNotArguments = (known: readonly unknown[]): string | undefined =>
    first(node.arguments.map((each, i) => (ts.isSpreadElement(each) ? SPREAD : whyNot(each, names, known[i]))));
  // `person("email").icontains("@")`
  if (ts.isPropertyAccessExpression(callee) && ts.isCallExpression(callee.expression))
    return whyNotCall(callee.expression, names, was) ?? whyNotArguments(isCall(was) ? (was.then?.args ?? []) : []);
  const name = ts.isIdentifier(callee) ? names.builder(callee.text) : undefined;
  if (name === undefined || CHOICES.includes(name)) return `it is made by \`${callee.getText()}(…)\``;
  return whyNotArguments(isCall(was) ? was.args : []);
}
