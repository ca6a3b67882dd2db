from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from monitor.detect.detector import MtcnnDetector
from monitor.track import box_overlap
from monitor.types import Box, Face, Frame
from tests.monitor.fixtures import NINE


def frame_of(image_bgr: Any) -> Frame:  # noqa: ANN401 - whatever OpenCV read
    return Frame(0, NINE, image_bgr, "test")


def hits_and_false(found: list[Face], true_boxes: list[list[float]]) -> tuple[int, int]:
    boxes = [Box(max(round(x), 0), max(round(y), 0), round(w), round(h)) for x, y, w, h in true_boxes]
    overlap = box_overlap([face.box for face in found], boxes)
    return int((overlap.max(axis=0) > 0.3).sum()), int((overlap.max(axis=1) <= 0.3).sum())


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.parametrize("people", [9, 25, 49])
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_every_face_of_a_gallery_is_found_and_nothing_else(
    detector: MtcnnDetector, compose_gallery: Callable[..., Any], people: int, size: tuple[int, int]
) -> None:
    image_bgr, true_boxes = compose_gallery(people, *size, 1)
    hits, false = hits_and_false(detector.detect(frame_of(image_bgr)), true_boxes)
    assert hits == people
    assert false <= 1


@pytest.mark.slow
@pytest.mark.needs_shared
def test_faces_of_group_photographs_are_found_where_people_drew_them(
    detector: MtcnnDetector, drawn_boxes: dict[str, list[list[float]]], shared: Path
) -> None:
    hits = false = 0
    for name, boxes in drawn_boxes.items():
        one_hits, one_false = hits_and_false(
            detector.detect(frame_of(cv2.imread(str(shared / "gallery/photos" / name)))), boxes
        )
        hits, false = hits + one_hits, false + one_false
    assert hits >= 0.95 * sum(map(len, drawn_boxes.values()))
    assert false <= 2


@pytest.mark.needs_shared
def test_dogs_are_not_detected_as_people(detector: MtcnnDetector, shared: Path) -> None:
    assert detector.detect(frame_of(cv2.imread(str(shared / "gallery/photos/dogs.jpg")))) == []


@pytest.mark.parametrize("shape", [(720, 1280), (20, 20), (25, 2000), (2000, 25), (1, 1)])
def test_a_plain_picture_of_any_size_has_no_face(detector: MtcnnDetector, shape: tuple[int, int]) -> None:
    assert detector.detect(frame_of(np.full((*shape, 3), 127, np.uint8))) == []


def test_noise_has_no_face(detector: MtcnnDetector) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (480, 640, 3), np.uint8)
    assert detector.detect(frame_of(noise)) == []
