/** Names of the helpers that rewritten cells call; installed as globals by the interpreter. */
export const helpers = {
  /** Same length as `import`, so that nothing moves. */
  dynamicImport: "__impt",
  /** Same length as `Deno`. Not a global of that name: libraries would take Node for Deno. */
  deno: "__dn",
  staticImport: "__ronchiImport",
  /** Around every `await` and `for await`, so that an interrupt ends it; see awaits.ts. */
  until: "__ronchiUntil",
  awaited: "__ronchiAwaited",
  goOn: "__ronchiGoOn",
  each: "__ronchiEach",
  importMeta: "__ronchiMeta",
  magic: "__ronchiMagic",
} as const;
