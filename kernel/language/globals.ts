import { join } from "node:path/posix";

/**
 * Declarations of what the kernel gives to cells as globals: the text of a script. `kernelFolder` holds the kernel's declarations.
 */
export function cellGlobals(kernelFolder: string): string {
  const from = (file: string): string => `import(${JSON.stringify(join(kernelFolder, file))})`;
  const [api, dialogs] = [from("api/index"), `${from("frontEnd/dialogs")}.Dialogs`];
  return `
/**
 * Shows values now, each in an output of its own, and gives the handle that replaces them:
 * \`const shown = await display(a); await shown.update(b)\`.
 */
declare function display(...values: readonly unknown[]): Promise<${api}.DisplayHandle>;
/** Asks whoever runs the cell for a line of text. */
declare const input: typeof ${api}.input;
/** As \`input\`; what is typed stays hidden. */
declare const password: typeof ${api}.password;
/** Empties the output of the running cell; with \`wait\`, only when its next output comes. */
declare const clearOutput: typeof ${api}.clearOutput;
/** Shows a bundle in the front end's pager when the cell ends. */
declare const page: typeof ${api}.page;
/** The text that was typed; \`preset\` when it is empty, null when there is no preset either. */
declare const prompt: ${dialogs}["prompt"];
/** Asks a question; true for "y" and "Y". */
declare const confirm: ${dialogs}["confirm"];
/** Shows a message and waits for the Enter key. */
declare const alert: ${dialogs}["alert"];
/** Ends the console that runs the cell, and the kernel with it. */
declare function exit(): void;
/** As \`exit\`. */
declare function quit(): void;
/** \`Deno.jupyter\`, so that notebooks written for Deno's kernel run. */
declare const Deno: ${from("compat/deno")}.DenoNamespace;
/** The code of the cells that ran, by their number. */
declare const In: Readonly<Record<number, string>>;
/** The values of the cells that had one, by their number. */
declare const Out: Readonly<Record<number, any>>;
/** The last value of a cell; \`__\` and \`___\` are those before it. */
declare let _: any;
declare let __: any;
declare let ___: any;
// As in browsers and in Deno: what a server sends is looked at, and Node's \`unknown\` would forbid that.
interface Request { json(): Promise<any> }
interface Response { json(): Promise<any> }
declare namespace JSX {
  interface IntrinsicElements { [name: string]: any }
}
`;
}
