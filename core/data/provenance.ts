/** Where a result came from: enough to do it again. */
export interface Provenance {
  /** The function that made it, as a user calls it: "virtualImages", "open". */
  readonly operation: string;
  /** Its parameters, plain JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What it was made from: file names as the user gave them, or the provenance of the input. */
  readonly inputs: readonly (string | Provenance)[];
  /** Version of Ronchi. */
  readonly version: string;
}
