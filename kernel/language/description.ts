import ts from "typescript";

/** What there is to say of a name: `signature` is TypeScript. */
export interface Description {
  readonly signature: string;
  readonly documentation: string;
}

/** `@param size in pixels` as "@param `size`: in pixels". */
export function tagText({ name, text = [] }: ts.JSDocTagInfo): string {
  const parameter = text.find(({ kind }) => kind === "parameterName")?.text;
  const rest = text.filter(({ kind }) => kind !== "parameterName");
  const said = ts.displayPartsToString(rest).trim();
  return `@${name}${parameter === undefined ? "" : ` \`${parameter}\`:`} ${said}`.trim();
}
