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
    shape = detector["shape"]
    if shape == "bitmap":
        runs = np.array(detector["runs"])
        return np.repeat(np.arange(len(runs)) % 2, runs).reshape(size) == 1
    y, x = np.mgrid[: size[0], : size[1]].astype(float)
    if shape == "polygon":
        return inside(detector["points"], y, x)
    dy, dx = y - detector["centre"][0], x - detector["centre"][1]
    distance = np.sqrt(dy * dy + dx * dx)
    if shape == "circle":
        return distance <= detector["radius"]
    return (detector["inner"] <= distance) & (distance < detector["outer"])


def inside(points, y, x):
    """Even-odd rule: a ray to the right crosses the closed line an odd number of times."""
    found = np.zeros(y.shape, bool)
    for (ay, ax), (by, bx) in zip(points, points[1:] + points[:1]):
        crosses = (ay > y) != (by > y)
        if ay != by:
            found ^= crosses & (x < ax + (y - ay) / (by - ay) * (bx - ax))
    return found


with h5py.File(sys.argv[1]) as file:
    excluded = file["entry/instrument/detector/detectorSpecific/pixel_mask"][()] != 0
    mask = detector_mask(json.loads(sys.argv[2]), excluded.shape) & ~excluded
    parts = [file["entry/data"][name] for name in sorted(file["entry/data"])]
    sums = [int(frame[mask].sum(dtype=np.uint64)) for part in parts for frame in part[()]]
print(json.dumps(sums))
