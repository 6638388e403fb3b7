/** Names of the helpers that rewritten cells call; installed as globals by the interpreter. */
export const helpers = {
  /** Same length as `import`, so that nothing moves. */
  dynamicImport: "__impt",
  /** Same length as `Deno`. Not a global of that name: libraries would take Node for Deno. */
  deno: "__dn",
  staticImport: "__ronchiImport",
  /** Around every `await`, so that an interrupted cell does not go on behind it. */
  goOn: "__ronchiGoOn",
  importMeta: "__ronchiMeta",
  magic: "__ronchiMagic",
} as const;
