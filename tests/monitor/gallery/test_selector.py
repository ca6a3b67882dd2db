"""The selection as a whole: who counts in a call, and that no network sees who is left out."""

from collections.abc import Sequence

import numpy as np
import pytest

from classroom.messages.sources import PLACES_UNCERTAIN
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.errors import PlacesLost
from monitor.gallery.selector import GallerySelector
from monitor.pipeline import Pipeline
from monitor.track import OverlapTracker
from monitor.types import Box, Face, Frame, ImageBgr, Marks, Observation, Place, TrackedFace
from tests.monitor.fixtures import HAPPY
from tests.monitor.gallery.fixtures import (
    EVERYBODY,
    SMALL,
    box_of,
    call,
    face_at,
    frame_of,
    kinds_of,
    true_faces,
    watch,
)
from tools.call_pictures.call import DrawnCall, DrawnFrame, TrueTile
from tools.call_pictures.events import Event, Joined, Left, Shuffled, SidePanel

WHOLE = Box(0, 0, *SMALL)


def lesson(*events: Event, tiles: int = 12) -> DrawnCall:
    return call("zoom", tiles, SMALL, *events, quality=85)


def mixed() -> DrawnCall:
    return call("meet", 25, SMALL, mix=EVERYBODY)


def middle_of(tile: TrueTile) -> tuple[float, float]:
    x, y, width, height = tile.box_xywh
    return (x + width / 2) / SMALL[0], (y + height / 2) / SMALL[1]


def place_of(tile: TrueTile) -> Place:
    x, y, width, height = tile.box_xywh
    return Place(x / SMALL[0], y / SMALL[1], width / SMALL[0], height / SMALL[1])


def tile_of(drawn: DrawnFrame, name: str) -> TrueTile:
    return next(tile for tile in drawn.tiles if tile.name == name)


def is_black(image: ImageBgr, tile: TrueTile) -> bool:
    box = box_of(tile)
    inner = image[box.y + 4 : box.y + box.height - 4, box.x + 4 : box.x + box.width - 4]
    return int(inner.max()) == 0


def prepared(selector: GallerySelector, drawn_call: DrawnCall, second: float) -> tuple[DrawnFrame, ImageBgr]:
    drawn = drawn_call.draw(second)
    frame = selector.prepare(frame_of(drawn.image_bgr, second))
    selector.select(frame, true_faces(drawn))
    return drawn, frame.image_bgr


def test_students_and_pairs_count_and_nobody_else() -> None:
    drawn = mixed().draw(3.0)
    selector = GallerySelector()
    selector.mark(Marks(own_tile_at=middle_of(next(tile for tile in drawn.tiles if tile.kind == "teacher"))))
    counted = watch(selector, mixed(), range(4))
    assert counted is not None
    assert kinds_of(drawn, counted) == sorted(tile.kind for tile in drawn.tiles for _ in tile.faces_xywh)


def test_without_a_mark_the_teacher_counts() -> None:
    counted = watch(GallerySelector(), mixed(), range(4))
    assert counted is not None
    assert "other teacher" in kinds_of(mixed().draw(3.0), counted)


def test_of_the_first_frame_it_is_not_told_who_counts_and_newcomers_count_once_they_moved() -> None:
    selector, with_newcomers = GallerySelector(), lesson(Joined(3, 2))
    assert watch(selector, with_newcomers, [0]) is None
    assert len(watch(selector, with_newcomers, [1, 2]) or []) == 12
    assert len(watch(selector, with_newcomers, [3]) or []) == 12
    assert len(watch(selector, with_newcomers, [4, 5]) or []) == 14


def test_pictures_that_stand_alone_count_the_main_faces_at_once() -> None:
    drawn = mixed().draw(3.0)
    selector = GallerySelector()
    frame = selector.prepare(frame_of(drawn.image_bgr, alone=True))
    counted = selector.select(frame, true_faces(drawn))
    assert counted is not None
    kinds = kinds_of(drawn, counted)
    assert "other photograph" in kinds  # nothing tells it from a person in a single picture
    assert "other background" not in kinds


def test_where_no_gallery_is_all_faces_count() -> None:
    room = np.random.default_rng(3).integers(60, 200, (720, 1280, 3)).astype(np.uint8)
    faces = [face_at((x, 300, 60, 80)) for x in (100, 500, 900)]
    selector = GallerySelector()
    for second in range(3):
        assert selector.select(selector.prepare(frame_of(room, second)), faces) == faces


def test_in_the_demo_lesson_all_who_are_present_count() -> None:
    gallery, selector = Gallery(Lesson.load(9), *SMALL), GallerySelector()
    for second in range(62, 66):
        picture = gallery.draw(second)
        faces = [face_at(box) for box in picture.boxes_xywh]
        counted = selector.select(selector.prepare(frame_of(picture.image_bgr, second)), faces)
    assert counted is not None
    assert len(counted) == len(faces) == 9


class RecordingDetector:
    """Finds the true faces, and keeps the pixels that it was given."""

    search_seconds = 4.0

    def __init__(self) -> None:
        self.images: list[ImageBgr] = []
        self.faces: list[Face] = []

    def detect(self, frame: Frame) -> list[Face]:
        self.images.append(frame.image_bgr)
        return self.faces


class RecordingClassifier:
    """Keeps the boxes of the faces that it was to read."""

    model_id = "plain"

    def __init__(self) -> None:
        self.boxes: list[Box] = []

    def classify(self, frame: Frame, faces: Sequence[TrackedFace]) -> list[Observation]:
        self.boxes += [item.face.box for item in faces]
        return [Observation(item.track_id, frame.captured_at, HAPPY, 1.0) for item in faces]


