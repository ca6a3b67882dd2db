"""Known faces are followed between full searches, by the real networks, in demo classes where people come and go."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model.faces.finder import FaceFinder
from monitor.capture.demo.gallery import Gallery, lay_out
from monitor.capture.demo.lesson import Lesson
from monitor.detect.detector import MtcnnDetector
from monitor.track import box_overlap
from monitor.types import Box, Face, Frame
from tests.monitor.fixtures import at

Picture = NDArray[np.uint8]

PEOPLE = 9
EVERYBODY = list(range(PEOPLE))
SIZE = (640, 360)
NEVER = 1e6
AWAY_LIGHT = 44
HIT_OVERLAP = 0.3


@pytest.fixture(scope="module")
def gallery() -> Gallery:
    return Gallery(Lesson.load(PEOPLE), *SIZE)


@pytest.fixture
def following(finder: FaceFinder) -> MtcnnDetector:
    """Return a detector that searches the whole first frame, and then none for days."""
    return MtcnnDetector(finder, NEVER)


@pytest.fixture
def calls(finder: FaceFinder, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count from now on the runs of each network, and P-Net's on whole pictures."""
    counts: Counter[str] = Counter()

    def counting(place: object, name: str, counted_as: Callable[..., str]) -> None:
        answer = getattr(place, name)

        def count(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - any signature
            counts[counted_as(*args, **options)] += 1
            return answer(*args, **options)

        monkeypatch.setattr(place, name, count)

    for network in ("propose", "refine", "judge"):
        counting(finder._networks, network, lambda *_, name=network: name)
    counting(finder, "search", lambda _, within=None: "whole" if within is None else "parts")
    return counts


def frame(seconds: float, image_bgr: Picture, *, alone: bool = False) -> Frame:
    return Frame(0, at(seconds), image_bgr, "test", stands_alone=alone)


def without(image_bgr: Picture, *people: int) -> Picture:
    """Return the picture with these people's cameras off."""
    layout, emptied = lay_out(PEOPLE, *SIZE), image_bgr.copy()
    for person in people:
        left, top = layout.corners[person]
        emptied[top : top + layout.tile_height, left : left + layout.tile_width] = AWAY_LIGHT
    return emptied


def hits(faces: list[Face], boxes_xywh: tuple[tuple[float, ...], ...]) -> NDArray[np.bool_]:
    """Return which faces lie on which true boxes, bool (faces, boxes)."""
    if not faces:
        return np.zeros((0, len(boxes_xywh)), np.bool_)
    boxes = [Box(max(round(x), 0), max(round(y), 0), round(w), round(h)) for x, y, w, h in boxes_xywh]
    return np.asarray(box_overlap([face.box for face in faces], boxes) > HIT_OVERLAP)


def found_once(faces: list[Face], boxes_xywh: tuple[tuple[float, ...], ...]) -> list[int]:
    """Return the people who are detected; fails if somebody is detected twice, or a face is nobody's."""
    hit = hits(faces, boxes_xywh)
    assert hit.any(axis=1).all()
    assert (hit.sum(axis=0) <= 1).all()
    return [int(person) for person in np.flatnonzero(hit.any(axis=0))]


@pytest.mark.parametrize("start", [0, 245], ids=["people arrive", "people leave and come back"])
def test_over_a_minute_nobody_is_lost_or_found_twice(finder: FaceFinder, start: int) -> None:
    gallery = Gallery(Lesson.load(16), *SIZE)
    present = [int(gallery.lesson.present_at(start + second).sum()) for second in range(60)]
    assert min(present) < max(present) == 16
    every_frame, usual, following = (MtcnnDetector(finder, seconds) for seconds in (0.0, 4.0, NEVER))
    found, false, doubles = Counter[object](), Counter[object](), Counter[object]()
    for second in range(60):
        picture = gallery.draw(start + second)
        for detector in (every_frame, usual, following):
            hit = hits(detector.detect(frame(second, picture.image_bgr)), picture.boxes_xywh)
            found[detector] += int(hit.any(axis=0).sum())
            false[detector] += int((~hit.any(axis=1)).sum())
            doubles[detector] += int(np.maximum(hit.sum(axis=0) - 1, 0).sum())
    assert found[every_frame] > 0.99 * sum(present)
    for detector in (usual, following):
        assert found[detector] >= found[every_frame] - 0.01 * sum(present)
        assert false[detector] <= false[every_frame]
        assert doubles[detector] == 0


@pytest.mark.parametrize("others_move", [False, True], ids=["others still", "others move"])
@pytest.mark.parametrize("newcomers", [(0,), (4,), (8,), (2, 6)], ids=str)
def test_a_person_who_appears_in_an_empty_tile_is_found_in_that_frame(
    following: MtcnnDetector, gallery: Gallery, calls: Counter[str], newcomers: tuple[int, ...], others_move: bool
) -> None:
    before, after = gallery.draw(50), gallery.draw(51 if others_move else 50)
    faces = following.detect(frame(0, without(before.image_bgr, *newcomers)))
    assert found_once(faces, before.boxes_xywh) == [person for person in EVERYBODY if person not in newcomers]
    assert found_once(following.detect(frame(1, after.image_bgr)), after.boxes_xywh) == EVERYBODY
    assert (calls["whole"], calls["parts"]) == (1, 1)


@pytest.mark.parametrize("others_move", [False, True], ids=["others still", "others move"])
@pytest.mark.parametrize("leavers", [(0,), (4,), (8,), (2, 6)], ids=str)
def test_a_person_who_leaves_is_gone_in_that_frame(
    following: MtcnnDetector, gallery: Gallery, leavers: tuple[int, ...], others_move: bool
) -> None:
    before, after = gallery.draw(50), gallery.draw(51 if others_move else 50)
    assert found_once(following.detect(frame(0, before.image_bgr)), before.boxes_xywh) == EVERYBODY
    faces = following.detect(frame(1, without(after.image_bgr, *leavers)))
    assert found_once(faces, after.boxes_xywh) == [person for person in EVERYBODY if person not in leavers]


def test_a_new_page_of_people_is_found_in_that_frame_by_a_search_of_the_whole_picture(
    following: MtcnnDetector, gallery: Gallery, calls: Counter[str]
) -> None:
    page, other_page = gallery.draw(50), Gallery(Lesson.load(PEOPLE, 2), *SIZE, 2).draw(50)
    following.detect(frame(0, page.image_bgr))
    assert found_once(following.detect(frame(1, other_page.image_bgr)), other_page.boxes_xywh) == EVERYBODY
    assert (calls["whole"], calls["parts"]) == (2, 0)


@pytest.mark.parametrize("people", [4, 12])
def test_after_a_new_layout_everybody_is_found_in_that_frame(
    following: MtcnnDetector, gallery: Gallery, people: int
) -> None:
    laid_out_anew = Gallery(Lesson.load(people), *SIZE).draw(51)
    following.detect(frame(0, gallery.draw(50).image_bgr))
    faces = following.detect(frame(1, laid_out_anew.image_bgr))
    assert found_once(faces, laid_out_anew.boxes_xywh) == list(range(people))


def test_two_people_who_change_places_are_both_found_in_that_frame(following: MtcnnDetector, gallery: Gallery) -> None:
    picture, layout = gallery.draw(50), lay_out(PEOPLE, *SIZE)
    following.detect(frame(0, picture.image_bgr))
    tiles = [(slice(y, y + layout.tile_height), slice(x, x + layout.tile_width)) for x, y in layout.corners]
    swapped = picture.image_bgr.copy()
    swapped[tiles[0]], swapped[tiles[8]] = picture.image_bgr[tiles[8]], picture.image_bgr[tiles[0]]
    assert len(found_once(following.detect(frame(1, swapped)), picture.boxes_xywh)) == PEOPLE


def test_an_unchanged_picture_runs_no_network_until_the_next_full_search_is_due(
    finder: FaceFinder, gallery: Gallery, calls: Counter[str]
) -> None:
    detector, still = MtcnnDetector(finder, 4.0), gallery.draw(50)
    first = detector.detect(frame(0, still.image_bgr))
    assert calls["whole"] == 1
    calls.clear()
    for second in (1, 2, 3, 3.4):
        assert detector.detect(frame(second, still.image_bgr.copy())) == first
    assert not calls
    assert found_once(detector.detect(frame(4, still.image_bgr)), still.boxes_xywh) == EVERYBODY
    assert calls["whole"] == 1
    assert calls["propose"] > 0


@pytest.mark.parametrize("seconds", [(0, 1, 2, 3, 3.99, 5, 6, 7, 7.99), (0, 3, 6, 9, 12)], ids=["early", "seldom"])
def test_searches_are_not_put_off_by_early_frames_nor_doubled_by_seldom_ones(
    finder: FaceFinder, gallery: Gallery, calls: Counter[str], seconds: tuple[float, ...]
) -> None:
    detector, still = MtcnnDetector(finder, 4.0), gallery.draw(50).image_bgr
    for second in seconds:
        detector.detect(frame(second, still))
    assert calls["whole"] == 3


def test_camera_noise_runs_no_network_either(following: MtcnnDetector, gallery: Gallery, calls: Counter[str]) -> None:
    still, rng = gallery.draw(50).image_bgr, np.random.default_rng(1)
    following.detect(frame(0, still))
    calls.clear()
    for second in (1, 2, 3):
        noisy = np.clip(still + rng.integers(-2, 3, still.shape), 0, 255).astype(np.uint8)
        following.detect(frame(second, noisy))
    assert not calls


def test_while_people_only_move_o_net_alone_runs_and_once_a_frame(
    following: MtcnnDetector, gallery: Gallery, calls: Counter[str]
) -> None:
    following.detect(frame(0, gallery.draw(50).image_bgr))
    calls.clear()
    for second in (1, 2, 3):
        moved = gallery.draw(50 + second)
        assert found_once(following.detect(frame(second, moved.image_bgr)), moved.boxes_xywh) == EVERYBODY
    assert calls == {"judge": 3}


def test_box_and_landmarks_move_with_the_face(following: MtcnnDetector, gallery: Gallery) -> None:
    picture, layout = gallery.draw(50), lay_out(PEOPLE, *SIZE)
    before = following.detect(frame(0, picture.image_bgr))
    shifted, (x, y) = picture.image_bgr.copy(), layout.corners[4]
    tile = shifted[y : y + layout.tile_height, x : x + layout.tile_width]
    tile[:] = np.roll(tile, (5, 9), axis=(0, 1))
    after = following.detect(frame(1, shifted))
    (old,), (new,) = set(before) - set(after), set(after) - set(before)
    assert np.abs(np.subtract((new.box.x - 9, new.box.y - 5), (old.box.x, old.box.y))).max() <= 3
    assert new.landmarks is not None and old.landmarks is not None
    assert new.landmarks.nose == pytest.approx(np.add(old.landmarks.nose, (9, 5)), abs=3)


def test_a_face_that_o_net_doubts_is_searched_for_around_its_last_box(
    finder: FaceFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = Gallery(Lesson.load(1), *SIZE).draw(50)
    detector = MtcnnDetector(finder, NEVER)
    (before,) = detector.detect(frame(0, alone.image_bgr))
    dotted, (x, y) = alone.image_bgr.copy(), (before.box.x + before.box.width // 2, before.box.y + 10)
    dotted[y : y + 16, x : x + 16] = 250
    monkeypatch.setattr(finder, "follow", lambda _, faces: [None] * len(faces))
    (after,) = detector.detect(frame(1, dotted))
    assert float(box_overlap([after.box], [before.box])[0, 0]) > 0.7


def test_a_face_in_a_part_that_did_not_change_stays_exactly_as_it_was(
    following: MtcnnDetector, gallery: Gallery
) -> None:
    before = following.detect(frame(0, gallery.draw(50).image_bgr))
    after = following.detect(frame(1, without(gallery.draw(50).image_bgr, 4)))
    assert len(after) == PEOPLE - 1
    assert all(face in before for face in after)


@pytest.mark.parametrize(
    ("seconds", "alone"), [(1, True), (4, False), (60, False), (-4, False), (-3600, False)], ids=str
)
def test_a_frame_that_stands_alone_and_any_long_time_lead_to_a_full_search(
    finder: FaceFinder, gallery: Gallery, calls: Counter[str], seconds: float, alone: bool
) -> None:
    detector, still = MtcnnDetector(finder, 4.0), gallery.draw(50).image_bgr
    detector.detect(frame(0, still))
    detector.detect(frame(seconds, still, alone=alone))
    assert calls["whole"] == 2
    detector.detect(frame(seconds + 1, still))
    assert calls["whole"] == 2


def test_a_picture_of_another_size_leads_to_a_full_search(
    following: MtcnnDetector, gallery: Gallery, calls: Counter[str]
) -> None:
    smaller = Gallery(Lesson.load(PEOPLE), 480, 270).draw(50)
    following.detect(frame(0, gallery.draw(50).image_bgr))
    assert found_once(following.detect(frame(1, smaller.image_bgr)), smaller.boxes_xywh) == EVERYBODY
    assert calls["whole"] == 2


def test_the_time_between_full_searches_can_be_changed_while_watching(
    finder: FaceFinder, gallery: Gallery, calls: Counter[str]
) -> None:
    detector, still = MtcnnDetector(finder, 4.0), gallery.draw(50).image_bgr
    for second in range(3):
        detector.detect(frame(second, still))
    assert calls["whole"] == 1
    detector.search_seconds = 2.0
    detector.detect(frame(2.5, still))
    assert calls["whole"] == 2
    detector.search_seconds = 30.0
    for second in range(3, 32):
        detector.detect(frame(second, still))
    assert calls["whole"] == 2
    detector.detect(frame(32.5, still))
    assert calls["whole"] == 3


@pytest.mark.parametrize("shape", [(1, 1), (7, 300), (300, 7), (25, 41)])
def test_a_picture_too_small_for_a_face_may_change_as_it_likes(
    following: MtcnnDetector, shape: tuple[int, int]
) -> None:
    for second in range(4):
        assert following.detect(frame(second, np.full((*shape, 3), 60 * second, np.uint8))) == []


def test_one_detector_knows_nothing_of_another_ones_faces(finder: FaceFinder, gallery: Gallery) -> None:
    full, emptied = gallery.draw(50), without(gallery.draw(50).image_bgr, 0, 1, 2)
    one, other = MtcnnDetector(finder, NEVER), MtcnnDetector(finder, NEVER)
    for second in range(2):
        assert found_once(one.detect(frame(second, full.image_bgr)), full.boxes_xywh) == EVERYBODY
        assert found_once(other.detect(frame(second, emptied)), full.boxes_xywh) == EVERYBODY[3:]
