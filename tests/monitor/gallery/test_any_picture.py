"""Whatever a source shows, in whatever size and order, reading a gallery in it never ends a class."""

import cv2
import numpy as np

from monitor.errors import SourceBlind
from monitor.gallery.selector import GallerySelector
from monitor.types import Box, Face, ImageBgr, Marks, Place
from tests.monitor.gallery.fixtures import frame_of

SIZES = ((20, 20), (64, 48), (321, 243), (640, 360), (960, 540), (1281, 721), (400, 1200))


def any_picture(rng: np.random.Generator) -> ImageBgr:
    """Rectangles of one or of many sizes on a plain colour, noise, or nothing at all."""
    width, height = SIZES[int(rng.integers(len(SIZES)))]
    image = np.full((height, width, 3), rng.integers(0, 256, 3), np.uint8)
    wide, tall = (int(rng.integers(8, max(side // 2, 9))) for side in (width, height))
    gap = int(rng.integers(0, 12))
    for top in range(int(rng.integers(0, 9)), height, tall + gap):
        stretch = int(rng.integers(1, 4)) if rng.random() < 0.3 else 1
        for left in range(int(rng.integers(0, 9)), width, stretch * wide + gap):
            if rng.random() < 0.9:
                tile = image[top : top + tall, left : left + stretch * wide]
                tile[:] = rng.integers(0, 256, (tile.shape if rng.random() < 0.5 else 3), np.uint8)
    if rng.random() < 0.5:
        done, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 95))])
        assert done
        image = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    return image


def any_faces(rng: np.random.Generator, image: ImageBgr) -> list[Face]:
    height, width = image.shape[:2]
    faces = []
    for _ in range(int(rng.integers(0, 12))):
        left, top = int(rng.integers(0, width - 8)), int(rng.integers(0, height - 8))
        faces.append(Face(Box(left, top, int(rng.integers(4, width - left)), int(rng.integers(4, height - top))), 0.95))
    return faces


def frames_chosen_from(seed: int, seconds: int = 25) -> int:
    """Show a selector pictures of chance, and return in how many of them it chose."""
    rng = np.random.default_rng(seed)
    selector = GallerySelector()
    image = any_picture(rng)
    chosen_from = 0
    for second in range(seconds):
        if rng.random() < 0.5:
            image = any_picture(rng)
        if rng.random() < 0.2:
            selector.mark(Marks((Place(*rng.uniform(0, 0.5, 2), *rng.uniform(0.01, 0.5, 2)),), (0.5, 0.5)))
        faces = any_faces(rng, image)
        try:
            prepared = selector.prepare(frame_of(image, second))
            chosen = selector.select(prepared, faces)
        except SourceBlind:
            continue
        assert prepared.image_bgr.shape == image.shape
        assert chosen is None or all(face in faces for face in chosen)
        chosen_from += chosen is not None
    return chosen_from


def test_no_sequence_of_pictures_ends_a_class() -> None:
    assert sum(frames_chosen_from(seed) for seed in range(12)) > 50
