"""Writes the input of the benchmark: one DECTRIS master + data pair for each dose, and other layouts.

    python makeFiles.py FOLDER dectris SCAN_Y SCAN_X DOSE
    python makeFiles.py FOLDER npy|contiguous|gzip SCAN_Y SCAN_X DOSE

Frames are 96 x 96 uint16 with Poisson counts from a fixed seed: a bright-field disk of radius 15 px about a centre
that wanders over the scan, eight weak Bragg disks, a dark-field tail. The bad pixels carry the maximum of the dtype
and are set in the pixel mask, as a DECTRIS detector writes them; in the other layouts they are 0. One bitshuffle-LZ4 or
gzip chunk a frame.
"""
import os
import sys

import h5py
import hdf5plugin
import numpy as np

SIZE = 96
RADIUS = 15
BAD_PIXELS = [(11, 12), (60, 3), (95, 95)]  # [y, x], as in shared/cases/08-masks
SEED = 20261
FRAMES_AT_ONCE = 64


def disk(y, x, centre, radius):
    """A disk with an edge one pixel wide."""
    return np.clip(radius + 0.5 - np.hypot(y - centre[0], x - centre[1]), 0, 1)


def expected_pattern(centre, angle):
    """Probability of one electron to reach each pixel, [y, x]; the sum is 1."""
    y, x = np.mgrid[:SIZE, :SIZE].astype(float)
    pattern = disk(y, x, centre, RADIUS)
    for spot in range(8):
        direction = angle + spot * np.pi / 4
        place = centre + 32 * np.array([np.sin(direction), np.cos(direction)])
        pattern += 0.02 * disk(y, x, place, RADIUS)
    pattern += 0.03 * np.exp(-np.hypot(y - centre[0], x - centre[1]) / 20)
    return pattern / pattern.sum()


def frames_from(first, count, total, dose, random):
    """`count` frames that follow frame `first`, with the mean of `dose` electrons each."""
    phase = 2 * np.pi * first / total
    centre = np.array([47.0 + np.sin(3 * phase), 48.5 + np.cos(5 * phase)])
    rate = dose * expected_pattern(centre, angle=0.4 + phase / 8)
    frames = random.poisson(rate, (count, SIZE, SIZE)).astype(np.uint16)
    for y, x in BAD_PIXELS:
        frames[:, y, x] = np.iinfo(np.uint16).max
    return frames


def write_data(path, total, dose):
    random = np.random.default_rng(SEED + dose)
    with h5py.File(path, "w") as file:
        data = file.create_dataset(
            "entry/data/data", (total, SIZE, SIZE), np.uint16, chunks=(1, SIZE, SIZE), **hdf5plugin.Bitshuffle(cname="lz4")
        )
        number_images(data, 1)
        for first in range(0, total, FRAMES_AT_ONCE):
            count = min(FRAMES_AT_ONCE, total - first)
            data[first : first + count] = frames_from(first, count, total, dose, random)


def number_images(data, first):
    data.attrs["image_nr_low"] = np.int32(first)
    data.attrs["image_nr_high"] = np.int32(first + len(data) - 1)


def write_master(path, data_names, total):
    mask = np.zeros((SIZE, SIZE), np.uint32)
    for y, x in BAD_PIXELS:
        mask[y, x] = 1
    with h5py.File(path, "w") as file:
        for number, name in enumerate(data_names, start=1):
            file[f"entry/data/data_{number:06}"] = h5py.ExternalLink(name, "/entry/data/data")
        specific = file.create_group("entry/instrument/detector/detectorSpecific")
        specific["pixel_mask"] = mask
        specific["nimages"] = np.uint32(total)
        specific["ntrigger"] = np.uint32(1)
        specific["x_pixels_in_detector"] = np.uint32(SIZE)
        specific["y_pixels_in_detector"] = np.uint32(SIZE)
        file["entry/instrument/detector/bit_depth_image"] = np.uint32(16)


def make_dectris(folder, scan, dose):
    total = scan[0] * scan[1]
    data_name = f"{dose}e_{total}_data_000001.h5"
    # The master is written last and renamed into place: where there is one, the pair is complete.
    master = os.path.join(folder, f"{dose}e_{total}_master.h5")
    if os.path.exists(master):
        return
    print(f"Writing {total} frames of {dose} electrons", flush=True)
    write_data(os.path.join(folder, data_name), total, dose)
    write_master(master + ".part", [data_name], total)
    os.replace(master + ".part", master)


def make_plain(folder, layout, scan, dose):
    """An array [scanY, scanX, detY, detX], in HDF5 the data set "data"."""
    total = scan[0] * scan[1]
    path = os.path.join(folder, f"{layout}_{total}.{'npy' if layout == 'npy' else 'h5'}")
    if os.path.exists(path):
        return
    print(f"Writing {total} frames, {layout}", flush=True)
    shape = (*scan, SIZE, SIZE)
    if layout == "npy":
        data = np.lib.format.open_memmap(path + ".part", "w+", np.uint16, shape)
        fill(data, scan, dose)
        data.flush()
    else:
        chunks = {"chunks": (1, 1, SIZE, SIZE), "compression": "gzip"} if layout == "gzip" else {}
        with h5py.File(path + ".part", "w") as file:
            fill(file.create_dataset("data", shape, np.uint16, **chunks), scan, dose)
    os.replace(path + ".part", path)


def fill(data, scan, dose):
    random = np.random.default_rng(SEED + dose)
    for row in range(scan[0]):
        frames = frames_from(row * scan[1], scan[1], scan[0] * scan[1], dose, random)
        for y, x in BAD_PIXELS:
            frames[:, y, x] = 0
        data[row] = frames


if __name__ == "__main__":
    folder, layout, scan_y, scan_x, dose = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    scan = (int(scan_y), int(scan_x))
    if layout == "dectris":
        make_dectris(folder, scan, int(dose))
    else:
        make_plain(folder, layout, scan, int(dose))
