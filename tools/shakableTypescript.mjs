// TypeScript's one file as an ES module of which a bundler can leave out what nobody uses. Cells need its parser, a tenth of it.
import ts from "typescript";
import { Stop } from "./steps.mjs";

/** The parser makes nodes and files only; the methods of what the checker makes lead to most of the language service. */
const checkerObjects = /\n\s*get(?:Symbol|Type|Signature)Constructor: \(\) => \w+Object,/g;

/**
 * Writes typescript.js as top-level statements that are marked as doing nothing but declare, with all its exports.
 * What registers itself (code fixes, refactorings) or asks the environment is left out. Throws Stop when the file is not
 * built as expected.
 */
export function shakableTypescript(text) {
  const cut = (node) => text.slice(node.pos, node.end);
  const statements = innerStatements(text);
  const additions = additionsOf(statements);
  const exported = additions.get("typescript_exports")?.[0];
  if (exported === undefined) throw unexpected("table of exports");
  const code = statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((variable) => variableText(variable, additions, cut));
    return isKept(statement) ? [cut(statement)] : [];
  });
  const shaken = code
    .join("\n")
    .replace(checkerObjects, "")
    .replace(/\bDiagnostics\./g, "Diagnostics_");
  return `${shaken}\nexport { ${exportList(exported)} };\n`;
}

/** The body of the function that the whole file is. */
function innerStatements(text) {
  const file = ts.createSourceFile("typescript.js", text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const calls = file.statements.filter(ts.isExpressionStatement).map(({ expression }) => expression);
  const body = calls.find(ts.isCallExpression)?.expression.expression?.body;
  if (body === undefined) throw unexpected("function around everything");
  return body.statements;
}

/** Declarations that do nothing by themselves, and the call that gives nodes their methods. */
function isKept(statement) {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return true;
  return ts.isExpressionStatement(statement) && calledName(statement.expression) === "setObjectAllocator";
}

/** Variable -> the later statements that add to it. */
function additionsOf(statements) {
  const additions = new Map();
  for (const statement of statements.filter(ts.isExpressionStatement)) {
    const name = changedVariable(statement.expression);
    additions.set(name, [...(additions.get(name) ?? []), statement]);
  }
  return additions;
}

/** `__export(x, …)`, `(…)(x || (x = {}))`, `x.member = …`. */
function changedVariable(expression) {
  if (ts.isBinaryExpression(expression)) return expression.left.expression?.text;
  if (!ts.isCallExpression(expression)) return undefined;
  const [first] = expression.arguments;
  return calledName(expression) === "__export" ? first.text : first?.left?.text;
}

function calledName(node) {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : undefined;
}

/** A variable and what is added to it as one value, which can be left out. */
function variableText({ name: { text: name }, initializer }, additions, cut) {
  if (name === undefined) throw unexpected("variables with a name each");
  const isPlain =
    initializer === undefined || ts.isFunctionLike(initializer) || ts.isLiteralExpression(initializer);
  const value = initializer === undefined ? "void 0" : cut(initializer);
  const added = (additions.get(name) ?? []).map(cut);
  if (added.length > 0) return pure(name, `{ var ${name} = ${value};${added.join("")} return ${name}; }`);
  if (name === "Diagnostics") return messageTexts(initializer, cut) + pure(name, `(${value})`);
  return isPlain ? `var ${name} = ${value};` : pure(name, `(${value})`);
}

/** Each of the 2100 messages as a variable of its own: the parser has 150 of them. */
function messageTexts({ properties }, cut) {
  const texts = properties.map(
    (message) => `var Diagnostics_${message.name.text} = /* @__PURE__ */ ${cut(message.initializer)};\n`,
  );
  return texts.join("");
}

function pure(name, body) {
  return `var ${name} = /* @__PURE__ */ (() => ${body})();`;
}

function exportList({ expression }) {
  const [, table] = expression.arguments;
  return table.properties
    .map(({ name, initializer }) => `${initializer.body.text} as ${name.text}`)
    .join(", ");
}

function unexpected(missing) {
  return new Stop(
    `TypeScript ${ts.version} is not built as tools/shakableTypescript.mjs expects: no ${missing}.`,
  );
}
