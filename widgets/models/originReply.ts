import { DataCube } from "#core/data/dataCube.js";
import { measureOrigin } from "#core/udf/library/measureOrigin.js";
import type { OriginReply } from "./detectorPickerState.js";
import type { PickerSource } from "./imagePass.js";

/** Measures where the direct beam is over a scan, as `measureOrigin(scan)` does in a cell, or says why that is not known. */
export async function originReply(
  source: PickerSource,
  name: string,
  signal: AbortSignal,
): Promise<OriginReply> {
  const provenance = { operation: "open", parameters: {}, inputs: [name], version: "" };
  try {
    const origin = await measureOrigin(new DataCube({ ...source, name, metadata: {}, provenance }), {
      signal,
    });
    return { type: "origin", origin };
  } catch (error) {
    return { type: "originError", message: error instanceof Error ? error.message : String(error) };
  }
}
