"""Measure the crop around MTCNN's box that frames a face as the network's training faces are framed.

    uv run python tools/measure_crop.py --data ../shared/fer2013

pastes faces of the validation split, 40 to 90 pixels wide, into tiles of 1080p pictures, detects them with the
monitor's own detector, and prints (as Markdown) the side of the training square per height of the box, the distance of
their centres, and the network's metrics for crops of several sides and heights.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from model.classifier import EmotionClassifier
from model.data import FaceSet, read_faces
from model.faces.finder import FaceFinder
from model.preprocess import crop_face

PAGE_HEIGHT, PAGE_WIDTH = 1080, 1920
TILE, ACROSS, DOWN = 216, 8, 5
SIDES = (40, 90)
RATIOS = (0.80, 0.85, 0.90, 0.93, 0.96, 1.00, 1.05, 1.10, 1.15, 1.20, 1.30)
SHIFTS = (-0.08, -0.04, 0.0, 0.04, 0.08)

BoxXywh = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A detected face: its index in the face set, the page it is on, its box, and the pasted square."""

    index: int
    page_bgr: NDArray[np.uint8]
    box: BoxXywh
    square: tuple[int, int, int]


def pages(faces: FaceSet, seed: int) -> Iterator[tuple[NDArray[np.uint8], dict[int, tuple[int, int, int]]]]:
    """Yield pictures of 40 tiles, with the left, top and side of each face's square by its index."""
    random = np.random.default_rng(seed)
    for start in range(0, len(faces), ACROSS * DOWN):
        page = np.full((PAGE_HEIGHT, PAGE_WIDTH), 128, np.uint8)
        squares = {}
        for index in range(start, min(start + ACROSS * DOWN, len(faces))):
            down, right = divmod(index - start, ACROSS)
            side = int(random.integers(*SIDES, endpoint=True))
            left, top = random.integers(10, TILE - side - 10, 2)
            tile = _tile(faces.images[index], side, int(left), int(top))
            page[down * TILE : (down + 1) * TILE, right * TILE : (right + 1) * TILE] = tile
            squares[index] = (right * TILE + int(left), down * TILE + int(top), side)
        yield np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR), np.uint8), squares


def _tile(face: NDArray[np.uint8], side: int, left: int, top: int) -> NDArray[np.uint8]:
    method = cv2.INTER_CUBIC if side > face.shape[0] else cv2.INTER_AREA
    pasted = cv2.resize(face, (side, side), interpolation=method)
    margins = (top, TILE - top - side, left, TILE - left - side)
    around = cv2.GaussianBlur(cv2.copyMakeBorder(pasted, *margins, cv2.BORDER_REPLICATE), (0, 0), 9)
    around[top : top + side, left : left + side] = pasted
    return np.asarray(around, np.uint8)


def find(faces: FaceSet, seed: int) -> list[Found]:
    """Return the detections: for each square, the most confident box whose centre lies in it."""
    finder = FaceFinder(smallest_face_px=28, min_confidence=0.9)
    found = []
    for page, squares in pages(faces, seed):
        seen = finder.find(page)
        for index, (left, top, side) in squares.items():
            inside = [
                face
                for face in seen
                if left <= face.box_xywh[0] + face.box_xywh[2] / 2 < left + side
                and top <= face.box_xywh[1] + face.box_xywh[3] / 2 < top + side
            ]
            if inside:
                surest = max(inside, key=lambda face: face.confidence)
                found.append(Found(index, page, surest.box_xywh, (left, top, side)))
    return found


def figures(
    classifier: EmotionClassifier, faces: FaceSet, found: list[Found], ratio: float, shift: float
) -> tuple[float, float, float]:
    """Return accuracy on labels, on FER+ majorities, and cross-entropy on votes, for one way of cropping.

    `shift` moves the crop down by that share of the box's height.
    """
    crops = []
    for item in found:
        x, y, width, height = item.box
        crops.append(crop_face(item.page_bgr, (x, y + shift * height, width, height), ratio))
    return _against(classifier, np.stack(crops), faces, [item.index for item in found])


def _against(
    classifier: EmotionClassifier, crops: NDArray[np.uint8], faces: FaceSet, index: list[int]
) -> tuple[float, float, float]:
    probabilities = classifier.probabilities(crops)
    chosen = faces.subset(np.array(index, np.int64))
    distribution, shares = chosen.vote_distribution()
    is_clear = chosen.has_majority()
    is_right = probabilities.argmax(axis=1) == chosen.labels
    is_majority = probabilities.argmax(axis=1) == distribution.argmax(axis=1)
    entropy = -(distribution * np.log(np.maximum(probabilities, 1e-9))).sum(axis=1)
    return float(is_right.mean()), float(is_majority[is_clear].mean()), float(entropy[shares > 0].mean())


def report(classifier: EmotionClassifier, faces: FaceSet, seed: int) -> Iterator[str]:
    """Yield the lines of the report."""
    found = find(faces, seed)
    boxes = np.array([item.box for item in found])
    squares = np.array([item.square for item in found])
    height = boxes[:, 3]
    off = (squares[:, :2] + squares[:, 2:] / 2 - boxes[:, :2] - boxes[:, 2:] / 2) / height[:, None]
    yield f"Found {len(found)} of {len(faces)} faces.\n"
    yield "| | median | quartiles |\n|---|---|---|"
    named = (
        ("square's side / box's height", squares[:, 2] / height),
        ("square's side / box's width", squares[:, 2] / boxes[:, 2]),
        ("square's centre right of box's, in heights", off[:, 0]),
        ("square's centre below box's, in heights", off[:, 1]),
    )
    for name, values in named:
        low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
        yield f"| {name} | {middle:.3f} | {low:.3f} to {high:.3f} |"
    yield "\n| crop | labels | FER+ majority | cross-entropy on votes |\n|---|---|---|---|"
    index = [item.index for item in found]
    yield _row("the faces themselves", _against(classifier, faces.images[index], faces, index))
    for ratio in RATIOS:
        yield _row(f"{ratio:.2f} of the height", figures(classifier, faces, found, ratio, 0.0))
    for shift in SHIFTS:
        yield _row(f"0.96, {shift:+.2f} heights lower", figures(classifier, faces, found, 0.96, shift))


def _row(name: str, values: tuple[float, float, float]) -> str:
    return f"| {name} | {values[0]:.1%} | {values[1]:.1%} | {values[2]:.3f} |"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measure how a found face is best cropped.")
    parser.add_argument("--data", type=Path, required=True, help="faces with FER+ votes (../shared/fer2013)")
    parser.add_argument("--faces", type=int, default=800, help="how many (800)")
    parser.add_argument("--seed", type=int, default=1, help="of where and how large they are pasted (1)")
    parser.add_argument("--page", type=Path, help="also write the first page of tiles here, to look at")
    options = parser.parse_args()
    whole = read_faces(options.data, "validation")
    chosen = np.random.default_rng(options.seed).permutation(len(whole))[: options.faces]
    faces = whole.subset(chosen)
    if options.page:
        cv2.imwrite(str(options.page), next(pages(faces, options.seed))[0])
    for line in report(EmotionClassifier.load(), faces, options.seed):
        print(line)


if __name__ == "__main__":
    main()
