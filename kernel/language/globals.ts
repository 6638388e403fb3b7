/** Declarations of the globals that the kernel gives to cells, as the text of a TypeScript module. */
export const cellGlobals = `
import type { clearOutput as ClearOutput, DisplayHandle, input as Input, page as Page, password as Password } from "ronchi";

interface Displayable { [Symbol.toStringTag]?: string }
type Template = (strings: TemplateStringsArray, ...values: unknown[]) => Displayable;

declare global {
  /**
   * Shows values now, each in an output of its own, and gives the handle that replaces them:
   * \`const shown = await display(a); await shown.update(b)\`.
   */
  function display(...values: readonly unknown[]): Promise<DisplayHandle>;
  const input: typeof Input;
  const password: typeof Password;
  const clearOutput: typeof ClearOutput;
  const page: typeof Page;
  /** Asks for a line of text and waits: the text, \`preset\` when it is empty, null when there is no preset either. */
  function prompt(message?: string, preset?: string): string | null;
  /** Asks a question and waits: true for "y". */
  function confirm(message?: string): boolean;
  /** Shows a message and waits until it was read. */
  function alert(message?: string): void;
  /** The code of the cells that ran, by their number. */
  const In: Readonly<Record<number, string>>;
  /** The values of the cells that had one, by their number. */
  const Out: Readonly<Record<number, any>>;
  /** The last value of a cell; \`__\` and \`___\` are those before it. */
  let _: any;
  let __: any;
  let ___: any;
  /** The part of Deno that notebooks use. */
  const Deno: {
    readonly jupyter: {
      readonly $display: unique symbol;
      display(value: unknown, options?: { raw?: boolean; display_id?: string; update?: boolean }): Promise<void>;
      format(value: unknown): Promise<Record<string, unknown> | undefined>;
      broadcast(type: string, content: Record<string, unknown>): Promise<void>;
      readonly html: Template;
      readonly md: Template;
      readonly svg: Template;
      image(source: string | Uint8Array): Displayable;
    };
  };
}
export {};
`;
