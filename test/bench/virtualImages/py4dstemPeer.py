"""py4DSTEM's half of the benchmark: the requests "prepare", "run", "check" and "versions" of libertemPeer.py.

The data are loaded into memory first, which is not counted: get_virtual_image works on an array.
"""
import contextlib
import hashlib
import importlib.metadata
import json
import os
import platform
import sys
import time

import numpy as np
import py4DSTEM
from detectorMasks import masks_of

loaded = {}
masks = []


def prepare(request):
    masks[:] = masks_of(request)
    return {"ready": True}


def images(request):
    cube = data_of(request)
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
        return [
            cube.get_virtual_image(mode="mask", geometry=mask, name=f"image {i}", returncalc=True).data
            for i, mask in enumerate(masks)
        ]


def data_of(request):
    path = request["path"]
    if path not in loaded:
        loaded[path] = py4DSTEM.DataCube(data=np.load(path))
    return loaded[path]


def run(request):
    data_of(request)
    started = time.perf_counter()
    images(request)
    return {"seconds": time.perf_counter() - started}


def check(request):
    whole = [np.asarray(image).astype("<u4") for image in images(request)]
    return {"images": [hashlib.sha256(np.ascontiguousarray(image).tobytes()).hexdigest() for image in whole]}


def versions(_):
    found = {name: importlib.metadata.version(name) for name in ["py4dstem", "numpy"]}
    return {"versions": {"python": platform.python_version(), **found}}


def main():
    replies, sys.stdout = sys.stdout, sys.stderr
    answers = {"prepare": prepare, "run": run, "check": check, "versions": versions}
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(answers[request["op"]](request)), file=replies, flush=True)


if __name__ == "__main__":
    main()
