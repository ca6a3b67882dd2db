"""Faces are detected in single pictures of the demo's invented people by the real networks."""

import numpy as np
import pytest
from numpy.typing import NDArray

from model.faces.finder import FaceFinder
from model.faces.found import FoundFace
from monitor.capture.demo.gallery import DemoPicture, Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.detect.detector import MtcnnDetector
from monitor.types import Frame
from tests.monitor.fixtures import NINE

POINTS = ((1.0, 1.0),) * 5


@pytest.fixture(scope="module")
def demo() -> DemoPicture:
    return Gallery(Lesson.load(4), 640, 360).draw(50)


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(smallest_face_px=36, min_confidence=0.9)


def lie_upon_each_other(found: FoundFace, true_xywh: tuple[float, float, float, float]) -> bool:
    """Return whether the middle of each lies in the other."""

    def holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
        middle_x, middle_y = inner[0] + inner[2] / 2, inner[1] + inner[3] / 2
        return outer[0] < middle_x < outer[0] + outer[2] and outer[1] < middle_y < outer[1] + outer[3]

    return holds(found.box_xywh, true_xywh) and holds(true_xywh, found.box_xywh)


def test_everybody_is_found_once_where_they_are_drawn(finder: FaceFinder, demo: DemoPicture) -> None:
    found = finder.find(demo.image_bgr)
    assert len(found) == len(demo.boxes_xywh) == 4
    for true_xywh in demo.boxes_xywh:
        assert sum(lie_upon_each_other(face, true_xywh) for face in found) == 1


def test_the_five_points_are_in_the_viewers_order(finder: FaceFinder, demo: DemoPicture) -> None:
    for face in finder.find(demo.image_bgr):
        eye, other_eye, nose, mouth, other_mouth = face.landmarks_xy
        assert eye[0] < nose[0] < other_eye[0]
        assert mouth[0] < nose[0] < other_mouth[0]
        assert max(eye[1], other_eye[1]) < nose[1] < min(mouth[1], other_mouth[1])


def test_the_monitors_detector_calls_the_persons_left_eye_left(demo: DemoPicture, finder: FaceFinder) -> None:
    faces = MtcnnDetector(FaceFinder(36, 0.9)).detect(Frame(0, NINE, demo.image_bgr, "test"))
    assert [(face.box.x, face.box.y, face.box.width, face.box.height) for face in faces] == [
        found.box_xywh for found in finder.find(demo.image_bgr)
    ]
    for face in faces:
        assert face.landmarks is not None
        assert face.landmarks.left_eye[0] > face.landmarks.right_eye[0]
        assert face.landmarks.mouth_left[0] > face.landmarks.mouth_right[0]


def test_a_face_at_the_edge_has_its_box_inside_the_picture(finder: FaceFinder, demo: DemoPicture) -> None:
    x, y, width, height = (round(part) for part in demo.boxes_xywh[0])
    cut = np.ascontiguousarray(demo.image_bgr[y + height // 12 : y + 2 * height, x + width // 12 : x + 2 * width])
    found = finder.find(cut)
    assert found
    for face in found:
        left, top, box_width, box_height = face.box_xywh
        assert left >= 0 and top >= 0
        assert left + box_width <= cut.shape[1] and top + box_height <= cut.shape[0]
    assert any(face.box_xywh[0] == 0 or face.box_xywh[1] == 0 for face in found)


def test_faces_much_smaller_than_the_minimum_are_not_searched(finder: FaceFinder) -> None:
    crowd = Gallery(Lesson.load(25), 640, 360).draw(50)
    assert max(height for *_, height in crowd.boxes_xywh) < 40
    assert len(finder.find(crowd.image_bgr)) == 25
    assert FaceFinder(smallest_face_px=100, min_confidence=0.9).find(crowd.image_bgr) == []


def test_only_faces_of_the_minimum_confidence_are_returned(finder: FaceFinder, demo: DemoPicture) -> None:
    surest = max(face.confidence for face in finder.find(demo.image_bgr))
    found = FaceFinder(36, surest).find(demo.image_bgr)
    assert 1 <= len(found) < 4
    assert all(face.confidence == surest for face in found)


@pytest.mark.parametrize("shape", [(1, 1), (20, 20), (25, 900)])
def test_a_picture_too_small_for_a_face_has_none(finder: FaceFinder, shape: tuple[int, int]) -> None:
    plain: NDArray[np.uint8] = np.full((*shape, 3), 127, np.uint8)
    assert finder.find(plain) == []


def test_the_picture_is_left_as_it_was(finder: FaceFinder, demo: DemoPicture) -> None:
    before = demo.image_bgr.copy()
    finder.find(demo.image_bgr)
    assert np.array_equal(demo.image_bgr, before)


@pytest.mark.parametrize("box", [(0, 0, 0, 5), (0, 0, 5, 0), (-1, 0, 5, 5), (0, -1, 5, 5)])
def test_a_box_without_area_or_outside_is_refused(box: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="box"):
        FoundFace(box, 0.9, POINTS)


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_that_is_none_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        FoundFace((0, 0, 5, 5), confidence, POINTS)
