"""Writes a DECTRIS master with data files of 65,536 frames each: 96 x 96 uint16, 3000 electrons, bitshuffle-LZ4.

    python makeFlagship.py MASTER SCAN_Y SCAN_X

The frames are drawn at random from a pool of simulated ones, whose chunks are compressed once and written as they
are: 19 GB of pixels take half a minute instead of ten.
"""
import os
import sys

import h5py
import hdf5plugin
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "virtualImages"))
from makeFiles import FRAMES_AT_ONCE, SIZE, frames_from, number_images, write_master  # noqa: E402

POOL = 4096
DOSE = 3000
FRAMES_A_FILE = 65536
SEED = 20264


def create_data(file, frames):
    return file.create_dataset(
        "entry/data/data", (frames, SIZE, SIZE), np.uint16, chunks=(1, SIZE, SIZE), **hdf5plugin.Bitshuffle(cname="lz4")
    )


def compressed_pool(random):
    """Chunks of POOL frames, as HDF5 stores them."""
    with h5py.File("pool", "w", driver="core", backing_store=False) as file:
        data = create_data(file, POOL)
        for first in range(0, POOL, FRAMES_AT_ONCE):
            data[first : first + FRAMES_AT_ONCE] = frames_from(first, FRAMES_AT_ONCE, POOL, DOSE, random)
        file.flush()
        return [data.id.read_direct_chunk((frame, 0, 0))[1] for frame in range(POOL)]


def write_data(path, first, frames, pool, random):
    with h5py.File(path, "w") as file:
        data = create_data(file, frames)
        number_images(data, first + 1)
        for frame, chosen in enumerate(random.integers(POOL, size=frames)):
            data.id.write_direct_chunk((frame, 0, 0), pool[chosen])


def make(master, scan):
    random = np.random.default_rng(SEED)
    pool = compressed_pool(random)
    total = scan[0] * scan[1]
    names = []
    for first in range(0, total, FRAMES_A_FILE):
        print(f"  {first} of {total} frames", flush=True)
        names.append(os.path.basename(master).replace("master", f"data_{len(names) + 1:06}"))
        path = os.path.join(os.path.dirname(master), names[-1])
        write_data(path, first, min(FRAMES_A_FILE, total - first), pool, random)
    # Written last and renamed into place: where there is a master, the files are complete.
    write_master(master + ".part", names, total)
    os.replace(master + ".part", master)


if __name__ == "__main__":
    os.makedirs(os.path.dirname(sys.argv[1]), exist_ok=True)
    make(sys.argv[1], (int(sys.argv[2]), int(sys.argv[3])))
