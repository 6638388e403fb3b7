"""Sums over one detector by the definition, from frames that h5py and hdf5plugin decoded: no code of Ronchi.

    python naiveSums.py MASTER.h5 '{"shape": "annulus", "centre": [y, x], "inner": …, "outer": …}'

Prints a JSON list, one sum a frame. Pixels that the file's mask names are left out.
"""
import json
import sys

import h5py
import hdf5plugin  # noqa: F401  (registers the filter)
import numpy as np


def detector_mask(detector, size):
    y, x = np.mgrid[: size[0], : size[1]].astype(float)
    dy, dx = y - detector["centre"][0], x - detector["centre"][1]
    distance = np.sqrt(dy * dy + dx * dx)
    if detector["shape"] == "circle":
        return distance <= detector["radius"]
    return (detector["inner"] <= distance) & (distance < detector["outer"])


with h5py.File(sys.argv[1]) as file:
    excluded = file["entry/instrument/detector/detectorSpecific/pixel_mask"][()] != 0
    mask = detector_mask(json.loads(sys.argv[2]), excluded.shape) & ~excluded
    parts = [file["entry/data"][name] for name in sorted(file["entry/data"])]
    sums = [int(frame[mask].sum(dtype=np.uint64)) for part in parts for frame in part[()]]
print(json.dumps(sums))
