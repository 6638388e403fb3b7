"""LiberTEM's half of the benchmark: answers requests, one JSON object a line on stdin, one a line on stdout.

    {"op": "prepare", "executor", "cores", "masks", "detectors", "scan", "excluded"}  -> {"ready": true}
    {"op": "run", "path"}     -> {"seconds": time of one pass of the four masks}
    {"op": "digests", "path"} -> {"digests": sha256 of each image as little-endian uint32, C order}
    {"op": "versions"}        -> {"versions": {package: version}}
"""
import hashlib
import importlib.metadata
import json
import platform
import sys
import time

import libertem.api as lt
import numpy as np
from libertem.udf.masks import ApplyMasksUDF

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


class MaskFactory:
    """A function that processes can pickle."""

    def __init__(self, masks):
        self.masks = masks

    def __call__(self):
        return self.masks


class Peer:
    def __init__(self):
        self.context = None
        self.loaded = {}

    def prepare(self, request):
        executor = (request["executor"], request["cores"])
        if self.context is None or self.executor != executor:
            self.restart(*executor)
        use_sparse = False if request["masks"] == "dense" else request["masks"]
        masks = masks_of(request)
        self.udf = ApplyMasksUDF(
            mask_factories=MaskFactory(masks), mask_count=len(masks), mask_dtype=np.float32, use_sparse=use_sparse
        )
        self.scan = tuple(request["scan"])
        return {"ready": True}

    def restart(self, executor, cores):
        self.close()
        self.context = lt.Context.make_with(executor, cpus=None if executor == "inline" else cores)
        self.executor = (executor, cores)
        self.loaded = {}

    def close(self):
        if self.context is not None:
            self.context.close()

    def result(self, path):
        if path not in self.loaded:
            self.loaded[path] = self.context.load(
                "hdf5", path=path, ds_path="/entry/data/data_000001", nav_shape=self.scan, sig_shape=(SIZE, SIZE)
            )
        return self.context.run_udf(dataset=self.loaded[path], udf=self.udf)["intensity"].data

    def run(self, request):
        started = time.perf_counter()
        self.result(request["path"])
        return {"seconds": time.perf_counter() - started}

    def digests(self, request):
        sums = self.result(request["path"])
        whole = np.ascontiguousarray(np.moveaxis(sums, -1, 0)).astype("<u4")
        if not np.array_equal(whole, np.moveaxis(sums, -1, 0)):
            raise ValueError("LiberTEM's sums are not whole numbers")
        return {"digests": [hashlib.sha256(image.tobytes()).hexdigest() for image in whole]}

    def versions(self, _):
        packages = ["libertem", "h5py", "hdf5plugin", "numpy"]
        found = {name: importlib.metadata.version(name) for name in packages}
        return {"versions": {"python": platform.python_version(), **found}}


def main():
    replies, sys.stdout = sys.stdout, sys.stderr
    peer = Peer()
    answers = {"prepare": peer.prepare, "run": peer.run, "digests": peer.digests, "versions": peer.versions}
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(answers[request["op"]](request)), file=replies, flush=True)
    peer.close()


if __name__ == "__main__":
    main()
