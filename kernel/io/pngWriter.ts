import { type PicturedSlice, renderSlicePng } from "#widgets/draw/picture.js";
import { writeBytes } from "./atomicWrite.js";

/**
 * Saves a slice as the picture that its cell shows (PNG): square pixels, title, scale bar, colour bar with unit, on
 * white. For the numbers use `saveNpy`. Rejects with RonchiError: "invalid-argument" (a folder), "not-found",
 * "not-writable".
 */
export async function savePng(path: string, slice: PicturedSlice): Promise<void> {
  await writeBytes(path, renderSlicePng(slice));
}
