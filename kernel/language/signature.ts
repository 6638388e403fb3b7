import ts from "typescript";
import type { OpenCell } from "./cellLanguage.js";
import { type Description, tagText } from "./description.js";

/** The signatures of the call whose arguments are written at `offset` of the cell; the chosen one first. */
export function callAt(cell: OpenCell, offset: number): Description | undefined {
  const help = cell.service.getSignatureHelpItems(cell.file, cell.start + offset, undefined);
  const chosen = help?.items[help.selectedItemIndex];
  if (help === undefined || chosen === undefined) return undefined;
  const others = help.items.filter((item) => item !== chosen);
  const parameter = chosen.parameters[help.argumentIndex];
  const about = parameter && ts.displayPartsToString(parameter.documentation);
  const documentation = [
    about && `\`${parameter.name}\`: ${about}`,
    ts.displayPartsToString(chosen.documentation),
    ...chosen.tags.filter(({ name }) => name !== "param").map(tagText),
  ];
  return {
    signature: [chosen, ...others].map(signatureText).join("\n"),
    documentation: documentation.filter(Boolean).join("\n\n"),
  };
}

function signatureText(item: ts.SignatureHelpItem): string {
  const separator = ts.displayPartsToString(item.separatorDisplayParts);
  const parameters = item.parameters.map(({ displayParts }) => ts.displayPartsToString(displayParts));
  const [before, after] = [item.prefixDisplayParts, item.suffixDisplayParts].map((parts) =>
    ts.displayPartsToString(parts),
  );
  return `${before}${parameters.join(separator)}${after}`;
}
