/**
 * The text of a function, from which a worker makes it again. Arrow functions and function expressions are
 * expressions already; the method `f(x) {…}` of an object literal becomes one in an object.
 */
// biome-ignore lint/complexity/noBannedTypes: any function has a text
export function functionSource(f: Function): string {
  const text = f.toString();
  return isExpression(text) ? text : `({ ${text} })[${JSON.stringify(f.name)}]`;
}

/** The function that a text of {@link functionSource} stands for. Throws SyntaxError. */
export function functionFromSource(source: string): unknown {
  return new Function(`"use strict"; return (${source});`)();
}

function isExpression(text: string): boolean {
  try {
    new Function(`"use strict"; return (${text});`);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
