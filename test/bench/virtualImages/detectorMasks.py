"""The masks of the benchmark's detectors, for the peers: arrays [mask, y, x] of 0 and 1."""
import numpy as np

SIZE = 96


def detector_mask(detector):
    """The definition of the shapes, in NumPy: disk d <= r, annulus inner <= d < outer, rectangle closed."""
    y, x = np.mgrid[:SIZE, :SIZE].astype(float)
    dy, dx = y - detector["centre"][0], x - detector["centre"][1]
    distance = np.hypot(dy, dx)
    if detector["shape"] == "circle":
        return distance <= detector["radius"]
    if detector["shape"] == "annulus":
        return (detector["inner"] <= distance) & (distance < detector["outer"])
    return (np.abs(dy) <= detector["height"] / 2) & (np.abs(dx) <= detector["width"] / 2)


def masks_of(request):
    masks = np.stack([detector_mask(detector) for detector in request["detectors"]]).astype(np.float32)
    for y, x in request["excluded"]:
        masks[:, y, x] = 0
    return masks
