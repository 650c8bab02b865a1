"""A labelled set of drawn faces: `python -m drivers.simulation.faces OUT --count N --seed S`."""

import argparse
import csv
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from drivers.simulation.canvas import cv2
from drivers.simulation.drawing import Look, MaskWear, Pose, add_sensor_noise, draw_room, draw_visitor

WIDTH, HEIGHT = 320, 320
SHARES = ((MaskWear.WORN, 4), (MaskWear.NOSE_OUT, 2), (MaskWear.CHIN, 3), (MaskWear.NONE, 2))
LABELS = {
    MaskWear.WORN: "worn", MaskWear.NOSE_OUT: "incorrect", MaskWear.CHIN: "incorrect", MaskWear.NONE: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawnFace:
    """One labelled picture."""

    pixels: NDArray[np.uint8]
    """HEIGHT x WIDTH x 3, BGR."""
    box: tuple[int, int, int, int]
    """Left, top, width and height of brows to chin, pixels, as the face detector frames it."""
    label: str
    """worn, incorrect or none."""


def draw_face(seed: int, index: int) -> DrawnFace:
    """The same seed and index give the same picture. Looks are new for every seed and index."""
    draw = random.Random(f"face {seed} {index}")
    wear = draw.choices([wear for wear, _ in SHARES], [share for _, share in SHARES])[0]
    frame = draw_room(WIDTH, HEIGHT, draw.randrange(1000))
    pose = Pose(draw.uniform(0.4, 0.6), draw.uniform(0.42, 0.55), draw.uniform(0.35, 0.65),
                draw.gauss(0, 5), max(-1.0, min(1.0, draw.gauss(0, 0.35))))  # fmt: skip
    draw_visitor(frame, Look.of(seed * 1_000_003 + index), wear, pose)
    frame = np.clip(frame * draw.uniform(0.6, 1.25), 0, 255).astype(np.uint8)
    if draw.random() < 0.3:
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), draw.uniform(0.4, 1.5)), np.uint8)
    add_sensor_noise(frame, np.random.default_rng([seed, index]))
    return DrawnFace(frame, _box(pose), LABELS[wear])


def _box(pose: Pose) -> tuple[int, int, int, int]:
    """Brows to chin, as the face detector frames a drawn face (measured)."""
    unit = pose.height * HEIGHT
    side = 0.775 * unit
    x, y = pose.x * WIDTH + 0.05 * pose.yaw * unit, pose.y * HEIGHT + 0.10 * unit
    return round(x - side / 2), round(y - side / 2), round(side), round(side)


def write_faces(folder: Path, count: int, seed: int) -> None:
    """Write `count` pictures to `folder`/images, then their labels to `folder`/labels.csv, whole or not at all."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    partial = folder / "labels.part"
    with partial.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("image", "x", "y", "w", "h", "label", "source"))
        for index in range(count):
            face = draw_face(seed, index)
            name = f"drawn_{seed}_{index:05}.jpg"
            cv2.imwrite(str(folder / "images" / name), face.pixels, [cv2.IMWRITE_JPEG_QUALITY, 92])
            rows.writerow((name, *face.box, face.label, "drawn"))
    partial.replace(folder / "labels.csv")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m drivers.simulation.faces", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write images/ and labels.csv to")
    parser.add_argument("--count", type=int, default=200, help="how many faces (default 200)")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other people (default 0)")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    write_faces(arguments.out, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
