import type { AnnulusDetector, CircleDetector, Pair } from "./detector.js";

/** Bright field, its outer half, and the two dark fields. */
export type PresetName = "BF" | "ABF" | "ADF" | "HAADF";

/**
 * Conventional detectors in units of the radius of the direct disk, α:
 * BF, the whole disk; ABF, its outer half (Findlay et al., Ultramicroscopy 110 (2010) 903); ADF, from clear of the
 * disk's edge to where HAADF begins; HAADF, from three times the disk, where the image becomes incoherent (Hartel, Rose
 * and Dinges, Ultramicroscopy 63 (1996) 93), to ten times, farther than cameras see.
 */
export const presetRanges: Readonly<Record<PresetName, { readonly inner: number; readonly outer: number }>> =
  {
    BF: { inner: 0, outer: 1 },
    ABF: { inner: 0.5, outer: 1 },
    ADF: { inner: 1.2, outer: 3 },
    HAADF: { inner: 3, outer: 10 },
  };

/**
 * A conventional detector about the direct disk (centre [y, x] and radius, px), as `fitDirectDisk` finds it. The part
 * of it that lies beside the detector sees nothing: a HAADF about a large disk may hold no pixel at all.
 */
export function presetDetector(
  name: PresetName,
  disk: { readonly centre: Pair; readonly radius: number },
): CircleDetector | AnnulusDetector {
  const { centre, radius } = disk;
  const { inner, outer } = presetRanges[name];
  if (inner === 0) return { shape: "circle", centre, radius: outer * radius };
  return { shape: "annulus", centre, inner: inner * radius, outer: outer * radius };
}
