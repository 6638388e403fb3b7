"""LiberTEM's half of the benchmark: answers requests, one JSON object a line on stdin, one a line on stdout.

    {"op": "prepare", "executor", "cores", "masks", "detectors", "support", "excluded"}  -> {"ready": true}
    {"op": "run", "path", "format", "dataset", "scan", "work"} -> {"seconds": time of one run_udf}
    {"op": "check", … as run} -> {"images": [sha256 …], "sum": sha256, "com": [y, x, y, x, …]}, what the work gives
    {"op": "versions"}        -> {"versions": {package: version}}

"work" is "masks", "com", or "three": sum pattern, masks and centre of mass in one run_udf. A digest is that of the
counts as little-endian uint32, C order; excluded pixels of the sum pattern are 0.
"""
import hashlib
import importlib.metadata
import json
import platform
import sys
import time

import libertem.api as lt
import numpy as np
from detectorMasks import SIZE, masks_of
from libertem.udf.com import CoMUDF
from libertem.udf.masks import ApplyMasksUDF
from libertem.udf.sum import SumUDF


class MaskFactory:
    """A function that processes can pickle."""

    def __init__(self, masks):
        self.masks = masks

    def __call__(self):
        return self.masks


def mask_udf(request):
    masks = masks_of(request)
    use_sparse = False if request["masks"] == "dense" else request["masks"]
    return ApplyMasksUDF(
        mask_factories=MaskFactory(masks), mask_count=len(masks), mask_dtype=np.float32, use_sparse=use_sparse
    )


def com_udf(support):
    cy, cx = support["centre"]
    return CoMUDF.with_params(cy=cy, cx=cx, r=support["radius"])


class Peer:
    def __init__(self):
        self.context = None
        self.loaded = {}

    def prepare(self, request):
        executor = (request["executor"], request["cores"])
        if self.context is None or self.executor != executor:
            self.restart(*executor)
        masks, com = mask_udf(request), com_udf(request["support"])
        self.works = {"masks": [masks], "com": [com], "three": [SumUDF(), masks, com]}
        self.excluded = tuple(np.array(request["excluded"]).T)
        return {"ready": True}

    def restart(self, executor, cores):
        self.close()
        self.context = lt.Context.make_with(executor, cpus=None if executor == "inline" else cores)
        self.executor = (executor, cores)
        self.loaded = {}

    def close(self):
        if self.context is not None:
            self.context.close()

    def data_of(self, request):
        path, scan = request["path"], tuple(request["scan"])
        if path not in self.loaded:
            inside = {"ds_path": request["dataset"]} if request["format"] == "hdf5" else {}
            self.loaded[path] = self.context.load(
                request["format"], path=path, nav_shape=scan, sig_shape=(SIZE, SIZE), **inside
            )
        return self.loaded[path]

    def run(self, request):
        data = self.data_of(request)
        started = time.perf_counter()
        self.context.run_udf(dataset=data, udf=self.works[request["work"]])
        return {"seconds": time.perf_counter() - started}

    def check(self, request):
        results = self.context.run_udf(dataset=self.data_of(request), udf=self.works[request["work"]])
        answer = {}
        for buffers in results:
            if "intensity" in buffers and buffers["intensity"].kind == "nav":
                images = np.moveaxis(buffers["intensity"].data, -1, 0)
                answer["images"] = [digest(image) for image in images]
            elif "intensity" in buffers:
                pattern = np.array(buffers["intensity"].data)
                pattern[self.excluded] = 0
                answer["sum"] = digest(pattern)
            else:
                answer["com"] = buffers["raw_com"].data.astype(float).ravel().tolist()
        return answer

    def versions(self, _):
        packages = ["libertem", "h5py", "hdf5plugin", "numpy"]
        found = {name: importlib.metadata.version(name) for name in packages}
        return {"versions": {"python": platform.python_version(), **found}}


def digest(counts):
    whole = np.ascontiguousarray(counts).astype("<u4")
    if not np.array_equal(whole, counts):
        raise ValueError("LiberTEM's sums are not whole numbers")
    return hashlib.sha256(whole.tobytes()).hexdigest()


def main():
    replies, sys.stdout = sys.stdout, sys.stderr
    peer = Peer()
    answers = {"prepare": peer.prepare, "run": peer.run, "check": peer.check, "versions": peer.versions}
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(answers[request["op"]](request)), file=replies, flush=True)
    peer.close()


if __name__ == "__main__":
    main()
