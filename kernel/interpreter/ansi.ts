/** Colours of a terminal, which every front end draws: text -> text with codes around it. */
const colour =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[39m`;

export const red = colour(31);
export const green = colour(32);
export const cyan = colour(36);
