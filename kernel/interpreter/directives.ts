/** What the comments at the head of a cell say about it, in the words of tslab's notebooks. */
export interface Directives {
  /** `@module name`: the cell is the module `./name`; it runs when another cell imports it. */
  readonly module?: string;
  /** `@jsx`: the cell is TSX also where it could be read as something else. */
  readonly jsx: boolean;
  /** `@browser`: the cell is not for a kernel. */
  readonly browser: boolean;
}

/** Any number of comments at the head of a cell, one at a time. */
const leadingComment = /\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gy;

export function cellDirectives(code: string): Directives {
  const documentation = [...code.matchAll(leadingComment)]
    .map(([, comment = ""]) => comment)
    .filter((comment) => comment.startsWith("/**"))
    .join("\n");
  const module = /(?:^|[\s*])@module[ \t]+([\w-]+(?:\/[\w-]+)*)[ \t]*(?:\*\/)?$/m.exec(documentation)?.[1];
  return {
    ...(module === undefined ? {} : { module }),
    jsx: hasTag(documentation, "jsx"),
    browser: hasTag(documentation, "browser"),
  };
}

function hasTag(documentation: string, name: string): boolean {
  return new RegExp(`(?:^|[\\s*])@${name}[ \\t]*(?:\\*/)?$`, "m").test(documentation);
}
