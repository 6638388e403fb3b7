"""Writes the input of the benchmark: one DECTRIS master + data pair for each dose.

    python makeFiles.py FOLDER SCAN_Y SCAN_X DOSE...

Frames are 96 x 96 uint16 with Poisson counts from a fixed seed: a bright-field disk of radius 15 px about a centre
that wanders over the scan, eight weak Bragg disks, a dark-field tail. The bad pixels carry the maximum of the dtype
and are set in the pixel mask, as a DECTRIS detector writes them. One bitshuffle-LZ4 chunk a frame.
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
        data.attrs["image_nr_low"] = np.int32(1)
        data.attrs["image_nr_high"] = np.int32(total)
        for first in range(0, total, FRAMES_AT_ONCE):
            count = min(FRAMES_AT_ONCE, total - first)
            data[first : first + count] = frames_from(first, count, total, dose, random)


def write_master(path, data_name, total):
    mask = np.zeros((SIZE, SIZE), np.uint32)
    for y, x in BAD_PIXELS:
        mask[y, x] = 1
    with h5py.File(path, "w") as file:
        file["entry/data/data_000001"] = h5py.ExternalLink(data_name, "/entry/data/data")
        specific = file.create_group("entry/instrument/detector/detectorSpecific")
        specific["pixel_mask"] = mask
        specific["nimages"] = np.uint32(total)
        specific["ntrigger"] = np.uint32(1)
        specific["x_pixels_in_detector"] = np.uint32(SIZE)
        specific["y_pixels_in_detector"] = np.uint32(SIZE)
        file["entry/instrument/detector/bit_depth_image"] = np.uint32(16)


def make(folder, total, dose):
    data_name = f"{dose}e_{total}_data_000001.h5"
    # The master is written last and renamed into place: where there is one, the pair is complete.
    master = os.path.join(folder, f"{dose}e_{total}_master.h5")
    if os.path.exists(master):
        return
    print(f"Writing {total} frames of {dose} electrons", flush=True)
    write_data(os.path.join(folder, data_name), total, dose)
    write_master(master + ".part", data_name, total)
    os.replace(master + ".part", master)


if __name__ == "__main__":
    folder, scan_y, scan_x, *doses = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    for dose in doses:
        make(folder, int(scan_y) * int(scan_x), int(dose))
