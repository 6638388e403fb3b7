"""How fast this machine reads memory: best of several maxima of an array much larger than the caches, bytes a second.

    python memoryBandwidth.py THREADS...  -> {"1": bytes a second of one thread, "2": of two together, ...}
"""
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

BYTES = 2**30
REPEATS = 9

data = np.ones(BYTES, np.uint8)


def measured(threads):
    """NumPy's maximum of bytes does next to nothing but load vectors, and lets other threads run."""
    parts = np.array_split(data, threads)
    seconds = []
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(REPEATS):
            started = time.perf_counter()
            list(pool.map(np.max, parts))
            seconds.append(time.perf_counter() - started)
    return BYTES / min(seconds)


if __name__ == "__main__":
    print(json.dumps({threads: measured(int(threads)) for threads in sys.argv[1:]}))