def test_the_classifier_never_gets_a_face_that_does_not_count_and_the_detector_no_pixel_of_a_place() -> None:
    detector, classifier, selector = RecordingDetector(), RecordingClassifier(), GallerySelector()
    pipeline = Pipeline(detector, OverlapTracker(), classifier, selector=selector)
    first = mixed().draw(0)
    left_out = next(tile for tile in first.tiles if tile.kind == "student")
    teacher = next(tile for tile in first.tiles if tile.kind == "teacher")
    selector.mark(Marks((place_of(left_out),), middle_of(teacher)))
    may_count: set[Box] = set()
    for second in range(5):
        drawn = mixed().draw(second)
        detector.faces = [face for face in true_faces(drawn) if not _is_inside(face, left_out)]
        may_count |= {face_at(box).box for tile in drawn.tiles for box in tile.faces_xywh if tile.name != left_out.name}
        pipeline.process(frame_of(drawn.image_bgr, second))
    assert all(is_black(image, left_out) for image in detector.images)
    assert len(detector.images) == 5
    assert classifier.boxes
    assert set(classifier.boxes) <= may_count


def _is_inside(face: Face, tile: TrueTile) -> bool:
    box = box_of(tile)
    return box.x <= face.box.x < box.x + box.width and box.y <= face.box.y < box.y + box.height


@pytest.mark.parametrize("event", [Shuffled(3), SidePanel(3), Joined(3, 3)])
def test_a_place_follows_its_tile(event: Event) -> None:
    selector, moving = GallerySelector(), lesson(event)
    name = moving.draw(0).tiles[4].name
    selector.mark(Marks((place_of(moving.draw(0).tiles[4]),)))
    for second in range(6):
        drawn, image = prepared(selector, moving, second)
        assert is_black(image, tile_of(drawn, name))
        assert sum(is_black(image, tile) for tile in drawn.tiles) == 1
    assert box_of(tile_of(moving.draw(5), name)) != box_of(tile_of(moving.draw(0), name))


def test_the_teachers_tile_stays_known_in_another_order() -> None:
    shuffled = call("meet", 25, SMALL, Shuffled(3), mix=EVERYBODY)
    selector = GallerySelector()
    teacher = next(tile for tile in shuffled.draw(0).tiles if tile.kind == "teacher")
    selector.mark(Marks(own_tile_at=middle_of(teacher)))
    counted = watch(selector, shuffled, range(6))
    assert counted is not None
    assert "other teacher" not in kinds_of(shuffled.draw(5), counted)


def test_a_place_whose_person_left_for_good_is_nowhere() -> None:
    leaving = lesson(Left(3, 3))
    gone = {tile.name for tile in leaving.draw(0).tiles} - {tile.name for tile in leaving.draw(4).tiles}
    selector = GallerySelector()
    selector.mark(Marks((place_of(tile_of(leaving.draw(0), sorted(gone)[0])),)))
    for second in range(5):
        drawn, image = prepared(selector, leaving, second)
    assert not any(is_black(image, tile) for tile in drawn.tiles)


def exchanged(drawn: DrawnFrame, seconds: float) -> Frame:
    """A frame in which two tiles show something that nobody has seen before."""
    image = drawn.image_bgr.copy()
    rng = np.random.default_rng(1)
    for tile in drawn.tiles[:2]:
        box = box_of(tile)
        colour = rng.integers(90, 250, 3)
        image[box.y : box.y + box.height, box.x : box.x + box.width] = colour
    return frame_of(image, seconds)


def test_a_place_that_cannot_be_told_any_more_is_lost_until_it_is_marked_again() -> None:
    seen_uncertain: list[Frame] = []
    selector, quiet = GallerySelector(seen_uncertain.append), lesson()
    selector.mark(Marks((place_of(quiet.draw(0).tiles[0]),)))
    for second in range(3):
        prepared(selector, quiet, second)
    other = exchanged(quiet.draw(3), 3)
    with pytest.raises(PlacesLost) as lost:
        selector.prepare(other)
    assert lost.value.message.code == PLACES_UNCERTAIN.code
    assert seen_uncertain == [other]
    selector.mark(Marks((place_of(quiet.draw(0).tiles[0]),)))
    assert is_black(selector.prepare(other).image_bgr, quiet.draw(0).tiles[0])


def test_places_of_a_class_that_another_monitor_watched_are_lost_until_they_are_marked() -> None:
    selector = GallerySelector()
    selector.lose_places()
    with pytest.raises(PlacesLost):
        prepared(selector, lesson(), 0)
    selector.mark(Marks())
    prepared(selector, lesson(), 1)


def test_a_place_of_a_picture_without_a_gallery_stays_and_is_lost_in_another_size() -> None:
    room = np.full((480, 640, 3), 90, np.uint8)
    selector = GallerySelector()
    selector.mark(Marks((Place(0.5, 0.5, 0.25, 0.25),)))
    image = selector.prepare(frame_of(room)).image_bgr
    assert image[240:360, 320:480].max() == 0
    assert image[:240].min() == 90
    with pytest.raises(PlacesLost):
        selector.prepare(frame_of(np.full((600, 800, 3), 90, np.uint8), 1))


def test_in_another_source_the_places_are_lost() -> None:
    selector, quiet = GallerySelector(), lesson()
    selector.mark(Marks((place_of(quiet.draw(0).tiles[0]),)))
    prepared(selector, quiet, 0)
    with pytest.raises(PlacesLost):
        selector.prepare(frame_of(quiet.draw(1).image_bgr, 1, "another window"))


def test_another_source_is_learned_anew() -> None:
    selector, quiet = GallerySelector(), lesson()
    assert watch(selector, quiet, range(3))
    frame = selector.prepare(frame_of(quiet.draw(3).image_bgr, 3, "another window"))
    assert selector.select(frame, true_faces(quiet.draw(3))) is None
