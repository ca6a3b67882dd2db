"""Evaluate face detection against true boxes, in comparison with the `mtcnn` package.

    uv run --group train python tools/measure_faces.py --gallery ../shared/gallery [--people 9 25 49 100]
        [--seeds 1 2 3 4]

The folder has `compose_gallery.py`, which lays tiles out as a call does, and `photos/` with drawn boxes. Prints for
each size of class the faces found and the false positives: ours, the unmodified package's, and the package's on our
scaled picture, which is shrunk until the smallest wanted face has 20 pixels.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from model.exit_codes import exit_code_of
from model.faces.finder import FaceFinder
from model.faces.pyramid import ScaledPicture
from model.train_group import require_train_group
from monitor.track import box_overlap
from monitor.types import Box

SMALLEST_FACE_PX = 36
MIN_CONFIDENCE = 0.9
HIT_OVERLAP = 0.3
Image = NDArray[np.uint8]
BoxesXywh = Sequence[Sequence[float]]
Find = Callable[[Image], BoxesXywh]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gallery", type=Path, required=True)
    parser.add_argument("--people", type=int, nargs="+", default=[9, 25, 49, 100])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    options = parser.parse_args()
    finders = {"ours": ours(), **packaged()}
    print(f"{'':28s}" + "".join(f"{name:>28s}" for name in finders))
    for name, pictures in scenes(options.gallery, options.people, options.seeds):
        totals = {finder: np.zeros(3, int) for finder in finders}
        for image_bgr, true in track(list(pictures), name):
            for finder, find in finders.items():
                totals[finder] += counted(find(image_bgr), true)
        cells = (f"{found} of {true}, {false} false" for found, true, false in totals.values())
        print(f"{name:28s}" + "".join(f"{cell:>28s}" for cell in cells), flush=True)


def ours() -> Find:
    """Return the project's finder."""
    finder = FaceFinder(SMALLEST_FACE_PX, MIN_CONFIDENCE)
    return lambda image_bgr: [face.box_xywh for face in finder.find(image_bgr)]


def packaged() -> dict[str, Find]:
    """Return the package's detector on the original picture, and on the shrunk one."""
    require_train_group()
    import mtcnn

    detector: Any = mtcnn.MTCNN()

    def as_it_comes(image_bgr: Image) -> BoxesXywh:
        found = detector.detect_faces(np.ascontiguousarray(image_bgr[..., ::-1]))
        return [face["box"] for face in found if face["confidence"] >= MIN_CONFIDENCE]

    def shrunk(image_bgr: Image) -> BoxesXywh:
        picture = ScaledPicture.of(image_bgr, SMALLEST_FACE_PX)
        found = detector.detect_faces(picture.image_rgb)
        return [[v / picture.shrink for v in face["box"]] for face in found if face["confidence"] >= MIN_CONFIDENCE]

    return {"mtcnn as it comes": as_it_comes, "mtcnn on the shrunk": shrunk}


def scenes(
    gallery: Path, people: Sequence[int], seeds: Sequence[int]
) -> Iterator[tuple[str, Iterator[tuple[Image, BoxesXywh]]]]:
    """Yield a name and its pictures with their true boxes: galleries of each size, then the photographs."""
    specification = importlib.util.spec_from_file_location("compose_gallery", gallery / "compose_gallery.py")
    assert specification is not None
    assert specification.loader is not None
    composer = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(composer)
    for width, height in ((1920, 1080), (1280, 720)):
        for count in people:
            yield f"{count} people, {width}x{height}", (composer.compose(count, width, height, s) for s in seeds)
    drawn = json.loads((gallery / "photos" / "faces.json").read_text(encoding="utf-8"))
    yield "photographs", ((np.asarray(cv2.imread(str(gallery / "photos" / n)), np.uint8), b) for n, b in drawn.items())


def counted(found: BoxesXywh, true: BoxesXywh) -> tuple[int, int, int]:
    """Return how many of the true faces were found, how many there are, and the number of false positives."""
    boxes, true_boxes = _whole(found), _whole(true)
    if not boxes:
        return 0, len(true_boxes), 0
    hit = box_overlap(boxes, true_boxes) > HIT_OVERLAP
    return int(hit.any(axis=0).sum()), len(true_boxes), int((~hit.any(axis=1)).sum())


def _whole(boxes: BoxesXywh) -> list[Box]:
    return [Box(max(round(x), 0), max(round(y), 0), max(round(w), 1), max(round(h), 1)) for x, y, w, h in boxes]


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
