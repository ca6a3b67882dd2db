"""One's own camera is read as a class's picture is: faces with boxes and seven shares, each by itself."""

import cv2
import numpy as np
import pytest

from classroom.config import Config
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.track import box_overlap
from monitor.try_it.face_reader import Answer, FaceReader, SeenFaces
from monitor.types import Box, ImageBgr
from monitor.watch.build import build_pipeline

WIDTH, HEIGHT = 640, 480
PEOPLE = Gallery(Lesson.load(2), WIDTH, HEIGHT)


def jpeg_of(image_bgr: ImageBgr) -> bytes:
    done, encoded = cv2.imencode(".jpg", image_bgr)
    assert done
    return encoded.tobytes()


def box_of(box_xywh: tuple[float, float, float, float]) -> Box:
    return Box(*(round(pixels) for pixels in box_xywh))


def box_in_picture(face: Answer) -> Box:
    x, y, width, height = face["box_xywh"]
    return box_of((x * WIDTH, y * HEIGHT, width * WIDTH, height * HEIGHT))


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    seen = SeenFaces()
    return FaceReader(build_pipeline(Config().monitor, (seen,)), seen)


def test_each_face_is_read_where_it_is(reader: FaceReader) -> None:
    drawn = PEOPLE.draw(30)
    answer = reader.read(jpeg_of(drawn.image_bgr), is_first=True)
    assert answer["trouble"] == []
    overlap = box_overlap([box_of(box) for box in drawn.boxes_xywh], [box_in_picture(face) for face in answer["faces"]])
    assert sorted(overlap.max(axis=1) > 0.5) == [True, True]
    for face in answer["faces"]:
        assert len(face["emotions"]) == 7
        assert sum(face["emotions"]) == pytest.approx(1, abs=0.001)


def test_a_face_keeps_its_track_until_another_page_sends_its_first_picture(reader: FaceReader) -> None:
    def tracks(second: float, *, is_first: bool = False) -> set[int]:
        answer = reader.read(jpeg_of(PEOPLE.draw(second).image_bgr), is_first=is_first)
        return {face["track"] for face in answer["faces"]}

    before = tracks(30, is_first=True)
    assert tracks(30.1) == before
    assert not tracks(30.2, is_first=True) & before


def test_a_face_that_is_too_blurred_has_a_box_and_no_expression(reader: FaceReader) -> None:
    six = Gallery(Lesson.load(6), WIDTH, HEIGHT)
    blurred = cv2.GaussianBlur(six.draw(30).image_bgr, (0, 0), 6)
    answer = reader.read(jpeg_of(np.asarray(blurred, np.uint8)), is_first=True)
    assert [len(face["box_xywh"]) for face in answer["faces"]] == [4] * 6
    assert [face["emotions"] for face in answer["faces"]].count(None) == 1


def test_a_covered_camera_is_said_to_be_black(reader: FaceReader) -> None:
    answer = reader.read(jpeg_of(np.zeros((HEIGHT, WIDTH, 3), np.uint8)), is_first=False)
    assert answer["faces"] == []
    assert answer["trouble"][0]["code"] == "picture_black"


def test_half_a_jpeg_is_refused(reader: FaceReader) -> None:
    jpeg = jpeg_of(PEOPLE.draw(30).image_bgr)
    assert reader.read(jpeg[: len(jpeg) // 2], is_first=False) == {"refused": "cut_off"}
